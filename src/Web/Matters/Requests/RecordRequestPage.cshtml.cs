using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Requests;

/// <summary>登记个人信息请求: what came by letter or in person, with how it was seen who asks.</summary>
public sealed class RecordRequestModel(Casework casework, CaseStore store) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.RecordRequest;

    [BindProperty(Name = "right")]
    public string? Right { get; set; }

    [BindProperty(Name = "by")]
    public string? By { get; set; }

    [BindProperty(Name = "received")]
    public string? Received { get; set; }

    [BindProperty(Name = "receivedEvidence")]
    public string? Evidence { get; set; }

    [BindProperty(Name = "backEntryReason")]
    public string? BackEntryReason { get; set; }

    [BindProperty(Name = "asked")]
    public string? Text { get; set; }

    [BindProperty(Name = "check")]
    public string? Check { get; set; }

    protected override void Prefill() => Received = Case.Today.ToString("yyyy-MM-dd");

    protected override Decision Decide(Matter matter, Act act) => InformationRequests.Record(
        matter,
        new TakenRequest(
            Words.TryParse<InformationRight>(Right), Words.TryParse<InformationAsker>(By),
            DateIn(Received) is { } day ? new LegalDay(day, Evidence, BackEntryReason) : null, Text, Check),
        act);

    protected override Phrase Done(Result.Done done) =>
        InformationRequests.DueOn(done.Events.Aggregate(Case.State, Matter.Apply).InformationRequests[^1], store.Rules) is { } due
            ? (Phrase)$"已登记，最迟{ChineseDate.Write(due)}答复。"
            : "已登记。";

    protected override string Next => Case.Page;
}
