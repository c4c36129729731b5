using Xinqiao.Core.Matching;

namespace Xinqiao.Core.Tests.Matching;

/// <summary>Messages of three domains put together from phrases, the same for the same seed.</summary>
internal static class MadeUpMessages
{
    public const string School = "教育文体", Bus = "交通运输", Clinic = "卫生计生";

    private static readonly string[] Places = ["甲区东门", "乙县城南", "丙镇", "丁街道", "戊村", "己路口", "庚社区", "辛新区"];
    private static readonly string[] Asks = ["请尽快处理", "希望给个答复", "反映多次没有结果", "请求有关部门核实", "恳请领导关心"];

    private static readonly Dictionary<string, string[]> Phrases = new()
    {
        [School] =
        [
            "小学补课收费", "幼儿园入园难", "中学老师有偿补习", "学校食堂伙食差", "孩子学籍转不了", "教师编制考试", "班级人数太多", "寒假提前开学",
        ],
        [Bus] =
        [
            "公交车绕行不停站", "出租车拒载乱收费", "高速出口堵车", "客运班车取消", "红绿灯时间太短", "渡口停航", "停车场位置不足", "货车夜间超载",
        ],
        [Clinic] =
        [
            "医院挂号排队", "村卫生室没有医生", "疫苗接种安排", "药房药价偏高", "住院病历不给复印", "产假审批", "救护车来得慢", "诊所无证行医",
        ],
    };

    public static List<LabelledMessage> Make(int count, int seed = 1)
    {
        var random = new Random(seed);
        T Any<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var label = Any<string>([School, Bus, Clinic]);
            var title = $"{Any(Places)}{Any(Phrases[label])}";
            var detail = $"{Any(Places)}{Any(Phrases[label])}，{Any(Phrases[label])}，{i}号信，{Any(Asks)}。";
            return new LabelledMessage(i % 3 == 1 ? null : title, i % 3 == 0 ? null : detail, [label]);
        })];
    }

    public static DomainModel Model { get; } = DomainTrainer.Train(Make(400)).Model;
}
