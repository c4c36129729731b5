using System.Collections.Frozen;
using System.Text;

namespace Xinqiao.Web.Language;

/// <summary>
/// Chinese words and their English, read from files in the format of GNU gettext (.po): <c>msgid</c>, <c>msgstr</c>, comments, and
/// texts continued on further lines. Nothing else of that format is used.
/// </summary>
public sealed class Catalogue
{
    private readonly FrozenDictionary<string, string> entries;

    private Catalogue(Dictionary<string, string> entries) => this.entries = entries.ToFrozenDictionary();

    /// <summary>The files that are part of the program.</summary>
    public static Catalogue English { get; } = Embedded("english");

    public IReadOnlyDictionary<string, string> Entries => entries;

    /// <summary>Null where the words are not translated.</summary>
    public string? Find(string chinese) => entries.GetValueOrDefault(chinese);

    /// <exception cref="FormatException">A line is none of those above, or a text is given twice with different words.</exception>
    public static Catalogue Read(params IEnumerable<(string File, string Text)> files)
    {
        var entries = new Dictionary<string, string>();
        foreach (var (file, text) in files)
            foreach (var (line, chinese, english) in Pairs(file, text))
                if (!entries.TryAdd(chinese, english) && entries[chinese] != english)
                    throw new FormatException($"{file}, line {line}: “{chinese}” is already translated as “{entries[chinese]}”.");
        return new Catalogue(entries);
    }

    private static Catalogue Embedded(string folder)
    {
        var assembly = typeof(Catalogue).Assembly;
        return Read(assembly.GetManifestResourceNames().Where(n => n.StartsWith($"Language.{folder}.", StringComparison.Ordinal)).Order()
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (name, reader.ReadToEnd());
            }));
    }

    private static IEnumerable<(int Line, string Chinese, string English)> Pairs(string file, string text)
    {
        var (chinese, english, inEnglish, started) = (new StringBuilder(), new StringBuilder(), false, 0);
        var lines = text.Split('\n');
        for (var i = 0; i <= lines.Length; i++)
        {
            var line = i < lines.Length ? lines[i].Trim() : "msgid \"\"";
            if (line == "" || line[0] == '#') continue;
            if (line.StartsWith("msgid ", StringComparison.Ordinal))
            {
                if (chinese.Length > 0) yield return (started, chinese.ToString(), english.ToString());
                chinese.Clear();
                english.Clear();
                (inEnglish, started) = (false, i + 1);
            }
            else if (line.StartsWith("msgstr ", StringComparison.Ordinal))
            {
                inEnglish = true;
            }
            else if (line[0] != '"')
            {
                throw new FormatException($"{file}, line {i + 1}: neither msgid nor msgstr nor a text in quotes.");
            }

            (inEnglish ? english : chinese).Append(Unquote(file, i + 1, line[line.IndexOf('"')..]));
        }
    }

    private static string Unquote(string file, int number, string quoted)
    {
        if (quoted.Length < 2 || quoted[^1] != '"') throw new FormatException($"{file}, line {number}: the text has no end.");
        return quoted[1..^1].Replace("\\n", "\n").Replace("\\\"", "\"").Replace("\\\\", "\\");
    }
}
