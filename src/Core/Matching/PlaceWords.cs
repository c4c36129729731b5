using System.Buffers;

namespace Xinqiao.Core.Matching;

/// <summary>
/// The characters with which names of places and units end: 路, 村, 小区's 区, 苑, 公司's 司, 医院's 院. What stands shortly before one is
/// more likely to be a name, and two petitions that share a name are more likely to be about one matter.
/// </summary>
internal static class PlaceWords
{
    /// <summary>How many characters before the ending are taken for the name.</summary>
    public const int Reach = 3;

    private static readonly SearchValues<char> Endings = SearchValues.Create(
        "路街道村镇乡园苑城庭府居湾郡都校院厂站桥场馆楼区县组库山河湖司集团行局店寺港岛州洲座厦坊巷弄屯寨社");

    private static readonly bool[] IsEnding = [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => Endings.Contains((char)c))];

    public static bool Ends(char c) => IsEnding[c];
}
