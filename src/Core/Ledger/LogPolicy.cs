using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>A log whose signature counts.</summary>
/// <param name="Url">Where it is published; null where that is not told.</param>
public sealed record PolicyLog(VerifierKey Key, string? Url = null);

/// <summary>A witness whose cosignature counts.</summary>
/// <param name="Name">What the policy itself calls it.</param>
/// <param name="Url">The address below which it takes checkpoints; null where nobody here asks it.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url = null);

/// <summary>So many of these witnesses or groups stand for all of them.</summary>
/// <param name="Needed">1 to the number of members.</param>
public sealed record PolicyGroup(string Name, int Needed, IReadOnlyList<string> Members);

/// <summary>What a policy says of a note.</summary>
/// <param name="IsMet">A log of the policy signed, the quorum cosigned, and no known key was forged.</param>
/// <param name="Witnesses">Those who cosigned, with their time in seconds since 1970.</param>
public sealed record PolicyCheck(bool IsMet, NoteCheck Signatures, IReadOnlyList<(PolicyWitness Witness, long UnixTime)> Witnesses);

/// <summary>Whom to believe (C2SP tlog-policy): which logs, which witnesses, and how many of them make a quorum.</summary>
public sealed class LogPolicy
{
    /// <summary>The name of the quorum that asks no witness.</summary>
    public const string NoQuorum = "none";

    /// <param name="quorum">A witness, a group, or <see cref="NoQuorum"/>.</param>
    /// <exception cref="LedgerFormatException">A name is given twice or to nobody, or a key stands for two.</exception>
    public LogPolicy(
        IReadOnlyList<PolicyLog> logs, IReadOnlyList<PolicyWitness> witnesses, IReadOnlyList<PolicyGroup> groups, string quorum)
    {
        (Logs, Witnesses, Groups, Quorum) = (logs, witnesses, groups, quorum);
        RequireDistinctKeys();
        RequireNames();
    }

    /// <summary>A log alone, without witnesses.</summary>
    public static LogPolicy OfLog(VerifierKey key, string? url = null) => new([new PolicyLog(key, url)], [], [], NoQuorum);

    public IReadOnlyList<PolicyLog> Logs { get; }
    public IReadOnlyList<PolicyWitness> Witnesses { get; }

    /// <summary>Each after those it names.</summary>
    public IReadOnlyList<PolicyGroup> Groups { get; }
    public string Quorum { get; }

    public bool AsksWitnesses => Quorum != NoQuorum;

    /// <summary>The same witnesses for other logs.</summary>
    public LogPolicy For(IReadOnlyList<PolicyLog> logs) => new(logs, Witnesses, Groups, Quorum);

    /// <summary>Whether a note is a checkpoint of a log of this policy, cosigned by its quorum.</summary>
    public PolicyCheck Check(SignedNote note, Ed25519Verifier verify)
    {
        ArgumentNullException.ThrowIfNull(note);
        var origin = note.Text[..note.Text.IndexOf('\n', StringComparison.Ordinal)];
        VerifierKey[] own = [.. Logs.Where(log => log.Key.Name == origin).Select(log => log.Key)];
        var signatures = note.Check([.. own, .. Witnesses.Select(witness => witness.Key)], verify);
        var witnessed = new List<(PolicyWitness, long)>();
        foreach (var witness in Witnesses)
            if (signatures.Valid.FirstOrDefault(signed => ReferenceEquals(signed.Key, witness.Key)) is { } valid)
                witnessed.Add((witness, valid.UnixTime!.Value));
        var isMet = signatures.Forged.Count == 0 && signatures.Valid.Any(signed => own.Contains(signed.Key))
            && IsQuorum(witnessed.Select(w => w.Item1.Name));
        return new PolicyCheck(isMet, signatures, witnessed);
    }

    /// <summary>Whether these witnesses, by the policy's names, are enough.</summary>
    public bool IsQuorum(IEnumerable<string> witnesses)
    {
        var standing = witnesses.ToHashSet(StringComparer.Ordinal);
        foreach (var group in Groups)
            if (group.Members.Count(standing.Contains) >= group.Needed) standing.Add(group.Name);
        return !AsksWitnesses || standing.Contains(Quorum);
    }

