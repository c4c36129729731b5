namespace Xinqiao.Core.Attachments;

/// <summary>In which form a file is kept.</summary>
public enum FileForm
{
    /// <summary>Byte for byte as it came: the evidence.</summary>
    [Word("original", "原件")] Original,

    /// <summary>A picture drawn anew: what can be seen, and nothing of what a camera wrote beside it.</summary>
    [Word("copy", "副本")] Copy,
}

/// <summary>Where sealed bytes of a file belong: what is cut out there opens nowhere else.</summary>
public static class FilePlace
{
    public static string Of(long position, string form) => $"attachment_files|{position}|{form}";
}
