namespace Xinqiao.Core.Tests.Regulation;

/// <summary>Files of the repository that tests read or regenerate.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Xinqiao.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Xinqiao.slnx is in no folder above the tests.");
    }
}
