using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>One time that somebody read who petitions: which unit and post, for what, which fields. Never a name of staff.</summary>
public sealed record Reading(long Position, DateTimeOffset At, Phrase Purpose, Phrase Who, IReadOnlyList<Phrase> Fields, string? Note);

/// <summary>谁查阅过我的信息: the petitioner sees every reading of who they are, the latest first.</summary>
public sealed class ReadersModel(PetitionerQueries queries, UnitQueries units) : PageModel
{
    // So many fit on a page of 15 KB.
    private const int Most = 30;

    public IReadOnlyList<Reading> Readings { get; private set; } = [];

    public bool IsFirst { get; private set; }

    /// <summary>Where the next page begins; null where there is none.</summary>
    public long? Next { get; private set; }

    /// <param name="after">The place in the log before which the page begins.</param>
    public async Task<IActionResult> OnGet([FromQuery] string? after)
    {
        if (await Petitioner.Of(HttpContext) is not { } petitioner) return Redirect("/track");
        var names = (await units.Ever()).ToDictionary(u => u.Code, u => u.Name);
        var events = (await queries.MattersOf(petitioner)).SelectMany(m => m.Events)
            .Concat((await queries.PetitionOf(petitioner)).Events);
        IsFirst = !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var before);
        List<Reading> all =
        [
            .. events.Where(e => IsFirst || e.Position < before).OrderByDescending(e => e.Position)
                .Select(e => Of(e, names)).OfType<Reading>().Take(Most + 1),
        ];
        (Readings, Next) = ([.. all.Take(Most)], all.Count > Most ? all[Most - 1].Position : null);
        return Page();
    }

    private static Reading? Of(Recorded r, Dictionary<string, string> names)
    {
        var who = (Phrase)$"{names.GetValueOrDefault(r.Office)} · {Words.Label(r.Role)}";
        var at = r.RecordedAt.ToOffset(Shanghai.Offset);
        return r.Event switch
        {
            IdentityOpened e => new Reading(r.Position, at, Words.Label(e.Purpose), who, [.. e.Fields.Select(Words.Label)], e.Note.Value),
            IdentityDisclosed e => new Reading(
                r.Position, at, $"经两人批准，向接收移送的单位提供：{Words.Label(e.Purpose)}", $"{names.GetValueOrDefault(e.Unit)} · {Words.Label(Role.Handler)}",
                [.. e.Fields.Select(Words.Label)], null),
            SamenessAsked => new Reading(r.Position, at, "核对两件信访是不是同一人提出", who, ["姓名和联系方式由系统比对，没有显示给工作人员"], null),
            OriginalOpened e => new Reading(r.Position, at, "查看附件原件", who, ["照片原件，可能带有拍摄的地点、时间和设备"], e.Reason.Value),
            _ => null,
        };
    }
}
