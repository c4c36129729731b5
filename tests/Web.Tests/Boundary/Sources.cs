namespace Xinqiao.Web.Tests.Boundary;

/// <summary>The texts of the program as they stand in the working copy these tests were built from.</summary>
internal static class Sources
{
    private static readonly string[] Kinds = [".cs", ".cshtml", ".sql", ".json", ".resx", ".csv", ".js", ".css", ".html"];

    public static string Root { get; } = FindRoot();

    /// <summary>Path relative to the root, and text.</summary>
    public static IEnumerable<(string Path, string Text)> All() =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
        where Kinds.Contains(Path.GetExtension(file))
        select (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Xinqiao.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No Xinqiao.slnx above {AppContext.BaseDirectory}");
    }
}
