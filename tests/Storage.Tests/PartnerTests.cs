using Xinqiao.Core;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Keys of partners, and what they are still to be told, on both engines and from two nodes.</summary>
public sealed class PartnerTests
{
    private static readonly Actor Administrator = new("s-13", Role.SecurityAdministrator, "XF", "信访局");

    private static async Task<(Partner Partner, string Key)> Admit(District district, string organ = "南通市民 App")
    {
        var partners = new PartnerTable(district.Store);
        var (result, key, id) = await partners.Issue(Administrator, organ, Channel.Portal);
        Assert.IsType<Result.Done>(result);
        var partner = (await partners.Find(id))!;
        Assert.IsType<Result.Done>(await partners.Act(
            Administrator, partner, act => PartnerKeys.SetWebhook(partner, "https://app.example.cn/", _ => true, act)));
        return ((await partners.Find(id))!, key);
    }

    private static Intent File(District district, Partner partner, SamplePetition petition, string key) =>
        SampleActs.File(petition, district.Codes, key) with { Actor = partner.Actor };

    [Theory, OnEachEngine]
    public async Task A_key_opens_from_every_node_until_it_is_renewed_or_revoked(Engine engine)
    {
        using var district = await District.Found(engine);
        var (partner, key) = await Admit(district);
        var (here, there) = (new PartnerTable(district.Store), new PartnerTable(district.OpenAgain()));
        Assert.Equal(partner, await there.Holder(key));
        Assert.Null(await there.Holder(key[..^1] + (key[^1] == 'A' ? 'B' : 'A')));

        var (_, renewed) = await here.Renew(Administrator, partner);
        Assert.Null(await there.Holder(key));
        Assert.Equal(partner, await there.Holder(renewed));
        Assert.Equal(here.SecretOf(partner), there.SecretOf(partner));
        await here.Act(Administrator, partner, act => PartnerKeys.Revoke(partner, "协议到期", act));
        Assert.Null(await there.Holder(renewed));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task Two_nodes_that_follow_the_log_at_once_put_each_piece_of_news_out_once(Engine engine)
    {
        using var district = await District.Found(engine);
        var (partner, _) = await Admit(district);
        var other = district.OpenAgain();
        for (var i = 0; i < 12; i++) await district.Do(File(district, partner, SamplePetition.New(), $"k-{i}"));
        await district.File(); // nobody's news
        var outboxes = new[] { district.Store, other }.Select(s => new WebhookOutbox(s, new NewsQueries(s))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => outboxes[i % 2].Follow(TestContext.Current.CancellationToken))));

        var due = await outboxes[0].Due();
        Assert.Equal(12, due.Count);
        Assert.All(due, d => Assert.Equal((partner.Id, 0L), (d.Partner, d.Tries)));
        var claimed = await Task.WhenAll(due.SelectMany(d => outboxes.Select(o => o.Claim(d))));
        Assert.Equal(12, claimed.Count(c => c));
        Assert.Empty(await outboxes[1].Due());
        await outboxes[0].Done(due[0]);
        await outboxes[0].Failed(due[1], "HTTP 500");
        Assert.Equal((11, 0), (await outboxes[1].State())[partner.Id]);
        Assert.Equal("HTTP 500", Assert.Single(await outboxes[1].Failed(partner.Id)).Error);
        Assert.Equal(1, await outboxes[1].TryAgain(partner.Id));
        Assert.Equal(due[1].Position, Assert.Single(await outboxes[0].Due()).Position);
    }

    [Theory, OnEachEngine]
    public async Task What_happened_before_the_address_was_set_is_not_told(Engine engine)
    {
        using var district = await District.Found(engine);
        var partners = new PartnerTable(district.Store);
        var (_, _, id) = await partners.Issue(Administrator, "南通市民 App", Channel.Portal);
        var partner = (await partners.Find(id))!;
        await district.Do(File(district, partner, SamplePetition.New(), "k-1"));
        await partners.Act(Administrator, partner, act => PartnerKeys.SetWebhook(partner, "https://app.example.cn/", _ => true, act));
        await district.Do(File(district, partner, SamplePetition.New(), "k-2"));
        var outbox = new WebhookOutbox(district.Store, new NewsQueries(district.Store));
        await outbox.Follow(TestContext.Current.CancellationToken);
        Assert.Single(await outbox.Due());
    }

    [Theory, OnEachEngine]
    public async Task News_of_a_petition_is_read_in_its_order_and_none_of_a_sealed_one(Engine engine)
    {
        using var district = await District.Found(engine);
        var (partner, _) = await Admit(district);
        var open = SamplePetition.New();
        await district.Do(File(district, partner, open, "k-1"));
        await district.Do(SampleActs.Register(open.Matter));
        await district.Do(SampleActs.Forward(open.Matter, SampleUnits.Housing));
        var news = new NewsQueries(district.Store);
        await using var connection = district.Database.OpenToRead();
        var told = await news.Of(connection, open.Petition);
        Assert.Equal([News.Received, News.Registered, News.Forwarded], told.Select(t => t.News));
        Assert.Equal([null, told[0].Number + "-1", told[0].Number + "-1"], told.Select(t => t.Matter));
        Assert.All(told, t => Assert.Equal(partner.Id, t.By));
        Assert.Equal(told[1], await news.At(connection, told[1].Position));
    }
}
