using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Attachments;

/// <summary>How much is taken. Start values of the platform, no law.</summary>
public static class FileLimits
{
    public static readonly Article Source = Article.House("附件的大小和数量");

    /// <summary>Bytes of one file: a letter photographed by a telephone has 3 to 8 MB.</summary>
    public const int Bytes = 20 * 1024 * 1024;

    /// <summary>Files that come with a petition; and as many of each kind that a unit adds to a matter.</summary>
    public const int Files = 10;

    public const int NameLength = 200;

    /// <summary>Pixels of a picture, read from its header before anything is unpacked: 50 million unpack to 200 MB.</summary>
    public const long Pixels = 50_000_000;
}
