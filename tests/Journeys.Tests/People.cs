using System.Text.RegularExpressions;
using Xinqiao.Web.Tests;
using Xunit;

namespace Xinqiao.Journeys.Tests;

/// <summary>What a resident does, step by step.</summary>
internal static class Resident
{
    public static async Task<(string Number, string Code)> Files(Visit phone, Site site)
    {
        await phone.Go("/petition");
        await phone.Check("求助或投诉");
        await phone.Fill("一句话标题", "学田苑12幢雨水管破损，一楼反复进水");
        await phone.Fill("事情经过", "去年冬天起，12幢北侧雨水管从三楼断开，每逢下雨水顺墙流进一楼101、102室。\n3月向物业报修两次，至今没有人来修。");
        await phone.Fill("您的诉求", "修好雨水管\n赔偿一楼住户墙面损失");
        await phone.Look("form-1");
        await phone.Press("下一步");
        await phone.Choose("街道或园区", "学田街道");
        await phone.Fill("具体地点", "学田苑12幢");
        await phone.Choose("您认为该由哪个单位办", "崇川区住房和城乡建设局");
        await phone.Look("form-2");
        await phone.Press("下一步");
        await phone.Fill("姓名", "沈雨桐");
        await phone.Fill("手机或电话", "13800000126");
        await phone.Fill("通信地址", "南通市崇川区学田苑12幢101室");
        await phone.Check("我同意电子送达");
        await phone.Look("form-3");
        await phone.Press("下一步");
        await phone.Check("以上内容属实");
        await phone.Look("form-4");
        await phone.Press("提交");
        await phone.Sees("已收到您的信访");
        await phone.Look("receipt");
        site.Clock.Now = site.Clock.Now.AddHours(1);
        return (await phone.Text("#number"), Regex.Replace(await phone.Text("#code"), @"\s", ""));
    }

    public static async Task Tracks(this Visit visit, string number, string code)
    {
        await visit.Go("/track");
        await visit.Fill("信访件编号", number);
        await visit.Fill("查询码", code);
        await visit.Press("查询");
    }

    /// <summary>Asks for the one-time code and reads it from the demo phone.</summary>
    public static async Task<string> ReadsOneTimeCode(this Visit phone)
    {
        await phone.Press("发送验证码");
        await phone.Sees("验证码已发往");
        return await phone.NewestCode();
    }

    /// <summary>The newest one-time code, read from the demo phone.</summary>
    public static async Task<string> NewestCode(this Visit phone)
    {
        var other = await phone.Page.Context.NewPageAsync();
        await other.GotoAsync("/demo/phone");
        var text = await other.Locator(".panel").First.InnerTextAsync();
        await other.CloseAsync();
        return Regex.Match(text, @"(?<!\d)\d{6}(?!\d)").Value;
    }
}

/// <summary>What the petition department does.</summary>
internal static class Office
{
    public static async Task RegistersAndForwards(Visit desk, string number)
    {
        await desk.SignIn("dengji");
        await desk.Look("desk-registrar");
        await desk.OpenCase(number);
        await desk.Follow("登记");
        await desk.Page.Locator("[name='domain']").FillAsync("房屋质量");
        await desk.Page.Locator("[name='summary']").FillAsync("学田苑12幢雨水管破损致一楼进水，要求维修和赔偿");
        await desk.Look("register-online");
        await desk.Press("登记");

        await desk.SignIn("fenban");
        await desk.OpenCase(number);
        await Forwards(desk);
    }

    /// <summary>From the open case page.</summary>
    public static async Task Forwards(Visit desk)
    {
        await desk.Follow("转送");
        await desk.Choose("有权处理的单位", "崇川区住房和城乡建设局");
        await desk.Look("forward");
        await desk.Press("转送");
        await desk.Sees("待签收");
    }

    public static async Task OpenCase(this Visit desk, string number)
    {
        await desk.Go($"/staff/matters?number={number}");
        await desk.Leads(desk.Page.Locator("table.list a").First);
        Assert.Matches("/staff/matters/m[0-9a-f]+", desk.Page.Url);
    }
}

/// <summary>What the responsible unit does.</summary>
internal static class Unit
{
    public static async Task ReceivesAndNotifies(Visit desk, string number)
    {
        await desk.SignIn("chengban");
        await desk.Look("desk-handler");
        await desk.OpenCase(number);
        await desk.Press("签收");
        await desk.Look("case-received");
        await desk.Follow("制发接收告知书");
        await desk.Check("信访程序");
        await desk.Press("选这个途径，填写程序说明");
        await desk.Look("notice");
        await desk.Press("制发接收告知书");
        await Serves(desk, "邮件回执-1");
    }

    public static async Task Accepts(Visit desk, string number)
    {
        await desk.OpenCase(number);
        await desk.Follow("受理");
        await desk.Look("accept");
        await desk.Press("受理");
        await Serves(desk, "邮件回执-2");
    }

    public static async Task AnswersAndServes(Visit desk, string number)
    {
        await Answers(desk, number);
        await Serves(desk, "邮件回执-3");
        await desk.Look("case-served");
    }

    /// <summary>The opinion is written and issued; it lies on the platform where the petitioner agreed to that.</summary>
    public static async Task Answers(Visit desk, string number)
    {
        await desk.OpenCase(number);
        await desk.Follow("提交处理意见");
        var outcomes = desk.Page.Locator("select[name='outcome']");
        var reasons = desk.Page.Locator("textarea[name='reasons']");
        await outcomes.Nth(0).SelectOptionAsync("supported");
        await reasons.Nth(0).FillAsync("经现场查看，12幢北侧雨水管断裂属实，属于共用部位。雨水管已列入七月维修计划，由物业维修资金列支。");
        await outcomes.Nth(1).SelectOptionAsync("explained");
        await reasons.Nth(1).FillAsync("墙面损失与物业维修不及时有关，建议先与物业公司协商，协商不成的可以依法提起诉讼。");
        await desk.Fill("查明的事实", "12幢北侧雨水管自三楼处断裂约40厘米，一楼两户北墙有水渍。物业3月两次接报修后未安排维修。");
        await desk.Fill("法律、法规、规章和政策依据", "《物业管理条例》第五十三条；《住宅专项维修资金管理办法》第二十二条。");
        await desk.Fill("执行方式", "由学田苑物业公司组织维修，区住建局物业科督促。");
        await desk.Fill("执行期限", "2026-07-31");
        await desk.Look("opinion");
        await desk.Press("提交审批");

        await desk.SignIn("fuze");
        await desk.Look("desk-head");
        await desk.OpenCase(number);
        await desk.Follow("审批处理意见");
        await desk.Look("approve");
        await desk.Press("签发处理意见书");
    }

    private static async Task Serves(Visit desk, string evidence)
    {
        await desk.Follow("登记送达");
        await desk.Page.GetByLabel("送达方式").SelectOptionAsync("electronic");
        await desk.Fill("凭证号", evidence);
        await desk.Fill("送达情况", "送到登记的电子邮箱，系统显示已到达");
        await desk.Look("serve");
        await desk.Press("登记送达");
    }
}
