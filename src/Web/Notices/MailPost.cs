using MailKit.Net.Smtp;
using MimeKit;

namespace Xinqiao.Web.Notices;

/// <summary>
/// Takes the e-mails out of the outbox and sends them by the office's mail server. What could not be sent stays and is tried again;
/// an address that the server refuses for good is put aside, so that it holds up nobody else. SMS are left to their gateway.
/// </summary>
public sealed partial class MailPost(Outbox outbox, MailServer server, TimeProvider clock, ILogger<MailPost> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const string Subject = "通知";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Send(stoppingToken);
            }
            // The server may be away for a while; what waits is sent when it is back.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!stoppingToken.IsCancellationRequested) NotSent(e.GetType().Name);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends what waits now, over one connection.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> Send(CancellationToken stop)
    {
        var waiting = outbox.Waiting("email");
        if (waiting.Count == 0) return 0;
        using var client = new SmtpClient();
        if (server.Authorities.Count > 0)
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => server.Believes(certificate, chain, errors);
        await client.ConnectAsync(server.Host, server.Port, server.Security, stop);
        if (server.User is not null) await client.AuthenticateAsync(server.User, server.Password ?? "", stop);
        var sent = 0;
        foreach (var (file, message) in waiting)
        {
            try
            {
                await client.SendAsync(MailOf(message), stop);
                outbox.Done(file);
                sent++;
            }
            catch (SmtpCommandException e) when (e is { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: < (SmtpStatusCode)500 })
            {
                // Not now: it waits, and the others do not wait for it.
            }
            catch (Exception e) when (e is ParseException or SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted })
            {
                outbox.PutAside(file);
                Refused(Path.GetFileName(file));
            }
        }

        await client.DisconnectAsync(quit: true, stop);
        return sent;
    }

    private MimeMessage MailOf(Message message)
    {
        var mail = new MimeMessage { Subject = Subject, Date = message.At, Body = new TextPart("plain") { Text = message.Text + "\n" } };
        mail.From.Add(new MailboxAddress("", server.From));
        mail.To.Add(MailboxAddress.Parse(message.To));
        return mail;
    }

    // Neither address nor text is told, nor what the server answered, which may repeat the address: they are somebody's.
    [LoggerMessage(LogLevel.Warning, "E-mails wait in the outbox: the mail server could not be used ({Kind}).")]
    private partial void NotSent(string kind);

    [LoggerMessage(LogLevel.Warning, "The mail server refuses the address of message {File}; it was put aside in the outbox as .refused.")]
    private partial void Refused(string file);
}
