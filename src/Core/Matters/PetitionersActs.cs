namespace Xinqiao.Core.Matters;

/// <summary>What a petitioner alone does with a matter. The stored word is also the address of its page.</summary>
public enum PetitionersAct
{
    [Word("supplement", "补充事实和材料")] Supplement,
    [Word("rate", "评价办理情况")] Rate,
    [Word("review", "申请复查、复核")] AskReview,
    [Word("withdraw-review", "撤回复查、复核申请")] WithdrawReview,
    [Word("confirm", "确认问题已经解决")] Confirm,
    [Word("withdraw", "撤回")] Withdraw,
    [Word("unpublish", "不同意公开答复")] Unpublish,
}

/// <summary>
/// What a petitioner can do now. As for the acts of staff, each decider is asked with a complete form, so what is offered and what
/// is decided cannot differ.
/// </summary>
public static class PetitionersActs
{
    private const string Filled = "（已填）";

    public static IReadOnlyList<PetitionersAct> Of(Matter matter, Act act) =>
        [.. Words.All<PetitionersAct>().Where(which => Refuse(which, matter, act) is null)];

    /// <summary>Why it cannot be done now; null where it can.</summary>
    public static Refusal? Refuse(PetitionersAct which, Matter matter, Act act) =>
        (Decide(which, matter, act) as Decision.Refused)?.Refusals[0];

    private static Decision Decide(PetitionersAct which, Matter matter, Act act) => which switch
    {
        PetitionersAct.Supplement => Withdrawal.Supplement(matter, Filled, ownHand: true, act),
        PetitionersAct.Rate => Rating.Rate(matter, Satisfaction.Satisfied, Satisfaction.Satisfied, null, secondFactor: true, act),
        PetitionersAct.AskReview => Review.Ask(matter, new AskReview(Filled, Filled, Filled), ownHand: true, act),
        PetitionersAct.WithdrawReview => ReviewWithdrawal.Withdraw(matter, null, confirmed: true, secondFactor: true, act),
        PetitionersAct.Confirm => Execution.Confirm(matter, null, secondFactor: true, act),
        PetitionersAct.Unpublish => Publishing.Object(matter, null, ownHand: true, act),
        PetitionersAct.Withdraw => Withdrawal.Withdraw(matter, null, confirmed: true, secondFactor: true, act),
    };
}
