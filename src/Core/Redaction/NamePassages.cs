using System.Text.RegularExpressions;

namespace Xinqiao.Core.Redaction;

/// <summary>Names of whoever writes and of their family: those that are known, and what looks like one after 我叫, 本人, 我丈夫.</summary>
internal static partial class NamePassages
{
    private const string Surname =
        "(?:欧阳|司马|诸葛|上官|夏侯|皇甫|尉迟|公孙|慕容|长孙|令狐|东方|南宫|端木|司徒|轩辕|钟离|宇文|闻人|澹台|公冶|淳于|单于|太叔|申屠|呼延"
        + "|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
        + "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉仝])";

    private const string Given = @"(?: ?\p{IsCJKUnifiedIdeographs}){1,2}";

    // Where nothing tells how long the name is: rather a sign too many.
    private const string Pair = @"(?: ?\p{IsCJKUnifiedIdeographs}){2}";

    // What follows a name, and never continues one.
    private const string After = @"(?=[,，。.;；、:：!！?？()（）\s""“”《]|是|系|，|男|女|今年|现年|的|在|于|住|与|和|因|实名|$)";

    private const string Kin =
        "(?:丈夫|妻子|老公|老婆|爱人|配偶|父亲|母亲|爸爸|妈妈|爸|妈|儿子|女儿|孩子|小孩|哥哥|弟弟|姐姐|妹妹|哥|弟|姐|妹|公公|婆婆|岳父|岳母|爷爷|奶奶|外公|外婆"
        + "|孙子|孙女|外孙|外孙女|外甥|外甥女|侄子|侄女|舅舅|叔叔|伯伯|伯父|姑姑|姨妈|女婿|儿媳|男友|女友|对象|前夫|前妻|合伙人|同事|工友|邻居|室友|代理人)";

    // 我是党员, 本人于三月: no names, though each begins with what may be a surname.
    private static readonly HashSet<string> Words =
    [
        "党员", "农民", "房东", "车主", "房主", "连长", "班长", "师傅", "师生", "师范", "安保", "司机", "全职", "全家", "全体", "商户", "商贩", "商人", "成员", "常客",
        "方便", "和平", "时常", "应当", "应该", "关于", "由于", "向您", "向你", "何时", "常年", "成为", "路人", "单身", "单位", "单亲", "管理", "党委", "官员", "任职", "曾任", "曾经", "曾在",
    ];

    public static IEnumerable<Revealing> In(string text, KnownParty party)
    {
        foreach (var pattern in (Regex[])[Introduced(), Being(), Related(), Signed()])
            foreach (Match m in pattern.Matches(text))
                if (!Words.Contains(m.Groups["name"].Value[..Math.Min(2, m.Groups["name"].Length)]))
                    yield return RevealingPassages.Of(m.Groups["name"], RevealingKind.Name);
        foreach (var name in party.Names.Select(n => FoldedDigits.Widths(n).Trim()).Where(n => n.Length > 0))
            foreach (var found in Known(text, name)) yield return found;
    }

    // The whole name, with or without spaces; the given name alone; and the surname as one is addressed by it: 张女士, 老张, 张某.
    private static IEnumerable<Revealing> Known(string text, string name)
    {
        var signs = name.Where(c => c is not (' ' or '·')).ToArray();
        foreach (Match m in Regex.Matches(text, string.Join(@"[ ·]{0,2}", signs.Select(c => Regex.Escape(c.ToString())))))
            yield return RevealingPassages.Of(m, RevealingKind.Name);
        if (Begin().Match(name) is not { Success: true, Value: var surname }) yield break;
        if (signs.Length - surname.Length >= 2)
            foreach (var given in RevealingPassages.Occurrences(text, string.Concat(signs[surname.Length..]), RevealingKind.Name))
                yield return given;
        foreach (Match m in Regex.Matches(text, $"(?:[老小阿]{surname}(?!\\p{{IsCJKUnifiedIdeographs}}{{2}}(?:局|县|区|市|镇))|{surname}{Title})"))
            yield return RevealingPassages.Of(m, RevealingKind.Name);
    }

    private const string Title =
        "(?:先生|女士|小姐|师傅|老师|大姐|大哥|大爷|大妈|阿姨|奶奶|爷爷|老板|经理|主任|医生|护士|会计|总|科|工|姐|哥|某某|某)";

    [GeneratedRegex("^" + Surname)]
    private static partial Regex Begin();

    [GeneratedRegex(
        "(?:我叫|名叫|我的名字是|我的名字叫|我姓名|姓名|署名|实名|落款|签名|具名|举报人|控告人|检举人|信访人|反映人|投诉人|申诉人|申请人|来信人|来访人|上访人|联系人|委托人|代理人|当事人|受害人|知情人|证人|本人|鄙人|本人叫|本人名叫)"
        + "(?:是|为|叫|:|,|，)?(?: ?)(?<name>" + Surname + Given + ")" + After + "|(?:我|本人)姓(?<name>" + Surname + ")")]
    private static partial Regex Introduced();

    [GeneratedRegex("(?:我|本人)(?:就|即)?(?:是|系)(?<name>" + Surname + Given + ")" + @"(?=[,，。;；、()（）\s]|$)")]
    private static partial Regex Being();

    [GeneratedRegex("(?:我|本人|我们|我家|其)(?:的)?" + Kin + "(?:名叫|叫|是|:)?(?:(?<name>" + Surname + Given + ")" + After + "|(?<name>" + Surname + Pair + "))")]
    private static partial Regex Related();

    // A line that holds nothing but a name, or a name and a day: how letters end.
    [GeneratedRegex(@"(?:^|\n)[ \t]*(?<name>" + Surname + Given + @")[ \t]*(?:[0-9〇零一二三四五六七八九十]{2,4}[年./\-][^\n]{2,12})?(?=\r?\n|$)")]
    private static partial Regex Signed();
}
