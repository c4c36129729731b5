using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Xinqiao.Web.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>
/// The boundary (README, “The boundary”): what is at risk is a matter, a topic, an area or a unit, never a person. Whoever has to
/// lengthen one of the lists here moves the boundary, or is about to.
/// </summary>
public sealed partial class NotionTests(Site site) : IClassFixture<Site>
{
    /// <summary>Notions about people that have no place here, in the words the field has for them.</summary>
    [GeneratedRegex(
        "重点人|稳控|维稳|缠访|闹访|非访|非正常上访|老上访|信访老户|黑名单|白名单|列名单|劝返|截访|拦访|接返|遣返|训诫|进京|赴京|越级人员|"
        + "评分|积分|人员画像|人物画像|行踪|轨迹|跟踪|布控|盯防|管控人员|人脸|息访|罢访|销号|零上访|零进京|信访量排名|人员风险|风险人员|信访次数|上访次数|历史信访|"
        + @"(black|watch|gr[ae]y|no-?fly)[ _-]?list|stability[ _-]?control|\btracking\b|\bsurveill|face[ _-]?recogni|\bgeofenc|"
        + @"\b(person|people|petitioner|citizen|party|individual)s?[ _-]?(score|risk|rank|rating|history|profile|list|flag|count|tag|alert|map)|"
        + @"\brisk[ _-]?(score|person|people)|\blatitude\b|\blongitude\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    /// <summary>Where such a word says something else: the boundary's own sentence, and numbers of postal items.</summary>
    private static readonly string[] Allowed = ["不给任何人评分、列名单或跟踪", "邮件跟踪号", "a tracking number, the portal's own record"];

    [Fact]
    public void No_notion_of_scoring_listing_or_following_people_stands_anywhere_in_the_program()
    {
        var sources = Sources.All().ToList();
        Assert.True(sources.Count > 150);
        Assert.Empty(
            from source in sources
            let text = Allowed.Aggregate(source.Text, (t, allowed) => t.Replace(allowed, "", StringComparison.Ordinal))
            from Match match in Forbidden().Matches(text)
            select $"{source.Path}: {match.Value}");
    }

    [Theory]
    [InlineData("按重点人员列表")]
    [InlineData("PetitionerHistory")]
    [InlineData("person_score")]
    [InlineData("watch-list")]
    public void The_guard_knows_the_words_it_guards_against(string text) => Assert.Matches(Forbidden(), text);

    // What may be a column at all, beside what describes a person; these tables hold staff, units, event names and counted tries.
    private static readonly HashSet<string> ColumnsAllowed =
        ["events.name", "units.name", "units.organ_name", "units.phone", "units.address", "people.name", "people.login", "attempts.count", "categories.name"];

    private static readonly string[] PersonalColumns =
    [
        "name", "phone", "mobile", "telephone", "address", "email", "login", "person", "people", "petitioner", "citizen", "party", "sex",
        "gender", "age", "birth", "identity", "card", "id_number", "device", "ip", "location", "score", "risk", "grade", "rank", "level",
        "flag", "tag", "count", "times", "fingerprint", "blind", "digest",
    ];

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public void No_column_and_no_index_selects_petitioners_by_who_they_are(string engine)
    {
        var schema = string.Join('\n', Sources.All().Where(s => s.Path.StartsWith($"src/Web/Storage/{engine}/", StringComparison.Ordinal)
                                                               && s.Path.EndsWith(".sql", StringComparison.Ordinal)).Select(s => s.Text));
        var columns = Table().Matches(schema).SelectMany(t => Column().Matches(t.Groups[2].Value)
            .Select(c => $"{t.Groups[1].Value}.{c.Groups[1].Value}")).ToList();
        Assert.Contains("petitions.number", columns);
        Assert.Contains("deadlines.matter", columns);
        var personal = columns.Where(c => PersonalColumns.Any(p => c.Split('.')[1].Split('_').Contains(p))).ToList();
        Assert.Equal(ColumnsAllowed.Order(), personal.Order());

        var indexed = Index().Matches(schema).SelectMany(i => PersonalColumns
            .Where(p => Regex.IsMatch(i.Groups[2].Value, $@"\b{p}\b")).Select(p => $"{i.Groups[1].Value}.{p}"));
        Assert.Equal(["people.login"], indexed);
    }

    [GeneratedRegex(@"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+) \((.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\s+([a-z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Column();

    [GeneratedRegex(@"CREATE (?:UNIQUE )?INDEX \w+ ON (\w+)([^;]*);", RegexOptions.Singleline)]
    private static partial Regex Index();

    // Ids and codes of matters, documents, units and staff, a day of the log; nothing of who petitions.
    private static readonly HashSet<string> RouteValues = ["id", "version", "kind", "number", "serial", "size", "path", "page", "day", "format"];

    private static readonly HashSet<string> QueryValues =
        ["stage", "unit", "number", "list", "after", "route", "clock", "left", "code", "channel", "category", "month", "ReturnUrl"];

    [Fact]
    public void No_address_of_the_site_takes_anything_of_who_petitions()
    {
        var patterns = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern).ToList();
        Assert.True(patterns.Count > 25);
        Assert.DoesNotContain(patterns.SelectMany(p => p.Parameters), p => !RouteValues.Contains(p.Name));
        Assert.DoesNotContain(patterns, p => Forbidden().IsMatch(p.RawText ?? ""));
    }

    [Fact]
    public void No_page_reads_anything_of_who_petitions_from_its_query()
    {
        var models = typeof(Web.Serving.Wiring).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel))).ToList();
        var bound =
            from model in models
            from property in model.GetProperties()
            let bind = property.GetCustomAttribute<BindPropertyAttribute>()
            where bind is { SupportsGet: true }
            select bind.Name ?? property.Name;
        var handled =
            from model in models
            from method in model.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where method.Name.StartsWith("OnGet", StringComparison.Ordinal)
            from parameter in method.GetParameters()
            select parameter.GetCustomAttribute<FromQueryAttribute>()?.Name ?? parameter.Name!;
        var names = bound.Concat(handled).Distinct().ToList();
        Assert.Contains("stage", names);
        Assert.DoesNotContain(names, name => !QueryValues.Contains(name) && !RouteValues.Contains(name));
    }

    [Fact]
    public void The_one_query_of_matters_is_narrowed_by_nothing_personal() => Assert.Equal(
        ["After", "AsksTheMatter", "Category", "Clock", "DisclosureAsked", "DueUntil", "ErasureAsked", "Holder", "IsByTerm", "LateOn", "Limit", "NotLateOn", "Number", "OncePerMatter", "Stages", "UnderReview", "Unit", "UnitReviews", "Unserved", "Urgent"],
        typeof(MatterFilter).GetProperties().Select(p => p.Name).Order());

    [Fact]
    public void Nothing_is_put_in_the_order_of_how_much_is_petitioned() => Assert.Empty(
        from source in Sources.All()
        from Match match in Ranking().Matches(source.Text)
        select $"{source.Path}: {match.Value}");

    [GeneratedRegex(@"ORDER BY[^""\n]*\b(count|sum|total|rank)\b|\brank\(\)|row_number\(\)", RegexOptions.IgnoreCase)]
    private static partial Regex Ranking();
}
