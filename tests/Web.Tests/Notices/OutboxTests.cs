using Xinqiao.Web.Notices;
using Xunit;

namespace Xinqiao.Web.Tests.Notices;

public sealed class OutboxTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xinqiao-outbox-");

    [Fact]
    public async Task A_message_is_a_file_that_the_programs_user_alone_can_read()
    {
        var outbox = new Outbox(Path.Combine(folder.FullName, "new"));
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
        await outbox.Put(new Message("13800000217", "sms", "您的验证码是123456。", at));
        await outbox.Put(new Message("zhou@example.cn", "email", "您的验证码是654321。", at.AddSeconds(1)));

        Assert.Equal(["zhou@example.cn", "13800000217"], outbox.Latest(10).Select(m => m.To));
        var files = Directory.GetFiles(Path.Combine(folder.FullName, "new"));
        Assert.All(files, f => Assert.EndsWith(".json", f, StringComparison.Ordinal));
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in files) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Before_the_first_message_there_is_none() =>
        Assert.Empty(new Outbox(Path.Combine(folder.FullName, "none")).Latest(10));

    public void Dispose() => folder.Delete(recursive: true);
}
