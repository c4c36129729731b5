using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_unit_objects_and_the_case_never_lacks_an_owner(Browser browser) : IClassFixture<Browser>
{
    private const string Department = "崇川区信访局", Housing = "崇川区住房和城乡建设局", CityManagement = "崇川区城市管理局";

    [Fact]
    public async Task Refused_the_unit_keeps_it_and_admitted_another_has_it_at_once()
    {
        await using var desk = await browser.Desk();
        await using var phone = await browser.Phone();
        var refused = await Objects(desk, phone);
        await desk.Choose("审核结论", "不同意，由该单位办理");
        await desk.Fill("审核意见", "经核实，该处雨水管属于住宅共用部位，维修监督属于你局职权。");
        await desk.Press("作出决定");
        await Owns(desk, phone, refused, Housing);

        // The second one is admitted: whoever has it next is named in the same act.
        await using var other = await browser.Phone();
        var admitted = await Objects(desk, other);
        await desk.Choose("审核结论", "同意，退回并改由其他单位办理");
        await desk.Fill("审核意见", "经核实，该处管网已经移交城市管理部门养护。");
        await desk.Press("作出决定");
        await desk.Look("decide-objection-refused");
        await Owns(desk, other, admitted, Housing);

        await Decides(desk, admitted.Number);
        await desk.Choose("审核结论", "同意，退回并改由其他单位办理");
        await desk.Fill("审核意见", "经核实，该处管网已经移交城市管理部门养护。");
        await desk.Choose("有权处理的单位", CityManagement);
        await desk.Choose("办理方式", "转送");
        await desk.Press("作出决定");
        await desk.Look("case-moved");
        await Owns(desk, other, admitted, CityManagement);
        await other.Look("citizen-moved");
    }

    /// <summary>From filing to the form on which the router decides; at every step somebody is named as owner.</summary>
    private async Task<(string Number, string Code)> Objects(Visit desk, Visit phone)
    {
        var petition = await Resident.Files(phone, browser.Site);
        await desk.SignIn("dengji");
        await Owns(desk, phone, petition, Department);
        await Office.RegistersAndForwards(desk, petition.Number);
        await Owns(desk, phone, petition, Housing);

        await desk.SignIn("chengban");
        await desk.OpenCase(petition.Number);
        await desk.Press("签收");
        await Owns(desk, phone, petition, Housing);

        await desk.Follow("提出异议");
        await desk.Press("提出异议");
        await desk.Sees("请填写“职权依据”");
        await desk.Look("object-refused");
        await desk.Fill("异议理由", "该处雨水管网已经移交城市管理部门养护，不属于我局职权。");
        await desk.Fill("职权依据", "《崇川区市政设施移交清单》第三项");
        await desk.Fill("建议的有权处理机关", CityManagement);
        await desk.Press("提出异议");
        await desk.Look("case-objected");
        Assert.Contains("异议审核期间临时负责", await desk.Text("dl.now"), StringComparison.Ordinal);
        await Owns(desk, phone, petition, Housing);
        await phone.Sees("审核期间仍由" + Housing + "负责");
        await phone.Look("citizen-objected");

        await desk.SignIn("fenban");
        await Owns(desk, phone, petition, Housing);
        await Decides(desk, petition.Number);
        return petition;
    }

    private static async Task Decides(Visit desk, string number)
    {
        await desk.OpenCase(number);
        await desk.Follow("审核异议");
        await desk.Look("decide-objection");
    }

    /// <summary>The case page and the petitioner's own page name the same owner.</summary>
    private static async Task Owns(Visit desk, Visit phone, (string Number, string Code) petition, string owner)
    {
        await desk.OpenCase(petition.Number);
        Assert.Contains(owner, await desk.Text("dl.now"), StringComparison.Ordinal);
        await phone.Tracks(petition.Number, petition.Code);
        Assert.Contains(owner, await phone.Text("main .notice"), StringComparison.Ordinal);
    }
}
