using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.House;
using Xinqiao.Web.Language;

namespace Xinqiao.Web.Tests.Language;

/// <summary>
/// Every Chinese word that a reader of pages can meet, as it is looked up: read from the source of Core and Web, and from what the
/// compiler made of each page. What is written for others is left out by name.
/// </summary>
internal static class WordsOfTheHouse
{
    // Where Chinese is not for a reader of pages, or is given in both languages where it stands: files, or a member of one.
    private static readonly string[] ForOthers =
    [
        "src/Core/Ledger", // said in both languages
        "src/Core/Matching/DomainModel", // words of petitions, for reckoning
        "src/Core/Matching/FoldedText.cs",
        "src/Core/Matching/PlaceWords.cs",
        "src/Core/Matters/DocumentNumber.cs", // stands on a document
        "src/Core/Matters/NoticeDraft.cs Diversion", // text of a letter, until the officer changes it
        "src/Core/Matters/NoticeDraft.cs Procedure",
        "src/Core/Matters/PetitionersActs.cs Filled", // stands in a form that is asked and never sent
        "src/Core/Matters/PossibleActs.cs Filled",
        "src/Core/Petitions/Registration.cs ListMark", // a pattern
        "src/Core/Redaction/AddressPassages.cs", // patterns
        "src/Core/Redaction/FoldedDigits.cs",
        "src/Core/Redaction/NamePassages.cs",
        "src/Core/Redaction/NumberPassages.cs",
        "src/Core/Redaction/TellTalePassages.cs",
        "src/Core/Redaction/Redacting.cs", // stands in a document
        "src/Core/Regulation/Article.cs Numeral", // digits
        "src/Core/Regulation/Register.cs Article", // titles of articles, for the coverage document
        "src/Core/Search/TypedNumber.cs", // a pattern
        "src/Core/Verification", // said in both languages
        "src/Core/Regulation/RegulationCoverage.cs", // a document
        "src/Web/Citizens/ReceiptFiles.cs", // the name of a file
        "src/Web/Commands", // the command line says both
        "src/Web/Demo", // made-up petitions
        "src/Web/Documents", // letters of an office: documents stay in Chinese
        "src/Web/Ledger/Log", // failures, for whoever runs it; the log's own answers say both
        "src/Web/Ledger/EntryFile.cs", // failures of a restore, said by the command line
        "src/Web/Ledger/KeptErasures.cs",
        "src/Web/Ledger/LaterErasures.cs",
        "src/Web/Ledger/LostEntries.cs",
        "src/Web/Ledger/Retaking.cs",
        "src/Web/Ledger/Notice.cshtml", // hangs on the office's board
        "src/Web/Ledger/PublishedPolicy.cs",
        "src/Web/Ledger/Witness",
        "src/Web/Notices/Mail", // failures
        "src/Web/Partners/ApiProblem.cs", // answers to programs, and their description
        "src/Web/Partners/ApiReference.cs",
        "src/Web/Partners/PartnerApi.cs",
        "src/Web/Partners/PetitionBody.cs",
        "src/Web/Partners/SentPetition.cs",
        "src/Web/Partners/StatusQueries.cs",
        "src/Web/Notices/Messages.cs", // sent by SMS and e-mail
        "src/Web/Serving/Front.cs", // says both
        "src/Web/Storage", // failures, for whoever runs it
        "src/Web/Units/District.cs", // names of units
    ];

