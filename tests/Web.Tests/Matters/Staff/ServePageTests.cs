using System.Net;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>送达, days after the document was issued.</summary>
public sealed class ServePageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Electronic_service_is_not_offered_without_consent_and_a_late_entry_needs_its_reason()
    {
        var f = await site.BringTo(Stage.ToServe, c => c with { ElectronicConsent = false });
        site.Clock.AdvanceDays(7);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/serve");
        Assert.DoesNotContain("电子送达", page.Text("#method"), StringComparison.Ordinal);
        var fields = new Dictionary<string, string?>
        {
            ["document"] = "opinion",
            ["method"] = "electronic",
            ["served"] = "2026-03-02",
            ["servedEvidence"] = "回证第1号",
            ["proof"] = "本人签名",
        };
        page = await visitor.Submit(page.Form(), fields);
        page.AssertRefused(visitor, "method");
        page.AssertRefused(visitor, "backEntryReason");

        (fields["method"], fields["backEntryReason"]) = ("direct", "送达人员外出，回证今天交回");
        page = await visitor.Submit(page.Form(), fields);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("补录", page.Text(".timeline"), StringComparison.Ordinal);
        Assert.Contains("送达人员外出", page.Text(".timeline"), StringComparison.Ordinal);
    }
}
