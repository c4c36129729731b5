using System.Net;
using Xinqiao.Core.Matching;
using Xinqiao.Web.Suggestions;
using Xinqiao.Web.Tests.Suggestions;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

/// <summary>What the system administrator reads of the models: versions and figures, and no word of a petition.</summary>
public sealed class SuggestionsPageTests
{
    [Fact]
    public async Task Each_version_is_told_with_what_it_learnt_how_right_it_was_and_whether_it_was_taken()
    {
        var site = new Site();
        await site.InitializeAsync();
        using (var administrator = await site.SignedIn("guanli"))
        {
            var page = await administrator.Open("/administration/suggestions");
            Assert.Equal(2, page.QuerySelectorAll(".empty").Length);
            var models = site.Get<SuggestionModels>();
            foreach (var (kind, trial) in LearntSite.Trials(new DateOnly(2026, 3, 2))) await models.Add(kind, 0, trial);
            var unit = LearntSite.Trials(new DateOnly(2026, 3, 2)).Single(t => t.Kind == SuggestionKind.Unit).Trial;
            await models.Add(SuggestionKind.Unit, 1, unit with { Replacement = ClassifierReplacement.Decide([]) });

            page = await administrator.Open("/administration/suggestions");
            Assert.Empty(page.QuerySelectorAll(".empty"));
            var rows = page.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
            Assert.Equal(3, rows.Count);
            Assert.Contains("高于一律选最常见的", rows[0], StringComparison.Ordinal);
            Assert.Contains("第2版", rows[1], StringComparison.Ordinal);
            Assert.Contains("继续使用原模型", rows[1], StringComparison.Ordinal);
            Assert.Contains("150件，2个", rows[2], StringComparison.Ordinal);
            Assert.Contains("2026年1月31日", rows[2], StringComparison.Ordinal);
            Assert.Contains("启用的是第1版", page.Text("main"), StringComparison.Ordinal);
            Assert.DoesNotContain("公交", administrator.Html, StringComparison.Ordinal);
        }

        foreach (var login in (string[])["fenban", "dengji", "chengban", "anquan", "shenji"])
        {
            using var other = await site.SignedIn(login);
            await other.Open("/administration/suggestions");
            Assert.Equal(HttpStatusCode.Forbidden, other.Status);
        }

        await site.DisposeAsync();
    }
}
