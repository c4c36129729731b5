using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;

namespace Xinqiao.Core.Petitions;

/// <summary>Somebody took the day's registrations with names and addresses, to enter them in the national system (Art. 21(2)).</summary>
/// <param name="Petitions">How many it held; which ones stands in no event.</param>
public sealed record NationalSheetTaken(DateOnly Day, int Petitions) : FurnitureEvent(StreamId.Furniture("national-sheet"))
{
    public const string Stored = "national-sheet.taken.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Access;
    public override void Write(PayloadWriter to) => to.Fact("day", Day).Fact("petitions", Petitions);
    public static NationalSheetTaken Read(PayloadReader from) => new(from.Date("day"), from.Int("petitions"));

    /// <summary>Whoever registers may take it, and nobody without leaving this trace; each petitioner sees that it was taken.</summary>
    /// <param name="matters">One of each petition. What was closed since the list was made stays out.</param>
    public static Decision Take(DateOnly day, IEnumerable<Matter> matters, Act act)
    {
        if (Authority.PetitionDepartment(act) is { } notMine) return Decision.Refuse([notMine]);
        if (day > act.Today) return Decision.Refuse(NationalNumber.Source, "day-to-come", "这一天还没有到，请改选日期。", "day");
        var opened = matters.Select(m => IdentityAccess.Once(m, AccessPurpose.NationalSheet, note: null, act))
            .OfType<Decision.Accepted>().SelectMany(d => d.Events).ToList();
        return Decision.Accept([new NationalSheetTaken(day, opened.Count), .. opened]);
    }
}
