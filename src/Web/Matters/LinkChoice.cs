using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Matters;

/// <summary>What a button beside an earlier matter says: which one, and as what something is put beside it.</summary>
public sealed record LinkChoice(StreamId Earlier, LinkKind Kind)
{
    /// <summary>The field of forms that holds it.</summary>
    public const string Field = "link";

    public static LinkChoice Of(string earlier, LinkKind kind) => new(new StreamId(earlier), kind);

    /// <summary>Null where it holds none.</summary>
    public static LinkChoice? Read(string? value) => value?.Split(' ') is [var word, var id] && Words.TryParse<LinkKind>(word) is { } kind
        && new StreamId(id).IsMatter
        ? Of(id, kind)
        : null;

    /// <summary>The access key at the first of a list.</summary>
    public static string KeyOf(LinkKind kind) => kind switch
    {
        LinkKind.Repeat => "t",
        LinkKind.SameCause => "w",
        LinkKind.Supplement => "u",
    };

    /// <summary>As the field holds it.</summary>
    public override string ToString() => $"{Words.Of(Kind)} {Earlier}";
}
