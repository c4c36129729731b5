using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using static Xinqiao.Web.Documents.CaseFile;

namespace Xinqiao.Web.Documents;

/// <summary>The handling opinion (处理意见书, Art. 32): the text that was approved, request by request, and the remedy.</summary>
internal static class OpinionLetter
{
    private static readonly Article Remedy = Register.Article35;

    public static PrintedLetter Compose(CaseFile file, OpinionApproved e)
    {
        var opinion = (OpinionSubmitted)file.Matter.Events.Single(r => r.Version == e.SubmittedVersion).Event;
        return new(
            DocumentKind.Opinion, e.OrganName, e.DocumentNumber, file.Number, file.Addressee,
            [
                new(null, [$"{History(file)}经调查核实，现提出处理意见如下："]),
                new("一、信访诉求", [.. Numbered([.. opinion.Answers.Select(a => Read(a.Request))])]),
                new("二、查明的事实", [.. Paragraphs(opinion.Facts), .. Given(opinion.Changed) is { } changed ? [Sentence($"与原处理意见的不同：{changed}")] : Array.Empty<string>()]),
                new("三、依据", Paragraphs(opinion.Basis)),
                new("四、处理意见", [.. opinion.Answers.SelectMany(Answered)]),
                new("五、执行方式和期限", Execution(opinion)),
                new("六、救济途径", [
                    $"如不服本处理意见，可以依照{Remedy}的规定，自收到本意见书之日起30日内，以书面形式向{e.ReviewOrgan}请求复查；"
                    + "第30日为休息日的，顺延至休息日结束后的第一个工作日。",
                ]),
            ],
            [Core.Matters.Opinion.Source.ToString(), Remedy.ToString()],
            UnitLetters.Contact(e.OrganName, e.Contact), file.Issued, [file.Forwarded.FromName])
        {
            SignedBy = Read(e.ApprovedBy),
            Query = file.Query,
        };
    }

    /// <summary>Received, forwarded, accepted, extended: each with its date.</summary>
    private static string History(CaseFile file)
    {
        var accepted = file.Matter.State.Acceptance!;
        var extended = file.Matter.Last<HandlingExtended>() is { } e
            ? $"，经我单位负责人批准延长办理期限{e.Days}日"
            : "";
        var redo = file.Matter.State.Redo is { } r
            ? $"原处理意见（{r.Opinion}）经{r.Organ}{Words.Label(r.Level)}撤销，并责令重新处理。"
            : "";
        return $"{file.Opening}，{UnitLetters.Received(file)}，于{Date(accepted.On)}受理{extended}。{redo}";
    }

    private static IEnumerable<string> Answered(Answer answer, int index) =>
    [
        $"（{Article.Numeral(index + 1)}）关于“{Read(answer.Request)}”的诉求：{Words.Label(answer.Outcome)}。",
        .. Paragraphs(answer.Reasons),
    ];

    private static IReadOnlyList<string> Execution(OpinionSubmitted opinion)
    {
        // Nothing is to be carried out where nothing was supported; the letter says so rather than keep silent.
        if (opinion.Answers.All(a => a.Outcome != Outcome.Supported) && opinion.Execution.Value is null)
            return ["本处理意见没有需要执行的事项。"];
        var by = opinion.ExecuteBy is { } date ? $"执行期限：最迟{Date(date)}执行完毕。" : null;
        return [.. Paragraphs(opinion.Execution), .. by is null ? Array.Empty<string>() : [by]];
    }
}
