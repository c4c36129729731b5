using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xinqiao.Core;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Partners;

/// <summary>What was sent is no JSON object at all.</summary>
public sealed class NoPetitionException(string reason) : Exception(reason);

/// <summary>A petition as a partner sent it: fields by name, and everything that could not be read, each with its field.</summary>
public sealed class SentPetition
{
    private static readonly Article Format = Article.House("接口字段");
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[]
        Texts = ["purpose", "title", "narrative", "request", "place", "placeDetail", "unitNamed", "name", "phone", "address", "email", "referredBy", "referralNumber"],
        Flags = ["anonymous", "electronicConsent", "declared"],
        Days = ["referredOn", "reportBy"];

    private readonly Dictionary<string, string> values = [];
    private readonly List<Refusal> unreadable = [];

    private SentPetition() { }

    /// <summary>The fields there are.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. Texts, .. Flags, .. Days];

    /// <summary>SHA-256 of what is petitioned, however it was spaced, ordered or escaped: by it a repeated sending is told from another petition.</summary>
    public byte[] Digest { get; private set; } = [];

    /// <exception cref="NoPetitionException">It is no JSON object.</exception>
    public static SentPetition Read(byte[] body)
    {
        using var document = Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new NoPetitionException("正文应为一个 JSON 对象。");
        var sent = new SentPetition();
        var seen = new HashSet<string>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            var name = NameOf(property);
            if (!seen.Add(name)) sent.Wrong(name, "twice", $"{Shown(name)} 写了两次。");
            else sent.Take(name, property.Value);
        }

        sent.Digest = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, string>(sent.values, StringComparer.Ordinal)));
        return sent;
    }

    // Bytes that are no text are told as such, before JSON is looked for in them.
    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(Strict.GetString(body).TrimStart('\uFEFF'));
        }
        catch (ArgumentException)
        {
            throw new NoPetitionException("正文不是 UTF-8 编码的文字。");
        }
        catch (JsonException e)
        {
            throw new NoPetitionException($"正文不是有效的 JSON，问题在第{e.LineNumber + 1}行第{e.BytePositionInLine + 1}字节。");
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new NoPetitionException("有一个字段名含有不完整的字符。");
        }
    }

    private void Take(string name, JsonElement value)
    {
        if (!Fields.Contains(name)) Wrong(name, "unknown-field", $"没有 {Shown(name)} 这个字段；字段有：{string.Join("、", Fields)}。");
        else if (value.ValueKind == JsonValueKind.Null) return;
        else if (Flags.Contains(name))
        {
            if (value.ValueKind == JsonValueKind.True) values[name] = "true";
            else if (value.ValueKind != JsonValueKind.False) Wrong(name, "not-a-boolean", $"{name} 应为 true 或者 false。");
        }
        else if (value.ValueKind != JsonValueKind.String) Wrong(name, "not-a-text", $"{name} 应为文字，放在引号里。");
        else if (Text(value) is not { } text) Wrong(name, "lone-surrogate", $"{name} 含有不完整的字符，请删除后重新输入。");
        else if (Days.Contains(name) && DayIn(text) is null) Wrong(name, "date-unreadable", $"{name} 应为 2026-03-02 这样的日期。");
        else if (text.Length > 0) values[name] = text.ReplaceLineEndings("\n");
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // A name nobody has heard of is repeated only as far as it can be shown.
    private static string Shown(string name) =>
        new([.. name.Take(40).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\u25A1' : c)]);

    private void Wrong(string field, string code, string reason) => unreadable.Add(new Refusal(Format, code, reason, Shown(field)));

    public FilePetition ToCommand(Partner partner, DateTimeOffset now) => new(
        StreamId.Petition(Guid.CreateVersion7(now)), StreamId.Matter(Guid.CreateVersion7(now)), partner.Channel, Received: null,
        Words.TryParse<Purpose>(this["purpose"]), this["title"], this["narrative"], this["request"], this["place"], this["placeDetail"],
        this["unitNamed"], Is("anonymous"), this["name"], this["phone"]?.Trim(), this["address"], this["email"]?.Trim(),
        Is("electronicConsent"), CodeHandedOver.ThroughPartner)
    {
        CoveringLetter = new CoveringLetter(
            this["referredBy"] ?? partner.Organ, this["referralNumber"], DayIn(this["referredOn"]), DayIn(this["reportBy"])),
    };

    /// <summary>What could not be read, and what the decider is not asked: told together with its refusals, once for each field.</summary>
    public Decision With(Decision decision, Partner partner)
    {
        List<Refusal> all = [.. unreadable];
        if (this["purpose"] is { } purpose && Words.TryParse<Purpose>(purpose) is null)
            all.Add(new Refusal(
                Registration.Statement, "purpose-unknown", $"purpose 应为{string.Join("、", Words.All<Purpose>().Select(Words.Of))}之一。", "purpose"));
        if (partner.Channel == Channel.Portal && !Is("declared"))
            all.Add(new Refusal(
                Register.Article19.InParagraph(2), "declaration-missing", "请先由信访人确认所写内容属实，再以 declared 为 true 提交。", "declared"));
        if (all.Count == 0) return decision;
        var named = all.Select(r => r.Field).ToHashSet();
        return Decision.Refuse([.. all.DistinctBy(r => (r.Field, r.Code)), .. ((decision as Decision.Refused)?.Refusals ?? []).Where(r => !named.Contains(r.Field))]);
    }

    private string? this[string field] => values.GetValueOrDefault(field);

    private bool Is(string flag) => values.ContainsKey(flag);

    private static DateOnly? DayIn(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
