using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>
/// 核对是否同一信访人: the question is recorded first and answered then, yes or no. Names and contacts are compared here and go no further; nothing of
/// them is kept, so that no index of persons comes about.
/// </summary>
public sealed class Comparisons(CaseStore store, CaseReader reader)
{
    /// <summary>The field of a button that asks: the earlier matter.</summary>
    public const string Field = "same";

    /// <summary>Asks of two matters.</summary>
    /// <param name="alike">How nearly they say the same; null where they do not.</param>
    public async Task<(Sameness? Answer, IReadOnlyList<Refusal> Refusals)> Ask(Identity.Staff staff, StreamId matter, StreamId earlier, Likeness? alike)
    {
        var result = await store.Act(new Intent(staff.Actor, (cases, act) =>
            // Asked again under the lock: it may have been closed since the page was opened.
            Gate.Opens(staff.Viewer, cases.Matter(matter), Part.Existence)
                ? SamePetitioner.Ask(cases.Matter(matter), cases.Find(earlier)?.Matter, alike, Asked(cases, act), act)
                : Sealing.Refuse())
        {
            Streams = [matter, earlier],
        });
        return result is Result.Refused refused ? (null, refused.Refusals) : (SamePetitioner.Between(await PartyOf(matter), await PartyOf(earlier)), []);
    }

    /// <summary>Asks of whoever is at the counter, as far as the form says who that is.</summary>
    /// <inheritdoc cref="Ask" path="/param"/>
    public async Task<(Sameness? Answer, IReadOnlyList<Refusal> Refusals)> AskAtCounter(Identity.Staff staff, Party here, StreamId earlier, Likeness? alike)
    {
        var result = await store.Act(new Intent(
            staff.Actor, (cases, act) => SamePetitioner.AskAtCounter(cases.Find(earlier)?.Matter, alike, Asked(cases, act), act))
        {
            Streams = [earlier],
        });
        return result is Result.Refused refused ? (null, refused.Refusals) : (SamePetitioner.Between(here, await PartyOf(earlier)), []);
    }

    private static int Asked(Cases cases, Act act) => cases.SamenessAskedBy(act.Actor.Id, act.RecordedAt - SamePetitioner.Hour);

    private async Task<Party> PartyOf(StreamId matter)
    {
        var petition = (await reader.Matter(matter))!.State.Petition;
        return (await reader.Petition(petition, IdentityView.ToCompare))!.Events.AsItStands().Party;
    }
}
