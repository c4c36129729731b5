using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration;

/// <summary>Loads years and sets values: event and row together, in force on this node at once and on the others soon.</summary>
public sealed class RuleChanges(CaseStore store, RulesWatch watch)
{
    public Task<Result> LoadCalendar(Actor by, string? text, string? reason) =>
        Change(by, act => Calendars.Load(text, reason, act));

    public Task<Result> MakeSetting(Actor by, string? key, string? value, DateOnly? from) =>
        Change(by, act => TermSettings.Make(key, value, from, act));

    public Task<Result> ChoosePasswords(Actor by, PasswordProfile? profile, PasswordProfile now) =>
        Change(by, act => Passwords.Choose(profile, now, act));

    private async Task<Result> Change(Actor by, Func<Act, Decision> decide)
    {
        var result = await store.Act(new Intent(by, (_, act) => decide(act))
        {
            Beside = events => events.Select(StoredRules.RowOf).OfType<Row>(),
        });
        if (result is not Result.Done) return result;
        store.ReadRules();
        watch.Call();
        return result;
    }
}
