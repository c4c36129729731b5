using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xinqiao.Core.Tests.House;
using Xinqiao.Web.Language;

namespace Xinqiao.Web.Tests.Language;

/// <summary>
/// Every Chinese word that a reader of pages can meet, as it is looked up: read from the source of Core and Web, and from what the
/// compiler made of each page. What is written for others is left out by name.
/// </summary>
internal static class WordsOfTheHouse
{
    // Where Chinese is not for a reader of pages, or is given in both languages where it stands.
    private static readonly string[] ForOthers =
    [
        "src/Core/Matching", // words of petitions, for reckoning
        "src/Core/Search/TypedNumber.cs", // a pattern
        "src/Core/Verification", // said in both languages
        "src/Core/Regulation/RegulationCoverage.cs", // a document
        "src/Web/Citizens/ReceiptFiles.cs", // the name of a file
        "src/Web/Commands", // the command line says both
        "src/Web/Demo", // made-up petitions
        "src/Web/Documents", // letters of an office: documents stay in Chinese
        "src/Web/Ledger/Log", // failures, for whoever runs it; the log's own answers say both
        "src/Web/Ledger/LostEntries.cs",
        "src/Web/Ledger/Notice.cshtml", // hangs on the office's board
        "src/Web/Ledger/PublishedPolicy.cs",
        "src/Web/Ledger/Witness",
        "src/Web/Notices/Mail", // failures
        "src/Web/Notices/Messages.cs", // sent by SMS and e-mail
        "src/Web/Serving/Front.cs", // says both
        "src/Web/Storage", // failures, for whoever runs it
    ];

    public static IReadOnlyList<(string Words, string Where)> All()
    {
        var code = Repository.Files("src/Core", "*.cs").Concat(Repository.Files("src/Web", "*.cs")).Select(file => (File: file, Name: file));
        return
        [
            .. code.Concat(Pages())
                .Where(f => !ForOthers.Any(o => f.Name.StartsWith(o, StringComparison.Ordinal)))
                .SelectMany(f => In(CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.Path(f.File)))).Select(words => (words, f.Name)))
                .Where(found => Reader.HasHan(found.words))
                .DistinctBy(found => found.words),
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

    public static IEnumerable<string> In(SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is InterpolatedStringExpressionSyntax interpolated && !IsContinued(interpolated))
                yield return Template(interpolated);
            else if (node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression))
                foreach (var words in IsMarkup(literal) ? Reader.WordsIn(literal.Token.ValueText) : [Escaped(literal.Token.ValueText)])
                    yield return words;
        }
    }

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
