using System.Text.RegularExpressions;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Attachments;

/// <summary>
/// The folder into which the office's scanner puts its pages, as the file <c>scans</c> in the key folder names it. What was taken is gone
/// from it; what could not be taken lies in <c>refused</c> below it, each with its reason.
/// </summary>
/// <param name="path">Of the folder.</param>
public sealed class ScanFolder(string path)
{
    public const string Refused = "refused";

    private Dictionary<string, (long Size, DateTime Time)> seen = [];

    public string Path => path;

    /// <summary>Null where none is set up.</summary>
    /// <exception cref="DatabaseUnusableException">The folder that is named is not there.</exception>
    public static ScanFolder? Of(KeyFolder keys)
    {
        if (!File.Exists(keys.ScanFolder)) return null;
        var path = File.ReadAllText(keys.ScanFolder).Trim();
        return Directory.Exists(path)
            ? new ScanFolder(path)
            : throw new DatabaseUnusableException($"{keys.ScanFolder} 写明的扫描目录 {path} 不存在。请建立该目录，或者改正、删除这个文件。");
    }

    /// <summary>Files that have not changed since the last time somebody asked, in the order of their names: a page half written waits.</summary>
    public IReadOnlyList<FileInfo> Settled()
    {
        var now = new DirectoryInfo(path).EnumerateFiles()
            .Where(f => f.Name[0] != '.' && f.LinkTarget is null)
            .OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var settled = now.Where(f => seen.TryGetValue(f.FullName, out var before) && before == (f.Length, f.LastWriteTimeUtc)).ToList();
        seen = now.ToDictionary(f => f.FullName, f => (f.Length, f.LastWriteTimeUtc));
        return settled;
    }

    /// <summary>Puts aside what could not be taken, with the reason beside it. Nothing is deleted or written over.</summary>
    public void PutAside(FileInfo file, string reason)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(path, Refused)).FullName;
        var to = System.IO.Path.Combine(folder, file.Name);
        for (var n = 2; File.Exists(to); n++)
            to = System.IO.Path.Combine(folder, $"{System.IO.Path.GetFileNameWithoutExtension(file.Name)}-{n}{file.Extension}");
        File.WriteAllText(to + ".txt", reason + "\n");
        file.MoveTo(to);
    }
}

/// <summary>Finds the number of a petition in what the scanner made.</summary>
internal static partial class ScannedNumber
{
    /// <summary>In its bar-code, or else in its name; null where there is none. A letter bears its matter's number, which begins with it.</summary>
    public static string? Of(CheckedFile file) => BarCodeReader.Read(file).Append(file.Name)
        .Select(text => PetitionNumber.Parse(Typed().Match(text.ToUpperInvariant()).Value)).FirstOrDefault(n => n is not null);

    [GeneratedRegex("[A-Z]{2,8}[0-9]{4}-[0-9]{6,9}-[0-9]")]
    private static partial Regex Typed();
}
