using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>A heading of the spreadsheet, with what it takes.</summary>
/// <param name="Example">Two rows of the template.</param>
public sealed record SheetColumn(string Heading, bool Required, string Note, params string[] Example);

/// <summary>A line of a sheet as it was typed.</summary>
/// <param name="Number">As the spreadsheet program counts them.</param>
/// <param name="Cells">By heading; what is not there is empty.</param>
public sealed record SheetLine(int Number, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string heading] => Cells.TryGetValue(heading, out var cell) ? cell.Trim() : "";
}

/// <summary>What is wrong, and where.</summary>
public sealed record SheetFault(string Sheet, int Line, string Column, Phrase Reason)
{
    public override string ToString() => $"“{Sheet}”第{Line}行“{Column}”：{Reason}";
}

/// <summary>What a line would do.</summary>
public enum LineEffect
{
    [Word("add", "新增")] Add,
    [Word("change", "变更")] Change,
    [Word("end", "停用")] End,
    [Word("leave", "不变")] Leave,
}

/// <param name="Detail">Of a change: before and after.</param>
public sealed record PlannedLine(string Sheet, int Line, LineEffect Effect, string What, IReadOnlyList<string> Detail);

/// <summary>The organisation of a district as a spreadsheet: its two sheets and their columns. A line that is missing changes nothing.</summary>
public static class DistrictSheet
{
    public static readonly Article Source = Article.House("批量维护");

    public const string Units = "单位", People = "人员", Notes = "说明";

    public const string Code = "单位代码", Name = "名称", Organ = "机关全称", Kind = "类别", Word = "机关代字", Parent = "上级单位代码",
        Phone = "电话", Address = "地址", Review = "复查机关", EndedOn = "停用日期",
        Login = "账号", Person = "姓名", Post = "岗位", EndReason = "停用理由";

    public const int MostLines = 5_000;

    public static readonly IReadOnlyList<SheetColumn> UnitColumns =
    [
        new(Code, true, "2至12位大写字母或数字，定了不改", "ZJ", "LY"),
        new(Name, true, "平时的叫法", "某某区住房和城乡建设局", "林业街道"),
        new(Organ, true, "写在文书上的全称，盖章的机关", "某某市某某区住房和城乡建设局", "某某市某某区人民政府林业街道办事处"),
        new(Kind, true, "区、信访部门、职能部门、街道、园区、纪检监察机关", "职能部门", "街道"),
        new(Word, true, "文号用，全区不重复", "某住建", "某林业"),
        new(Parent, false, "只有“区”不填", "QU", "QU"),
        new(Phone, false, "写在文书上；空着不能制发文书", "0510-00000001", "0510-00000002"),
        new(Address, false, "写在文书上", "某某区演示路1号", "某某区演示路2号"),
        new(Review, true, "信访人申请复查的机关", "某某市某某区人民政府", "某某市某某区人民政府"),
        new(EndedOn, false, "如2026-06-30；不再使用时填，行不要删", "", ""),
    ];

    public static readonly IReadOnlyList<SheetColumn> PeopleColumns =
    [
        new(Login, true, "3至40个小写字母、数字、“.”、“-”，以字母开头；定了不改", "zhujian-li", "linye-wang"),
        new(Person, true, "", "李明", "王芳"),
        new(Post, true, "登记员、分办员、承办人、单位负责人、督查专员、纪检监察联络员、系统管理员", "承办人", "单位负责人"),
        new(Code, true, "“单位”表里的代码", "ZJ", "LY"),
        new(EndedOn, false, "离岗时填当天；还有承办事项的，先办理岗位移交", "", ""),
        new(EndReason, false, "填了停用日期就要填", "", ""),
    ];
}
