using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>Whatever the case page offers somebody leads to a form that they can fill in.</summary>
public sealed class EveryActHasAPageTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Logins = ["dengji", "fenban", "chengban", "fuze", "ducha", "fucha", "fucha-fuze"];

    [Fact]
    public async Task Every_act_that_the_case_page_offers_has_a_page_with_its_form()
    {
        var (seen, broken) = (new HashSet<MatterAct>(), new SortedSet<string>());
        foreach (var f in await Histories())
        {
            foreach (var login in Logins)
            {
                using var visitor = await site.SignedIn(login);
                var page = await visitor.Open($"/staff/matters/{f.Matter}");
                // Before it was forwarded a unit does not find it.
                if (visitor.Status == HttpStatusCode.NotFound) continue;
                if (page.QuerySelector(".acts form[action$='/receive']") is not null) seen.Add(MatterAct.Receive);
                foreach (var link in page.QuerySelectorAll(".acts a.button").Select(a => a.GetAttribute("href")!).ToList())
                {
                    var word = link.Split('/')[^1];
                    seen.Add(Words.Parse<MatterAct>(word));
                    var form = await visitor.Open(link);
                    if (visitor.Status != HttpStatusCode.OK || form.QuerySelector("main form") is null || form.QuerySelector(".refusal") is not null)
                        broken.Add($"{word}: {(int)visitor.Status}");
                }
            }
        }

        Assert.Empty(broken);
        // The discipline liaison's acts stand on a page of their own.
        Assert.Equal(Words.All<MatterAct>().Except([MatterAct.PassOn, MatterAct.Unseal]), seen.Order());
    }

    private async Task<IReadOnlyList<Filed>> Histories()
    {
        var histories = new List<Filed>();
        foreach (var stage in Words.All<Stage>().Except([Stage.Sealed, Stage.WithDiscipline, Stage.Withdrawn]))
            histories.Add(await site.BringTo(stage));
        var (assigned, urgent, noticed) = (
            await site.BringTo(Stage.Served), await site.BringTo(Stage.ToForward), await site.BringTo(Stage.ToAccept));
        await site.Assign(assigned);
        await site.MarkUrgent(urgent);
        await site.GiveNotice(noticed);
        var toErase = await site.BringTo(Stage.ToForward);
        await site.AskErasure(toErase);
        var (earlier, linked) = (await site.State(toErase), await site.BringTo(Stage.ToForward));
        await site.On(linked, "dengji", (m, act) => Linking.Link(m, earlier, LinkKind.Repeat, act));
        var published = await site.BringTo(Stage.Served);
        await site.PublishAnswer(published);
        var asked = await site.BringTo(Stage.ToForward);
        await site.On(asked, Actor.Petitioner, (m, act) => InformationRequests.Ask(m, InformationRight.Explain, "为什么", ownHand: true, act));
        var (taken, submitted, reviewed) = (await site.BringTo(Stage.UnderReview), await site.BringTo(Stage.UnderReview), await site.BringTo(Stage.UnderReview));
        foreach (var review in (Filed[])[taken, submitted]) await site.On(review, "fucha", (m, act) => ReviewWork.Take(m, null, [], act));
        await site.On(submitted, "fucha", (m, act) => ReviewWork.Submit(
            m, new DraftReview(ReviewOutcome.Uphold, "属实", "有关规定", "维持", false, null, null, null), act));
        await site.FinishReview(reviewed);
        var final = await site.AskForTheLast();
        await site.On(final, "fucha", (m, act) => ReviewWork.Take(m, null, [], act));
        return [taken, submitted, reviewed, final, .. histories, assigned, urgent, noticed, toErase, linked, published, asked];
    }
}
