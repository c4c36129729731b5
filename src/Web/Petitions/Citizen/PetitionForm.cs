using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Petitions.Citizen;

/// <summary>
/// What has been typed so far, exactly as it was typed. It travels in the form from step to step; no row of the database knows of
/// it before it is sent, unless whoever types asks to keep a draft.
/// </summary>
public sealed class PetitionForm
{
    public const int CheckStep = 4;

    /// <summary>The fields of each step, under the names that refusals use.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Steps =
    [
        ["purpose", "title", "narrative", "request"],
        ["place", "placeDetail", "unitNamed"],
        ["anonymous", "name", "phone", "address", "email", "electronicConsent"],
        ["declared"],
    ];

    /// <summary>Whoever petitions is bound to the truth; the sentence they confirm.</summary>
    public static readonly Article Declaration = Register.Article19.InParagraph(2);

    private const string KeyField = "key", StepField = "step";

    private readonly Dictionary<string, string> values;

    private PetitionForm(Dictionary<string, string> values, string key) => (this.values, Key) = (values, key);

    /// <summary>Made when the form is first shown: what is sent twice under one key is registered once.</summary>
    public string Key { get; private set; }

    public string this[string field] => values.GetValueOrDefault(field, "");

    public bool IsAnonymous => this["anonymous"] == "yes";

    public Purpose? Purpose => Words.TryParse<Purpose>(this["purpose"]);

    public bool IsAccusation => Purpose is Core.Petitions.Purpose.Accusation or Core.Petitions.Purpose.Mixed;

    /// <summary>A kind of matter in the words the form asks in; those of the regulations stand on the staff's pages.</summary>
    public static Phrase NameOf(Purpose purpose) => purpose switch
    {
        Core.Petitions.Purpose.Suggestion => "意见建议",
        Core.Petitions.Purpose.Accusation => "检举控告",
        Core.Petitions.Purpose.Mixed => "既有诉求又有检举控告",
        _ => "求助或投诉",
    };

    public static PetitionForm Blank() => new([], NewKey());

    /// <summary>What a draft keeps: the fields that hold something, the step, and the key, so that even a draft that was sent is sent once.</summary>
    public IReadOnlyDictionary<string, string> ToDraft(int step) =>
        new Dictionary<string, string>(values.Where(v => v.Value.Length > 0)) { [KeyField] = Key, [StepField] = $"{step}" };

    /// <summary>A draft taken up again, at the step where it was left.</summary>
    public static (PetitionForm Form, int Step) From(Draft draft)
    {
        var typed = draft.Values.Where(v => v.Key is not (KeyField or StepField)).ToDictionary();
        return (new PetitionForm(typed, draft.Values[KeyField]), draft.Values[StepField][0] - '0');
    }

    /// <param name="keyIsOurs">False where the form came back without its key; it has a new one then.</param>
    public static PetitionForm Read(IFormCollection form, out bool keyIsOurs)
    {
        var key = form[KeyField].ToString();
        keyIsOurs = key.Length == 32 && key.All(char.IsAsciiHexDigitLower);
        return new PetitionForm(
            Steps.SelectMany(fields => fields).ToDictionary(f => f, f => Lines(form[f].FirstOrDefault())),
            keyIsOurs ? key : NewKey());
    }

    /// <summary>From here on it is another petition.</summary>
    public void Renew() => Key = NewKey();

    /// <summary>What the other steps hold, to be carried along.</summary>
    public IEnumerable<(string Field, string Value)> Carried(int step) =>
        from fields in Steps.Where((_, i) => i != step - 1)
        from field in fields
        where this[field].Length > 0
        select (field, this[field]);

    public FilePetition ToCommand(DateTimeOffset now) => new(
        StreamId.Petition(Guid.CreateVersion7(now)), StreamId.Matter(Guid.CreateVersion7(now)), Channel.Portal, Received: null,
        Purpose, this["title"], this["narrative"], this["request"], OrNull("place"), this["placeDetail"], OrNull("unitNamed"),
        IsAnonymous, this["name"], this["phone"].Trim(), this["address"], this["email"].Trim(), this["electronicConsent"] == "yes",
        CodeHandedOver.ShownOnline);

    /// <summary>Everything that is wrong with one step.</summary>
    public IReadOnlyList<Refusal> Check(int step, IReadOnlySet<string> places, IReadOnlySet<string> units)
    {
        var (command, rule) = (ToCommand(DateTimeOffset.UnixEpoch), new TextRule());
        if (step == 1) Registration.CheckStatement(command, rule);
        if (step == 2) Registration.CheckPlace(command, places, units, rule);
        if (step == 3)
        {
            // A choice that came back damaged is asked again: nobody's name is kept by mistake.
            rule.Require(this["anonymous"] is "" or "no" or "yes", TextRule.Source, "unknown-choice", "请选择署名还是匿名。", "anonymous")
                .Require(this["electronicConsent"] is "" or "yes", TextRule.Source, "unknown-choice", "请重新选择是否同意电子送达。", "electronicConsent");
            Registration.CheckParty(command, rule);
        }

        if (step == CheckStep)
            rule.Require(this["declared"] == "yes", Declaration, "declaration-missing", "请确认所写内容属实，再提交。", "declared");
        return rule.Refusals;
    }

    /// <summary>SHA-256 of what is petitioned, by which a repeated sending is told from another petition.</summary>
    public byte[] Digest()
    {
        var text = new StringBuilder();
        foreach (var field in Steps.Take(CheckStep - 1).SelectMany(fields => fields))
            text.Append(field).Append('=').Append(this[field].Trim().Length).Append(':').Append(this[field].Trim()).Append('\n');
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private string? OrNull(string field) => this[field].Length == 0 ? null : this[field];

    // Browsers send line ends as CR LF; a limit counts each once.
    private static string Lines(string? text) => (text ?? "").Replace("\r\n", "\n").Replace('\r', '\n');

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
