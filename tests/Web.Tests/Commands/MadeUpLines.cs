using System.Text.Json;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>Labelled messages as JSON lines, put together from phrases.</summary>
internal static class MadeUpLines
{
    private static readonly (string Label, string[] Phrases)[] Domains =
    [
        ("教育文体", ["小学补课收费", "幼儿园入园难", "老师有偿补习", "学校食堂伙食", "孩子学籍问题"]),
        ("交通运输", ["公交车不停站", "出租车拒载", "高速出口堵车", "客运班车取消", "红绿灯太短"]),
        ("卫生计生", ["医院挂号排队", "卫生室没有医生", "疫苗接种安排", "药房药价偏高", "病历不给复印"]),
    ];

    public static IEnumerable<string> Make(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (label, phrases) = Domains[i % Domains.Length];
            var (one, other) = (phrases[i / 3 % phrases.Length], phrases[i / 7 % phrases.Length]);
            yield return i % 2 == 0
                ? JsonSerializer.Serialize(new { title = $"{(char)('甲' + i % 10)}地{one}", label })
                : JsonSerializer.Serialize(new { detail = $"我要反映{one}，还有{other}，请处理。", label });
        }
    }
}
