using System.Collections.Frozen;
using System.Text;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// How much somebody has to guess who tries common passwords, rows of keys, dates, repetitions and the account's own words first. A
/// letter that belongs to none of these is one thing to guess, a common word two, a run or a repetition one, whatever its length.
/// </summary>
public static class PasswordGuess
{
    /// <summary>Fewer things than this are tried within a day against a stolen table of digests.</summary>
    public const int Least = 6;

    private const int ShortestWord = 3, LongestWord = 30, Word = 2, Pattern = 1;

    private static readonly string[] Rows = ["`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz", "0123456789"];

    /// <summary>The ten thousand commonest, most used first, in small letters; and what is common here beside them.</summary>
    public static readonly FrozenSet<string> Common = Read().Concat(
        ["woaini", "wodemima", "mima", "zhongguo", "woaini1314", "5201314", "1314520", "xinqiao", "xinfang", "信桥", "信访", "密码"]).ToFrozenSet();

    /// <param name="own">The account's name, its holder's, the unit's, the district's.</param>
    public static bool IsEasy(string password, IEnumerable<string> own)
    {
        var words = own.Select(Plain).Where(w => w.Length >= 2).ToHashSet();
        var plain = Plain(password);
        return Count(plain, words) < Least || Count(WithoutSigns(plain), words) < Least;
    }

    /// <summary>The least number of things by which the whole of it can be put together.</summary>
    private static int Count(string text, HashSet<string> own)
    {
        var least = new int[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            least[end] = least[end - 1] + 1;
            for (var start = Math.Max(0, end - LongestWord); start < end - 1; start++)
                if (Of(text, start, end, own) is { } things) least[end] = Math.Min(least[end], least[start] + things);
            if (RunBefore(text, end) is var run && run >= ShortestWord)
                for (var start = end - run; start <= end - ShortestWord; start++) least[end] = Math.Min(least[end], least[start] + Pattern);
        }

        return least[^1];
    }

    private static int? Of(string text, int start, int end, HashSet<string> own)
    {
        var (part, length) = (text[start..end], end - start);
        // The same once more says nothing new.
        if (start >= length && string.CompareOrdinal(text, start - length, text, start, length) == 0) return Pattern;
        if (own.Contains(part) || length >= ShortestWord && Common.Contains(part)) return Word;
        return IsDate(part) ? Word : IsYear(part) ? Pattern : null;
    }

    // How many characters before this place lie beside one another on the keys or in the alphabet, or are the same.
    private static int RunBefore(string text, int end)
    {
        var longest = 1;
        foreach (var step in (int[])[-1, 0, 1])
        {
            var run = 1;
            while (end - run > 0 && Beside(text[end - run - 1], text[end - run], step)) run++;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static bool Beside(char left, char right, int step) =>
        step == 0 ? left == right : Rows.Any(row => row.IndexOf(left) is >= 0 and var at && at + step >= 0 && at + step < row.Length && row[at + step] == right);

    private static bool IsYear(string part) => part.Length == 4 && part[..2] is "19" or "20" && part.All(char.IsAsciiDigit);

    private static bool IsDate(string part) => part.Length == 8 && IsYear(part[..4]) && part.All(char.IsAsciiDigit)
        && int.Parse(part[4..6], System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 12
        && int.Parse(part[6..], System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 31;

    // p@ssw0rd is tried right after password.
    private static string WithoutSigns(string text) => string.Concat(text.Select(c => c switch
    {
        '@' or '4' => 'a',
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    }));

    // Half a character has no other form, and is in no word.
    private static string Plain(string text) => (text.Any(char.IsSurrogate) ? text : text.Normalize(NormalizationForm.FormKC)).ToLowerInvariant();

    private static IEnumerable<string> Read()
    {
        using var stream = typeof(PasswordGuess).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
