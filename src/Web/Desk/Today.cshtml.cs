using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Desk;

/// <summary>Something waiting for this post, with the list that holds it.</summary>
/// <param name="Note">What is to be done there.</param>
public sealed record Card(Phrase Title, int Count, string Href, Phrase Note, Phrase? Unit = null)
{
    public Phrase CountText => MatterQueries.CountText(Count);
}

/// <summary>今天: what waits for this post, then what falls due next.</summary>
public sealed class TodayModel(MatterQueries queries, UnitQueries units, People people, Casework casework, Petitions.CategoryQueries categories, Partners.PartnerTable partners,
    Registers.Audit.ChangeLog changes, Registers.Audit.AccessRecords access, CaseStore store, Ledger.NightlyCheck nightly) : PageModel
{
    /// <summary>Terms shown below the cards, and how far ahead a supervisor looks, in calendar days.</summary>
    private const int Nearest = 10, Ahead = 7;

    public Identity.Staff Reader { get; private set; } = null!;
    public IReadOnlyList<Card> Cards { get; private set; } = [];
    public MatterRows Due { get; private set; } = null!;
    public IReadOnlyList<UnitDue> ByUnit { get; private set; } = [];
    public DateOnly Today => casework.Today;

    /// <summary>What last night's look at the lists found; null before the first night.</summary>
    public Ledger.RowSampleResult? Checked => nightly.Last;

    public async Task OnGet()
    {
        Reader = Identity.Staff.Of(User);
        if (Posts.Administrators.Contains(Reader.Role))
        {
            Cards = await OfAdministrator(Reader.Role);
            return;
        }


        Cards = await Task.WhenAll(Waiting(Reader.Role).Select(Count));
        if (Reader.Role == Role.Supervisor) ByUnit = await queries.DueByUnit(Reader.Viewer, Today, Today.AddDays(Ahead));
        var clock = Reader.Role is Role.Registrar or Role.Router ? ClockId.Dispatch : null;
        Due = casework.List(await queries.ByDue(Reader.Viewer, new MatterFilter(Limit: Nearest, Clock: clock) { OncePerMatter = true }));
    }

    private async Task<IReadOnlyList<Card>> OfAdministrator(Role role) => role switch
    {
        Role.SecurityAdministrator =>
        [
            new("首次密码", (await people.All()).Count(p => p.Password == ""), "/administration/first-passwords", "任命了还不能登录的账号", "个"),
            new("账号", (await people.All()).Count, "/administration/people", "密码、登录和动态口令", "个"),
            new("合作平台", (await partners.All()).Count(p => !p.Revoked), "/administration/partners", "接口密钥", "个"),
        ],
        Role.AuditAdministrator =>
        [
            new("管理日志", await changes.Since(Today.AddDays(-Ahead)), "/registers/changes", "七日内的变更", "条"),
            new("锁定、打不开和被退回的", await access.RefusalsSince(Today.AddDays(-Ahead)), "/registers/access?list=refusals", "七日内的登录记录", "条"),
        ],
        _ =>
        [
            new("单位", (await units.All()).Count, "/administration/units", "机构和联系方式", "个"),
            new("人员", (await people.All()).Count, "/administration/people", "岗位和账号", "人"),
            new("放假安排", store.Calendar.Years.Count, "/administration/calendars", CalendarNote, "个年度"),
            new("内容分类", categories.Now().On(Today).Count(), "/administration/categories", "三级分类和全国代码", "个"),
            new("期限参数", TermSettings.Settable(RulePack.On(Today)).Count(), "/administration/settings", "条例没有规定的期限", "项"),
        ],
    };

    private Phrase CalendarNote => Calendars.MissingYear(store.Calendar, Today) is { } year
        ? (Phrase)$"{year}年的安排还没有载入" : "放假和调休上班的日子";

    private async Task<Card> Count((Phrase Title, MatterFilter Filter, Phrase Note) waiting)
    {
        var (title, filter, note) = waiting;
        var query = filter.Unserved ? "list=unserved" : filter.ErasureAsked ? "list=erasures" : filter.UnderReview ? "list=reviews" : filter.IsByTerm ? "list=requests" : $"stage={Words.Of(filter.Stages![0])}";
        var href = Reader.Role == Role.DisciplineLiaison ? "/sealed" : "/staff/matters?" + query;
        return new Card(title, await queries.Count(Reader.Viewer, filter), href, note);
    }

    private static IEnumerable<(Phrase Title, MatterFilter Filter, Phrase Note)> Waiting(Role role) => role switch
    {
        Role.Registrar => [At(Stage.ToRegister, "核对网上信访，写概况、列诉求"), At(Stage.ToForward, "已登记，等分办员转送"), Requests],
        Role.Router => [At(Stage.ToForward, "选择有权处理的单位"), At(Stage.ToRegister, "等待登记"), At(Stage.ToReceive, "已转送，等单位签收"), Erasures, Requests],
        Role.Handler =>
        [
            At(Stage.ToReceive, "签收后告知期限起算"), At(Stage.ToAccept, "先告知，再受理"), Unserved, At(Stage.InHand, "调查核实，提交处理意见"),
            ("意见书待送达", new MatterFilter([Stage.ToServe]), "处理意见书送达才办结"),
        ],
        Role.UnitHead =>
        [
            At(Stage.ToApprove, "看过全文后签发或者退回"), At(Stage.ToReceive, "尚未签收"), At(Stage.InHand, "六十日内办结"), Unserved,
        ],
        Role.Supervisor => [At(Stage.ToForward, "信访局尚未转送"), At(Stage.ToReceive, "单位尚未签收"), At(Stage.InHand, "正在办理"), Unserved, Erasures],
        Role.Reviewer => [UnderReview("受理，调查核实，提交意见")],
        Role.ReviewHead => [UnderReview("其中待审批的，看过意见书全文后签发或者退回")],
        Role.DisciplineLiaison => [At(Stage.Sealed, "认定后移送，或者解除"), Requests],
        Role.Administrator or Role.SecurityAdministrator or Role.AuditAdministrator or Role.Petitioner or Role.Partner or Role.System => [],
    };

    private static (Phrase, MatterFilter, Phrase) Unserved => ("有文书待送达", new MatterFilter(Unserved: true), "送达并登记凭证");

    private static (Phrase, MatterFilter, Phrase) UnderReview(Phrase note) => ("复查、复核", new MatterFilter { UnderReview = true }, note);

    private static (Phrase, MatterFilter, Phrase) Erasures =>
        ("待审批删除", new MatterFilter { ErasureAsked = true }, "核对申请，批准或者不予删除");

    private static (Phrase, MatterFilter, Phrase) Requests =>
        ("个人信息请求", new MatterFilter(Clock: ClockId.InformationRequest), "核对请求，书面答复");

    private static (Phrase, MatterFilter, Phrase) At(Stage stage, Phrase note) =>
        (Words.Label(stage), new MatterFilter([stage]), note);
}
