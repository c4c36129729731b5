using System.Globalization;
using System.Reflection;

namespace Xinqiao.Web.Storage;

/// <summary>Numbered scripts, forward only, one folder an engine: <c>001.sql</c>, <c>002.sql</c> …</summary>
internal static class SchemaFiles
{
    /// <summary>Applies what is missing, each script with its version in one transaction.</summary>
    /// <exception cref="DatabaseUnusableException">The database is newer than the program.</exception>
    public static void Migrate(string folder, Func<int> version, Action<string, int> apply)
    {
        var scripts = Scripts(folder);
        var present = version();
        if (present > scripts.Count)
            throw new DatabaseUnusableException(
                $"该数据库由更新版本的信桥建立（结构版本 {present}，本程序支持到 {scripts.Count}）。请升级程序，不要降级运行。");
        for (var i = present; i < scripts.Count; i++) apply(scripts[i], i + 1);
    }

    /// <summary>The scripts in order.</summary>
    public static IReadOnlyList<string> Scripts(string folder)
    {
        var assembly = typeof(SchemaFiles).Assembly;
        var prefix = $"Storage.{folder}.";
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(n => int.Parse(n[prefix.Length..].Split('.')[0], CultureInfo.InvariantCulture)).Select(n => Read(assembly, n))];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
