using System.Collections;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Language;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Language;

/// <summary>A demo district with a matter at every stage, and at some of the turns beside them.</summary>
public sealed class EveryStage : IAsyncLifetime
{
    public Site Site { get; } = new();

    /// <summary>By what is special about it: a stage, or a turn.</summary>
    public Dictionary<string, Filed> Matters { get; } = [];

    public static IEnumerable<string> Names => Words.All<Stage>().Select(s => s.ToString()).Concat(["Assigned", "Extended", "ObjectionRefused", "Urgent", "Anonymous", "Published"]);

    public async ValueTask InitializeAsync()
    {
        await Site.InitializeAsync();
        foreach (var stage in Words.All<Stage>()) Matters[stage.ToString()] = await Site.BringTo(stage);
        Matters["Assigned"] = await Site.BringTo(Stage.ToForward);
        await Site.Assign(Matters["Assigned"]);
        Matters["Extended"] = await Site.BringTo(Stage.InHand);
        await Site.Extend(Matters["Extended"]);
        Matters["ObjectionRefused"] = await Site.BringTo(Stage.Objected);
        await Site.RefuseObjection(Matters["ObjectionRefused"]);
        Matters["Urgent"] = await Site.BringTo(Stage.ToForward);
        await Site.MarkUrgent(Matters["Urgent"]);
        Matters["Published"] = await Site.BringTo(Stage.Served);
        await Site.PublishAnswer(Matters["Published"]);
        Matters["Anonymous"] = await Site.BringTo(Stage.ToAccept, c => c with
        {
            Anonymous = true,
            Name = null,
            Phone = null,
            Address = null,
            Email = null,
            ElectronicConsent = false,
        });
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>
    /// What is nobody's to translate, longest first: all that the events say, the units, the accounts, and what a test typed.
    /// </summary>
    public async Task<IReadOnlyList<string>> Data(IEnumerable<string?> typed)
    {
        var texts = new HashSet<string>();
        foreach (var unit in await Site.Get<UnitQueries>().All()) Gather(unit, texts);
        foreach (var account in DemoDistrict.Accounts) texts.Add(account.Name);
        // The names of categories are an office's own, as those of units are.
        foreach (var category in Categories.Brought.All) texts.Add(category.Name);
        foreach (var f in Matters.Values)
            foreach (var recorded in (await Site.Events(f.Petition)).Concat(await Site.Events(f.Matter))) Gather(recorded.Event, texts);
        Gather(typed.ToList(), texts);
        return [.. texts.Select(WordsOnAPage.Flat).Where(Reader.HasHan).Distinct().OrderByDescending(t => t.Length)];
    }

    // Every text in it, line by line: a page may show the lines apart.
    private static void Gather(object? value, HashSet<string> texts)
    {
        switch (value)
        {
            case null or StreamId or IFormattable or bool or Phrase:
                break;
            case string text:
                texts.UnionWith(text.Split('\n').Append(text));
                break;
            case PrivateText { Value: var text }:
                Gather(text, texts);
                break;
            case IEnumerable many:
                foreach (var one in many) Gather(one, texts);
                break;
            default:
                foreach (var property in value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
                    Gather(property.GetValue(value), texts);
                break;
        }
    }
}
