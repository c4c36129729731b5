using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Notices;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Staff;

/// <summary>补发查询码 at the counter.</summary>
public sealed class ReissueTests(Site site) : IClassFixture<Site>
{
    private const string Check = "居民身份证，姓名住址与登记相符";

    [Fact]
    public async Task After_an_identity_check_the_slip_shows_a_new_code_once_and_the_old_one_stops_working()
    {
        var filed = await site.BringTo(Stage.InHand);
        using var before = await site.Tracking(filed);
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        using var counter = await site.SignedIn("dengji");
        var page = await counter.Open($"/staff/matters/{filed.Matter}");
        Assert.NotNull(page.QuerySelector($"#party a[href='/staff/matters/{filed.Matter}/code']"));
        page = await Issue(counter, filed);
        Assert.Equal(filed.Number, page.Text("#number"));
        var code = string.Concat(page.Text("#code").Where(char.IsAsciiDigit));
        Assert.Equal(16, code.Length);
        Assert.NotEqual(filed.Code, code);

        var recorded = (await site.Events(filed.Petition))[^1];
        var issued = (QueryCodeIssued)recorded.Event;
        Assert.Equal((CodeHandedOver.ReissuedAtCounter, Check, Role.Registrar), (issued.How, issued.Check.Value, recorded.Role));
        var message = site.Get<Outbox>().Latest(1)[0];
        Assert.Equal("13800000217", message.To);
        Assert.Contains("窗口补发", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(code, message.Text, StringComparison.Ordinal);

        await before.Open("/track/case");
        Assert.Equal("/track", before.Path);
        using var old = site.Visitor();
        (await old.Track(filed.Number, filed.Code)).AssertRefused(old, "number");
        using var petitioner = await site.Tracking(filed with { Code = code });
        page = await petitioner.Open("/track/case");
        Assert.Contains("核验身份后在窗口补发查询码，原来的作废", page.Text(".timeline"), StringComparison.Ordinal);
        Assert.Contains(Check, page.Text(".timeline"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("证件\u0001")]
    [InlineData("too-long")]
    [InlineData("身份证320602195001011234")]
    public async Task Without_a_check_that_can_be_recorded_no_code_is_issued(string? check)
    {
        var filed = await site.BringTo(Stage.ToForward);
        using var counter = await site.SignedIn("dengji");
        var value = check == "too-long" ? new string('证', 201) : check;
        var page = await counter.Open($"/staff/matters/{filed.Matter}/code");
        page = await counter.Submit(page.Form(), new() { ["check"] = value });
        page.AssertRefused(counter, "check");
        Assert.Equal(value?.Trim() ?? "", page.Kept("check") ?? "");
        await AssertOldCodeWorks(filed);
    }

    [Fact]
    public async Task A_lone_surrogate_and_a_stale_token_are_no_fault()
    {
        var filed = await site.BringTo(Stage.ToForward);
        using var counter = await site.SignedIn("dengji");
        var path = $"/staff/matters/{filed.Matter}/code";
        var page = await counter.Post(path, [new("check", Check), new("form-token", "stale")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, counter.Status);
        Assert.Equal(Check, page.Kept("check"));
        await counter.PostRaw(path, "check=%ED%A0%80&form-token=stale");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, counter.Status);
        await AssertOldCodeWorks(filed);
    }

    [Theory]
    [InlineData("chengban", HttpStatusCode.Forbidden)]
    [InlineData("fuze", HttpStatusCode.Forbidden)]
    [InlineData("ducha", HttpStatusCode.Forbidden)]
    [InlineData("guanli", HttpStatusCode.Forbidden)]
    [InlineData("jijian", HttpStatusCode.Forbidden)]
    public async Task No_other_post_issues_codes(string login, HttpStatusCode status)
    {
        var filed = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn(login);
        var path = $"/staff/matters/{filed.Matter}/code";
        await visitor.Open(path);
        Assert.Equal(status, visitor.Status);
        await visitor.Post(path, [new("check", Check)]);
        Assert.Equal(status, visitor.Status);
        await AssertOldCodeWorks(filed);
    }

    [Fact]
    public async Task A_sealed_petition_a_second_sealed_matter_and_a_number_of_none_are_alike_not_found()
    {
        var accusation = await site.File(Purpose.Accusation);
        var filed = await site.BringTo(Stage.ToForward);
        var second = StreamId.Matter(Guid.CreateVersion7());
        using var counter = await site.SignedIn("dengji");
        var page = await counter.Open($"/staff/matters/{filed.Matter}/code");
        await site.On(filed, Actor.Petitioner, (m, _) => Decision.Accept(new MatterRaised(
            second, filed.Petition, filed.Number + "-2", filed.Number, m.ReceivedOn, Purpose.Accusation, true, true, true, null)));
        await counter.Submit(page.Form(), new() { ["check"] = Check });
        Assert.Equal(HttpStatusCode.NotFound, counter.Status);
        foreach (var id in (string[])[accusation.Matter.Value, "m0", "banana", filed.Petition.Value])
        {
            await counter.Open($"/staff/matters/{id}/code");
            Assert.Equal(HttpStatusCode.NotFound, counter.Status);
        }

        await AssertOldCodeWorks(accusation);
        await AssertOldCodeWorks(filed);
    }

    [Fact]
    public async Task An_anonymous_petitioner_is_told_the_other_way()
    {
        var filed = await site.BringTo(
            Stage.ToForward, c => c with { Anonymous = true, Name = null, Address = null, ElectronicConsent = false });
        using var counter = await site.SignedIn("dengji");
        var page = await counter.Open($"/staff/matters/{filed.Matter}/code");
        Assert.Contains("匿名信访", page.Text(".refusal"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Issue(Visitor counter, Filed filed)
    {
        var page = await counter.Open($"/staff/matters/{filed.Matter}/code");
        return await counter.Submit(page.Form(), new() { ["check"] = Check });
    }

    private async Task AssertOldCodeWorks(Filed filed)
    {
        Assert.Single(await site.Events(filed.Petition), e => e.Event is QueryCodeIssued);
        using var petitioner = await site.Tracking(filed);
    }
}
