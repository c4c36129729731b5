using Xunit;

namespace Xinqiao.Core.Tests.House;

public sealed class NameTests
{
    /// <summary>Endings that say nothing of the domain (docs/glossary.md has the words that do).</summary>
    private static readonly string[] Empty =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Handler", "Base", "Impl", "Dto", "Extensions"];

    /// <summary>送达, the service of a document: here it is the law's own noun.</summary>
    private const string ServiceOfDocuments = "Service";

    [Fact]
    public void No_file_is_named_by_an_ending_that_says_nothing_of_the_domain() =>
        Assert.DoesNotContain(Repository.Files("src").Concat(Repository.Files("tests")), SaysNothing);

    [Theory]
    [InlineData("src/Web/Petitions/PetitionManager.cs", true)]
    [InlineData("src/Web/Petitions/Staff/AcceptHandler.cshtml.cs", true)]
    [InlineData("src/Web/Storage/StringExtensions.cs", true)]
    [InlineData("src/Core/Matters/CaseService.cs", true)]
    [InlineData("src/Core/Matters/Service.cs", false)]
    [InlineData("src/Web/Storage/IDatabase.cs", false)]
    public void The_ending_counts_and_not_the_letters(string file, bool saysNothing) =>
        Assert.Equal(saysNothing, SaysNothing(file));

    private static bool SaysNothing(string file)
    {
        var name = Path.GetFileName(file).Split('.')[0];
        return name != ServiceOfDocuments && Empty.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
    }
}
