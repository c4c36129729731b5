using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>
/// 公开答复: the head of the unit writes for everybody what was answered to one, sees marked what may tell who somebody is, keeps or strikes each,
/// looks again, and publishes what was seen. What the petitioner wrote is not on this page.
/// </summary>
public sealed class PublishAnswerModel(Casework casework, CaseReader reader) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.PublishAnswer;

    /// <summary>preview or publish.</summary>
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "title")]
    public string? Title { get; set; }

    [BindProperty(Name = "question")]
    public string? Question { get; set; }

    [BindProperty(Name = "answer")]
    public string? Answer { get; set; }

    /// <summary>Marks that stay as they are; all others are struck.</summary>
    [BindProperty(Name = "keep")]
    public List<string> Keep { get; set; } = [];

    /// <summary>Digest of the text that was last shown.</summary>
    [BindProperty(Name = "seen")]
    public string? Seen { get; set; }

    public IReadOnlyList<PublicMark> Marks { get; private set; } = [];

    /// <summary>The text as it would be published; null before it was previewed.</summary>
    public PublicText? Text { get; private set; }

    /// <summary>The marks, each with what is around it.</summary>
    public IEnumerable<MarkedPassage> Passages => Marks.Select(m => MarkedPassage.Of(Draft.TextOf(m.Field), m.Passage, m.ToString(), Keep));

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Text!.Title}\n\n{Text.Question}\n\n{Text.Answer}")));

    private PublicDraft Draft => new(Lines(Title).ReplaceLineEndings(" "), Lines(Question), Lines(Answer));

    private TextRule Lengths => new TextRule().Optional("title", "标题", Draft.Title, Publishing.LongestTitle)
        .Optional("question", "问题", Draft.Question, Publishing.LongestQuestion).Optional("answer", "答复", Draft.Answer, Publishing.LongestAnswer);

    // The unit's own words, to be rewritten; of the petitioner's there are none.
    protected override void Prefill()
    {
        var approved = Case.History.Last<OpinionApproved>()!.SubmittedVersion;
        var opinion = (OpinionSubmitted)Case.History.Events.Single(e => e.Version == approved).Event;
        Answer = string.Join('\n', opinion.Answers.Select(a => a.Reasons.Value).OfType<string>());
    }

    protected override async Task Prepare()
    {
        if (Pressed is null || !Lengths.Passed) return;
        var petition = (await reader.Petition(Case.State.Petition, IdentityView.ToMark))!;
        Marks = Draft.Marks(ExtractSource.PartyOf(petition.Events));
        Text = Draft.Strike(Marks, [.. Marks.Where(m => Keep.Contains(m.ToString()))]);
    }

    public override async Task<IActionResult> OnPostAsync(string id)
    {
        if (!await Open(id)) return NotFound();
        if (Pressed is not ("preview" or "publish")) return BadRequest();
        if (!Lengths.Passed) return Again(Lengths.Refusals);
        return Pressed == "preview" ? Page() : await Act(Decide, Done);
    }

    protected override Decision Decide(Matter matter, Act act)
    {
        var decision = Publishing.Publish(matter, Guid.NewGuid().ToString("N"), Text, act);
        return decision is Decision.Accepted && Seen != Digest
            ? Decision.Refuse(Publishing.Source, "not-seen", "要公开的内容与您上次看到的不同，请再看一遍下面的预览，然后公开。", "keep")
            : decision;
    }

    protected override Phrase Done(Result.Done done) => "答复已公开。发现不宜公开的，随时可以撤下。";

    private static string Lines(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}
