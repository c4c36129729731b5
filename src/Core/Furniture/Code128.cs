using System.Text;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// A bar-code of Code 128 (ISO/IEC 15417): letters and signs in code set B, runs of digits two by two in set C. For numbers of petitions
/// and documents on slips and letters, so that an office's scanner knows whose paper it reads.
/// </summary>
public static class Code128
{
    /// <summary>Blank modules that a reader needs on either side.</summary>
    public const int Quiet = 10;

    private const int ToB = 100, ToC = 99, StartB = 104, StartC = 105, Stop = 106, Modulus = 103;

    // Widths of bars and gaps in turn; a bar comes first.
    private static readonly string[] Patterns =
    [
        "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212",
        "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
        "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
        "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
        "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
        "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
        "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
        "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
        "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
    ];

    /// <summary>Widths of bars and gaps in modules, in turn, a bar first and last.</summary>
    /// <exception cref="ArgumentException">The text is empty or has a character outside of printable ASCII.</exception>
    public static IReadOnlyList<int> Widths(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0 || text.Any(c => c is < ' ' or > '~')) throw new ArgumentException("Only printable ASCII has a bar-code.", nameof(text));
        var codes = Codes(text);
        var sum = codes[0];
        for (var i = 1; i < codes.Count; i++) sum += i * codes[i];
        codes.Add(sum % Modulus);
        codes.Add(Stop);
        return [.. codes.SelectMany(code => Patterns[code]).Select(width => width - '0')];
    }

    private static List<int> Codes(string text)
    {
        var (codes, inC) = (new List<int>(), false);
        for (var i = 0; i < text.Length;)
        {
            var pairs = DigitsFrom(text, i) / 2;
            // Two pairs pay for the change of sets; inside set C one is enough.
            var useC = pairs >= (inC ? 1 : 2);
            if (codes.Count == 0) codes.Add(useC ? StartC : StartB);
            else if (useC != inC) codes.Add(useC ? ToC : ToB);
            inC = useC;
            if (!useC)
            {
                codes.Add(text[i++] - ' ');
                continue;
            }

            for (; pairs > 0; pairs--, i += 2) codes.Add(10 * (text[i] - '0') + text[i + 1] - '0');
        }

        return codes;
    }

    private static int DigitsFrom(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end - start;
    }

    /// <summary>The bars as the path of an SVG that is one unit a module wide, with its margins.</summary>
    public static (string Path, int Modules) Draw(string text, int height)
    {
        var (path, place, isBar) = (new StringBuilder(), Quiet, true);
        foreach (var width in Widths(text))
        {
            if (isBar) path.Append($"M{place} 0h{width}v{height}h-{width}z");
            (place, isBar) = (place + width, !isBar);
        }

        return (path.ToString(), place + Quiet);
    }
}
