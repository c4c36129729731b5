namespace Xinqiao.Core.Ledger;

/// <summary>Bytes or text that are not what a format of the ledger demands. The message says what was read, and where it fails.</summary>
public sealed class LedgerFormatException : FormatException
{
    public LedgerFormatException() { }

    public LedgerFormatException(string message) : base(message) { }

    public LedgerFormatException(string message, Exception cause) : base(message, cause) { }
}
