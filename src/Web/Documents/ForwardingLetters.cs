using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using static Xinqiao.Web.Documents.CaseFile;

namespace Xinqiao.Web.Documents;

/// <summary>What the petition department writes when it forwards or assigns: to the petitioner where it went, to the unit what it owes.</summary>
internal static class ForwardingLetters
{
    public static PrintedLetter Receipt(CaseFile file, MatterDispatched e) => new(
        DocumentKind.RegistrationReceipt, e.FromName, e.ReceiptNumber!, file.Number, file.Addressee,
        [
            new(null, [$"{file.Opening}收悉，信访件编号{file.Filed.Number}。现将登记、{Verb(e)}情况告知如下："]),
            new("一、登记情况", [
                $"收到日期：{Date(file.Filed.ReceivedOn)}。信访形式：{Arrival.Of(file.Filed)}。",
                Sentence($"信访事项概况：{file.Summary}"), .. Requests(file),
            ]),
            new("二、去向", [
                $"依照{Dispatch.Source}的规定，该事项已于{Date(file.ForwardedOn)}{Verb(e)}{e.UnitName}处理（{e.DocumentNumber}）。",
            ]),
            new("三、下一步", [NextStep(file, e)]),
            new("四、查询", [Query(file)]),
            new("五、其他法定期限", [RouteGuide.OtherLimits]),
        ],
        [Dispatch.Source.ToString(), Notice.Source.ToString()], $"{e.FromName}，联系电话：{e.FromContact}", file.Issued, []);

    public static PrintedLetter Letter(CaseFile file, MatterDispatched e, Calendar calendar) => new(
        DocumentKind.ForwardingLetter, e.FromName, e.DocumentNumber, file.Number, e.UnitName + "：",
        [
            new(null, [
                $"依照{Dispatch.Source}的规定，现将{file.Title}信访事项（信访事项编号：{file.Number}）转送你单位，请依法及时处理。",
            ]),
            new("一、信访人和信访事项", [
                .. About(file), .. e.Note.Value is null ? Array.Empty<string>() : [Sentence($"转送说明：{e.Note.Value}")],
            ]),
            new("二、处理要求", Duties(file, calendar)),
            new("三、保密要求", [Confidentiality]),
        ],
        [Dispatch.Source.ToString(), Notice.Source.ToString()], $"{e.FromName}，联系电话：{e.FromContact}", file.Issued, []);

    public const string Confidentiality =
        "信访人信息只限办理本事项使用，不得向无关人员披露；不得将信访人的检举、控告材料及有关情况透露或者转给被检举、控告的人员或者单位。";

    /// <summary>Who petitions, and what about.</summary>
    public static IEnumerable<string> About(CaseFile file) =>
    [
        $"信访人：{Identity(file)}",
        $"收到日期：{Date(file.Filed.ReceivedOn)}。信访形式：{Arrival.Of(file.Filed)}。",
        .. Substance(file),
    ];

    /// <summary>What the petition is about, without a word of who petitions.</summary>
    public static IEnumerable<string> Substance(CaseFile file) =>
        [Sentence($"信访事项概况：{file.Summary}"), .. Requests(file)];

    private static IEnumerable<string> Requests(CaseFile file)
    {
        var requests = file.Requests.ToList();
        return requests.Count == 1 ? [Sentence($"信访诉求：{requests[0]}")] : ["信访诉求：", .. requests];
    }

    // The least that the unit needs to hear the petitioner and to serve its documents (Personal Information Protection Law, Art. 6).
    private static string Identity(CaseFile file)
    {
        var party = file.Filed.Party;
        var parts = new[]
        {
            file.Petitioner,
            file.Filed.Visitors is { Representatives: { Count: > 0 } representatives }
                ? $"代表：{string.Join("、", representatives.Select(Read))}"
                : null,
            Given(party.Phone) is { } phone ? $"联系电话：{phone}" : null,
            Given(party.Address) is { } address ? $"通信地址：{address}" : null,
            file.Filed.ElectronicConsent ? "同意电子送达" : null,
        };
        return string.Join("；", parts.Where(p => p is not null)) + "。";
    }

    private static string NextStep(CaseFile file, MatterDispatched e) => file.Filed.Contactable
        ? $"{e.UnitName}应当自收到{Verb(e)}之日起15日内，书面告知您接收情况以及处理途径和程序；{Verb(e)}当日收到的，最迟为"
          + $"{Date(file.ForwardedOn.AddDays(15))}。逾期没有告知的，可以向我局反映。"
        : $"您没有留下清楚的姓名和住址，{e.UnitName}依照规定免予书面告知，登记和办理不受影响；请凭信访件编号和查询码查询办理情况。";

    private static string Query(CaseFile file)
    {
        var handed = file.Petition.Last<QueryCodeIssued>()?.How switch
        {
            CodeHandedOver.CounterSlip => "查询码载于提出信访时窗口交付的回执单",
            _ => "查询码已在提交信访时当场显示",
        };
        return $"凭信访件编号和查询码，可以在本区信访网上查询办理情况，办结后作出评价。{handed}，本回执不载；遗失的，可以携带身份证明到我局重新领取。";
    }

    /// <summary>What the law asks of the unit, each with its last day if the letter is received on the day it is written.</summary>
    public static List<string> Duties(CaseFile file, Calendar calendar)
    {
        // An assignment that followed a forwarding moves no term: they run from the forwarding.
        var later = file.Forwarded.ReceiptNumber is null;
        var from = later ? file.Matter.State.Dispatch!.ReceivedOn ?? file.ForwardedOn : file.ForwardedOn;
        var (since, last) = (later ? "转送函" : "本函", later ? $"{Date(from)}收到的" : "今日收到的");
        List<string> duties = [Notify(file, since, last, from)];
        // The Regulation of 2005 knew no objection.
        if (RulePack.On(from).Find(ClockId.Objection) is { } clock) duties.Add(Object(since, last, Term.Reckon(clock, from, calendar)));
        duties.Add($"属于{Register.Article31.InItem(6)}规定情形的，自受理之日起60日内办结，出具信访处理意见书并送达信访人。");
        return
        [
            .. duties.Select((duty, i) => $"（{Article.Numeral(i + 1)}）{duty}"),
            $"以上要求依照{Article.Cite(Notice.Source, HandlingTerm.Source)}的规定。",
        ];
    }

    private static string Notify(CaseFile file, string since, string last, DateOnly from) => file.Filed.Contactable
        ? $"自收到{since}之日起15日内，书面告知信访人接收情况以及处理途径和程序；{last}，最迟为{Date(from.AddDays(15))}。"
        : "信访人姓名（名称）、住址不清，免予书面告知；不影响登记和办理。";

    private static string Object(string since, string last, Term objection)
    {
        var day = objection.Nominal is { } nominal ? $"为{Date(nominal)}" : "须待次年放假安排发布后确定";
        return $"认为不属于你单位职权范围的，自收到{since}之日起5个工作日内向我局提出异议，并详细说明理由；{last}，最后一日{day}。"
               + "经我局核实同意后退回，未经同意不得自行退回或者转送其他单位。";
    }
}
