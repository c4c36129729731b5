namespace Xinqiao.Core.Regulation;

/// <summary>A text that is no arrangement of rest days, and why, for whoever loads it.</summary>
public sealed class MalformedArrangementException(Phrase why, Exception? cause = null) : FormatException(why.ToString(), cause)
{
    public Phrase Why { get; } = why;
}
