using System.Text.Json;
using System.Xml.Linq;

namespace Xinqiao.Core.Tests.House;

/// <summary>A NuGet package at the version a lock file names.</summary>
internal sealed record Package(string Id, string Version)
{
    private static readonly string Cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Every package, direct or transitive, that the projects below a folder lock.</summary>
    public static IReadOnlyList<Package> LockedBelow(string folder) =>
        [.. Repository.Files(folder, "packages.lock.json")
            .SelectMany(file => Locked(File.ReadAllText(Repository.Path(file))))
            .Distinct()
            .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
            .ThenBy(package => package.Version, StringComparer.Ordinal)];

    /// <summary>What the author declares, read from the package as it was restored.</summary>
    public Declaration Declared()
    {
        var id = Id.ToLowerInvariant();
        var metadata = XDocument.Load(Path.Combine(Cache, id, Version.ToLowerInvariant(), $"{id}.nuspec")).Root!
            .Elements().Single(element => element.Name.LocalName == "metadata");
        string? Read(string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim();
        var license = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");

        return new Declaration(
            license?.Attribute("type")?.Value == "expression" ? license.Value.Trim() : null,
            Read("copyright") ?? Read("authors") ?? "");
    }

    private static IEnumerable<Package> Locked(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. from framework in document.RootElement.GetProperty("dependencies").EnumerateObject()
                   from entry in framework.Value.EnumerateObject()
                   where entry.Value.GetProperty("type").GetString() != "Project"
                   select new Package(entry.Name, entry.Value.GetProperty("resolved").GetString()!)];
    }
}

/// <param name="Expression">The SPDX expression; null where the author points to a file or an address instead.</param>
/// <param name="Copyright">The copyright line, or the authors where there is none.</param>
internal sealed record Declaration(string? Expression, string Copyright);
