using Xinqiao.Core.Regulation;

namespace Xinqiao.Core;

/// <summary>What a decider answers: the events that happened, or every reason why not. Never silence.</summary>
public abstract record Decision
{
    private Decision() { }

    public sealed record Accepted(IReadOnlyList<CaseEvent> Events) : Decision;

    /// <summary>At least one refusal; a form gets all its errors at once.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : Decision;

    public static Decision Accept(params CaseEvent[] events) => new Accepted(events);

    /// <param name="basis">The article or rule that refuses.</param>
    /// <param name="code">A stable name for the reason, in kebab case; tests use it.</param>
    /// <param name="reason">The reason in the words of the office, and what to do instead.</param>
    /// <param name="field">The form field the reason is about, if there is one.</param>
    public static Decision Refuse(Article basis, string code, Phrase reason, string? field = null) =>
        new Refused([new Refusal(basis, code, reason, field)]);

    public static Decision Refuse(IReadOnlyList<Refusal> refusals) => new Refused(refusals);
}
