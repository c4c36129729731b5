namespace Xinqiao.Core.Ledger;

/// <summary>
/// What is sealed under which of a stream's two data keys. Each sealed value says it in its first byte, so that values of before and after the
/// split stand side by side.
/// </summary>
public enum Compartment : byte
{
    /// <summary>What was petitioned, and everything of databases from before the split.</summary>
    [Word("matter", "事项")] Matter = 1,

    /// <summary>Who petitions.</summary>
    [Word("identity", "信访人")] Identity = 2,
}

/// <summary>Where the keys of a compartment are kept.</summary>
public static class Compartments
{
    /// <summary>The table.</summary>
    public static string Table(this Compartment compartment) => compartment switch
    {
        Compartment.Matter => "data_keys",
        Compartment.Identity => "identity_keys",
    };
}
