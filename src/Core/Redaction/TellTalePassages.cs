using System.Text.RegularExpressions;

namespace Xinqiao.Core.Redaction;

/// <summary>
/// What lets those who were there know who writes: what the writer says of themselves, days of their own dealings, job and room, and what only one
/// person can say. Lists of jobs and deeds found three of four such passages in letters they were not written for; so whatever somebody says of
/// themselves is marked, whatever it is.
/// </summary>
internal static partial class TellTalePassages
{
    private const string Self = "(?:我们家|我们|我家|我|本人|本户|鄙人|咱们?)";

    // To the end of the clause.
    private const string Rest = @"[^，。；！？\n,;!?]";

    private const string Number = "[0-9一二三四五六七八九十]";

    public static IEnumerable<Revealing> In(string text)
    {
        foreach (var pattern in (Regex[])[OfOneself(), Introduced(), As(), Only(), Always(), Except(), Unique(), Within()])
            foreach (Match m in pattern.Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.TellTale);
        foreach (var pattern in (Regex[])[Room(), Post()])
            foreach (Match m in pattern.Matches(text)) yield return RevealingPassages.Of(m, RevealingKind.Post);
        var saysSelf = false;
        foreach (Match sentence in Sentence().Matches(text))
        {
            // What happened to the writer is often told in the sentence after the one that says so.
            var (before, now) = (saysSelf, SaysSelf().IsMatch(sentence.Value));
            saysSelf = now;
            if (!now && !before) continue;
            foreach (Match m in Date().Matches(sentence.Value))
                yield return new Revealing(sentence.Index + m.Index, m.Length, RevealingKind.OwnDate);
        }
    }

    // 我给那个包工头开过三年车, 塘在我家屋后: the clause. Not the formulas of a petition: 我要举报…, 我认为….
    [GeneratedRegex(
        Rest + "{0,24}?" + Self + @"(?!(?:现|特|在此|再次|郑重|实名|匿名|要|想|今天|今|又|还|已经?|多次|在?向|写信|来信)*(?:举报|检举|控告|反映|投诉|请求|请|希望|恳请|要求|认为|觉得|怀疑|相信|听说|获悉|得知|了解到|强烈|建议|区|市|国|县|党|省|局|院|校))" + Rest + "{0,40}")]
    private static partial Regex OfOneself();

    // 我叫某某，是少年宫的老师
    [GeneratedRegex(@"(?<=(?:我叫|本人|名叫|我是)[^，。；！？\n,;]{0,12}[，,]\s?)(?:是|系|原是|曾是|现是|原系|现系|在)" + Rest + "{1,28}")]
    private static partial Regex Introduced();

    [GeneratedRegex("(?:作为|身为)" + Rest + @"{1,25}(?=[，,]?\s?(?:我|本人))")]
    private static partial Regex As();

    [GeneratedRegex("(?:唯一|惟一|仅有|只有|仅|就|独有|唯有)的?" + Rest + "{0,8}(?:我|本人|咱)" + Rest + "{0,18}")]
    private static partial Regex Only();

    [GeneratedRegex(Rest + "{0,8}(?:都是|就是|只能是|总是|全是|也是)(?:我|本人)" + Rest + "{0,14}")]
    private static partial Regex Always();

    [GeneratedRegex("(?:除了?|除去)(?:我|本人|我家|我们家?)" + Rest + "{0,16}")]
    private static partial Regex Except();

    [GeneratedRegex("(?:唯一|惟一|独一|绝无仅有|独此一)" + Rest + "{0,16}")]
    private static partial Regex Unique();

    [GeneratedRegex("(?:全|整个|本)(?:厂|公司|单位|村|楼|楼道|班|科|局|所|队|组|院|校|街道|社区|小区|车间|部门|科室|病区|年级|连|镇)(?:里|上|内)?(?:就|只有|只|唯一|仅|最后|第一)" + Rest + "{0,18}")]
    private static partial Regex Within();

    [GeneratedRegex("(?:[0-9]{1,2}楼)?[A-Za-z0-9一二三四五六七八九十]{1,5}(?:号|楼)?(?:年级(?:" + Number + "{1,2}班)?|办公室|车间|班组|工段|工区|科室|窗口|病房|病区|病床|床|宿舍|教室|机房|工位|包厢|档口|摊位|门面|仓库|岗亭|诊室|标段|生产线|产线)")]
    private static partial Regex Room();

    [GeneratedRegex(Number + "{1,3}(?:班|组|队|科|处|所|部|期|届|级)" + @"[^，。；！？\n,;0-9]{0,6}的?(?:职工|员工|学生|家长|组员|队员|学员|班长|组长|队长|科长|会计|出纳|老师|业主|司机)")]
    private static partial Regex Post();

    [GeneratedRegex(@"[^。；！？\n;!?]+")]
    private static partial Regex Sentence();

    [GeneratedRegex(Self)]
    private static partial Regex SaysSelf();

    private const string PartOfDay = "(?:上午|下午|晚上|早上|中午|凌晨|傍晚|夜里|当天|那天)";

    [GeneratedRegex(
        @"(?:(?:(?:19|20)?[0-9]{2}|[〇零○一二三四五六七八九]{2,4}|去|今|前|当)年)?(?:农历|阴历)?(?:[0-9]{1,2}|[正一二三四五六七八九十腊冬]{1,3})月份?(?:(?:[0-9]{1,2}|[初一二三四五六七八九十廿卅]{1,3})[日号]?)?(?:"
        + PartOfDay + "?" + Number + "{1,3}[点时](?:" + Number + "{1,3}分|半)?|" + PartOfDay + ")?"
        + @"|(?:(?:(?:19|20)?[0-9]{2}|去|今|前|当)年)?(?:春节|除夕|元宵节?|清明节?|端午节?|中秋节?|国庆节?|元旦|劳动节|五一|十一|年三十|大年[初三][一二三四五六七十]?)(?:前后|期间|那天|当天|假期|前|后|晚上)?"
        + @"|(?:19|20)[0-9]{2}[./\-][0-9]{1,2}(?:[./\-][0-9]{1,2})?|(?:(?:19|20)[0-9]{2}|[〇零○一二三四五六七八九]{4})年"
        + "|(?:昨天|前天|大前天|上周|上个?星期|本周|今天)[一二三四五六日天]?" + PartOfDay + "?")]
    private static partial Regex Date();
}
