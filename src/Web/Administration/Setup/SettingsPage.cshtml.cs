using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Language;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>The lengths that the law leaves open, with what is in force and what is planned; and those it does not.</summary>
[IgnoreAntiforgeryToken]
public sealed class SettingsModel(CaseStore store, RuleChanges changes, RulesWatch watch) : PageModel
{
    [BindProperty(Name = "key")]
    public string? Key { get; set; }

    [BindProperty(Name = "value")]
    public string? Value { get; set; }

    [BindProperty(Name = "from")]
    public string? From { get; set; }

    [TempData]
    public string? Message { get; set; }

    public IEnumerable<Clock> Settable => TermSettings.Settable(Pack);

    public IEnumerable<Clock> Law => Pack.Clocks.Where(c => c.Provenance == Provenance.Law);

    public long? Rewriting => watch.Rewriting;
    public DateOnly Today => Shanghai.DateOf(store.Clock.GetUtcNow());

    private RulePack Pack => RulePack.On(Today);

    public void OnGet() => From = Today.ToString("yyyy-MM-dd");

    public async Task<IActionResult> OnPost()
    {
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var from = DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        var result = await changes.MakeSetting(Identity.Staff.Of(User).Actor, Key, Value, from);
        if (result is Result.Refused refused) return Again(refused.Refusals);
        var made = (SettingMade)((Result.Done)result).Events[0].Event;
        var value = int.Parse(made.Value, CultureInfo.InvariantCulture);
        var clock = Pack.Clocks.FirstOrDefault(c => c.SettingKey == made.Key);
        Message = Reader.Tell(HttpContext, Retaining.KindOf(made.Key) is { } kind
            ? (Phrase)$"{Words.Label(kind)}的保存期限自{ChineseDate.Write(made.From)}起为{value}年；此前起算的不变。"
            : clock is null
            ? (Phrase)$"查阅信访人信息的授权自{ChineseDate.Write(made.From)}起到当天{value}点为止。"
            : $"“{clock.Duty}”自{ChineseDate.Write(made.From)}起为{Length(clock, value)}；此前起算的不变。");
        return LocalRedirect("/administration/settings");
    }

    /// <summary>The length for a term that starts today.</summary>
    public Phrase InForce(Clock clock) => Length(clock, store.Rules.On(Today)[clock.Id].Length);

    /// <summary>At which hour of the day grants to read who petitions end.</summary>
    public string GrantsUntil => store.Rules.Settings.On(Today, IdentityAccess.UntilKey) ?? $"{IdentityAccess.UsualHour}";

    /// <summary>How many years a kind is kept, where the last thing happened to it today.</summary>
    public int Years(RetentionKind kind) => Retaining.YearsOn(kind, Today, store.Rules.Settings);

    /// <summary>Since when, where the office set it.</summary>
    public DateOnly? Since(Clock clock) =>
        store.Rules.Settings.All.LastOrDefault(s => s.Key == clock.SettingKey && s.From <= Today)?.From;

    public IEnumerable<Setting> Planned(Clock clock) =>
        store.Rules.Settings.All.Where(s => s.Key == clock.SettingKey && s.From > Today);

    public static Phrase Length(Clock clock, int? length) => clock.Unit switch
    {
        ClockUnit.CalendarDays => (Phrase)$"{length}日",
        ClockUnit.WorkingDays => length == 1 ? (Phrase)"1个工作日" : $"{length}个工作日",
        ClockUnit.Hours => $"{length}小时",
        ClockUnit.Yearly => "每年一次",
        ClockUnit.DateInLetter => "交办函载明的日期",
    };

    public static Phrase Tag(Provenance provenance) => provenance == Provenance.Memory ? "待核" : "自定";

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
