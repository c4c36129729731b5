using System.Globalization;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>What is kept for how long.</summary>
public enum RetentionKind
{
    [Word("ordinary", "一般信访事项")] Ordinary,
    [Word("accusation", "检举控告")] Accusation,
}

/// <summary>Why a petition is not destroyed.</summary>
public enum KeptBecause
{
    [Word("other-kind", "不属于这一类，或者含有另一类事项")] OtherKind,
    [Word("destroyed", "已经销毁")] Destroyed,
    [Word("new-event", "列出以后有新的记录")] NewEvent,
    [Word("not-ended", "尚未办结")] NotEnded,
    [Word("open-request", "有未答复的个人信息请求")] OpenRequest,
    [Word("open-term", "有正在计算的期限")] OpenTerm,
    [Word("open-erasure", "有等待审批的删除申请")] OpenErasure,
    [Word("linked", "与未办结的事项关联")] Linked,
    [Word("term-running", "保存期限未届满")] TermRunning,
}

/// <summary>A petition with all its matters: they share its words, so they are kept, and go, together.</summary>
/// <param name="Linked">Matters of others that stand beside one of them, before or after it.</param>
public sealed record KeptPetition(Petition Petition, IReadOnlyList<Matter> Matters, IReadOnlyList<Matter> Linked)
{
    /// <summary>An accusation among them makes the whole of it one.</summary>
    public RetentionKind Kind => Matters.Any(m => Gate.SecrecyOf(m.Sealed, m.Purpose) != Secrecy.Ordinary) ? RetentionKind.Accusation : RetentionKind.Ordinary;

    /// <summary>The day of the last thing that happened to it; the term counts from there.</summary>
    public DateOnly LastOn => Shanghai.DateOf(Matters.Select(m => m.LastAt).Append(Petition.LastAt).Max());

    /// <summary>As it stands in a list: each stream with its version, so that whatever happens to it afterwards shows.</summary>
    public ListedPetition Listed => new(
        Petition.Id, Petition.Version, [.. Matters.OrderBy(m => m.Id).Select(m => new ListedStream(m.Id, m.Version))]);
}

/// <summary>A stream as it was when a list was drawn up.</summary>
public readonly record struct ListedStream(StreamId Id, int Version)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}@{Version}");

    /// <exception cref="FormatException">It is none.</exception>
    public static ListedStream Parse(string text) =>
        text.Split('@') is [var id, var version] && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(new StreamId(id), number)
            : throw new FormatException($"“{text}” is no listed stream.");
}

/// <summary>A petition in a list, as it was then.</summary>
public sealed record ListedPetition(StreamId Id, int Version, IReadOnlyList<ListedStream> Matters)
{
    public override string ToString() => string.Join(' ', Matters.Prepend(new ListedStream(Id, Version)));

    /// <inheritdoc cref="ListedStream.Parse"/>
    public static ListedPetition Parse(string text)
    {
        var streams = text.Split(' ').Select(ListedStream.Parse).ToList();
        return new(streams[0].Id, streams[0].Version, streams[1..]);
    }

    /// <summary>Nothing has happened to it since.</summary>
    public bool IsStill(KeptPetition now) => now.Listed.ToString() == ToString();
}

/// <summary>
/// 保存期限: what is no longer needed goes. When nothing has happened to a petition for as long as its kind is kept, somebody lists it, another person
/// approves, and its texts, files and identity are erased as by any erasure. Whatever happens to it begins the term anew. Number, category and dates stay.
/// </summary>
public static class Retaining
{
    public static readonly Article Source = Article.House("保存期限");

    /// <summary>The shortest time that is needed.</summary>
    public static readonly Article Shortest = new("个人信息保护法", 19, Provenance: Provenance.Memory);

    /// <summary>The term is over.</summary>
    public static readonly Article Over = Erasing.Basis(ErasureGround.TermOver);

    /// <summary>The most of one list; what is left comes with the next.</summary>
    public const int MostListed = 500;

    /// <summary>Code of the refusal where the same list had it destroyed before.</summary>
    public const string DoneAlready = "done-already";

    private const int LongestYears = 100;

