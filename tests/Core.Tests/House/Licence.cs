namespace Xinqiao.Core.Tests.House;

/// <summary>Which licences the house may depend on: permissive ones, so that an office may use, change and pass on the whole.</summary>
internal static class Licence
{
    private static readonly HashSet<string> Permissive =
    [
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MS-PL", "PostgreSQL", "Unicode-3.0", "Unlicense", "Zlib",
    ];

    /// <summary>
    /// Packages that declare a file or an address instead of an SPDX expression, by id: the licence a person read there.
    /// An entry says what was read in its comment.
    /// </summary>
    private static readonly Dictionary<string, string> Read = new(StringComparer.OrdinalIgnoreCase)
    {
        // LICENSE.txt of 1.4.1: “MIT License, Copyright (c) 2017 Kyle Spearrin”, word for word.
        ["Otp.NET"] = "MIT",
    };

    /// <summary>Packages that are not permissive and that only tests use; nothing of them is shipped.</summary>
    private static readonly Dictionary<string, string> TestsOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        // The axe accessibility rules: changes to their files would have to be published; we make none.
        ["Deque.AxeCore.Commons"] = "MPL-2.0",
    };

    /// <summary>The licence of a package as an SPDX expression, or null where nobody has read it yet.</summary>
    public static string? Of(Package package) => package.Declared().Expression ?? Read.GetValueOrDefault(package.Id);

    /// <summary>Whether a package may be part of what is shipped.</summary>
    public static bool MayShip(Package package) => IsPermissive(Of(package));

    /// <summary>Whether tests may use a package: also where its licence is on the list of exceptions, and is still the one reviewed.</summary>
    public static bool MayTest(Package package) =>
        MayShip(package) || TestsOnly.TryGetValue(package.Id, out var reviewed) && reviewed == Of(package);

    /// <summary>
    /// Whether an SPDX expression lets us choose only permissive licences. What this cannot read (parentheses, WITH, unknown
    /// names, no licence) is refused until a person has looked.
    /// </summary>
    public static bool IsPermissive(string? expression) =>
        expression is not null
        && expression.Split(" OR ").Any(choice => choice.Split(" AND ").All(name => Permissive.Contains(name.Trim())));
}
