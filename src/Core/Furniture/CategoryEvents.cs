using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Furniture;

/// <summary>Something about a category changed.</summary>
public abstract record CategoryEvent(string Code) : FurnitureEvent(StreamId.Furniture("category:" + Code))
{
    /// <summary>The category after it.</summary>
    /// <param name="before">Null where there was none.</param>
    /// <exception cref="InvalidDataException">There is no such category to change.</exception>
    public abstract Category Change(Category? before);

    private protected Category There(Category? before) =>
        before ?? throw new InvalidDataException($"There is no category {Code} to change.");
}

/// <summary>A category can be chosen from now on.</summary>
public sealed record CategoryAdded(string Code, string Name, string? National) : CategoryEvent(Code)
{
    public const string Stored = "category.added.v1";
    public override string StoredName => Stored;
    public override Category Change(Category? before) => new(Code, Name, National);
    public override void Write(PayloadWriter to) => to.Fact("code", Code).Fact("name", Name).Fact("national", National);
    public static CategoryAdded Read(PayloadReader from) => new(from.String("code"), from.String("name"), from.StringOrNull("national"));
}

/// <summary>A category is called otherwise from now on, also where it was chosen before.</summary>
public sealed record CategoryRenamed(string Code, string Name) : CategoryEvent(Code)
{
    public const string Stored = "category.renamed.v1";
    public override string StoredName => Stored;
    public override Category Change(Category? before) => There(before) with { Name = Name };
    public override void Write(PayloadWriter to) => to.Fact("code", Code).Fact("name", Name);
    public static CategoryRenamed Read(PayloadReader from) => new(from.String("code"), from.String("name"));
}

/// <summary>Which code of the national table a category answers to; null where that is not known any more.</summary>
public sealed record CategoryMapped(string Code, string? National) : CategoryEvent(Code)
{
    public const string Stored = "category.mapped.v1";
    public override string StoredName => Stored;
    public override Category Change(Category? before) => There(before) with { National = National };
    public override void Write(PayloadWriter to) => to.Fact("code", Code).Fact("national", National);
    public static CategoryMapped Read(PayloadReader from) => new(from.String("code"), from.StringOrNull("national"));
}

/// <summary>From that day on nobody chooses the category, nor any below it.</summary>
public sealed record CategoryEnded(string Code, DateOnly From) : CategoryEvent(Code)
{
    public const string Stored = "category.ended.v1";
    public override string StoredName => Stored;
    public override Category Change(Category? before) => There(before) with { EndedOn = From };
    public override void Write(PayloadWriter to) => to.Fact("code", Code).Fact("from", From);
    public static CategoryEnded Read(PayloadReader from) => new(from.String("code"), from.Date("from"));
}

/// <summary>The row of a category that is not as the program brings it.</summary>
public static class CategoryRow
{
    public static readonly TableShape Shape = new("categories", "code", "code name national ended_on position:i");

    /// <summary>In the order of the columns.</summary>
    /// <param name="position">Of the event that changed it last.</param>
    public static object?[] Values(Category c, long position) =>
        [c.Code, c.Name, c.National, c.EndedOn?.ToString("yyyy-MM-dd"), position];
}
