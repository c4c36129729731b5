using MailKit.Security;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Notices;

/// <summary>Against a mail server of others: encrypted, signed in, and only with one that this office has reason to believe.</summary>
public sealed class RealMailServerTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly Outbox outbox;
    private readonly KeyFolder keys;

    public RealMailServerTests()
    {
        outbox = new Outbox(scratch["outbox"]);
        keys = KeyFolder.Create(scratch["keys"]);
    }

    public void Dispose() => scratch.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>As the operator sets it up: the line in the key folder, and the authority where there is one.</summary>
    private async Task<MailPost> Post(RealMailServer server, string? authority, string password = RealMailServer.Password)
    {
        await File.WriteAllTextAsync(
            keys.MailServer, $"smtp://{Uri.EscapeDataString(RealMailServer.User)}:{Uri.EscapeDataString(password)}@localhost:{server.Port}?from=xf@example.gov.cn\n", Stop);
        if (authority is not null) File.Copy(authority, keys.MailAuthorities, overwrite: true);
        await outbox.Put(new Message("zhou@example.cn", "email", "您的验证码是123456，10分钟内有效。请不要告诉任何人。", new TestClock().Now));
        return new MailPost(outbox, MailServer.Of(keys)! with { Security = SecureSocketOptions.StartTls }, new TestClock(), NullLogger<MailPost>.Instance);
    }

    [Fact]
    public async Task A_message_goes_encrypted_and_signed_in_to_a_server_that_the_offices_own_authority_vouches_for()
    {
        using var server = new RealMailServer();
        using var post = await Post(server, server.Authority);
        Assert.Equal(1, await post.Send(Stop));
        var (head, mail) = server.Mails.Split('\n', 2) is [var first, var rest] ? (first, rest) : default;
        Assert.EndsWith("True xf@example.gov.cn zhou@example.cn", head, StringComparison.Ordinal);
        Assert.DoesNotContain("None", head, StringComparison.Ordinal);
        Assert.Equal("您的验证码是123456，10分钟内有效。请不要告诉任何人。", MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail)), Stop).TextBody!.Trim());
        Assert.Empty(outbox.Latest(9));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_the_message_waits()
    {
        using var server = new RealMailServer();
        using var post = await Post(server, authority: null);
        await Assert.ThrowsAsync<SslHandshakeException>(() => post.Send(Stop));
        Assert.Equal("", server.Mails);
        Assert.Single(outbox.Latest(9));
    }

    [Fact]
    public async Task Another_authority_vouches_for_nothing()
    {
        using var server = new RealMailServer();
        using var other = new RealMailServer();
        using var post = await Post(server, other.Authority);
        await Assert.ThrowsAsync<SslHandshakeException>(() => post.Send(Stop));
        Assert.Single(outbox.Latest(9));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_whoever_issued_it()
    {
        using var server = new RealMailServer("mail.example.gov.cn");
        using var post = await Post(server, server.Authority);
        await Assert.ThrowsAsync<SslHandshakeException>(() => post.Send(Stop));
        Assert.Single(outbox.Latest(9));
    }

    [Fact]
    public async Task With_a_wrong_password_nothing_is_sent_and_nothing_lost()
    {
        using var server = new RealMailServer();
        using var post = await Post(server, server.Authority, "falsch");
        await Assert.ThrowsAsync<AuthenticationException>(() => post.Send(Stop));
        Assert.Equal("", server.Mails);
        Assert.Single(outbox.Latest(9));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbanana\n-----END CERTIFICATE-----\n")]
    public async Task A_file_of_authorities_that_holds_none_is_named_at_the_start(string text)
    {
        await File.WriteAllTextAsync(keys.MailServer, "smtps://mail.example.gov.cn?from=xf@example.gov.cn", Stop);
        await File.WriteAllTextAsync(keys.MailAuthorities, text, Stop);
        Assert.Contains("smtp-ca.pem", Assert.Throws<DatabaseUnusableException>(() => MailServer.Of(keys)).Message, StringComparison.Ordinal);
    }
}
