namespace Xinqiao.Verifier;

/// <summary>The command line cannot be followed, or names something that is not there; the message says what. Exit code 2.</summary>
public sealed class BadUseException(string message) : Exception(message);

/// <summary>What was typed: what to check, which one, and options with their values.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> options = [];

    /// <param name="allowed">Options that may be given, each with a value.</param>
    public Arguments(string[] args, params ReadOnlySpan<string> allowed)
    {
        var names = allowed.ToArray();
        for (var i = 1; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) && Subject is null) Subject = args[i];
            else if (!names.Contains(args[i])) throw new BadUseException($"不认识的参数 {args[i]}。 Unknown argument.");
            else if (i + 1 == args.Length || !options.TryAdd(args[i], args[++i]))
                throw new BadUseException($"{args[i]} 缺少取值，或者给了两次。 It lacks its value, or is given twice.");
        }
    }

    public string? Subject { get; }

    public string? this[string option] => options.GetValueOrDefault(option);

    public string Require(string option) =>
        this[option] ?? throw new BadUseException($"请用 {option} 指定。 Name it with {option}.");
}
