using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Serving;

/// <summary>What every layout needs: whose site it is, of which kind its database is, and where the signed-in person may go.</summary>
public sealed class SiteData(CaseStore store) : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerInstance is not PageModel page) return;
        page.ViewData["Office"] = (Phrase)$"{store.Stamp.District}信访";
        page.ViewData["Kind"] = store.Stamp.Kind;
        if (page.User.Identity?.IsAuthenticated is true && page.User.FindFirst(Staff.UnitClaim) is not null)
            page.ViewData["Navigation"] = Links(Staff.Of(page.User));
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }

    private static readonly (string, Phrase) Retention = ("/staff/retention", "保存期限");

    private static (string, Phrase)[] Links(Staff staff) => staff.Role switch
    {
        Role.Registrar or Role.Router =>
        [
            ("/desk", "今天"), ("/staff/register", "窗口登记"), ("/staff/matters", "信访事项"), ("/staff/search", "查找"),
            ("/staff/due", "到期"), ("/staff/scans", "扫描件"), ("/staff/units", "单位"), ("/analysis", "分析"),
            .. staff.Role == Role.Router ? [Retention] : Array.Empty<(string, Phrase)>(),
        ],
        Role.Supervisor =>
        [
            ("/desk", "今天"), ("/staff/matters", "信访事项"), ("/staff/search", "查找"), ("/staff/due", "到期"), ("/staff/units", "单位"),
            ("/analysis", "分析"), ("/registers/numbers", "编号"), ("/registers/readings", "查阅"), ("/registers/witnesses", "见证"),
            Retention,
        ],
        Role.Handler or Role.UnitHead =>
        [
            ("/desk", "今天"), ("/staff/matters", "信访事项"), ("/staff/search", "查找"), ("/staff/due", "到期"),
            ("/extracts", "移送"), ($"/staff/units/{staff.Unit}", "本单位"),
        ],
        Role.Reviewer or Role.ReviewHead => [("/desk", "今天"), ("/staff/matters", "信访事项"), ("/staff/search", "查找"), ("/staff/due", "到期")],
        Role.DisciplineLiaison => [("/desk", "今天"), ("/sealed", "密件"), Retention],
        Role.Administrator =>
        [
            ("/desk", "今天"), ("/administration/units", "单位"), ("/administration/people", "人员"),
            ("/administration/categories", "分类"), ("/administration/calendars", "放假安排"), ("/administration/settings", "期限参数"),
            ("/administration/letters", "文书样式"), ("/administration/suggestions", "建议"),
        ],
        Role.SecurityAdministrator =>
        [
            ("/desk", "今天"), ("/administration/people", "账号"), ("/administration/first-passwords", "首次密码"),
            ("/administration/passwords", "口令策略"), ("/administration/second-factor", "动态口令"), ("/administration/partners", "合作平台"),
        ],
        Role.AuditAdministrator =>
        [
            ("/desk", "今天"), ("/registers/changes", "管理日志"), ("/registers/access", "登录记录"), ("/registers/numbers", "编号"), ("/registers/readings", "查阅"),
            ("/registers/witnesses", "见证"),
        ],
        Role.Petitioner or Role.Partner or Role.System => [],
    };
}
