using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>The systemd unit of an installation: <c>docs/xinqiao.service</c> with the installation's own paths and options.</summary>
internal static class UnitFile
{
    /// <param name="Steps">What to type to start it.</param>
    public sealed record Written(string Steps);

    /// <param name="front">Options of <c>serve</c> that say how the site is reached.</param>
    public static Written Write(string file, string database, string keys, IReadOnlyList<string> front)
    {
        var environment = EnvironmentLine(file, database);
        var user = Environment.UserName == "root" ? "xinqiao" : Environment.UserName;
        // Beside the keys lies the outbox.
        string[] written = Databases.IsFile(database)
            ? [Path.GetDirectoryName(Path.GetFullPath(database))!, Path.GetDirectoryName(keys)!]
            : [Path.GetDirectoryName(keys)!];
        var folders = string.Join(' ', written.Distinct().Select(Quote));
        string[] serve = [Path.Combine(AppContext.BaseDirectory, "xinqiao"), "serve", "--keys", keys, .. front];
        var lines = new Dictionary<string, string>
        {
            ["User="] = "User=" + user,
            ["WorkingDirectory="] = "WorkingDirectory=" + AppContext.BaseDirectory.TrimEnd('/'),
            ["Environment="] = environment,
            ["ExecStart="] = "ExecStart=" + string.Join(' ', serve.Select(Quote)),
            ["ReadWritePaths="] = "ReadWritePaths=" + folders,
        };
        // The template closes home folders altogether.
        if (new[] { serve[0], keys, folders }.Any(p => p.Contains("/home/", StringComparison.Ordinal) || p.Contains("/root/", StringComparison.Ordinal)))
            lines["ProtectHome="] = "ProtectHome=read-only";
        File.WriteAllText(file, string.Join('\n', Template().Split('\n').Select(line => Replaced(line, lines))));
        var name = Path.GetFileName(file);
        return new Written(
            (user == Environment.UserName ? "" : $"chown -R {user} {folders} && ")
            + $"cp {Quote(file)} /etc/systemd/system/ && systemctl daemon-reload && systemctl enable --now {name}");
    }

    // Of the commented steps at the template's head nothing is left to do.
    private static string Template()
    {
        using var reader = new StreamReader(typeof(UnitFile).Assembly.GetManifestResourceStream("Commands.xinqiao.service")!);
        var text = reader.ReadToEnd();
        return text[text.IndexOf("[Unit]", StringComparison.Ordinal)..];
    }

    private static string Replaced(string line, Dictionary<string, string> lines) =>
        lines.FirstOrDefault(l => line.StartsWith(l.Key, StringComparison.Ordinal)).Value ?? line;

    // A connection string holds a password, which must stand neither in a unit file nor in a list of processes.
    private static string EnvironmentLine(string file, string database)
    {
        if (Databases.IsFile(database)) return $"Environment={Quote($"{Options.DatabaseVariable}={Path.GetFullPath(database)}")}";
        var secret = file + ".env";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(secret, options);
        writer.Write($"{Options.DatabaseVariable}=\"{Escape(database)}\"\n");
        return "EnvironmentFile=" + secret;
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    // In a unit file a percent sign begins a specifier.
    private static string Quote(string word)
    {
        var text = word.Replace("%", "%%", StringComparison.Ordinal);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || "/._-:=*@,+%".Contains(c, StringComparison.Ordinal))
            ? text
            : $"\"{Escape(text)}\"";
    }
}
