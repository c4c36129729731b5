using Xinqiao.Core;
using Xinqiao.Core.Matters;
using static Xinqiao.Web.Documents.CaseFile;

namespace Xinqiao.Web.Documents;

/// <summary>What the unit writes to the petition department: that a matter is not its mandate, or what became of an assigned one.</summary>
internal static class UnitReports
{
    public static PrintedLetter Objection(CaseFile file, ObjectionFiled e) => new(
        DocumentKind.Objection, e.OrganName, e.DocumentNumber, file.Number, file.Forwarded.FromName + "：",
        [
            new(null, [
                $"你局{file.Forwarded.DocumentNumber}转来的{file.Title}信访事项（信访事项编号：{file.Number}），经研究，"
                + $"我单位认为不属于职权范围，现依照{Core.Matters.Objection.Source}的规定提出异议。",
            ]),
            new("一、接收情况和事项概况", [
                $"收到日期：{Date(e.ReceivedOn)}。", Sentence($"信访事项概况：{file.Summary}"),
            ]),
            new("二、异议理由", Paragraphs(e.Reason)),
            new("三、职权依据", Paragraphs(e.MandateBasis)),
            new("四、建议", [
                $"建议由{Read(e.ProposedOrgan)}处理。请予核实；决定作出前，由我单位临时负责，依照规定告知信访人。",
            ]),
        ],
        [Core.Matters.Objection.Source.ToString()], UnitLetters.Contact(e.OrganName, e.Contact), file.Issued, []);

    public static PrintedLetter Completion(CaseFile file, CompletionReported e)
    {
        var assigned = file.Matter.Events.Select(r => r.Event).OfType<MatterAssigned>()
            .Last(a => a.DocumentNumber == e.AssignmentNumber);
        return new(
            DocumentKind.CompletionReport, e.OrganName, e.DocumentNumber, file.Number, assigned.FromName + "：",
            [
                new(null, [
                    $"你局{e.AssignmentNumber}交办的{file.Title}信访事项（信访事项编号：{file.Number}），我单位已经办结，现将情况报告如下："]),
                new("一、信访人和诉求", [$"信访人：{file.Petitioner}。", .. Requests(file)]),
                new("二、调查核实情况", Paragraphs(e.Investigation)),
                new("三、办理结果", Paragraphs(e.Result)),
                new("附件：", [.. Numbered([.. Attachments(file)])]),
            ],
            [Assignment.Source.ToString()], UnitLetters.Contact(e.OrganName, e.Contact), file.Issued, [])
        {
            SignedBy = Read(e.SignedBy),
        };
    }

    private static IEnumerable<string> Requests(CaseFile file)
    {
        var requests = file.Requests.ToList();
        return requests.Count == 1 ? [Sentence($"诉求：{requests[0]}")] : ["诉求：", .. requests];
    }

    /// <summary>Every document the petitioner got, each with the proof that it reached them.</summary>
    private static IEnumerable<string> Attachments(CaseFile file)
    {
        var served = file.Matter.Events.Select(r => r.Event).OfType<DocumentServed>().ToLookup(s => s.DocumentNumber);
        foreach (var document in file.Matter.State.Documents.Where(d => Service.IsServedOnPetitioner(d.Kind)))
        {
            var proof = served[document.Number].FirstOrDefault() is { } s
                ? $"{Words.Label(DocumentKind.ProofOfService)}：{Date(s.ServedOn)}{Words.Label(s.Method)}，凭证{s.Evidence}"
                : "尚未送达";
            yield return $"{Words.Label(document.Kind)}（{document.Number}，{proof}）";
        }
    }
}
