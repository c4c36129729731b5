using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Registers.Audit;

/// <summary>One change of reference data, as the page tells it.</summary>
/// <param name="Who">The member of the staff who did it, or the program.</param>
/// <param name="Before">Empty where there was nothing before.</param>
public sealed record LoggedChange(long Position, DateTimeOffset At, Phrase Who, Phrase What, Phrase Before, Phrase After, string? Reason);

/// <summary>What was changed in units, posts, categories, calendars, settings and accounts, told from the events alone.</summary>
public sealed class ChangeLog(CaseStore store, CaseReader reader, People people, UnitQueries units)
{
    /// <summary>The newest first.</summary>
    /// <param name="before">Only earlier ones than at this position.</param>
    public async Task<IReadOnlyList<LoggedChange>> Page(long? before, int limit)
    {
        List<(string Stream, long Position)> found;
        await using (var connection = store.Database.OpenToRead())
            found = (await connection.QueryAsync<(string, long)>(
                """
                SELECT stream, position FROM events WHERE stream >= 'f:' AND stream < 'f;' AND position < @before
                ORDER BY position DESC LIMIT @limit
                """, new { before = before ?? long.MaxValue, limit })).AsList();
        var names = new Names((await people.Ever()).ToDictionary(p => p.Id, p => p.Name), (await units.Ever()).ToDictionary(u => u.Code, u => u.Name));
        var streams = new Dictionary<string, IReadOnlyList<Recorded>>();
        foreach (var stream in found.Select(f => f.Stream).Distinct()) streams[stream] = await reader.Events(new StreamId(stream));
        return [.. found.Select(f => Tell(streams[f.Stream], f.Position, names))];
    }

