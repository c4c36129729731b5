using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Erasures;

/// <summary>申请依法删除: which texts, on which legal basis, and why. Another person decides.</summary>
public sealed class AskErasureModel(Casework casework, CaseReader reader) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.AskErasure;

    [BindProperty(Name = "place")]
    public List<string> Chosen { get; set; } = [];

    [BindProperty(Name = "ground")]
    public string? Ground { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>What is still there to be erased, by the day it was recorded.</summary>
    public IReadOnlyList<ErasableText> Texts { get; private set; } = [];

    protected override async Task Prepare()
    {
        var petition = (await reader.Petition(Case.State.Petition))!;
        Texts = ErasableTexts.Of(Case.Id, petition.Events, Case.History.Events);
    }

    // A file goes with its name and digests; what stands in no list is refused as it is.
    private IReadOnlyList<TextPlace> Places =>
    [
        .. Chosen.SelectMany(word => Texts.FirstOrDefault(t => t.Place.ToString() == word)?.Places ?? [TextPlace.Parse(word) ?? new TextPlace(-1, word)]),
    ];

    protected override Decision Decide(Matter matter, Act act) =>
        Erasing.Ask(matter, [.. Texts.Places()], Places, Words.TryParse<ErasureGround>(Ground), Reason, act);

    protected override Phrase Done(Result.Done done) => "已提交删除申请，请另一位有审批权的人员审批。";

    protected override string Next => Case.State.Sealed ? $"/sealed/{Case.Id}" : Case.Path;
}