    /// <summary>The setting of a kind, in years.</summary>
    public static string KeyOf(RetentionKind kind) => $"retention.{Words.Of(kind)}.years";

    /// <summary>Where the office set nothing: what archives' rules call 定期 10 years, and 30; stated from memory.</summary>
    public static int Usual(RetentionKind kind) => kind == RetentionKind.Accusation ? 30 : 10;

    /// <summary>In force on the day on which a term begins.</summary>
    public static int YearsOn(RetentionKind kind, DateOnly day, Settings settings) =>
        settings.On(day, KeyOf(kind)) is { } set ? int.Parse(set, CultureInfo.InvariantCulture) : Usual(kind);

    /// <summary>The last day on which it is kept.</summary>
    public static DateOnly EndsOn(KeptPetition kept, Settings settings) => kept.LastOn.AddYears(YearsOn(kept.Kind, kept.LastOn, settings));

    /// <summary>No term of a kind that began on a later day can be over: the shortest there ever was decides.</summary>
    public static DateOnly LatestBeginning(RetentionKind kind, DateOnly today, Settings settings) => today.AddYears(
        -settings.All.Where(s => s.Key == KeyOf(kind)).Select(s => int.Parse(s.Value, CultureInfo.InvariantCulture)).Append(Usual(kind)).Min());

    /// <summary>The kind whose years a setting says; null where it is about something else.</summary>
    public static RetentionKind? KindOf(string key)
    {
        foreach (var kind in Words.All<RetentionKind>())
            if (KeyOf(kind) == key) return kind;
        return null;
    }

    /// <summary>Why so many years cannot be set; null where they can.</summary>
    internal static Refusal? Refuse(Setting setting) =>
        int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years is >= 1 and <= LongestYears
            ? null
            : new(Source, "setting-value", $"保存期限须为 1 至 {LongestYears} 的整数，以年计。");

    /// <summary>Why a petition stays; null where its term is over and nothing speaks for keeping it.</summary>
    public static KeptBecause? Keeps(KeptPetition kept, RetentionKind kind, Rules rules, DateOnly today)
    {
        if (kept.Kind != kind) return KeptBecause.OtherKind;
        if (kept.Matters.Any(m => m.DestroyedBy is not null)) return KeptBecause.Destroyed;
        if (kept.Matters.Any(m => !IsOver(m))) return KeptBecause.NotEnded;
        if (kept.Matters.Any(m => InformationRequests.Next(m) is not null)) return KeptBecause.OpenRequest;
        if (kept.Matters.Any(m => Deadlines.Of(m, rules).Any(d => d.IsOpen))) return KeptBecause.OpenTerm;
        if (kept.Matters.Any(m => m.PendingErasure is not null)) return KeptBecause.OpenErasure;
        if (kept.Linked.Any(m => !IsOver(m))) return KeptBecause.Linked;
        return today <= EndsOn(kept, rules.Settings) ? KeptBecause.TermRunning : null;
    }

    /// <summary>Nobody works on it: closed, ended, or answered by another route.</summary>
    private static bool IsOver(Matter m) => m is { ClosedOn: not null, OpenReview: null } || m.IsEnded || m.Stage == Stage.Routed;