    /// <summary>How many changes there were since a day.</summary>
    public async Task<int> Since(DateOnly day)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM events WHERE stream >= 'f:' AND stream < 'f;' AND recorded_at >= @since",
            new { since = Shanghai.StartOf(day).ToUnixTimeMilliseconds() });
    }

    private sealed record Names(Dictionary<string, string> People, Dictionary<string, string> Units)
    {
        public string Person(string id) => People.GetValueOrDefault(id, id);
        public string Unit(string code) => Units.GetValueOrDefault(code, code);
    }

    private static LoggedChange Tell(IReadOnlyList<Recorded> stream, long position, Names names)
    {
        var at = stream.First(e => e.Position == position);
        var earlier = stream.TakeWhile(e => e.Position < position).Select(e => e.Event).ToList();
        var (what, before, after, reason) = Told(at.Event, earlier, names);
        var who = at.Role == Role.System ? "系统" : (Phrase)$"{names.Person(at.By)}（{Words.Label(at.Role)}）";
        return new LoggedChange(position, at.RecordedAt, who, what, before, after, reason.Value ?? at.Why.Value);
    }

    private static (Phrase What, Phrase Before, Phrase After, PrivateText Reason) Told(CaseEvent e, List<CaseEvent> earlier, Names names) => e switch
    {
        DatabaseStamped s => ("建立数据库", "", $"{Words.Label(s.Kind)}库，{s.District}", default),
        UnitEstablished u => ($"设立单位 {u.Unit.Name}", "", Text(u.Unit), default),
        UnitChanged u => ($"变更单位 {u.Unit.Name}", UnitBefore(earlier) is { } was ? Text(was) : "", Text(u.Unit), default),
        UnitEnded u => ($"停用单位 {names.Unit(u.Code)}", "", $"{u.From:yyyy-MM-dd}起", default),
        PersonAppointed p => ($"任命 {names.Person(p.Person)}", earlier.OfType<PersonAppointed>().LastOrDefault() is { } was ? Text(was, names) : "", Text(p, names), default),
        PostEnded p => ($"结束岗位 {names.Person(p.Person)}", "", "", p.Reason),
        PasswordSet p => ($"设定密码 {names.Person(p.Person)}", "", "", default),
        FirstPasswordIssued p => ($"制发首次密码 {names.Person(p.Person)}", "", "", default),
        PasswordChanged p => ($"本人修改密码 {names.Person(p.Person)}", "", "", default),
        SessionsEnded p => ($"结束登录 {names.Person(p.Person)}", "", $"{p.Count}个", default),
        HandoverArranged p => ($"安排岗位移交 {names.Person(p.Person)}", names.Person(p.Person), $"{names.Person(p.To)}，{p.From:yyyy-MM-dd}起", p.Reason),
        HandoverDone p => ($"岗位移交 {names.Person(p.Person)}", names.Person(p.Person), $"{names.Person(p.To)}，{p.Matters}件", default),
        HandoverCalledOff p => ($"取消岗位移交 {names.Person(p.Person)}", "", "", p.Reason),
        SecondFactorEnrolled p => ($"登记动态口令 {names.Person(p.Person)}", "", "", default),
        RecoveryCodeUsed p => ($"使用备用码 {names.Person(p.Person)}", "", $"还有{p.Left}个", default),
        SecondFactorResetAsked p => ($"申请重设动态口令 {names.Person(p.Person)}", "", "", p.Reason),
        SecondFactorReset p => ($"重设动态口令 {names.Person(p.Person)}", "", p.AskedBy is { } by ? (Phrase)$"{names.Person(by)}申请" : "在服务器上重设", default),
        SecondFactorSet f => ($"动态口令 {Words.Label(f.Role)}", earlier.OfType<SecondFactorSet>().LastOrDefault() is { } was ? Text(was) : "缺省", Text(f), default),
        PasskeyEnrolled p => ($"登记通行密钥 {names.Person(p.Person)}", "", "", default),
        PasskeyRemoved p => ($"移除通行密钥 {names.Person(p.Person)}", "", "", default),
        ProviderLinked p => ($"关联统一身份认证 {names.Person(p.Person)}", "", "", default),
        ProviderUnlinked p => ($"解除统一身份认证 {names.Person(p.Person)}", "", "", default),
        CalendarLoaded c => ($"载入{c.Year}年放假安排", earlier.Count > 0 ? "有一份" : "", "这一份", c.Reason),
        SettingMade s => ($"设定参数 {s.Key}", earlier.OfType<SettingMade>().LastOrDefault() is { } was ? Text(was) : "缺省", Text(s), default),
        CategoryEvent c => (CategoryTold(c), Text(CategoryAfter(c.Code, earlier)), Text(CategoryAfter(c.Code, [.. earlier, c])), default),
        LogKeyAdded => ("登记账启用新的签名密钥", "", "", default),
        LogKeyRetired => ("登记账停用签名密钥", "", "", default),
        OriginBegun o => ("恢复后登记账以新名称继续", o.Before().Origin, $"{o.Origin}，缺失编号已公布：{o.Lost}", default),
        RetentionAsked r => ($"申请销毁保存期限届满的{Words.Label(r.Kind)}", "", $"{r.Listed.Count}件", r.Reason),
        RetentionApproved r => ($"批准销毁（{r.DocumentNumber}）", "", "", default),
        RetentionRefused r => ("不批准销毁", "", "", r.Reason),
        RetentionFinished r => ("销毁办完", "", $"销毁{r.Destroyed}件，留下{r.LeftOut.Count}件", default),
        TextErased t => ($"删除第{t.Position}号记录的一段文字", "", $"依据：{t.Basis}", t.Reason),
        NationalSheetTaken n => ("取走全国系统录入表", "", $"{n.Day:yyyy-MM-dd}的登记，{n.Petitions}件", default),
        LetterTemplateSet t => ("设定文书样式", "", t.Digest is null ? (Phrase)"用平台自带的格式" : "用本局的样式", default),
        PartnerKeyIssued p => ($"发给接口密钥 {p.Organ}", "", Words.Label(p.Channel), default),
        PartnerKeyRevoked p => ($"停用接口密钥 {Organ(earlier)}", "", "", p.Reason),
        PartnerWebhookSet p => ($"设定回告地址 {Organ(earlier)}", "", p.Url is null ? (Phrase)"不再回告" : p.Url, default),
        ScanDiscarded d => ("移出扫描件", "", Words.Label(d.Ground), default),
        _ => (e.StoredName, "", "", default),
    };

    private static string Organ(List<CaseEvent> earlier) => earlier.OfType<PartnerKeyIssued>().Last().Organ;

    private static Phrase CategoryTold(CategoryEvent e) => e switch
    {
        CategoryAdded => (Phrase)$"增设分类 {e.Code}",
        CategoryRenamed => $"分类改名 {e.Code}",
        CategoryMapped => $"分类对应全国代码 {e.Code}",
        _ => $"停用分类 {e.Code}",
    };

    private static Category? CategoryAfter(string code, IReadOnlyList<CaseEvent> events) =>
        events.OfType<CategoryEvent>().Aggregate(Categories.Brought.Find(code), (was, e) => e.Change(was));

    private static Unit? UnitBefore(List<CaseEvent> earlier) => earlier.LastOrDefault(e => e is UnitEstablished or UnitChanged) switch
    {
        UnitEstablished e => e.Unit,
        UnitChanged e => e.Unit,
        _ => null,
    };

    private static Phrase Text(Unit u) =>
        $"{string.Join("，", new[] { u.Name, u.OrganName, u.Word, u.Phone, u.Address, u.ReviewOrgan }.Where(t => t.Length > 0))}";

    private static Phrase Text(PersonAppointed p, Names names) => $"{p.Name.Value}，{Words.Label(p.Role)}，{names.Unit(p.Unit)}";

    private static Phrase Text(SecondFactorSet f) => f.Required ? "须用" : "自愿";

    private static Phrase Text(SettingMade s) => $"{s.Value}，{s.From:yyyy-MM-dd}起";

    private static Phrase Text(Category? c) => c is null ? "" : (Phrase)$"{c.Name}{(c.National is { } n ? (Phrase)$"，全国代码{n}" : "")}{(c.EndedOn is { } on ? (Phrase)$"，{on:yyyy-MM-dd}起停用" : "")}";
}
