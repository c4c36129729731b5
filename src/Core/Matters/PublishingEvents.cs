namespace Xinqiao.Core.Matters;

/// <summary>
/// The unit that answered made its answer public, in words written for everybody: how many passages of each kind were struck or left, and by
/// its digest the very text. The text stands beside the log, so that it can be erased.
/// </summary>
/// <param name="Answer">Its public name.</param>
/// <param name="Struck">Kinds of marks with their numbers: <c>name=3</c>.</param>
public sealed record AnswerPublished(
    StreamId Matter, string Answer, string Unit, string UnitName, string Category, IReadOnlyList<string> Struck, IReadOnlyList<string> Kept,
    PrivateText Title, PrivateText Question, PrivateText Text) : MatterEvent(Matter)
{
    public const string Stored = "matter.answer-published.v1";
    public const string TitleField = "title", QuestionField = "question", AnswerField = "answer";

    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("publicId", Answer).Fact("unit", Unit).Fact("unitName", UnitName).Fact("category", Category).FactList("struck", Struck)
        .FactList("kept", Kept).Text(TitleField, Title).Text(QuestionField, Question).Text(AnswerField, Text);

    public static AnswerPublished Read(PayloadReader from) => new(
        from.Stream, from.String("publicId"), from.String("unit"), from.String("unitName"), from.String("category"), from.StringList("struck"),
        from.StringList("kept"), from.Text(TitleField), from.Text(QuestionField), from.Text(AnswerField));
}

/// <summary>A public answer was taken down (撤下), by an officer with a reason or because whoever petitioned objects to it.</summary>
public sealed record AnswerWithdrawn(StreamId Matter, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.answer-withdrawn.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Text("reason", Reason);
    public static AnswerWithdrawn Read(PayloadReader from) => new(from.Stream, from.Text("reason"));
}
