using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Search;
using Xinqiao.Web.Tests.Petitions.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>核对是否同一信访人: beside what says nearly the same, at the counter and on the page that links.</summary>
public sealed class SamePetitionerTests : IClassFixture<Site>
{
    private readonly Site site;
    private static int serial;
    private readonly string title, narrative;

    public SamePetitionerTests(Site site)
    {
        this.site = site;
        var house = $"濠北新村{Interlocked.Increment(ref serial)}组{serial}幢";
        (title, narrative) = ($"{house}屋面漏水", $"{house}屋面每逢下雨漏水，{house}顶楼墙皮脱落，物业一直没有来修。");
    }

    private Task<Filed> Leak(string name = "周桂兰", string phone = "13800000217") => site.BringTo(
        Stage.ToForward, c => c with { Title = title, Narrative = narrative, Name = name, Phone = phone, Address = $"{name}家", Email = null });

    private async Task<IHtmlDocument> AtCounter(Visitor visitor, Filed about, params (string, string?)[] changes)
    {
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        var form = (await visitor.Open("/staff/register")).Form();
        form.SetAttribute("action", form.QuerySelector("#similar button")!.GetAttribute("formaction")!);
        var page = await visitor.Submit(form, CounterForms.Of(
            "letter", [("received", $"{site.Clock.Now:yyyy-MM-dd}"), ("title", title), ("narrative", narrative), .. changes]));
        return await Press(visitor, page, about);
    }

    // The button stands beside the one that is asked about, and sends the form with it.
    private static async Task<IHtmlDocument> Press(Visitor visitor, IHtmlDocument page, Filed about)
    {
        var button = (IHtmlButtonElement)page.QuerySelectorAll("button[name=same]").Single(b => b.GetAttribute("value") == about.Matter.Value);
        var form = button.Form!;
        form.SetAttribute("action", button.GetAttribute("formaction")!);
        return await visitor.Submit(form, new() { ["same"] = about.Matter.Value });
    }

    [Theory]
    [InlineData("周桂兰", "138-0000-0217", "姓名和联系方式相符，应是同一信访人。")]
    [InlineData("周桂兰", "13900000000", "姓名或联系方式不相符，应是不同的信访人。请再问清楚后判断。")]
    [InlineData("钱国强", "13800000217", "姓名或联系方式不相符，应是不同的信访人。请再问清楚后判断。")]
    [InlineData("周桂兰", "", "留下的信息不够，无法核对。请再问清楚后判断。")]
    public async Task At_the_counter_it_is_answered_yes_or_no_and_the_form_comes_back_as_it_was(string name, string phone, string answer)
    {
        var f = await Leak();
        using var registrar = await site.SignedIn("dengji");
        var page = await AtCounter(registrar, f, ("name", name), ("phone", phone), ("address", ""));
        Assert.Equal(HttpStatusCode.OK, registrar.Status);
        Assert.Equal(answer, page.Text(".similar [role=status]"));
        Assert.Equal((title, name, phone), (Value("title"), Value("name"), Value("phone")));
        // Nothing of the other petitioner is told, and nothing is registered.
        Assert.DoesNotContain("周桂兰家", registrar.Html, StringComparison.Ordinal);
        Assert.Equal("matter.sameness-asked.v1", (await site.EventNames(f))[^1]);

        string? Value(string field) => ((IHtmlInputElement)page.QuerySelector($"[name={field}]")!).Value;
    }

    [Fact]
    public async Task On_the_page_that_links_it_is_recorded_with_both_and_each_petitioner_reads_it()
    {
        var (f, other) = (await Leak(), await Leak());
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        using var router = await site.SignedIn("fenban");
        var page = await Press(router, await router.Open($"/staff/matters/{other.Matter}/link"), f);
        Assert.Equal("姓名和联系方式相符，应是同一信访人。", page.Text(".similar [role=status]"));
        Assert.DoesNotContain("周桂兰", router.Html, StringComparison.Ordinal);
        foreach (var one in (Filed[])[f, other])
        {
            Assert.Equal("matter.sameness-asked.v1", (await site.EventNames(one))[^1]);
            using var petitioner = await site.Tracking(one);
            page = await petitioner.Open("/track/readers");
            Assert.Contains("核对两件信访是不是同一人提出", page.Text(".timeline"), StringComparison.Ordinal);
            Assert.Contains("崇川区信访局 · 分办员", page.Text(".timeline"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_does_not_say_nearly_the_same_or_is_sealed_is_not_compared()
    {
        var (f, other, sealedOne) = (await Leak(), await Leak(), await Leak());
        var far = await site.BringTo(Stage.ToForward, c => c with { Title = "图书馆周末不开门", Narrative = "想借书的学生周末进不去。" });
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        using var registrar = await site.SignedIn("dengji");
        var page = await registrar.Open($"/staff/matters/{other.Matter}/link");
        await site.On(sealedOne, "dengji", (m, act) => Sealing.Seal(m, "疑似检举控告", act));
        var size = await site.LogSize();
        var answers = new List<string>();
        foreach (var one in (string[])[far.Matter.Value, sealedOne.Matter.Value, "m:nothing", ""])
        {
            var button = (IHtmlButtonElement)page.QuerySelector("button[name=same]")!;
            button.Form!.SetAttribute("action", button.GetAttribute("formaction")!);
            var refused = await registrar.Submit(button.Form!, new() { ["same"] = one });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, registrar.Status);
            answers.Add(refused.Text(".errors li"));
        }

        Assert.Contains("两件的内容不相近", answers[0], StringComparison.Ordinal);
        // What is sealed is answered like what there is not.
        Assert.Equal(answers[2], answers[1]);
        Assert.Equal(answers[2], answers[3]);
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task Posts_that_do_not_register_are_refused()
    {
        var f = await Leak();
        using var handler = await site.SignedIn("chengban");
        await handler.Post("/staff/register?handler=same", [new("same", f.Matter.Value), new("title", title), new("form-token", await handler.Token())]);
        Assert.Equal(HttpStatusCode.Forbidden, handler.Status);
        Assert.DoesNotContain("matter.sameness-asked.v1", await site.EventNames(f));
    }
}
