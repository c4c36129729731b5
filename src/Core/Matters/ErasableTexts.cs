using Xinqiao.Core.Attachments;

namespace Xinqiao.Core.Matters;

/// <summary>A private text, or a file with its name and digests, that is still there.</summary>
/// <param name="Places">What goes with it.</param>
public sealed record ErasableText(TextPlace Place, Phrase Label, DateTimeOffset At, IReadOnlyList<TextPlace> Places);

/// <summary>What can be erased of a petition and one of its matters: every private text of every event that was not erased yet.</summary>
public static class ErasableTexts
{
    /// <param name="petition">Events with their texts opened.</param>
    public static IReadOnlyList<ErasableText> Of(StreamId matter, IEnumerable<Recorded> petition, IEnumerable<Recorded> ofMatter) =>
        [.. petition.Concat(ofMatter).Where(r => r.Event is not AttachmentAdded { Matter: { } other } || other == matter).OrderBy(r => r.Position).SelectMany(Of)];

    /// <summary>Every place of them.</summary>
    public static IReadOnlySet<TextPlace> Places(this IEnumerable<ErasableText> texts) => texts.SelectMany(t => t.Places).ToHashSet();

    private static IEnumerable<ErasableText> Of(Recorded recorded)
    {
        var payload = new PayloadWriter();
        recorded.Event.Write(payload);
        payload.Text(StoredEvent.Why, recorded.Why);
        // What was not opened can be erased as well: nobody has to read it for that.
        var fields = payload.Texts.Select(t => t.Key).Concat(payload.Withheld).ToList();
        if (recorded.Event is AttachmentAdded { FileName.Value: not null })
        {
            string[] ofFile = [Attaching.FileContent, .. fields.Where(OfFile.Contains)];
            yield return Erasable(recorded, Attaching.FileContent, ofFile);
            fields.RemoveAll(OfFile.Contains);
        }

        foreach (var field in fields) yield return Erasable(recorded, field, [field]);
    }

    private static readonly string[] OfFile = [AttachmentAdded.NameField, AttachmentAdded.DigestField, AttachmentAdded.CopyDigestField];

    private static ErasableText Erasable(Recorded recorded, string field, IEnumerable<string> fields) => new(
        new TextPlace(recorded.Position, field), Label(field), recorded.RecordedAt,
        [.. fields.Select(f => new TextPlace(recorded.Position, f))]);

    /// <summary>What the field holds, in the office's words; each of several bears its number.</summary>
    public static Phrase Label(string field)
    {
        var at = field.LastIndexOf('-');
        if (at > 0 && int.TryParse(field[(at + 1)..], out var number)) return $"{Name(field[..at])}{number}";
        return Name(field);
    }

    private static Phrase Name(string field) => field switch
    {
        "title" => "标题",
        "narrative" => "事情经过",
        "request" => "诉求",
        "placeDetail" => "地点",
        "name" => "姓名",
        "phone" => "电话",
        "address" => "住址",
        "email" => "电子邮箱",
        "representative" => "代表",
        "summary" => "概况",
        "supplement" => "补充",
        "wanted" => "复查、复核的请求",
        "contested" => "申请复查、复核的事实和理由",
        "lateBecause" => "逾期申请的理由",
        "opinion" => "复查、复核意见",
        "changed" => "与被撤销的处理意见的不同",
        "asked" => "个人信息请求的内容",
        "reply" => "对个人信息请求的答复",
        "extract" => "移送的节录",
        "earlier" => "此前信访件的编号",
        AnswerPublished.QuestionField => "公开的问题",
        AnswerPublished.AnswerField => "公开的答复",
        "facts" => "查明的事实",
        "result" => "处理结果",
        "investigation" => "调查核实情况",
        "check" => "本人核验情况",
        "proof" => "送达凭证",
        "note" => "备注",
        Attaching.FileContent => "附件（连同文件名和摘要）",
        "reason" or "backEntryReason" or StoredEvent.Why => "理由",
        _ => (Phrase)$"记录中的文字“{field}”",
    };
}
