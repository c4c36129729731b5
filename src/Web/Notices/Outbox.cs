using System.Text.Encodings.Web;
using System.Text.Json;

namespace Xinqiao.Web.Notices;

/// <summary>A message to a petitioner's registered telephone or e-mail: a sentence with a code, and never what it is about.</summary>
/// <param name="By"><c>sms</c> or <c>email</c>.</param>
public sealed record Message(string To, string By, string Text, DateTimeOffset At);

/// <summary>
/// Where messages wait for the office's SMS and e-mail gateways: one JSON file each, complete once it has its name
/// (<c>*.json</c>), readable by the program's user alone. The gateway removes what it has sent.
/// </summary>
public sealed class Outbox(string folder)
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    // Keeps the order of messages of one millisecond.
    private long serial;

    public async Task Put(Message message)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, $"{message.At.ToUnixTimeMilliseconds():D15}-{Interlocked.Increment(ref serial):D9}-{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(name + ".part", options))
            await JsonSerializer.SerializeAsync(file, message, Plain);
        File.Move(name + ".part", name + ".json");
    }

    /// <summary>What waits to go one way, the oldest first.</summary>
    /// <param name="by"><c>sms</c> or <c>email</c>.</param>
    public IReadOnlyList<(string File, Message Message)> Waiting(string by) => !Directory.Exists(folder)
        ? []
        : [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => (file, JsonSerializer.Deserialize<Message>(File.ReadAllText(file), Plain)!)).Where(m => m.Item2.By == by)];

    /// <summary>It was sent.</summary>
    public void Done(string file) => File.Delete(file);

    /// <summary>It can never be sent; somebody may look why.</summary>
    public void PutAside(string file) => File.Move(file, Path.ChangeExtension(file, ".refused"));

    /// <summary>What waits, the latest first.</summary>
    public IReadOnlyList<Message> Latest(int most) => !Directory.Exists(folder)
        ? []
        : [.. Directory.GetFiles(folder, "*.json").OrderDescending(StringComparer.Ordinal).Take(most)
            .Select(file => JsonSerializer.Deserialize<Message>(File.ReadAllText(file), Plain)!)];
}
