using Xinqiao.Core.Regulation;
using static Xinqiao.Core.PrivateText;

namespace Xinqiao.Core.Petitions;

/// <summary>What of who petitions takes the place of what was registered; null or empty where it stays.</summary>
public sealed record PartyChange(string? Name, string? Phone, string? Address, string? Email)
{
    /// <summary>Everything stays.</summary>
    public bool IsEmpty => Given.All(g => string.IsNullOrWhiteSpace(g.Value));

    internal IEnumerable<(string Field, string? Value)> Given => [("name", Name), ("phone", Phone), ("address", Address), ("email", Email)];
}

/// <summary>
/// Who petitions, or how to reach them, was corrected at their request. What was registered first stays as it was registered, evidenced by
/// its own entry, until it is erased; from here on the corrected value is read.
/// </summary>
/// <param name="Fields">Names of the fields that were corrected, under which the values stand.</param>
/// <param name="Matter">On whose stream it was asked for.</param>
/// <param name="Asked">Version of the event that asked there.</param>
public sealed record PartyCorrected(StreamId Petition, IReadOnlyList<string> Fields, StreamId Matter, int Asked, Party Party) : PetitionEvent(Petition)
{
    public const string Stored = "petition.party-corrected.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .FactList("field", Fields).Fact("matter", Matter).Fact("asked", Asked)
        .Text("name", Party.Name).Text("phone", Party.Phone).Text("address", Party.Address).Text("email", Party.Email);

    public static PartyCorrected Read(PayloadReader from) => new(
        from.Stream, from.StringList("field"), new StreamId(from.String("matter")), from.Int("asked"),
        new Party(from.Text("name"), from.Text("phone"), from.Text("address"), from.Text("email")));

    /// <summary>What is read from here on.</summary>
    internal Party Over(Party earlier) => new(
        Pick("name", Party.Name, earlier.Name), Pick("phone", Party.Phone, earlier.Phone), Pick("address", Party.Address, earlier.Address),
        Pick("email", Party.Email, earlier.Email));

    private PrivateText Pick(string field, PrivateText corrected, PrivateText earlier) => Fields.Contains(field) ? corrected : earlier;
}

/// <summary>更正: whoever petitions says what is wrong about them, and it is put right (Personal Information Protection Law, Art. 46).</summary>
public static class PartyCorrection
{
    public static readonly Article Source = new("个人信息保护法", 46, 2, Provenance: Provenance.Memory);

    /// <summary>The petition as it was filed, with who petitions as it was corrected since.</summary>
    public static PetitionFiled AsItStands(this IEnumerable<Recorded> petition)
    {
        PetitionFiled? filed = null;
        foreach (var recorded in petition)
            filed = recorded.Event switch
            {
                PetitionFiled e => e,
                PartyCorrected e => filed! with { Party = e.Over(filed.Party) },
                _ => filed,
            };
        return filed ?? throw new InvalidDataException("A petition was never filed.");
    }

    /// <param name="anonymous">Nobody gave a name, and a correction is no way to get one.</param>
    internal static void Check(this PartyChange change, bool anonymous, TextRule rule)
    {
        rule.Optional("name", "姓名", change.Name, PetitionLimits.Name)
            .Require(!anonymous || string.IsNullOrWhiteSpace(change.Name), Source, "anonymous", "匿名提出的没有登记姓名，不能更正姓名。", "name");
        Registration.CheckReach(change.Address, change.Phone, change.Email, rule);
    }

    internal static PartyCorrected Correct(this PartyChange change, StreamId petition, StreamId matter, int asked) => new(
        petition, [.. change.Given.Where(g => !string.IsNullOrWhiteSpace(g.Value)).Select(g => g.Field)], matter, asked,
        new Party(Typed(change.Name), Typed(change.Phone), Typed(change.Address), Typed(change.Email)));
}
