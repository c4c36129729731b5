using System.Text.RegularExpressions;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>
/// In the whole program one way leads to who petitions: the reader of cases with a view. Who makes a view other than a grant stands here by
/// file; whoever has to lengthen a list opens identity to somebody without a record.
/// </summary>
public sealed partial class IdentityWaysTests
{
    private static IEnumerable<string> FilesThatSay(Regex what, params string[] except) => Sources.All()
        .Where(s => s.Path.EndsWith(".cs", StringComparison.Ordinal) || s.Path.EndsWith(".cshtml", StringComparison.Ordinal))
        .Where(s => what.IsMatch(s.Text)).Select(s => s.Path).Except(except).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"IdentityView\.OfPetitioner\b")]
    private static partial Regex OfPetitioner();

    [GeneratedRegex(@"IdentityView\.OfPlatform\b")]
    private static partial Regex OfPlatform();

    [GeneratedRegex(@"IdentityView\.Recorded\b")]
    private static partial Regex Recorded();

    [GeneratedRegex(@"IdentityView\.Disclosed\b")]
    private static partial Regex Disclosed();

    [GeneratedRegex(@"IdentityView\.ToMark\b")]
    private static partial Regex ToMark();

    [GeneratedRegex(@"IdentityView\.ToCompare\b")]
    private static partial Regex ToCompare();

    [GeneratedRegex(@"\bOpenField\(|\bOpenFile\(")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\.Party\.(Name|Phone|Address|Email)\b|\bparty\.(Name|Phone|Address|Email)\b|\.Visitors\b[^;\n]*Representatives")]
    private static partial Regex Naming();

    [Fact]
    public void The_petitioners_view_is_made_where_petitioners_read_their_own() =>
        Assert.Equal(["src/Web/Matters/Citizen/OwnFile.cshtml.cs", "src/Web/Matters/PetitionerQueries.cs"], FilesThatSay(OfPetitioner()));

    /// <summary>And these queries stand on no page of staff.</summary>
    [Fact]
    public void What_petitioners_read_is_asked_on_their_pages_alone() => Assert.DoesNotContain(
        FilesThatSay(PetitionersQueries()), path => path.Contains("/Staff/", StringComparison.Ordinal) || path.Contains("/Sealed/", StringComparison.Ordinal));

    [GeneratedRegex(@"\.(PetitionOf|MattersOf)\(")]
    private static partial Regex PetitionersQueries();

    [Fact]
    public void The_platform_reads_a_contact_to_send_a_message_and_a_file_to_have_it_looked_at() => Assert.Equal(
        [
            "src/Web/Attachments/WaitingFiles.cs", "src/Web/Matters/Staff/Casework.cs", "src/Web/Petitions/Citizen/Lost.cshtml.cs",
            "src/Web/Petitions/Staff/Reissue.cshtml.cs",
        ],
        FilesThatSay(OfPlatform()));

    [Fact]
    public void What_an_act_has_recorded_is_read_by_that_act() => Assert.Equal(
        ["src/Web/Commands/ExportVerb.cs", "src/Web/Petitions/Staff/NationalSheetPage.cshtml.cs"], FilesThatSay(Recorded()));

    [Fact]
    public void What_two_persons_agreed_to_tell_is_read_where_the_extract_is() => Assert.Equal(
        ["src/Web/Matters/ExtractQueries.cs"], FilesThatSay(Disclosed()));

    [Fact]
    public void The_platform_marks_what_tells_who_petitioned_on_the_two_pages_where_it_is_struck() => Assert.Equal(
        ["src/Web/Matters/Sealed/PassOnPage.cshtml.cs", "src/Web/Matters/Staff/PublishAnswerPage.cshtml.cs"], FilesThatSay(ToMark()));

    [Fact]
    public void The_platform_compares_two_petitioners_where_the_answer_is_yes_or_no() => Assert.Equal(
        ["src/Web/Matters/Comparisons.cs"], FilesThatSay(ToCompare()));

    /// <summary>The audit opens a text to hold it against its digest, the receipt to take its salt, the index what is no identity.</summary>
    [Fact]
    public void A_sealed_text_is_opened_in_few_places() => Assert.Equal(
        [
            "src/Core/Verification/DatabaseAudit.Files.cs", "src/Web/Attachments/FileShelf.cs", "src/Web/Citizens/Receipts.cs",
            "src/Web/Search/IndexedMatters.cs", "src/Web/Storage/CaseReader.cs",
        ],
        FilesThatSay(Opening(), "src/Encryption/Envelope.cs", "src/Web/Storage/Vault.cs"));

    /// <summary>A report of retaliation takes over what its petitioner gave before, sealed as that is.</summary>
    [Fact]
    public void A_name_or_contact_is_shown_or_sent_in_few_places() => Assert.Equal(
        [
            "src/Core/Matters/ExtractSource.cs", "src/Core/Matters/Retaliation.cs", "src/Web/Citizens/Contact.cs", "src/Web/Commands/ExportVerb.cs", "src/Web/Documents/CaseFile.cs", "src/Web/Documents/ForwardingLetters.cs",
            "src/Web/Matters/Staff/PartyPanel.cs", "src/Web/Petitions/Staff/NationalSheet.cs",
        ],
        FilesThatSay(Naming(), "src/Core/Petitions/PetitionEvents.cs", "src/Core/Petitions/Arrival.cs", "src/Core/Petitions/Registration.cs"));

    [Fact]
    public void No_text_that_is_searched_is_one_of_identity() => Assert.DoesNotContain(
        IdentityFields.All, field => Enumerable.Range(1, 5).Any(i => Core.Search.SearchedText.Opens(Core.Words.Of(field)) || Core.Search.SearchedText.Opens($"representative-{i}"))
                                     || Core.Search.SearchedText.Opens("check") || Core.Search.SearchedText.Opens("proof"));
}
