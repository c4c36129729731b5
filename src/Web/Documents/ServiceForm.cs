using Xinqiao.Core;
using Xinqiao.Core.Matters;
using static Xinqiao.Web.Documents.CaseFile;

namespace Xinqiao.Web.Documents;

/// <summary>The proof of service (送达回证): a form for the file, one for each document that reached the petitioner.</summary>
internal static class ServiceForm
{
    public static PrintedLetter Compose(CaseFile file, DocumentServed e)
    {
        var (organ, phone) = Issuer(file, e.DocumentNumber);
        List<(string, string)> fields =
        [
            ("送达文书", Words.Label(e.Document).ToString()),
            ("文书文号", e.DocumentNumber),
            ("信访事项编号", file.Number),
            ("受送达人", file.Petitioner),
            ("送达方式", Words.Label(e.Method).ToString()),
            ("送达日期", Date(e.ServedOn)),
            (Service.ProofOf(e.Method).ToString(), Read(e.Proof)),
            ("凭证", e.Evidence),
            ("登记日期", Date(file.Issued)),
        ];
        if (e.BackEntryReason.Value is { } reason) fields.Add(("补录理由", reason));
        return new(
            DocumentKind.ProofOfService, organ, e.DocumentNumber, file.Number, "", [new(null, [], fields)],
            [Service.Source.ToString()], UnitLetters.Contact(organ, phone), file.Issued, []);
    }

    private static (string Organ, string Contact) Issuer(CaseFile file, string number) =>
        file.Matter.Events.Select(r => r.Event switch
        {
            NoticeIssued e when e.DocumentNumber == number => (e.OrganName, e.Contact),
            MatterAccepted e when e.DocumentNumber == number => (e.OrganName, e.Contact),
            HandlingExtended e when e.DocumentNumber == number => (e.OrganName, e.Contact),
            AcceptanceRefused e when e.DocumentNumber == number => (e.OrganName, e.Contact),
            OpinionApproved e when e.DocumentNumber == number => (e.OrganName, e.Contact),
            _ => ((string, string)?)null,
        }).First(issuer => issuer is not null)!.Value;
}
