using Xinqiao.Core.Matters;
using static Xinqiao.Web.Documents.CaseFile;

namespace Xinqiao.Web.Documents;

/// <summary>What is laid before the Party committee or government (报请件, Art. 22(1)(1)). It tells the matter, not who petitions.</summary>
internal static class SubmissionLetter
{
    public static PrintedLetter Compose(CaseFile file, MatterSubmittedUpward e) => new(
        DocumentKind.Submission, e.OrganName, e.DocumentNumber, file.Number, e.To + "：",
        [
            new(null, [
                $"我局于{Date(file.Filed.ReceivedOn)}收到{file.Title}信访事项（信访事项编号：{file.Number}）。经登记审核，该事项重大、紧急，"
                + $"依照{Submission.Source}的规定，现提出建议，报请决定。",
            ]),
            new("一、信访事项", [.. ForwardingLetters.Substance(file)]),
            new("二、重大、紧急的理由", Paragraphs(e.Reason)),
            new("三、拟办建议", [.. Paragraphs(e.Proposal), "以上建议妥否，请批示。"]),
        ],
        [Submission.Source.ToString()], UnitLetters.Contact(e.OrganName, e.Contact), file.Issued, []);
}
