using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MiniExcelLibs;

namespace Xinqiao.Web.Commands;

/// <summary>One petition of a file to be imported, as it stands there: values by field, none of them checked.</summary>
/// <param name="Line">Where it stands, from one; in a spreadsheet the row, of which the first holds the headings.</param>
internal sealed record ImportLine(int Line, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The value of a field without the blanks around it; null where there is none.</summary>
    public string? this[string field] => Values.GetValueOrDefault(field)?.Trim() is { Length: > 0 } text ? text : null;
}

/// <summary>A line that holds no petition.</summary>
internal sealed record ImportBadLine(int Line, string Reason);

/// <summary>Reads petitions from JSON lines (plain or gzip) or from the first sheet of an XLSX file.</summary>
internal static class ImportFile
{
    /// <summary>The fields, each with its heading in a spreadsheet.</summary>
    public static readonly IReadOnlyDictionary<string, string> Headings = new (string Field, string Heading)[]
    {
        ("id", "来源编号"), ("channel", "信访形式"), ("received", "收到日期"), ("receivedEvidence", "收到日期的凭证"), ("purpose", "信访目的"),
        ("title", "标题"), ("narrative", "事情经过"), ("request", "诉求"), ("place", "问题属地"), ("placeDetail", "具体地点"), ("anonymous", "匿名"),
        ("name", "姓名"), ("phone", "电话"), ("address", "通信地址"), ("email", "电子邮箱"), ("domain", "内容分类"), ("summary", "概况"),
        ("nationalNumber", "全国信访信息系统编号"), ("headCount", "来访人数"), ("representatives", "代表"), ("howStated", "口述记录"),
        ("referredBy", "转来的机关"), ("referralNumber", "来文文号"), ("referredOn", "来文日期"), ("reportBy", "要求反馈的日期"),
    }.ToDictionary(h => h.Field, h => h.Heading);

    private static readonly Dictionary<string, string> FieldOf = Headings.ToDictionary(h => h.Value, h => h.Key);

    /// <returns>An <see cref="ImportLine"/> or an <see cref="ImportBadLine"/> for each line that is not blank.</returns>
    /// <exception cref="VerbRefusedException">It is no such file.</exception>
    public static IAsyncEnumerable<object> Read(string file, CancellationToken stop) =>
        file.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? Spreadsheet(file).ToAsyncEnumerable() : Lines(file, stop);

    private static async IAsyncEnumerable<object> Lines(string file, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (number, line) in LineFile.Read(file, stop)) yield return Parse(number, line);
    }

    private static object Parse(int number, string line)
    {
        try
        {
            using var document = JsonLines.ParseObject(line);
            var values = new Dictionary<string, string>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!Headings.ContainsKey(property.Name))
                    throw new BadLineException($"没有“{property.Name}”这个字段；字段有：{string.Join("、", Headings.Keys)} (unknown field)");
                if (ValueOf(property) is { } value && !values.TryAdd(property.Name, value))
                    throw new BadLineException($"{property.Name} 写了两次 ({property.Name} stands twice)");
            }

            return new ImportLine(number, values);
        }
        catch (BadLineException e)
        {
            return new ImportBadLine(number, e.Message);
        }
    }

    private static string? ValueOf(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => JsonLines.Whole(property.Value)
            ?? throw new BadLineException($"{property.Name} 含有不完整的字符 ({property.Name} holds a lone surrogate)"),
        JsonValueKind.Number => property.Value.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => null,
        _ => throw new BadLineException($"{property.Name} 应为文字、数字或者是否 ({property.Name} must be a text, a number or a boolean)"),
    };

    private static IEnumerable<object> Spreadsheet(string file)
    {
        List<IDictionary<string, object?>> rows;
        try
        {
            rows = [.. MiniExcel.Query(file, useHeaderRow: false).Cast<IDictionary<string, object?>>()];
        }
        catch (Exception e) when (e is InvalidDataException or System.Xml.XmlException or NotSupportedException)
        {
            throw new VerbRefusedException($"文件 {file} 不是可以读取的 xlsx 文件：{e.Message}", "This is no readable xlsx file.", e);
        }

        if (rows.Count == 0) yield break;
        var fields = rows[0].Where(h => h.Value is not null).ToDictionary(h => h.Key, h => NameOf($"{h.Value}".Trim(), file));
        for (var i = 1; i < rows.Count; i++)
        {
            var values = fields.Where(f => rows[i].TryGetValue(f.Key, out var cell) && cell is not null)
                .ToDictionary(f => f.Value, f => Written(rows[i][f.Key]!));
            if (values.Values.Any(v => v.Trim() != "")) yield return new ImportLine(i + 1, values);
        }
    }

    private static string NameOf(string heading, string file) =>
        FieldOf.GetValueOrDefault(heading) ?? (Headings.ContainsKey(heading) ? heading : throw new VerbRefusedException(
            $"表格 {file} 第1行：没有“{heading}”这一列；可以用的列有：{string.Join("、", Headings.Values)}。", $"Unknown column “{heading}”."));

    // A spreadsheet keeps a date as a moment and a telephone number as a number.
    private static string Written(object cell) => cell switch
    {
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{cell}",
    };
}
