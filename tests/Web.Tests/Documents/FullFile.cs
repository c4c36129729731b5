using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>A matter that went the whole way, each step on a day of its own, and for what lies beside that way a matter each.</summary>
public sealed class FullFile : IAsyncLifetime
{
    public Site Site { get; } = new();
    public Filed Filed { get; private set; } = null!;

    /// <summary>The matter in which a document was issued.</summary>
    public Filed Of(DocumentKind kind) => beside.GetValueOrDefault(kind, Filed);

    private readonly Dictionary<DocumentKind, Filed> beside = [];
    public string OfficePhone { get; private set; } = "";
    public string UnitPhone { get; private set; } = "";
    public string GovernmentPhone { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Site.InitializeAsync();
        OfficePhone = (await Site.Unit(District.PetitionOffice)).Phone;
        UnitPhone = (await Site.Unit("ZJ")).Phone;
        var f = Filed = await Site.File();
        Func<Task>[] steps =
        [
            async () => { await Site.Register(f); await Site.Forward(f); }, () => Site.Receive(f), () => Site.GiveNotice(f),
            () => Site.Accept(f), () => Site.Extend(f), () => Site.Submit(f), () => Site.Approve(f), () => Site.Serve(f),
            async () => { await Site.Assign(f); await Site.ReportCompletion(f); },
        ];
        foreach (var step in steps)
        {
            Site.Clock.AdvanceDays(1);
            await step();
        }

        beside[DocumentKind.Objection] = await Site.BringTo(Stage.Objected);
        beside[DocumentKind.Diversion] = await Site.BringTo(Stage.Routed);
        beside[DocumentKind.NonAcceptance] = await Site.BringTo(Stage.NotAccepted);
        beside[DocumentKind.NoFurtherAcceptance] = await Site.BringTo(Stage.ToAccept);
        await Site.RefuseAcceptance(beside[DocumentKind.NoFurtherAcceptance], NonAcceptanceGround.FinallyReviewed);
        var assigned = await Site.File();
        Site.Clock.AdvanceDays(1);
        await Site.Register(assigned);
        await Site.SubmitUpward(assigned);
        Site.Clock.AdvanceDays(1);
        await Site.RecordUpwardDecision(assigned);
        await Site.Assign(assigned);
        (beside[DocumentKind.Submission], beside[DocumentKind.AssignmentLetter]) = (assigned, assigned);
        (beside[DocumentKind.ReviewRefusal], beside[DocumentKind.ReviewOpinion]) = (await Site.BringTo(Stage.UnderReview), await Site.BringTo(Stage.UnderReview));
        beside[DocumentKind.FinalReviewOpinion] = beside[DocumentKind.ReviewOpinion];
        await Review();
        // Whoever prints said so today; what a letter is without that has tests of its own.
        foreach (var one in beside.Values.Append(f).Distinct())
            foreach (var login in (string[])["fenban", "chengban", "fuze"]) await Site.OpenIdentity(one, login);
    }

    // One refused, one upheld and then finally reviewed by the organ above.
    private async Task Review()
    {
        var government = await Site.Unit("QU");
        GovernmentPhone = government.Phone;
        await Site.On(beside[DocumentKind.ReviewRefusal], "fucha-fuze", (m, act) => ReviewWork.RefuseRequest(
            m, ReviewRefusalGround.AnotherProcedure, "您已就同一事项起诉。", "请等待判决。", "季伟", government, [], act));
        var f = beside[DocumentKind.ReviewOpinion];
        var city = government with { Code = "GA", Name = "南通市", OrganName = "南通市人民政府", Word = "通政" };
        await Decide(f, await Site.As("fucha"), await Site.As("fucha-fuze"), government, city);
        await Site.AskReview(f);
        await Decide(f, new Actor("s-201", Role.Reviewer, "GA", "南通市"), new Actor("s-202", Role.ReviewHead, "GA", "南通市"), city, null);
    }

    private async Task Decide(Filed f, Actor reviewer, Actor head, Unit unit, Unit? onward)
    {
        await Site.On(f, reviewer, (m, act) => ReviewWork.Take(m, null, [], act));
        await Site.On(f, reviewer, (m, act) => ReviewWork.Submit(
            m, new DraftReview(ReviewOutcome.Change, "原处理意见没有写明维修时间。", "《排水条例》第九条", "应当写明维修时间。", true, "由住建局督促", act.Today.AddDays(20), null), act));
        await Site.On(f, head, (m, act) => ReviewWork.Approve(m, "季伟", unit, onward, [], act));
        await Site.On(f, reviewer, (m, act) => Core.Matters.Service.Serve(
            m, new ServeDocument(Core.Matters.Service.WaitingFor(m, Role.Reviewer)[0].Kind, ServiceMethod.Direct, new LegalDay(act.Today, "回证第9号", null), "周桂兰本人签收"), act));
    }

    /// <summary>The address of the only document of a kind.</summary>
    public async Task<string> AddressOf(DocumentKind kind)
    {
        var events = await Site.Get<CaseReader>().Events(Of(kind).Matter);
        var version = Web.Documents.Letters.Of(events).Single(d => d.Kind == kind).Version;
        return $"/staff/matters/{Of(kind).Matter}/documents/{version}/{Words.Of(kind)}";
    }

    /// <summary>What stands on the only document of a kind, as the unit's handler prints it.</summary>
    public async Task<string> Print(DocumentKind kind)
    {
        using var visitor = await Site.SignedIn("chengban");
        var page = await visitor.Open(await AddressOf(kind));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        return page.Text("article.letter");
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
