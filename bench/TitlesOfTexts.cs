using Xinqiao.Core.Matching;

namespace Xinqiao.Bench;

/// <summary>
/// The published titles and texts come apart. A title and a text belong together where each shares more rare pairs and triples of
/// characters with the other than with any third, by far. Labels are not looked at; afterwards the few pairs whose labels differ are
/// left out.
/// </summary>
internal static class TitlesOfTexts
{
    private const double Least = 0.3, LeastLead = 0.1;
    private const int Common = 1_500;

    public static List<LabelledMessage> Match(List<LabelledMessage> titles, List<LabelledMessage> texts)
    {
        var holders = new Dictionary<string, List<int>>();
        for (var text = 0; text < texts.Count; text++)
            foreach (var piece in Pieces(texts[text].Detail!))
            {
                if (!holders.TryGetValue(piece, out var list)) holders[piece] = list = [];
                list.Add(text);
            }

        var ofTitle = new (int Other, double Score, double Second)[titles.Count];
        var ofText = new (int Other, double Score, double Second)[texts.Count];
        for (var title = 0; title < titles.Count; title++)
            foreach (var (text, score) in Scores(titles[title].Title!, holders, texts.Count))
            {
                Keep(ref ofTitle[title], text, score);
                Keep(ref ofText[text], title, score);
            }

        return [.. from title in Enumerable.Range(0, titles.Count)
                   let best = ofTitle[title]
                   where best.Score >= Least && best.Score - best.Second >= LeastLead
                   let back = ofText[best.Other]
                   where back.Other == title && back.Score - back.Second >= LeastLead
                   where titles[title].Labels.SequenceEqual(texts[best.Other].Labels)
                   select new LabelledMessage(titles[title].Title, texts[best.Other].Detail, titles[title].Labels)];
    }

    private static Dictionary<int, double> Scores(string title, Dictionary<string, List<int>> holders, int texts)
    {
        var (scores, all) = (new Dictionary<int, double>(), 0.0);
        if (LabelledRows.Letters(title).Length < 6) return scores;
        foreach (var piece in Pieces(title))
        {
            var found = holders.GetValueOrDefault(piece) ?? [];
            var weight = Math.Log((double)texts / Math.Max(found.Count, 1));
            all += weight;
            if (found.Count < Common)
                foreach (var text in found) scores[text] = scores.GetValueOrDefault(text) + weight;
        }

        foreach (var text in scores.Keys) scores[text] = scores[text] / all * Math.Min(1, all / 60);
        return scores;
    }

    private static void Keep(ref (int Other, double Score, double Second) best, int other, double score) =>
        best = score > best.Score ? (other, score, best.Score) : best with { Second = Math.Max(best.Second, score) };

    private static HashSet<string> Pieces(string text)
    {
        var letters = LabelledRows.Letters(text);
        return [.. from length in (int[])[2, 3]
                   from start in Enumerable.Range(0, Math.Max(letters.Length - length + 1, 0))
                   select letters.Substring(start, length)];
    }
}