    public static IReadOnlyList<(string Words, string Where)> All()
    {
        var code = Repository.Files("src/Core", "*.cs").Concat(Repository.Files("src/Web", "*.cs")).Select(file => (File: file, Name: file));
        return
        [
            .. code.Concat(Pages())
                .Where(f => !IsForOthers(f.Name))
                .SelectMany(f => In(CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.Path(f.File))), f.Name).Select(words => (Words: words, Where: f.Name)))
                .Concat(Holidays())
                .Where(found => Reader.HasHan(found.Words))
                .DistinctBy(found => found.Words),
        ];
    }

    // What the compiler made of the pages that are there now, under the pages' own names.
    private static IEnumerable<(string File, string Name)> Pages()
    {
        const string generator = ".RazorSourceGenerator/";
        return Repository.Files("artifacts/obj/Web/release/generated", "*_cshtml.g.cs")
            .Select(file => (file, Name: "src/Web/" + file[(file.IndexOf(generator, StringComparison.Ordinal) + generator.Length)..].Replace("_cshtml.g.cs", ".cshtml")))
            .Where(page => File.Exists(Repository.Path(page.Name)));
    }

    private static bool IsForOthers(string place) => ForOthers.Any(o => place.StartsWith(o, StringComparison.Ordinal));

    // The calendars that come with the program name them.
    private static IEnumerable<(string Words, string Where)> Holidays() =>
        Calendar.Embedded.Years.SelectMany(year => year.Rest.Select(rest => (rest.Name, "src/Core/Regulation/calendars.json")));

    public static IEnumerable<string> In(SyntaxTree tree, string file = "")
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (IsOfARule(node) || IsForOthers($"{file} {Member(node)}")) continue;
            if (node is InterpolatedStringExpressionSyntax interpolated && !IsContinued(interpolated))
                yield return Template(interpolated);
            else if (node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) && !IsContinued(literal))
                foreach (var words in IsMarkup(literal) ? Reader.WordsIn(literal.Token.ValueText) : [Escaped(Whole(literal))])
                    yield return words;
        }
    }

    // [Implements(34, "…")] is for the coverage document.
    private static bool IsOfARule(SyntaxNode node) =>
        node.FirstAncestorOrSelf<AttributeSyntax>() is { Name: IdentifierNameSyntax { Identifier.ValueText: "Implements" } };

    private static string? Member(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(n => n is MemberDeclarationSyntax) switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        _ => null,
    };

    // "…" + "…" is one string to the compiler, told where it begins.
    private static bool IsContinued(LiteralExpressionSyntax part) =>
        part.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && sum.Right == part && Literals(sum) is not null;

    private static string Whole(ExpressionSyntax part) =>
        part.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && sum.Left == part && Literals(sum) is not null
            ? Whole(sum)
            : Literals(part)!;

    // Null where anything but literals is added.
    private static string? Literals(ExpressionSyntax sum) => sum switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } one => one.Token.ValueText,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } two
            when Literals(two.Left) is { } left && Literals(two.Right) is { } right => left + right,
        _ => null,
    };

    private static string Escaped(string text) => text.Replace("{", "{{").Replace("}", "}}");

    private static bool IsMarkup(LiteralExpressionSyntax literal) =>
        literal.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "WriteLiteral" } };

    // $"…" + $"…" is one phrase to the compiler; it is told where it begins.
    private static bool IsContinued(InterpolatedStringExpressionSyntax part) =>
        part.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && sum.Right == part
        && Parts(sum) is { Count: > 0 };

    private static List<InterpolatedStringExpressionSyntax> Parts(ExpressionSyntax sum) => sum switch
    {
        InterpolatedStringExpressionSyntax one => [one],
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: var left, Right: InterpolatedStringExpressionSyntax right }
            when Parts(left) is { Count: > 0 } before => [.. before, right],
        _ => [],
    };

    private static string Template(InterpolatedStringExpressionSyntax first)
    {
        ExpressionSyntax whole = first;
        while (whole.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && sum.Left == whole && Parts(sum).Count > 0)
            whole = sum;
        var (template, holes) = ("", 0);
        foreach (var content in Parts(whole).SelectMany(part => part.Contents))
            template += content is InterpolationSyntax hole
                ? $"{{{holes++}{(hole.FormatClause is { } format ? ":" + format.FormatStringToken.ValueText : "")}}}"
                : ((InterpolatedStringTextSyntax)content).TextToken.ValueText;
        return template;
    }
}
