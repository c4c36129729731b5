using System.Text.RegularExpressions;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Language;

/// <summary>
/// No page shows Chinese to a reader of English, but for what people wrote, names, numbers of documents, and letters of an office.
/// Forms are opened, and sent with nothing in them, so that the refusals are read too.
/// </summary>
public sealed partial class EnglishPagesTests(EveryStage demo) : IClassFixture<EveryStage>
{
    private readonly Site site = demo.Site;

    public static TheoryData<string> Matters => [.. EveryStage.Names];

    public static TheoryData<string> Logins => ["dengji", "fenban", "chengban", "fuze", "ducha", "guanli", "anquan", "shenji", "jijian"];

    [Fact]
    public async Task Whoever_files_and_reads_English_meets_no_Chinese()
    {
        using var reader = new ReaderOfEnglish(site.Visitor(), "anybody");
        foreach (var path in (string[])["/", "/track", "/track/lost", "/verify", "/log/notice", "/sign-in", "/demo/phone", "/no-such-page", "/answers"])
            await reader.OpenAndSendEmpty(path);

        var typed = CitizenSteps.Petition();
        (string[] Fields, string Button)[] steps =
        [
            (["purpose", "title", "narrative", "request"], "next"),
            (["place", "placeDetail", "unitNamed"], "next"),
            (["anonymous", "name", "phone", "address", "email", "electronicConsent"], "next"),
            (["declared"], "send"),
        ];
        var page = await reader.Open("/petition");
        foreach (var (fields, button) in steps)
        {
            var form = page.Form("main form[method=post]");
            var refused = await reader.Visitor.Submit(form, fields.ToDictionary(f => f, _ => (string?)""), button);
            reader.Note($", sent without {fields[0]}", refused);
            page = reader.Note($", sent by “{button}”", await reader.Visitor.Submit(form, CitizenSteps.Of(typed, fields), button));
        }

        ReaderOfEnglish.AssertMetNoChinese(await demo.Data(typed.Values), reader);
    }

    [Theory]
    [MemberData(nameof(Matters))]
    public async Task A_petitioner_who_reads_English_meets_no_Chinese(string matter)
    {
        using var reader = new ReaderOfEnglish(await site.Tracking(demo.Matters[matter]), $"petitioner, {matter}");
        await reader.Walk("/track/case", link => link.StartsWith("/track", StringComparison.Ordinal), sendEmpty: true);
        ReaderOfEnglish.AssertMetNoChinese(await demo.Data([]), reader);
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task A_post_that_reads_English_meets_no_Chinese(string login)
    {
        using var reader = new ReaderOfEnglish(await site.SignedIn(login), login);
        // Its forms hold all that they need, and would lead the other posts to their enrolling.
        const string factors = "/administration/second-factor";
        await reader.Walk("/desk", link => !OfAMatter().IsMatch(link) && link != factors, sendEmpty: true);
        if (login == "anquan") await reader.Open(factors);
        ReaderOfEnglish.AssertMetNoChinese(await demo.Data([]), reader);
    }

    [Theory]
    [MemberData(nameof(Matters))]
    public async Task On_a_matter_and_in_its_acts_a_reader_of_English_meets_no_Chinese(string matter)
    {
        var id = demo.Matters[matter].Matter.Value;
        var readers = new List<ReaderOfEnglish>();
        var sealedMatter = matter is nameof(Stage.Sealed) or nameof(Stage.WithDiscipline);
        foreach (var login in sealedMatter ? (string[])["jijian", "fenban"] : ["fenban", "chengban", "fuze", "dengji"])
        {
            var reader = new ReaderOfEnglish(await site.SignedIn(login), $"{login}, {matter}");
            readers.Add(reader);
            await reader.OpenAndSendEmpty(sealedMatter && login == "jijian" ? $"/sealed/{id}" : $"/staff/matters/{id}");
            var acts = Words.All<MatterAct>().Select(Words.Of).Concat(["national-number", "code", "identity"]);
            foreach (var act in acts) await reader.Open($"/staff/matters/{id}/{act}");
            foreach (var act in acts) await reader.OpenAndSendEmpty($"/staff/matters/{id}/{act}");
        }

        ReaderOfEnglish.AssertMetNoChinese(await demo.Data([]), readers);
        readers.ForEach(r => r.Dispose());
    }

    [GeneratedRegex("^/(staff/matters|sealed)/m[0-9a-f]{32}")]
    private static partial Regex OfAMatter();
}
