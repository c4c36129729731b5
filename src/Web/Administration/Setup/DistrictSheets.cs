using System.IO.Compression;
using System.Security.Cryptography;
using MiniExcelLibs;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>Units, posts and people as one spreadsheet: the template, what there is now, what an uploaded one would do, and doing it.</summary>
public sealed class DistrictSheets(CaseStore store, UnitQueries units, People people, MatterQueries matters)
{
    public const int LargestFile = 400 * 1024;

    private const string NoXlsx = "这不是完好的xlsx文件。请用表格软件另存为xlsx再上传。";

    private const long LargestUnpacked = 20 * 1024 * 1024;

    /// <summary>The template with two examples, or the units and people there are.</summary>
    public async Task<byte[]> Write(bool asItIs)
    {
        var (ofUnits, ofPeople) = asItIs ? await Now() : (Examples(DistrictSheet.UnitColumns), Examples(DistrictSheet.PeopleColumns));
        using var stream = new MemoryStream();
        stream.SaveAs(new Dictionary<string, object>
        {
            [DistrictSheet.Units] = ofUnits,
            [DistrictSheet.People] = ofPeople,
            [DistrictSheet.Notes] = Notes(),
        });
        return stream.ToArray();
    }

    private async Task<(List<Dictionary<string, object?>> Units, List<Dictionary<string, object?>> People)> Now()
    {
        var ofUnits = (await units.Ever()).Select(u => Line(DistrictSheet.UnitColumns,
            u.Code, u.Name, u.OrganName, Words.Label(u.Kind).ToString(), u.Word, u.Parent, u.Phone, u.Address, u.ReviewOrgan, u.EndedOn?.ToString("yyyy-MM-dd")));
        var ofPeople = (await people.All()).Select(p => Line(DistrictSheet.PeopleColumns,
            p.Login, p.Name, Words.Label(Words.Parse<Role>(p.Role)).ToString(), p.Unit, null, null));
        return ([.. ofUnits], [.. ofPeople]);
    }

    private static List<Dictionary<string, object?>> Examples(IReadOnlyList<SheetColumn> columns) =>
        [.. Enumerable.Range(0, 2).Select(i => columns.ToDictionary(c => c.Heading, c => (object?)c.Example[i]))];

    private static Dictionary<string, object?> Line(IReadOnlyList<SheetColumn> columns, params string?[] values) =>
        columns.Zip(values).ToDictionary(c => c.First.Heading, c => (object?)(c.Second ?? ""));

    private static List<Dictionary<string, object?>> Notes() =>
    [
        .. from sheet in new[] { (Name: DistrictSheet.Units, Columns: DistrictSheet.UnitColumns), (Name: DistrictSheet.People, Columns: DistrictSheet.PeopleColumns) }
           from column in sheet.Columns
           select new Dictionary<string, object?>
           {
               ["表"] = sheet.Name,
               ["列"] = column.Heading,
               ["必填"] = column.Required ? "是" : "",
               ["填法"] = column.Note,
           },
    ];

    /// <summary>What a spreadsheet says, checked against what there is. Nothing is changed.</summary>
    public async Task<(DistrictPlan? Plan, IReadOnlyList<Refusal> Refusals)> Plan(byte[] file)
    {
        List<SheetLine> ofUnits, ofPeople;
        try
        {
            RequireSize(file);
            (ofUnits, ofPeople) = (Read(file, DistrictSheet.Units, DistrictSheet.UnitColumns), Read(file, DistrictSheet.People, DistrictSheet.PeopleColumns));
        }
        catch (InvalidDataException e)
        {
            return (null, [new Refusal(DistrictSheet.Source, "sheet-unreadable", e.Message, "file")]);
        }
        // The library names no errors of its own for a damaged file.
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            return (null, [new Refusal(DistrictSheet.Source, "sheet-unreadable", NoXlsx, "file")]);
        }

        var (busyUnits, busyPeople) = await matters.Busy();
        var accounts = (await people.Ever()).Select(p => p.ToAccount());
        return (DistrictPlan.Of(
            ofUnits, ofPeople, new OfficeNow(await units.Ever(), [.. accounts], busyUnits, busyPeople),
            Shanghai.DateOf(store.Clock.GetUtcNow()), () => "s-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))), []);
    }

    /// <summary>All of it in one act and one transaction, or nothing.</summary>
    public async Task<Result> Apply(Actor by, DistrictPlan plan)
    {
        var (positions, known) = (await units.Positions(), (await people.Ever()).ToDictionary(p => p.Id));
        return await store.Act(new Intent(by, (_, act) => plan.Apply(act))
        {
            Beside = events =>
            [
                .. events.Select(e => (e.Position, Code: CodeOf(e.Event))).Where(e => e.Code is not null).GroupBy(e => e.Code!)
                    .Select(e => UnitQueries.RowOf(plan.Unit(e.Key), positions.TryGetValue(e.Key, out var at) ? at : e.First().Position)),
                .. plan.Added.Select(People.RowOfNew),
                .. plan.Changed.Select(a => People.RowOfChanged(known[a.Id], a)),
                .. events.Select(e => e.Event).OfType<PostEnded>().Select(e => People.RowOfEnded(known[e.Person])),
            ],
        });
    }

    private static string? CodeOf(CaseEvent happened) => happened switch
    {
        UnitEstablished e => e.Unit.Code,
        UnitChanged e => e.Unit.Code,
        UnitEnded e => e.Code,
        _ => null,
    };

    // A small file may unpack to a large one.
    private static void RequireSize(byte[] file)
    {
        if (file.Length > LargestFile) throw new InvalidDataException($"文件超过{LargestFile / 1024}KB。一个区的单位和人员用不了这么多，请去掉图片和格式。");
        if (Unpacked(file) > LargestUnpacked) throw new InvalidDataException("文件展开后太大，请去掉图片和格式。");
    }

    private static long Unpacked(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            return zip.Entries.Sum(e => e.Length);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(NoXlsx, e);
        }
    }

    private static List<SheetLine> Read(byte[] file, string sheet, IReadOnlyList<SheetColumn> columns)
    {
        using var stream = new MemoryStream(file);
        if (!stream.GetSheetNames().Contains(sheet)) throw new InvalidDataException($"没有名为“{sheet}”的表。请用模板填写，不改表名。");
        var rows = stream.Query(useHeaderRow: false, sheetName: sheet).Take(DistrictSheet.MostLines + 2)
            .Select(row => ((IDictionary<string, object?>)row).ToDictionary(c => c.Key, c => Text(c.Value))).ToList();
        if (rows.Count > DistrictSheet.MostLines) throw new InvalidDataException($"“{sheet}”超过{DistrictSheet.MostLines}行。");
        var heads = rows.Count == 0 ? [] : rows[0].Where(c => c.Value.Length > 0).GroupBy(c => c.Value).ToDictionary(c => c.Key, c => c.First().Key);
        if (columns.FirstOrDefault(c => !heads.ContainsKey(c.Heading)) is { } missing)
            throw new InvalidDataException($"“{sheet}”第1行没有“{missing.Heading}”这一列。请用模板填写，不改列名。");
        return
        [
            .. rows.Select((row, i) => new SheetLine(i + 1, columns.ToDictionary(c => c.Heading, c => row.GetValueOrDefault(heads[c.Heading], ""))))
                .Skip(1).Where(line => line.Cells.Values.Any(v => v.Length > 0)),
        ];
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd"),
        double number => number.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture),
        _ => cell.ToString()!.Trim(),
    };
}