    /// <summary>Somebody asks that what a list holds be destroyed.</summary>
    /// <param name="batch">Its name, made by whoever makes the command.</param>
    public static Decision Ask(RetentionKind? kind, string batch, IReadOnlyList<KeptPetition> listed, string? reason, Act act)
    {
        if (kind is not { } of || !Enum.IsDefined(of)) return Decision.Refuse(Source, "kind-missing", "请选择哪一类。", "kind");
        if (Authority.Is(act, AskerOf(of)) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule()
            .Require(listed.Count > 0, Source, "nothing-listed", "没有保存期限届满的信访件，不需要申请。")
            .Require(listed.Count <= MostListed, Source, "too-many", $"一批最多{MostListed}件，其余的下一批再列。")
            .Require(listed.All(k => Keeps(k, of, act.Rules, act.Today) is null), Source, "kept", "清单里有不能销毁的，请重新列出。")
            .Required("reason", "申请销毁的理由", reason, PetitionLimits.Note, Source);
        return rule.Passed
            ? Decision.Accept(new RetentionAsked(batch, of, [.. listed.Select(k => k.Listed.ToString())], reason))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Another person approves the list. Nothing is gone by it yet: each petition is looked at once more, under the lock.</summary>
    public static Decision Approve(RetentionBatch? batch, Unit office, Act act)
    {
        if (NotMine(batch, act) is { } no) return no;
        if (batch!.AskedBy == act.Actor.Id)
            return Decision.Refuse(Source, "own-batch", "申请人不能批准自己列的清单，请由另一位有审批权的人员办理。");
        return Decision.Accept(new RetentionApproved(batch.Id, DocumentNumber.Draw(office, act)));
    }

    /// <summary>Nothing is destroyed.</summary>
    public static Decision Refuse(RetentionBatch? batch, string? reason, Act act)
    {
        if (NotMine(batch, act) is { } no) return no;
        var rule = new TextRule().Required("reason", "不予销毁的理由", reason, PetitionLimits.Note, Source);
        return rule.Passed ? Decision.Accept(new RetentionRefused(batch!.Id, reason)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>One petition of an approved list goes, with all its matters, or stays for a reason that bears a name.</summary>
    /// <param name="texts">Everything of it that can be erased, as of the listed versions.</param>
    public static Decision Destroy(RetentionBatch batch, ListedPetition listed, KeptPetition now, IReadOnlyCollection<TextPlace> texts, Act act)
    {
        if (Authority.Is(act, Role.System) is { } notMine) return Decision.Refuse([notMine]);
        if (batch.DocumentNumber is not { } number) return Decision.Refuse(Source, "not-approved", "这一批还没有批准。");
        if (now.Matters.Any(m => m.DestroyedBy == batch.Id)) return Decision.Refuse(Source, DoneAlready, "这一件已经随这一批销毁。");
        var why = Keeps(now, batch.Kind, act.Rules, act.Today) ?? (listed.IsStill(now) ? null : KeptBecause.NewEvent);
        if (why is { } kept) return Decision.Refuse(Source, Words.Of(kept), $"{Words.Label(kept)}，不销毁。");
        var (years, ended) = (YearsOn(now.Kind, now.LastOn, act.Rules.Settings), EndsOn(now, act.Rules.Settings));
        return Decision.Accept(
        [
            .. now.Matters.Select(m => new MatterDestroyed(m.Id, batch.Id, batch.Kind, years, ended, number)),
            .. texts.Select(t => new TextErased(t.Position, t.Field, Over.ToString(), number)),
        ]);
    }

    /// <summary>Every petition of a list was looked at.</summary>
    /// <param name="leftOut">Numbers of those that stay, each with why: <c>XF…=new-event</c>.</param>
    public static Decision Finish(RetentionBatch batch, int destroyed, IReadOnlyList<string> leftOut, Act act)
    {
        if (Authority.Is(act, Role.System) is { } notMine) return Decision.Refuse([notMine]);
        return batch.IsUnderWay
            ? Decision.Accept(new RetentionFinished(batch.Id, destroyed, leftOut))
            : Decision.Refuse(Source, "not-under-way", "这一批没有在办理。");
    }

    /// <summary>A decision on the lists as they were read; where one was decided meanwhile they are to be read again.</summary>
    public static Decision On(bool isAsRead, Func<Decision> decide) =>
        isAsRead ? decide() : Decision.Refuse(Source, "lists-changed", "清单刚刚有变化，请重新打开再办。");

    /// <summary>Who lists a kind: what is sealed is the liaisons'.</summary>
    public static Role AskerOf(RetentionKind kind) => kind == RetentionKind.Accusation ? Role.DisciplineLiaison : Role.Router;

    /// <summary>Who approves it.</summary>
    public static Role ApproverOf(RetentionKind kind) => kind == RetentionKind.Accusation ? Role.DisciplineLiaison : Role.Supervisor;

    private static Decision? NotMine(RetentionBatch? batch, Act act)
    {
        if (batch is not { IsPending: true }) return Decision.Refuse(Source, "no-batch", "没有等待批准的清单。");
        return Authority.Is(act, ApproverOf(batch.Kind)) is { } notMine ? Decision.Refuse([notMine]) : null;
    }
}
