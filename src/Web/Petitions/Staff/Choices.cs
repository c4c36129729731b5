using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>What the registration forms let an officer choose from.</summary>
/// <param name="known">All there ever were; an officer chooses from those in force today.</param>
public sealed class Choices(IReadOnlyList<Unit> units, Categories known, DateOnly today)
{
    public Categories Known => known;

    public IReadOnlyList<Category> Categories { get; } = [.. known.On(today)];

    /// <summary>Streets and zones: where a matter lies.</summary>
    public IReadOnlyList<Unit> Places { get; } = [.. units.Where(u => u.Kind is UnitKind.Street or UnitKind.Zone)];

    /// <summary>Units a petitioner may name as competent, grouped as the district is.</summary>
    public IReadOnlyList<(Phrase Group, IReadOnlyList<Unit> Units)> Named { get; } =
    [
        .. new[] { UnitKind.Department, UnitKind.Street, UnitKind.Zone }
            .Select(kind => (Words.Label(kind), (IReadOnlyList<Unit>)[.. units.Where(u => u.Kind == kind)])),
    ];

    public IReadOnlySet<string> PlaceCodes => Places.Select(u => u.Code).ToHashSet();

    public IReadOnlySet<string> NamedCodes => Named.SelectMany(g => g.Units).Select(u => u.Code).ToHashSet();
}

/// <summary>The officer's part of a registration, as typed.</summary>
public sealed record Classification(
    Choices Choices, string? Purpose, string? Domain, string? Place, string? Summary, string? Requests, bool Suspected,
    string? SuspicionReason)
{
    /// <summary>As far as the form says: then it is sealed once it is registered.</summary>
    public bool IsAccusation => Suspected || Words.TryParse<Purpose>(Purpose) is Core.Petitions.Purpose.Accusation or Core.Petitions.Purpose.Mixed;
}
