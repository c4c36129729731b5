namespace Xinqiao.Core.Ledger;

/// <summary>
/// What is sealed under which of a stream's two data keys. Each sealed value says it in its first byte, so that values of before and after the
/// split stand side by side. The table of the keys bears its name.
/// </summary>
public enum Compartment : byte
{
    /// <summary>What was petitioned, and everything of databases from before the split.</summary>
    [Word("data_keys", "事项")] Matter = 1,

    /// <summary>Who petitions.</summary>
    [Word("identity_keys", "信访人")] Identity = 2,
}
