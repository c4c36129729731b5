using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Reviews;

/// <summary>The page of one act of the organ that reviews.</summary>
public abstract class ReviewPage(Casework casework, CaseReader reader) : MatterPage(casework)
{
    /// <summary>Earlier matters that this one repeats: who had one of them in hand does not review this one.</summary>
    protected IReadOnlyList<Matter> Thread { get; private set; } = [];

    public ReviewView? Current => ReviewView.Of(Case.History).LastOrDefault(r => r.Review.IsOpen);

    /// <summary>复查 or 复核.</summary>
    public Phrase Level => Words.Label(Case.State.OpenReview?.Level ?? ReviewLevel.Review);

    protected override async Task Prepare()
    {
        var thread = new List<Matter>();
        foreach (var link in Case.State.Links.Where(l => l is { IsOpen: true, Kind: LinkKind.Repeat }))
            if (await reader.Matter(link.Earlier) is { } earlier) thread.Add(earlier.State);
        Thread = thread;
    }
}
