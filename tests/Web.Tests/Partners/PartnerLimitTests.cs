using System.Net;
using Xinqiao.Web.Partners;
using Xunit;

namespace Xinqiao.Web.Tests.Partners;

public sealed class PartnerLimitTests : IAsyncLifetime
{
    private readonly Site site = new();

    public ValueTask InitializeAsync()
    {
        site.Settings[PartnerLimits.Setting] = "3";
        return site.InitializeAsync();
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Too_many_requests_of_one_key_wait_and_those_of_another_do_not()
    {
        var (key, _) = await site.IssueKey("平台一");
        var (other, _) = await site.IssueKey("平台二");
        var answers = new List<Answered>();
        // More than two windows hold, should one end meanwhile.
        for (var i = 0; i < 7; i++) answers.Add(await site.Send(key, $"k-{i}", PartnerSteps.Body()));
        Assert.Equal(HttpStatusCode.Created, answers[0].Status);
        var limited = answers.First(a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal((ApiProblem.ContentType, "too-many-requests"), (limited.Type, limited["code"]));
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.Created, (await site.Send(other, "k-1", PartnerSteps.Body())).Status);
    }
}
