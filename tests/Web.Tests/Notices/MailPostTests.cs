using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Notices;

/// <summary>E-mails leave the outbox by the office's own server; whatever goes wrong, none is lost and none is told in the log.</summary>
public sealed class MailPostTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly Lines lines = new();
    private readonly Outbox outbox;

    public MailPostTests() => outbox = new Outbox(scratch["outbox"]);

    public void Dispose() => scratch.Dispose();

    private MailPost Post(int port) => new(
        outbox, new MailServer("127.0.0.1", port, SecureSocketOptions.StartTlsWhenAvailable, null, null, "xf@example.gov.cn"), new TestClock(), lines);

    private Task Put(string to, string by = "email", int at = 0) =>
        outbox.Put(new Message(to, by, "有一份文书等您查看，请凭编号和查询码登录后打开。", new TestClock().Now.AddSeconds(at)));

    [Fact]
    public async Task E_mails_are_sent_in_their_order_and_text_messages_are_left_to_their_gateway()
    {
        await using var server = new FakeMailServer();
        await Put("zhou@example.cn");
        await Put("13800000217", "sms", 1);
        await Put("wu@example.cn", at: 2);
        Assert.Equal(2, await Post(server.Port).Send(TestContext.Current.CancellationToken));

        var mails = server.Mails.Select(m => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(m)))).ToList();
        Assert.Equal(["zhou@example.cn", "wu@example.cn"], mails.Select(m => m.To.Mailboxes.Single().Address));
        Assert.All(mails, m => Assert.Equal(("通知", "xf@example.gov.cn"), (m.Subject, m.From.Mailboxes.Single().Address)));
        // That something waits, never what, and not that somebody petitions.
        Assert.All(mails, m => Assert.Equal("有一份文书等您查看，请凭编号和查询码登录后打开。", m.TextBody!.Trim()));
        Assert.All(mails, m => Assert.DoesNotContain("信访", m.ToString(), StringComparison.Ordinal));
        Assert.Equal("13800000217", Assert.Single(outbox.Latest(9)).To);
        Assert.Equal(0, await Post(server.Port).Send(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_is_put_aside_and_one_refused_for_now_waits()
    {
        await using var server = new FakeMailServer();
        await Put("unknown@example.cn");
        await Put("later@example.cn", at: 1);
        await Put("no address at all", at: 2);
        await Put("zhou@example.cn", at: 3);
        Assert.Equal(1, await Post(server.Port).Send(TestContext.Current.CancellationToken));
        Assert.Equal("later@example.cn", Assert.Single(outbox.Latest(9)).To);
        Assert.Equal(2, Directory.GetFiles(scratch["outbox"], "*.refused").Length);
        Assert.DoesNotContain(lines.Written, l => l.Contains("example.cn", StringComparison.Ordinal) || l.Contains("文书", StringComparison.Ordinal));
        Assert.Equal(2, lines.Written.Count(l => l.Contains("put aside", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_the_server_is_away_everything_waits()
    {
        var server = new FakeMailServer();
        var port = server.Port;
        await server.DisposeAsync();
        await Put("zhou@example.cn");
        await Assert.ThrowsAnyAsync<Exception>(() => Post(port).Send(TestContext.Current.CancellationToken));
        Assert.Single(outbox.Latest(9));
    }

    [Theory]
    [InlineData("smtps://xf:p%40ss@mail.example.gov.cn?from=xf@example.gov.cn", 465, SecureSocketOptions.SslOnConnect)]
    [InlineData("smtp://xf:p%40ss@mail.example.gov.cn?from=xf@example.gov.cn", 587, SecureSocketOptions.StartTls)]
    [InlineData("smtp://xf:p%40ss@127.0.0.1:2525?from=xf@example.gov.cn", 2525, SecureSocketOptions.StartTlsWhenAvailable)]
    public void Nothing_goes_in_clear_but_to_this_machine(string line, int port, SecureSocketOptions security)
    {
        var server = MailServer.Parse(line, "smtp");
        Assert.Equal((port, security, "xf", "p@ss", "xf@example.gov.cn"), (server.Port, server.Security, server.User, server.Password, server.From));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mail.example.gov.cn")]
    [InlineData("https://xf:geheim@mail.example.gov.cn?from=xf@example.gov.cn")]
    [InlineData("smtps://xf:geheim@mail.example.gov.cn")]
    [InlineData("smtps://xf:geheim@mail.example.gov.cn?from=nobody")]
    public void A_line_that_names_no_server_is_refused_and_its_password_not_repeated(string line)
    {
        var refused = Assert.Throws<DatabaseUnusableException>(() => MailServer.Parse(line, "/keys/smtp"));
        Assert.Contains("/keys/smtp", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Lines : ILogger<MailPost>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception) + exception);
    }
}
