using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Sealed;

/// <summary>
/// 移送: the liaison sees exactly what will travel, with marks on what tells who accuses; keeps or strikes each, strikes further words, looks again,
/// and passes on what was seen, not a letter more.
/// </summary>
public sealed class PassOnModel(Casework casework, CaseReader reader, UnitQueries units) : MatterPage(casework)
{
    private const int MostWords = 50, LongestWord = 100;

    /// <summary>Marks that are listed to keep; of a text with more, the others are struck.</summary>
    public const int MostListed = 500;

    private IReadOnlyList<Unit> recipients = [];
    private string source = "";

    public override MatterAct Kind => MatterAct.PassOn;

    /// <summary>preview or pass.</summary>
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "unit")]
    public string? UnitCode { get; set; }

    /// <summary>Marks that stay as they are; all others are struck.</summary>
    [BindProperty(Name = "keep")]
    public List<string> Keep { get; set; } = [];

    /// <summary>Further words to strike, one a line.</summary>
    [BindProperty(Name = "words")]
    public string? Further { get; set; }

    /// <summary>Digest of the text that was last shown.</summary>
    [BindProperty(Name = "seen")]
    public string? Seen { get; set; }

    public IReadOnlyList<Revealing> Marks { get; private set; } = [];

    public RedactedText Extract { get; private set; } = null!;

    public IEnumerable<IGrouping<UnitKind, Unit>> Recipients => recipients.GroupBy(u => u.Kind).OrderByDescending(g => g.Key);

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Extract.Text)));

    /// <summary>How much of it is shown: no more can travel.</summary>
    public string Shown => Extract.Text[..Math.Min(Extract.Text.Length, PassingOn.LongestExtract)];

    public int Unlisted => Math.Max(Marks.Count - MostListed, 0);

    /// <summary>The marks, each with what is around it.</summary>
    public IEnumerable<MarkedPassage> Passages => Marks.Take(MostListed).Select(m => MarkedPassage.Of(source, m, m.ToString(), Keep));

    private string[] Typed => (Further ?? "").Split(['\n', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    protected override async Task Prepare()
    {
        var petition = (await reader.Petition(Case.State.Petition))!;
        var known = (await reader.Petition(Case.State.Petition, IdentityView.ToMark))!;
        recipients = [.. (await units.All()).Where(u => PassingOn.Takes(u) && Case.State.RelationOfUnit(u.Code) is null)];
        source = ExtractSource.TextOf(petition.Last<PetitionFiled>()!, Case.History.Events);
        Marks = RevealingPassages.In(source, ExtractSource.PartyOf(known.Events));
        Extract = Redacting.Strike(source, Marks, [.. Marks.Take(MostListed).Where(m => Keep.Contains(m.ToString()))], [.. Typed.Take(MostWords)]);
    }

    public override async Task<IActionResult> OnPostAsync(string id)
    {
        if (Pressed is not ("preview" or "pass")) return await Open(id) ? BadRequest() : NotFound();
        if (!await Open(id)) return NotFound();
        if (WrongWords() is { Passed: false } wrong) return Again(wrong.Refusals);
        return Pressed == "preview" ? Page() : await base.OnPostAsync(id);
    }

    // A word that is not there is a slip of the pen, and what was meant would travel.
    private TextRule WrongWords()
    {
        var rule = new TextRule().Optional("words", "另外要隐去的词语", Further, MostWords * LongestWord)
            .Require(Typed.Length <= MostWords, TextRule.Source, "too-many-words", $"一次最多另外隐去{MostWords}个词语。", "words");
        foreach (var word in Typed.Take(MostWords))
            rule.Require(Redacting.PlacesOf(source, word).Any(), TextRule.Source, "word-absent", $"“{word}”在材料中没有出现，请核对。", "words");
        return rule;
    }

    protected override Decision Decide(Matter matter, Act act)
    {
        var decision = PassingOn.Pass(matter, Extract, recipients.FirstOrDefault(u => u.Code == UnitCode), Case.Office, act);
        return decision is Decision.Accepted && Seen != Digest
            ? Decision.Refuse(PassingOn.Source, "not-seen", "移送内容与您上次看到的不同，请再看一遍下面的预览，然后移送。", "keep")
            : decision;
    }

    protected override Phrase Done(Result.Done done) => done.Events.Select(e => e.Event).OfType<ExtractPassed>().Single() is var passed
        ? (Phrase)$"{Case.State.Number}的节录已移送{passed.UnitName}（{passed.DocumentNumber}）。原件和检举控告人的信息没有移送。"
        : "";

    protected override string Next => "/sealed";
}
