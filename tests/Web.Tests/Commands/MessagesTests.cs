using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>What the running program says to whoever runs it, and where.</summary>
public sealed class MessagesTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Messages_are_JSON_lines_on_standard_error_and_are_written_nowhere_else()
    {
        var stop = TestContext.Current.CancellationToken;
        (await Typed.Run(
            "init", "--database", scratch["real.db"], "--keys", scratch["keys"], "--district", "320613", "--origin", "xf.example.gov.cn",
            "--admin", "admin")).Ok();
        var before = Files();
        using var program = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "xinqiao"),
            ["serve", "--database", scratch["real.db"], "--keys", scratch["keys"], "--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0", "--log", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        })!;
        try
        {
            var announced = (await program.StandardOutput.ReadLineAsync(stop))!;
            using var http = new HttpClient { BaseAddress = new Uri(announced.Split(' ')[0].Split('：')[^1]) };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
            {
                Content = new FormUrlEncodedContent([new("login", "niemand-hier"), new("password", "falsch-falsch")]),
            };
            request.Headers.Add("X-Forwarded-For", "192.0.2.7");
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var refused = await http.SendAsync(request, stop);
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);

            var lines = new List<JsonElement>();
            do
            {
                // Each line is an object of its own, whatever else is told before.
                using var line = JsonDocument.Parse((await program.StandardError.ReadLineAsync(stop))!);
                lines.Add(line.RootElement.Clone());
            } while (lines[^1].GetProperty("Category").GetString() != "Xinqiao.Web.Serving.TurnedAway");

            var told = lines[^1];
            Assert.Equal("Warning", told.GetProperty("LogLevel").GetString());
            Assert.Equal("FormToken", told.GetProperty("State").GetProperty("Kind").GetString());
            Assert.Equal(DateTimeKind.Utc, told.GetProperty("Timestamp").GetDateTime().Kind);
            foreach (var typed in (string[])["niemand-hier", "falsch", "192.0.2.7"])
                Assert.DoesNotContain(lines, l => l.GetRawText().Contains(typed, StringComparison.Ordinal));
            // Database, keys and the folders of the gateways: what was told is in none of them, and there is no file more.
            Assert.DoesNotContain(Files().Except(before), file => file.Contains("log", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".txt", StringComparison.Ordinal));
            foreach (var file in Files()) Assert.DoesNotContain("Turned away", ReadShared(file), StringComparison.Ordinal);
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync(stop);
        }

        Assert.Equal("", await program.StandardOutput.ReadToEndAsync(stop));
    }

    [Fact]
    public async Task Another_form_of_messages_is_refused() =>
        Assert.Equal(2, (await Typed.Run("serve", "--database", scratch["real.db"], "--log", "xml")).Code);

    private string Folder => Path.GetDirectoryName(scratch["any"])!;

    private IReadOnlyList<string> Files() => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
