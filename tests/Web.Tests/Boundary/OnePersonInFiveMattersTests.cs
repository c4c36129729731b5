using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Search;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>
/// One person petitions about five different things. Whoever looks at whatever page sees five matters, and nowhere that they are
/// one person's: there is no page, list, export or query of a person.
/// </summary>
public sealed partial class OnePersonInFiveMattersTests(OnePersonInFiveMattersTests.OnePerson person)
    : IClassFixture<OnePersonInFiveMattersTests.OnePerson>
{
    private const string Name = "欧阳惜缘", Phone = "13800099731", Address = "崇川区回声巷97号206室", Email = "huisheng97@example.cn";

    // Of the same shape and beginning, since a list may go on after any word, and nobody's.
    private static readonly (string Real, string Nobody)[] Values =
        [(Name, "司徒无踪"), (Phone, "13800055555"), (Address, "崇川区无名巷11号102室"), (Email, "huiming11@example.cn")];

    private static readonly string[] Logins = ["dengji", "fenban", "chengban", "fuze", "ducha", "guanli", "anquan", "shenji", "jijian"];

    private readonly Site site = person.Site;
    private readonly List<(Filed Filed, string Title)> planted = person.Planted;

    /// <summary>The person's five petitions, in five stages.</summary>
    public sealed class OnePerson : IAsyncLifetime
    {
        public Site Site { get; } = new();
        public List<(Filed Filed, string Title)> Planted { get; } = [];

        public async ValueTask InitializeAsync()
        {
            await Site.InitializeAsync();
            foreach (var (stage, title) in ((Stage, string)[])
                     [
                         (Stage.ToRegister, "窨井盖松动响声大"), (Stage.ToForward, "公交末班车太早"), (Stage.InHand, "楼道堆物堵住消防门"),
                         (Stage.Rated, "河边护栏缺了一段"), (Stage.Sealed, "反映某处招标不公"),
                     ])
            {
                var filed = await Site.BringTo(stage, c => c with
                {
                    Title = title,
                    Narrative = $"{title}，已有半年，请派人看看。",
                    Request = "派人处理\n说明时间",
                    PlaceDetail = null,
                    Name = Name,
                    Phone = Phone,
                    Address = Address,
                    Email = Email,
                });
                Planted.Add((filed, title));
            }
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    [Fact]
    public async Task No_page_of_any_post_shows_that_two_matters_are_one_persons()
    {
        var seen = new HashSet<string>();
        foreach (var login in Logins)
        {
            using var visitor = await site.SignedIn(login);
            foreach (var (path, html) in await Walk(visitor, "/desk"))
                if (Judge(path, html) is { } number) seen.Add(number);
        }

        // Each of the five was looked at by somebody, or the walk proves nothing.
        Assert.Equal(planted.Select(p => p.Filed.Number).Order(), seen.Order());
    }

    [Fact]
    public async Task A_petitioner_who_follows_one_matter_is_shown_nothing_of_the_others()
    {
        foreach (var (filed, title) in planted)
        {
            using var visitor = site.Visitor();
            var page = await visitor.Open("/track");
            var form = page.Forms.OfType<IHtmlFormElement>().First(f => f.QuerySelector("[name=code]") is not null);
            await visitor.Submit(form, new() { ["number"] = filed.Number, ["code"] = filed.Code });
            Assert.Contains(title, visitor.Html, StringComparison.Ordinal);
            foreach (var (path, html) in await Walk(visitor, visitor.Path))
                foreach (var other in planted.Where(p => p.Filed != filed)) NotIn(html, other, path);
        }
    }

    [Fact]
    public async Task No_list_answers_to_a_name_or_a_telephone()
    {
        foreach (var login in Logins)
        {
            using var visitor = await site.SignedIn(login);
            // One's own account shows another secret each time it is asked for one.
            var lists = (await Walk(visitor, "/desk")).Keys.Where(p => MatterOf(p) is null && p is not ("/sign-out" or "/account/second-factor"))
                .Select(p => p.Split('?')[0]).Distinct().ToList();
            Assert.NotEmpty(lists);
            foreach (var list in lists)
                foreach (var parameters in Parameters)
                    foreach (var (real, nobody) in Values.Take(2))
                        Assert.Equal(await Asked(visitor, list, parameters, nobody), await Asked(visitor, list, parameters, real));
        }
    }

    [Fact]
    public async Task No_search_finds_a_matter_by_who_petitions()
    {
        await site.Get<SearchFollower>().Follow(cancel: TestContext.Current.CancellationToken);
        foreach (var login in Logins.Except(["guanli", "anquan", "shenji", "jijian"])) // they have no search
        {
            using var visitor = await site.SignedIn(login);
            var form = (await visitor.Open("/staff/search")).Form();
            if (login == "dengji") Assert.Contains("窨井盖", await Found("窨井盖"), StringComparison.Ordinal);
            foreach (var (real, _) in Values.Append((Name[..2], "")).Append((Address[5..8], "")))
                Assert.Equal("", await Found(real));

            async Task<string> Found(string typed) => (await visitor.Submit(form, new() { ["text"] = typed })).Text(".list");
        }
    }

    [Fact]
    public async Task No_petition_is_called_similar_because_of_who_petitions()
    {
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        using var visitor = await site.SignedIn("dengji");
        var form = (await visitor.Open("/staff/register")).Form();
        form.SetAttribute("action", form.QuerySelector("#similar button")!.GetAttribute("formaction")!);
        var (_, title) = planted[0];
        Assert.Equal(1, await Found(title, $"{title}，已有半年，请派人看看。"));
        foreach (var (real, _) in Values.Append(($"{Name}，{Phone}，{Address}", ""))) Assert.Equal(0, await Found(real[..Math.Min(80, real.Length)], real));

        async Task<int> Found(string title, string narrative) => (await visitor.Submit(form, new()
        {
            ["title"] = title,
            ["narrative"] = narrative,
            ["name"] = Name,
            ["phone"] = Phone,
            ["address"] = Address,
        })).QuerySelectorAll(".similar li").Length;
    }

    [Fact]
    public void Nothing_in_the_database_holds_who_they_are_in_the_clear()
    {
        using var connection = site.Database.OpenToRead();
        foreach (var table in connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'"))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                for (var i = 0; i < reader.FieldCount; i++)
                    foreach (var (real, _) in Values)
                        Assert.False(
                            reader.GetValue(i) switch
                            {
                                string text => text.Contains(real, StringComparison.Ordinal),
                                byte[] bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(real)) >= 0,
                                _ => false,
                            },
                            $"{table}.{reader.GetName(i)}");
        }
    }

    [Fact]
    public void The_same_name_leaves_a_different_digest_in_each_petition()
    {
        using var connection = site.Database.OpenToRead();
        var digests = connection.Query<string>("SELECT event FROM events WHERE name = 'petition.filed.v1'")
            .SelectMany(e => CanonicalJson.Read(e).Object["d"].Object.Select(d => d.Value.Text)).ToList();
        Assert.True(digests.Count >= 5 * planted.Count);
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    // Those that no page reads are asked all at once; each that some list reads, alone, since it may leave the list empty.
    private static readonly string[][] Parameters =
    [
        [
            "q", "query", "search", "s", "keyword", "text", "filter", "name", "phone", "mobile", "address", "email", "person", "petitioner",
            "party", "who", "same", "id", "place", "title",
        ],
        ["number"], ["unit"], ["stage"], ["clock"], ["unserved"], ["after"], ["domain"], ["category"], ["list"],
    ];

    // Two filters at once show a part of what one of them shows, and every pair of them is hundreds of lists. A PDF is made of the DOCX,
    // which is walked, by a word processor that takes seconds for each.
    /// <summary>Every page that links lead to, by address; letters and files are pages too.</summary>
    private static async Task<Dictionary<string, string>> Walk(Visitor visitor, string start)
    {
        var pages = new Dictionary<string, string>();
        var waiting = new Queue<string>([start]);
        while (waiting.TryDequeue(out var path))
        {
            if (pages.ContainsKey(path)) continue;
            var page = await visitor.Open(path);
            Assert.True((int)visitor.Status < 500, $"{path}: {visitor.Status}");
            pages[path] = visitor.Status == HttpStatusCode.NotFound ? "" : visitor.Html;
            foreach (var link in page.QuerySelectorAll("a[href], link[rel=next]").Select(a => a.GetAttribute("href")!.Split('#')[0]))
                if (link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal) && !link.StartsWith("/display/", StringComparison.Ordinal)
                    && !link.EndsWith("/pdf", StringComparison.Ordinal) && !(link.StartsWith("/staff/matters?", StringComparison.Ordinal) && link.Contains('&')))
                    waiting.Enqueue(link);
        }

        return pages;
    }

    /// <summary>Fails where a page tells too much; answers the number of the planted matter whose own page it is.</summary>
    private string? Judge(string path, string html)
    {
        var text = WebUtility.HtmlDecode(html);
        if (planted.FirstOrDefault(p => MatterOf(path) == p.Filed.Matter.Value) is not { Filed: { } own })
        {
            foreach (var (real, _) in Values)
                Assert.False(text.Contains(real, StringComparison.Ordinal), $"{path} shows {real} outside a matter's own page.");
            return null;
        }

        foreach (var other in planted.Where(p => p.Filed != own)) NotIn(text, other, path);
        return text.Contains(own.Number, StringComparison.Ordinal) ? own.Number : null;
    }

    private static void NotIn(string html, (Filed Filed, string Title) other, string path)
    {
        var text = WebUtility.HtmlDecode(html);
        foreach (var trace in (string[])[other.Filed.Number, other.Filed.Matter.Value, other.Filed.Petition.Value, other.Title])
            Assert.False(text.Contains(trace, StringComparison.Ordinal), $"{path} mentions {trace}, which is another matter's.");
    }

    private static string? MatterOf(string path) => OwnPage().Match(path) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^/(?:staff/matters|sealed)/(m[0-9a-f]{32})(?:/|$|\?)")]
    private static partial Regex OwnPage();

    /// <summary>The answer to a question, without the question itself and without what differs at every request.</summary>
    private static async Task<string> Asked(Visitor visitor, string list, string[] parameters, string value)
    {
        await visitor.Open($"{list}?{string.Join('&', parameters.Select(p => $"{p}={Uri.EscapeDataString(value)}"))}");
        // A file that is packed bears the second it was packed in.
        if (visitor.Response.Content.Headers.ContentType?.MediaType is not "text/html") return $"{(int)visitor.Status} {visitor.Response.Content.Headers.ContentLength}";
        var html = WebUtility.HtmlDecode(visitor.Html).Replace(Uri.EscapeDataString(value), "", StringComparison.Ordinal)
            .Replace(value, "", StringComparison.Ordinal);
        return $"{(int)visitor.Status} {Passing().Replace(html, "")}";
    }

    // Form tokens, and the link that comes back here with other letters.
    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>|href=\"/display/[^\"]*\"")]
    private static partial Regex Passing();
}
