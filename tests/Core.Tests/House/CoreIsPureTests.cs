using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Xunit;

namespace Xinqiao.Core.Tests.House;

/// <summary>The rules of the law are pure functions: given the same facts they answer the same, on every machine, for ever.</summary>
public sealed partial class CoreIsPureTests
{
    private static readonly string Core = typeof(Decision).Assembly.Location;

    [Fact]
    public void Core_references_nothing_but_the_base_class_library()
    {
        var library = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        Assert.DoesNotContain(
            typeof(Decision).Assembly.GetReferencedAssemblies().Select(reference => reference.Name),
            name => !File.Exists(Path.Combine(library, $"{name}.dll")));
    }

    [Fact]
    public void Core_names_no_file_network_database_or_process()
    {
        string[] spaces = ["System.Data", "System.Net", "System.Threading"];
        string[] types =
        [
            "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
            "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.TimeProvider",
            "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
        ];

        Assert.DoesNotContain(
            ReferencedTypes(),
            type => types.Contains(type) || spaces.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal)));
    }

    // The compiler itself asks for the thread in every iterator; nothing else of the environment may be asked.
    [Fact]
    public void Core_asks_nothing_of_its_environment() =>
        Assert.DoesNotContain(
            ReferencedMembers(), member => member.Type == "System.Environment" && member.Name != "get_CurrentManagedThreadId");

    [Fact]
    public void Core_reads_no_clock() =>
        Assert.DoesNotContain(
            Repository.Files("src/Core", "*.cs"),
            file => Clock().IsMatch(File.ReadAllText(Repository.Path(file))));

    [Theory]
    [InlineData("var today = DateTime.Today;")]
    [InlineData("At(DateTimeOffset.UtcNow)")]
    [InlineData("TimeProvider.System.GetUtcNow()")]
    public void A_line_that_reads_a_clock_is_seen(string line) => Assert.Matches(Clock(), line);

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bTimeProvider\.System\b")]
    private static partial Regex Clock();

    private static List<string> ReferencedTypes()
    {
        using var file = new PEReader(File.OpenRead(Core));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(handle => NameOf(metadata, handle))];
    }

    private static List<(string Type, string Name)> ReferencedMembers()
    {
        using var file = new PEReader(File.OpenRead(Core));
        var metadata = file.GetMetadataReader();
        return [.. from handle in metadata.MemberReferences
                   let member = metadata.GetMemberReference(handle)
                   where member.Parent.Kind == HandleKind.TypeReference
                   select (NameOf(metadata, (TypeReferenceHandle)member.Parent), metadata.GetString(member.Name))];
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