    /// <exception cref="LedgerFormatException">Not a policy; the message names the line.</exception>
    public static LogPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (logs, witnesses, groups, quorum) = (new List<PolicyLog>(), new List<PolicyWitness>(), new List<PolicyGroup>(), (string?)null);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Any(c => c < 0x20 && c != '\t' || c == 0x7f)) throw Wrong(number, "a control character");
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case [] or [['#', ..], ..]: break;
                case ["log", var key, .. { Length: <= 1 } url]: logs.Add(new(Key(number, key, NoteKeyType.Ed25519), url.FirstOrDefault())); break;
                case ["witness", var name, var key, .. { Length: <= 1 } url]:
                    witnesses.Add(new(name, Key(number, key, NoteKeyType.Cosignature), url.FirstOrDefault()));
                    break;
                case ["group", var name, var needed, .. { Length: > 0 } members]:
                    RequireEarlier(number, members, witnesses, groups);
                    groups.Add(new(name, Needed(number, needed, members.Length), members));
                    break;
                case ["quorum", var name] when quorum is null:
                    if (name != NoQuorum) RequireEarlier(number, [name], witnesses, groups);
                    quorum = name;
                    break;
                default: throw Wrong(number, $"\"{line[..Math.Min(line.Length, 80)]}\" is no line of a policy, or a second quorum");
            }
        }

        return new LogPolicy(logs, witnesses, groups, quorum ?? throw new LedgerFormatException("policy: no quorum line"));
    }

    /// <summary>The policy as it is handed out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(params IEnumerable<string?> words) => text.AppendJoin(' ', words.Where(word => word is not null)).Append('\n');
        foreach (var log in Logs) Line("log", log.Key.ToString(), log.Url);
        foreach (var witness in Witnesses) Line("witness", witness.Name, witness.Key.ToString(), witness.Url);
        foreach (var group in Groups) Line(["group", group.Name, $"{group.Needed}", .. group.Members]);
        Line("quorum", Quorum);
        return text.ToString();
    }

    private static VerifierKey Key(int line, string vkey, NoteKeyType type)
    {
        var key = VerifierKey.Parse(vkey);
        return key.Type == type ? key : throw Wrong(line, $"key {key.Name} is of type {key.Type}, not {type}");
    }

    private static int Needed(int line, string word, int members) => word switch
    {
        "any" => 1,
        "all" => members,
        _ when int.TryParse(word, out var needed) && $"{needed}" == word && needed >= 1 && needed <= members => needed,
        _ => throw Wrong(line, $"\"{word}\" of {members} members"),
    };

    private static void RequireEarlier(int line, string[] names, List<PolicyWitness> witnesses, List<PolicyGroup> groups)
    {
        foreach (var name in names)
            if (!witnesses.Exists(w => w.Name == name) && !groups.Exists(g => g.Name == name))
                throw Wrong(line, $"\"{name}\" is named before it is defined");
    }

    private static LedgerFormatException Wrong(int line, string what) => new($"policy: line {line}: {what}");

    private void RequireDistinctKeys()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in Logs.Select(log => log.Key))
            if (!keys.Add(Convert.ToHexString(key.PublicKey))) throw new LedgerFormatException($"policy: the key of log {key.Name} stands twice");
        keys.Clear();
        foreach (var witness in Witnesses)
            if (!keys.Add(Convert.ToHexString(witness.Key.PublicKey))) throw new LedgerFormatException($"policy: the key of witness {witness.Name} stands twice");
    }

    private void RequireNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { NoQuorum };
        foreach (var name in Witnesses.Select(witness => witness.Name).Concat(Groups.Select(group => group.Name)))
            if (!names.Add(name)) throw new LedgerFormatException($"policy: the name \"{name}\" stands twice, or is \"{NoQuorum}\"");
        if (!names.Contains(Quorum)) throw new LedgerFormatException($"policy: nobody is called \"{Quorum}\"");
        var listed = new HashSet<string>(StringComparer.Ordinal) { NoQuorum };
        foreach (var member in Groups.SelectMany(group => group.Members))
            if (!names.Contains(member) || !listed.Add(member))
                throw new LedgerFormatException($"policy: \"{member}\" is unknown, or in two groups");
    }
}
