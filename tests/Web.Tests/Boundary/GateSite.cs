using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Tests.Commands;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>Somebody who asks for pages.</summary>
/// <param name="Login">Null for whoever is not signed in.</param>
public sealed record Asker(string Name, string? Id, string? Login, Role Role, string Unit)
{
    public Viewer Viewer => new(Role, Unit, Id ?? "");
}

/// <summary>A site with an inspectorate below a bureau, and with somebody in every post that a matter may be closed to.</summary>
public sealed class GateSite : Site, IAsyncLifetime
{
    /// <summary>A unit below the bureau of labour.</summary>
    public const string Inspectorate = "RS1";

    /// <summary>A unit above the bureau of housing, which has most matters in hand.</summary>
    public const string Superior = "JS";

    public static readonly IReadOnlyList<Asker> Askers =
    [
        new("anonymous", null, null, Role.Petitioner, ""),
        .. from a in DemoDistrict.Accounts
           select new Asker(a.Role switch
           {
               Role.DisciplineLiaison => "liaison",
               Role.Handler => "lead-handler",
               Role.UnitHead => "lead-head",
               var role => Words.Of(role),
           }, a.Id, a.Login, a.Role, a.Unit),
        new("withdrawn", "s-101", "huibi", Role.Handler, "ZJ"),
        new("other-handler", "s-102", "qita", Role.Handler, "CG"),
        new("other-head", "s-103", "qita-fuze", Role.UnitHead, "CG"),
        new("complained-of-handler", "s-104", "bei", Role.Handler, Inspectorate),
        new("complained-of-head", "s-105", "bei-fuze", Role.UnitHead, Inspectorate),
        new("above-complained-of-handler", "s-106", "shangji", Role.Handler, "RS"),
        new("above-complained-of-head", "s-107", "shangji-fuze", Role.UnitHead, "RS"),
        new("superior-handler", "s-110", "zhuguan", Role.Handler, Superior),
        new("superior-head", "s-111", "zhuguan-fuze", Role.UnitHead, Superior),
        new("superior-reviewer", "s-112", "zhuguan-fucha", Role.Reviewer, Superior),
        new("superior-review-head", "s-113", "zhuguan-fucha-fuze", Role.ReviewHead, Superior),
        new("recipient-handler", "s-108", "jieshou", Role.Handler, District.Discipline),
        new("recipient-head", "s-109", "jieshou-fuze", Role.UnitHead, District.Discipline),
    ];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var system = new Actor("system", Role.System, "", "");
        var above = await this.Unit("RS");
        await UnitQueries.Establish(Store, system, [above with { Code = Inspectorate, Name = "劳动监察大队", Word = "崇劳监", Parent = "RS" }]);
        var housing = await this.Unit("ZJ");
        await UnitQueries.Establish(Store, system, [housing with { Code = Superior, Name = "建设委员会", Word = "崇建委" }, housing with { Parent = Superior }]);
        foreach (var asker in Askers.Where(a => a.Id?.Length == 5))
            await People.Appoint(Store, system, asker.Id!, asker.Login!, asker.Name, asker.Role, asker.Unit, DemoDistrict.Password);
    }

    public static Actor ActorOf(string name)
    {
        var asker = Askers.Single(a => a.Name == name);
        return new Actor(asker.Id!, asker.Role, asker.Unit, asker.Unit);
    }

    /// <summary>Names a unit as complained of, as the registered tree has it.</summary>
    public async Task Name(Filed f, string login, string unit)
    {
        var all = await Get<UnitQueries>().All();
        await this.On(f, login, (m, act) => Conflict.Name(m, [all.First(u => u.Code == unit)], [], "信中写明", all, act));
    }

    /// <summary>A path in the site's own folder.</summary>
    public string Beside(string name) => Path.Combine(Folder, name);

    /// <summary>A verb on the site's database, as somebody at the server types it.</summary>
    public Task<Typed> Run(params string[] verb) =>
        Typed.Run(Clock, [.. verb, "--database", Beside("site.db"), .. verb[0] == "backup" ? (string[])[] : ["--keys", Beside("keys")]]);

    /// <summary>A browser that follows nothing and keeps its cookies as they are: no page ends the sign-in of whoever asks the next.</summary>
    public async Task<HttpClient> Browser(Asker asker)
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (asker.Login is null) return http;
        using var visitor = await SignedIn(asker.Login);
        http.DefaultRequestHeaders.Add("Cookie", visitor.Cookies());
        return http;
    }
}
