using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xinqiao.Core;
using Xinqiao.Core.Tests.House;
using Xinqiao.Web.Language;
using Xunit;

namespace Xinqiao.Web.Tests.Language;

/// <summary>
/// Where several interpolated strings are chosen from, the compiler takes the choice for a string and formats it; made a phrase only
/// afterwards, it has lost its template, and no English is found for it. One cast in the first branch makes it a choice of phrases.
/// </summary>
public class PhraseConversionTests
{
    [Theory]
    [InlineData("Core")]
    [InlineData("Web")]
    public void No_interpolated_string_is_formatted_before_it_becomes_a_phrase(string project)
    {
        var early = FormattedTooEarly(project).ToList();
        Assert.True(early.Count == 0, string.Join('\n', early));
    }

    private static IEnumerable<string> FormattedTooEarly(string project)
    {
        var compilation = Compile(project);
        var phrase = compilation.GetTypeByMetadataName(typeof(Phrase).FullName!)!;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = new Lazy<SemanticModel>(() => compilation.GetSemanticModel(tree));
            foreach (var interpolated in tree.GetRoot().DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
                if (Reader.HasHan(interpolated.ToString()) && interpolated.Contents.OfType<InterpolationSyntax>().Any()
                    && (Chosen(interpolated).Any(whole => BecomesPhrase(model.Value, whole, phrase)) || BecomesPhraseInTuple(model.Value, interpolated, phrase)))
                    yield return $"{tree.FilePath}({tree.GetLineSpan(interpolated.Span).StartLinePosition.Line + 1}): {interpolated}";
        }
    }

    private static bool BecomesPhrase(SemanticModel model, ExpressionSyntax whole, INamedTypeSymbol phrase) =>
        model.GetConversion(whole) is { IsUserDefined: true, MethodSymbol.ReturnType: var to }
        && SymbolEqualityComparer.Default.Equals(to, phrase);

    // Where tuples are chosen from, one branch that has a type of its own decides for all.
    private static bool BecomesPhraseInTuple(SemanticModel model, ExpressionSyntax part, INamedTypeSymbol phrase)
    {
        if (Chosen(part).Last().Parent is not ArgumentSyntax { Parent: TupleExpressionSyntax tuple } element) return false;
        var at = tuple.Arguments.IndexOf(element);
        return Chosen(tuple).Skip(1).Select(whole => model.GetTypeInfo(whole)).Any(info =>
            info is { Type: INamedTypeSymbol { IsTupleType: true } from, ConvertedType: INamedTypeSymbol { IsTupleType: true } to }
            && from.TupleElements[at].Type.SpecialType == SpecialType.System_String
            && SymbolEqualityComparer.Default.Equals(to.TupleElements[at].Type, phrase));
    }

    // The string or tuple itself, and whatever it is a branch or a part of.
    private static IEnumerable<ExpressionSyntax> Chosen(ExpressionSyntax part)
    {
        for (SyntaxNode? node = part; node is not null; node = node.Parent)
        {
            if (node == part || node is InterpolatedStringExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or ParenthesizedExpressionSyntax
                or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AddExpression })
                yield return (ExpressionSyntax)node;
            else if (node is not SwitchExpressionArmSyntax)
                yield break;
        }
    }

    private static CSharpCompilation Compile(string project)
    {
        var own = project == "Core" ? "Xinqiao.Core.dll" : "xinqiao.dll";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) != own).Select(file => MetadataReference.CreateFromFile(file));
        var sources = Repository.Files($"src/{project}", "*.cs")
            .Concat(Repository.Files($"artifacts/obj/{project}/release", "*.cs"))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.Path(file)), path: file));
        return CSharpCompilation.Create(
            project, sources, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    [Fact]
    public void The_compilation_knows_what_a_phrase_is()
    {
        var errors = Compile("Core").GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).Take(5);
        Assert.Empty(errors);
    }
}
