using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Ledger;

namespace Xinqiao.Web.Registers;

/// <summary>登记账见证: whether outsiders see the same log as this database tells, and what the nightly look at it found.</summary>
public sealed class WitnessesModel(WatchedWitnesses watched, NightlyCheck nightly) : PageModel
{
    public IReadOnlyList<WatchedWitness> All { get; private set; } = [];

    /// <summary>Null where the program has seen no night yet.</summary>
    public RowSampleResult? Nightly => nightly.Last;

    public IEnumerable<WatchedWitness> Alarms => All.Where(w => w.IsAlarm);

    public IEnumerable<WatchedWitness> Away => All.Where(w => w is { IsAlarm: false, IsLongAway: true });

    /// <summary>How it stands with one of them.</summary>
    public static Phrase Standing(WatchedWitness witness) => witness switch
    {
        { IsAlarm: true } => "报警：与本库不符",
        { IsLongAway: true } => "久未答复",
        { Behind: 0 } => "已见证到最新",
        _ => (Phrase)$"还有{witness.Behind}条待见证",
    };

    /// <summary>A moment in Shanghai, to the minute.</summary>
    public static Phrase At(DateTimeOffset at) => (Phrase)$"{at.ToOffset(Shanghai.Offset):yyyy-MM-dd HH:mm}";

    public async Task OnGet() => All = await watched.All();
}
