using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Attachments;
using Xinqiao.Web.Tests.Attachments;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>Petitions with a mark of its own in each field, brought to every kind of place in a tree of units.</summary>
internal sealed partial class CanaryDistrict(GateSite site)
{
    public static readonly Dictionary<char, Part> Marks = new()
    {
        ['t'] = Part.Text,
        ['w'] = Part.Text,
        ['r'] = Part.Text,
        ['p'] = Part.Text,
        ['n'] = Part.Identity,
        ['a'] = Part.Contact,
        ['e'] = Part.Contact,
        ['x'] = Part.Extract,
        ['f'] = Part.Files,
        ['q'] = Part.Requests,
        ['v'] = Part.Text,
    };

    // Of matter seven: zq00007n is the name, zq00007a the address.
    [GeneratedRegex(@"zq(\d{5})([a-z])", RegexOptions.IgnoreCase)]
    public static partial Regex Mark();

    [GeneratedRegex(@"XF\d{4}-\d{6}-\w(-\d+)?")]
    public static partial Regex Number();

    public List<Filed> Filed { get; } = [];
    public List<Matter> Matters { get; } = [];
    public Dictionary<string, int> ByNumber { get; } = [];

    public async Task Fill(int petitions)
    {
        for (var i = 0; i < petitions; i++) await File(i);
    }

    /// <summary>Some of those who may say for what they need a name; from here on <see cref="Matters"/> are as they stand.</summary>
    public async Task Grant()
    {
        for (var i = 0; i < Filed.Count; i++) await Grant(i);
        foreach (var f in Filed) Matters.Add(await site.State(f));
    }

    public static IdentityField? FieldOf(char mark) => mark switch
    {
        'n' => IdentityField.Name,
        'a' => IdentityField.Address,
        'e' => IdentityField.Email,
        _ => null,
    };

    /// <summary>The petition whose field a mark stands in.</summary>
    public static int NumberOf(Match mark) => int.Parse(mark.Groups[1].Value, CultureInfo.InvariantCulture);

    private static FilePetition Marked(FilePetition c, int i) => c with
    {
        Title = $"雨水管破损zq{i:00000}t",
        Narrative = $"雨水管破损，一楼进水。zq{i:00000}w",
        Request = $"修好雨水管zq{i:00000}r",
        PlaceDetail = $"濠西新村zq{i:00000}p",
        Name = $"甲zq{i:00000}n",
        Address = $"东街zq{i:00000}a",
        Email = $"zq{i:00000}e@example.cn",
        Phone = $"139{i:00000000}",
    };

    // Every case of routing: sealed and not, complained of, withdrawn from, with the lead unit, with another, returned, unsealed again.
    private async Task File(int i)
    {
        FilePetition Change(FilePetition c) => Marked(c, i);
        var f = (i % 12) switch
        {
            0 => await PassedOn(await site.File(Purpose.Accusation, Change), i),
            1 => await site.File(Purpose.Mixed, Change),
            2 => await Named(await site.File(Purpose.Accusation, Change), "jijian"),
            3 => await Unsealed(await site.File(Purpose.Accusation, Change)),
            4 => await site.File(Purpose.Request, Change),
            5 => await Named(await site.BringTo(Stage.ToForward, Change), "fenban"),
            6 => await Named(await site.BringTo(Stage.ToReceive, Change, "CG"), "fenban"),
            7 => await Withdrawn(await site.BringTo(Stage.ToAccept, Change)),
            8 => i / 12 % 2 == 0 ? await UnderReview(await site.BringTo(Stage.Served, Change), i) : await site.BringTo(Stage.Served, Change),
            9 => await Returned(await site.BringTo(Stage.Objected, Change)),
            10 => await Named(await site.BringTo(Stage.InHand, Change), "fenban"),
            _ => await site.BringTo(Stage.NotAccepted, Change),
        };
        await site.On(f, Actor.Petitioner, (m, act) => InformationRequests.Ask(m, InformationRight.Explain, $"为什么zq{i:00000}q", ownHand: true, act));
        ByNumber[f.Number] = ByNumber[f.MatterNumber] = Filed.Count;
        Filed.Add(f);
        if (i % 2 == 0) await Attach(f, i);
    }

    // Of some cases somebody said for what; of the others nobody may read a name, whatever their post.
    private Task Grant(int i) => (i % 12) switch
    {
        2 => site.OpenIdentity(Filed[i], "jijian", AccessPurpose.Verify),
        4 => site.OpenIdentity(Filed[i], "dengji", AccessPurpose.Contact),
        8 => site.OpenIdentity(Filed[i], "chengban"),
        9 => site.OpenIdentity(Filed[i], "fenban", AccessPurpose.Serve),
        _ => Task.CompletedTask,
    };

    // Asked of the organ above, in words of their own; taken up there.
    private async Task<Filed> UnderReview(Filed f, int i)
    {
        await site.On(f, Actor.Petitioner, (m, act) => Review.Ask(m, new AskReview($"撤销zq{i:00000}v", $"没有鉴定。zq{i:00000}v", null), ownHand: true, act));
        await site.On(f, "fucha", (m, act) => ReviewWork.Take(m, null, [], act));
        return f;
    }

    private async Task<Filed> Named(Filed f, string login)
    {
        await site.Name(f, login, GateSite.Inspectorate);
        return f;
    }

    // An extract went on; of every other one two persons agreed to tell who accuses.
    private async Task<Filed> PassedOn(Filed f, int i)
    {
        await site.PassOn(f, District.Discipline, $"局长收钱办事zq{i:00000}x");
        if (i % 24 == 0) return f;
        await site.On(f, GateSite.ActorOf("recipient-handler"), (m, act) => Disclosure.Ask(m, AccessPurpose.Verify, "须当面核实", act));
        foreach (var by in (string[])["recipient-head", "liaison"])
            await site.On(f, GateSite.ActorOf(by), (m, act) => Disclosure.Approve(m, m.Disclosures[^1].Version, act));
        return f;
    }

    private async Task<Filed> Unsealed(Filed f)
    {
        await Named(f, "jijian");
        await site.On(f, "jijian", (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及干部", act));
        return f;
    }

    private async Task<Filed> Withdrawn(Filed f)
    {
        await site.On(f, GateSite.ActorOf("withdrawn"), (m, act) => Conflict.Recuse(m, "信访人是亲属", act));
        return f;
    }

    private async Task<Filed> Returned(Filed f)
    {
        await site.AdmitObjection(f);
        return f;
    }

    private async Task Attach(Filed f, int i)
    {
        using var petitioner = await site.Tracking(f);
        // Where nothing can be added any more there is no form.
        if ((await petitioner.Open("/track/files")).QuerySelector("main form") is IHtmlFormElement form)
            await petitioner.Upload(form, [], ($"照片zq{i:00000}f.jpg", SampleFiles.Jpeg($"{i}")));
    }
}
