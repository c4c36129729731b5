using System.Net;
using Microsoft.Extensions.Logging;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Tests.Partners;
using Xunit;

namespace Xinqiao.Web.Tests.Serving;

/// <summary>What a limit turned away is told to whoever runs the server, by its kind and how often, and by nothing else.</summary>
public sealed class TurnedAwayTests : IAsyncLifetime
{
    private readonly Site site = new();
    private readonly LogLines log = new();

    public async ValueTask InitializeAsync()
    {
        site.Settings[PartnerLimits.Setting] = "2";
        await site.InitializeAsync();
        site.Get<ILoggerFactory>().AddProvider(log);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private IReadOnlyList<string> Told => [.. log.Written.Where(l => l.Level == LogLevel.Warning).Select(l => l.Text).Where(t => t.StartsWith("Turned away", StringComparison.Ordinal))];

    [Fact]
    public async Task A_form_without_its_token_is_told_whoever_looks_at_the_token()
    {
        using var visitor = site.Visitor();
        // The framework looks at the one, the page itself at the other.
        await visitor.PostRaw("/sign-in", "login=niemand-hier&password=falsch-falsch");
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Equal(["Turned away by FormToken: 1 since this was told last."], Told);
        await visitor.PostRaw("/track", "number=XF2026-999999-9&code=1234567812345678");
        Assert.Single(Told);
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        await visitor.PostRaw("/track", "number=XF2026-999999-9&code=1234567812345678");
        Assert.Equal(["Turned away by FormToken: 1 since this was told last.", "Turned away by FormToken: 2 since this was told last."], Told.Order(StringComparer.Ordinal));
        AssertNothingTyped("niemand-hier", "falsch", "999999", "1234567812345678", "127.0.0.1");
    }

    [Fact]
    public async Task Tries_of_codes_are_told_once_there_are_too_many()
    {
        var f = await site.File();
        using var visitor = site.Visitor();
        for (var i = 0; i < QueryCodes.TriesPerNumber; i++) await visitor.Track(f.Number, "8765432187654321");
        Assert.Empty(Told);
        await visitor.Track(f.Number, "8765432187654321");
        Assert.Equal(["Turned away by QueryCodeTries: 1 since this was told last."], Told);

        for (var i = 0; i <= QueryCodes.OneTimeCodesPerPetition; i++) await site.Get<QueryCodes>().NewOneTimeCode(f.Petition);
        for (var i = 0; i <= QueryCodes.OneTimeTries; i++) await site.Get<QueryCodes>().UseOneTimeCode(f.Petition, "abcdef");
        for (var i = 0; i <= QueryCodes.LostPerNumber; i++) await site.Get<QueryCodes>().FindLost(f.Number, "192.0.2.7");
        Assert.Equal(
            ["LostCodeRequests", "OneTimeCodeTries", "OneTimeCodes", "QueryCodeTries"], Told.Select(t => t.Split(' ', ':')[3]).Order(StringComparer.Ordinal));
        AssertNothingTyped(f.Number, "8765432187654321", "127.0.0.1", "192.0.2.7");
    }

    [Fact]
    public async Task A_partner_who_asks_too_often_and_a_doubled_field_are_told()
    {
        var (key, id) = await site.IssueKey("平台一");
        for (var i = 0; i < 5; i++) await site.Send(key, $"k-{i}", PartnerSteps.Body());
        using var visitor = site.Visitor();
        await visitor.Open("/track?left=hier&left=dort");
        Assert.Equal(
            [$"Turned away by {TurnedAwayBy.DoubledField}: 1 since this was told last.", $"Turned away by {TurnedAwayBy.PartnerRequests}: 1 since this was told last."],
            Told.Order(StringComparer.Ordinal));
        AssertNothingTyped(key, id, "dort", "127.0.0.1", "周桂兰");
    }

    private void AssertNothingTyped(params string[] words)
    {
        foreach (var line in log.Written)
            foreach (var word in words) Assert.DoesNotContain(word, line.Text, StringComparison.Ordinal);
    }
}
