using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>One petition of the sheet, read for it.</summary>
/// <param name="Place">Name of the street or zone.</param>
public sealed record SheetPetition(
    Petition Petition, PetitionFiled Filed, Matter Matter, Recorded Registered, string? Place, string Office, string? Unit);

/// <summary>A line of a sheet that was filled in: which petition, and its number in the national system.</summary>
/// <param name="Line">The row, from one; the first holds the headings.</param>
public sealed record SheetLine(int Line, string Number, string NationalNumber);

/// <summary>It is no such sheet; the message says why.</summary>
public sealed class NoSheetException(string reason) : Exception(reason);

/// <summary>
/// 全国系统录入表: a day's registrations with the fields in the order in which that system asks for them (rules 2.7), and a column for
/// the number it gives. The same file comes back with that column filled in.
/// </summary>
public static class NationalSheet
{
    public const string Number = "信访件编号", NationalNumber = "全国信访信息系统编号";

    /// <summary>Petitions that one sheet holds.</summary>
    public const int Most = 2_000;

    // Unpacked; a spreadsheet of that many lines has a tenth of it.
    private const long LargestUnpacked = 32 * 1024 * 1024;

    // A spreadsheet keeps fifteen digits of a number; of a longer one the last are gone.
    private const double LongestExact = 1e15;

    /// <summary>Heading and cell, in the order of rules 2.7. Of a document of identity this office keeps nothing.</summary>
    public static readonly IReadOnlyList<(string Heading, Func<SheetPetition, string> Cell)> Columns =
    [
        (Number, s => s.Petition.Number),
        ("姓名", s => s.Filed.Anonymous ? "匿名" : s.Filed.Party.Name.Value ?? ""),
        ("信访人数", s => $"{s.Filed.Visitors?.HeadCount ?? 1}"),
        ("住址", s => s.Filed.Party.Address.Value ?? ""),
        ("手机号码", s => s.Filed.Party.Phone.Value ?? ""),
        ("证件类型/号码", _ => ""),
        ("问题属地", s => s.Place ?? ""),
        ("信访目的", s => Words.Label(s.Matter.Purpose).ToString()),
        ("内容分类", s => Domains.Name(((MatterRegistered)s.Registered.Event).Domain).ToString()),
        ("信访日期", s => Day(s.Petition.ReceivedOn)),
        ("登记日期", s => Day(s.Registered.Day)),
        ("限办时间", s => Day(s.Filed.Referral?.ReportBy ?? s.Matter.Assignment?.ReportBy)),
        ("信访形式", s => Words.Label(s.Petition.Channel).ToString()),
        ("概况", s => ((MatterRegistered)s.Registered.Event).Summary.Value ?? ""),
        ("登记机构", s => s.Office),
        ("是否重复件", _ => ""),
        ("是否办结", s => s.Matter.ClosedOn is null ? "否" : "是"),
        ("责任部门", s => s.Unit ?? ""),
        ("办结时间", s => Day(s.Matter.ClosedOn)),
        (NationalNumber, _ => ""),
    ];

    public static byte[] Write(IReadOnlyList<SheetPetition> petitions)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(petitions.Select(p => Columns.ToDictionary(c => c.Heading, c => (object?)c.Cell(p))), sheetName: "待录入");
        return stream.ToArray();
    }

    /// <summary>The lines in which a number was filled in.</summary>
    /// <exception cref="NoSheetException">It is no such sheet.</exception>
    public static IReadOnlyList<SheetLine> Read(Stream file)
    {
        var rows = Rows(file);
        if (rows.Count == 0 || Column(rows[0], Number) is not { } number || Column(rows[0], NationalNumber) is not { } filled)
            throw new NoSheetException($"表格第1行应有“{Number}”和“{NationalNumber}”两列，请用下载的表格填写。");
        if (rows.Count > Most + 1) throw new NoSheetException($"表格最多{Most}行，请分开上传。");
        return
        [
            .. rows.Skip(1).Select((row, i) => new SheetLine(i + 2, Written(row, number), Written(row, filled)))
                .Where(line => line.NationalNumber.Length > 0),
        ];
    }

    private static List<IDictionary<string, object?>> Rows(Stream file)
    {
        try
        {
            using (var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
                if (archive.Entries.Sum(e => e.Length) > LargestUnpacked) throw new NoSheetException("表格展开后太大，请用下载的表格填写。");
            file.Position = 0;
            return [.. file.Query(useHeaderRow: false).Cast<IDictionary<string, object?>>().Take(Most + 2)];
        }
        // Whatever a damaged file makes the reader throw, it is the file.
#pragma warning disable CA1031
        catch (Exception e) when (e is not NoSheetException)
#pragma warning restore CA1031
        {
            throw new NoSheetException("这不是可以读取的 xlsx 表格，请用下载的表格填写后上传。");
        }
    }

    private static string? Column(IDictionary<string, object?> headings, string heading) =>
        headings.Where(h => $"{h.Value}".Trim() == heading).Select(h => h.Key).FirstOrDefault();

    private static string Written(IDictionary<string, object?> row, string column) => row.TryGetValue(column, out var cell) ? cell switch
    {
        null => "",
        double number when Math.Abs(number) >= LongestExact => "被表格软件改成了数字",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{cell}".Trim(),
    }
    : "";

    private static string Day(DateOnly? day) => day is { } known ? known.ToString("yyyy-MM-dd") : "";
}
