using System.Text.RegularExpressions;

namespace Xinqiao.Core.Redaction;

/// <summary>Where the writer lives: the address that was given, in whole and in its parts, and what looks like one.</summary>
internal static partial class AddressPassages
{
    public static IEnumerable<Revealing> In(string text, KnownParty party)
    {
        foreach (Match m in Living().Matches(text)) yield return RevealingPassages.Of(m.Groups[1], RevealingKind.Address);
        foreach (Match m in Door().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Address);
        foreach (Match m in Street().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Address);
        foreach (Match m in Group().Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Address);
        foreach (var part in party.Addresses.SelectMany(Parts).Distinct())
            foreach (var found in RevealingPassages.Occurrences(text, part, RevealingKind.Address)) yield return found;
    }

    // 崇川区濠西新村12幢101室 is known by 濠西新村, by 12幢101室, and as a whole.
    private static IEnumerable<string> Parts(string address)
    {
        var folded = FoldedDigits.Widths(address).Trim();
        yield return folded;
        foreach (Match m in Part().Matches(folded)) if (m.Length >= 3) yield return m.Value;
        foreach (Match m in Door().Matches(folded)) if (m.Length >= 3) yield return m.Value;
    }

    [GeneratedRegex(@"[^省市区县镇乡街道路0-9\s,，]{2,12}?(?:小区|新村|花园|花苑|公寓|家园|名苑|名城|雅苑|苑|里|坊|村|社区|大厦|广场|府|弄|巷)")]
    private static partial Regex Part();

    [GeneratedRegex(
        @"(?:家住|住在|居住在|居住于|住址|家庭住址|家庭地址|通讯地址|通信地址|联系地址|户籍地|户籍|户口|现住|租住在?|租房在|暂住在?|暂住|住于|租住于|家在|家中位于|老家在|老家|(?:我们?|本人|全家|现在)(?:都|现|就)?住|(?<=[，,。.;；:、\s]|^)住|住处|邮寄地址)(?:在|是|为|于|:)?\s{0,2}([^，。；、！？\n,;!?]{2,40})")]
    private static partial Regex Living();

    [GeneratedRegex(
        @"(?:\p{IsCJKUnifiedIdeographs}{1,8}(?:新村|小区|花园|花苑|名苑|雅苑|苑|公寓|家园|村|里|坊|府|城)(?:[东西南北]区)?)?[0-9A-Za-z一二三四五六七八九十百甲乙丙丁]{1,5}(?:号楼|号院|栋|幢|单元|弄|室|户|门洞|座(?=[0-9一二三四五六七八九十]))(?:[ \-]?[0-9A-Za-z一二三四五六七八九十百甲乙丙丁东西南北]{1,5}(?:号楼|号|栋|幢|座|单元|楼|层|室|户|房|门)){0,4}(?:[ \-]?[0-9]{3,4}(?![0-9年]))?")]
    private static partial Regex Door();

    // 观音山街道太平村9组: with the number of the group it is a household or few.
    [GeneratedRegex(@"(?:\p{IsCJKUnifiedIdeographs}{2,8}(?:街道|镇|乡))?\p{IsCJKUnifiedIdeographs}{1,6}(?:村|社区|居)(?:第)?[0-9一二三四五六七八九十]{1,3}(?:村民)?(?:组|队)(?:[0-9]{1,4}号)?")]
    private static partial Regex Group();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}{2,8}(?:路|街|巷|弄|大道|胡同|里|村|组)[0-9一二三四五六七八九十百]{1,5}号(?:[0-9A-Za-z一二三四五六七八九十\-]{1,6}(?:号楼|栋|幢|单元|室|楼|层|房))*")]
    private static partial Regex Street();
}
