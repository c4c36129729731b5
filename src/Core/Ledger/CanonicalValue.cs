namespace Xinqiao.Core.Ledger;

/// <summary>What a <see cref="CanonicalValue"/> holds.</summary>
public enum CanonicalKind
{
    /// <summary>Nothing: the default value, which is refused wherever a value is wanted. There is no null.</summary>
    None,
    Text,
    Number,
    Flag,
    Object,
    Array,
}

/// <summary>A value of our subset of RFC 8785: text, integer, boolean, object or array. No null and no fractions.</summary>
public readonly struct CanonicalValue
{
    /// <summary>2^53 − 1: beyond it other people's JSON readers lose digits (RFC 8785 section 3.2.2.3, RFC 7493 section 2.2).</summary>
    public const long LargestNumber = (1L << 53) - 1;

    private static readonly object NumberMark = new();
    private static readonly object FlagMark = new();

    // The text, object or array itself; or a mark that says what `number` means. So a value needs no allocation of its own.
    private readonly object? content;
    private readonly long number;

    private CanonicalValue(object? content, long number = 0)
    {
        this.content = content;
        this.number = number;
    }

    public CanonicalKind Kind => content switch
    {
        null => CanonicalKind.None,
        string => CanonicalKind.Text,
        CanonicalObject => CanonicalKind.Object,
        CanonicalValue[] => CanonicalKind.Array,
        _ => ReferenceEquals(content, NumberMark) ? CanonicalKind.Number : CanonicalKind.Flag,
    };

    /// <exception cref="LedgerFormatException">The value is no text.</exception>
    public string Text => content as string ?? throw Not(CanonicalKind.Text);

    /// <exception cref="LedgerFormatException">The value is no number.</exception>
    public long Number => ReferenceEquals(content, NumberMark) ? number : throw Not(CanonicalKind.Number);

    /// <exception cref="LedgerFormatException">The value is no boolean.</exception>
    public bool Flag => ReferenceEquals(content, FlagMark) ? number != 0 : throw Not(CanonicalKind.Flag);

    /// <exception cref="LedgerFormatException">The value is no object.</exception>
    public CanonicalObject Object => content as CanonicalObject ?? throw Not(CanonicalKind.Object);

    /// <exception cref="LedgerFormatException">The value is no array.</exception>
    public ReadOnlySpan<CanonicalValue> Items => content as CanonicalValue[] ?? throw Not(CanonicalKind.Array);

    /// <summary>An array of these values, in this order.</summary>
    public static CanonicalValue Array(params ReadOnlySpan<CanonicalValue> items) => new(items.ToArray());

    public static implicit operator CanonicalValue(string? text) => new(text);

    /// <summary>The range is checked when it is written, where the key can be named.</summary>
    public static implicit operator CanonicalValue(long number) => new(NumberMark, number);

    public static implicit operator CanonicalValue(bool flag) => new(FlagMark, flag ? 1 : 0);

    public static implicit operator CanonicalValue(CanonicalObject? value) => new(value);

    /// <summary>The canonical JSON of this value.</summary>
    public override string ToString() => CanonicalJson.ToText(this);

    private LedgerFormatException Not(CanonicalKind wanted) => new($"canonical JSON: a value of kind {Kind} where {wanted} is expected");
}
