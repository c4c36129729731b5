using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using static Xinqiao.Web.Documents.CaseFile;

namespace Xinqiao.Web.Documents;

/// <summary>The letter that assigns a matter (交办函, rules 2.9): as one that forwards, with limit, required result and report.</summary>
internal static class AssignmentLetter
{
    public static PrintedLetter Compose(CaseFile file, MatterAssigned e, Calendar calendar) => new(
        DocumentKind.AssignmentLetter, e.FromName, e.DocumentNumber, file.Number, e.UnitName + "：",
        [
            new(null, [Opening(file, e)]),
            new("一、信访人和信访事项", [
                .. ForwardingLetters.About(file),
                .. e.Note.Value is null ? Array.Empty<string>() : [Sentence($"交办说明：{e.Note.Value}")],
            ]),
            new("二、办理时限和要求", [
                $"办理时限：{Date(e.ReportBy)}。请在此前反馈办理结果，提交办结报告；不能按期办结的，在期满前向我局说明理由，申请延长。",
                .. Requirement(e),
            ]),
            new("三、法定职责", ForwardingLetters.Duties(file, calendar)),
            new("四、办结报告", [
                $"办结报告应当注明你单位名称和文号、本函文号（{e.DocumentNumber}），写明信访人、信访诉求、调查核实情况和办理结果，"
                + "经你单位负责人签发，并附处理意见书等答复文书及其送达凭证。",
            ]),
            new("五、保密要求", [ForwardingLetters.Confidentiality]),
        ],
        [Dispatch.Assigning.ToString(), Notice.Source.ToString()], UnitLetters.Contact(e.FromName, e.FromContact), file.Issued, []);

    private static string Opening(CaseFile file, MatterAssigned e) => e.ReceiptNumber is null
        ? $"{file.Title}信访事项（信访事项编号：{file.Number}）已于{Date(file.ForwardedOn)}转送你单位（{file.Moved.DocumentNumber}）。"
          + $"依照{Dispatch.Assigning}的规定，现将该事项交办你单位，请依法及时处理，并按照下列时限和要求反馈办理结果。"
        : $"依照{Dispatch.Assigning}的规定，现将{file.Title}信访事项（信访事项编号：{file.Number}）交办你单位，"
          + "请依法及时处理，并按照下列时限和要求反馈办理结果。";

    private static IEnumerable<string> Requirement(MatterAssigned e)
    {
        var lines = Paragraphs(e.Requirement);
        return lines.Count == 1 ? [Sentence($"办理要求：{lines[0]}")] : ["办理要求：", .. lines];
    }
}
