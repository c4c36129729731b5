using Xunit;

namespace Xinqiao.Core.Tests.House;

/// <summary>THIRD-PARTY-NOTICES.md: the table of packages is generated, the texts around it are written by hand.</summary>
public sealed class ThirdPartyNoticesTests
{
    private const string Opening = "<!-- packages: written by the tests with XINQIAO_REGENERATE=1 -->\n";
    private const string Closing = "<!-- /packages -->";

    private static readonly string File = Repository.Path("THIRD-PARTY-NOTICES.md");

    [Fact]
    public void The_notices_list_exactly_the_packages_that_are_shipped()
    {
        var text = System.IO.File.ReadAllText(File);
        var start = text.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        var end = text.IndexOf(Closing, start, StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable("XINQIAO_REGENERATE") == "1")
            System.IO.File.WriteAllText(File, text[..start] + Table() + text[end..]);
        else
            Assert.Equal(Table(), text[start..end]);
    }

    [Fact]
    public void Every_vendored_file_is_in_the_notices_with_a_permissive_licence_and_keeps_its_own()
    {
        var text = System.IO.File.ReadAllText(File);
        var scripts = Repository.Files("src/Web/wwwroot/vendor", "*.js").Select(Path.GetFileName).ToList();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script =>
        {
            var row = text.Split('\n').Single(line => line.StartsWith($"| `{script}` |", StringComparison.Ordinal));
            Assert.True(Licence.IsPermissive(row.Split('|')[2].Trim()), row);
            Assert.True(System.IO.File.Exists(Repository.Path($"src/Web/wwwroot/vendor/{Path.ChangeExtension(script, "LICENSE")}")), script);
        });
    }

    [Fact]
    public void The_text_of_every_shipped_licence_is_in_the_notices()
    {
        var text = System.IO.File.ReadAllText(File);

        Assert.All(
            Package.LockedBelow("src").Select(Licence.Of).Distinct(),
            licence => Assert.Contains($"\n## {licence}\n", text, StringComparison.Ordinal));
    }

    private static string Table() =>
        "| package | version | licence | copyright |\n|---|---|---|---|\n"
        + string.Concat(Package.LockedBelow("src").Select(Row));

    private static string Row(Package package) =>
        $"| {package.Id} | {package.Version} | {Licence.Of(package)} | {package.Declared().Copyright} |\n";
}
