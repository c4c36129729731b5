using Xinqiao.Core.Furniture;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public sealed class ProviderLinkTests
{
    private static Act Holder => Given.Nothing.ActOf(Some.Administrator);

    [Fact]
    public void A_holder_links_their_own_account_and_its_event_says_nothing_of_the_identity() => Assert.Equal(
        new ProviderLinked(Some.Administrator.Id), ProviderLink.Link(Some.Administrator.Id, hasOne: false, isTaken: false, Holder).Event<ProviderLinked>());

    [Fact]
    public void One_identity_is_one_account_and_nobody_links_for_another()
    {
        ProviderLink.Link(Some.Administrator.Id, hasOne: true, isTaken: false, Holder).Refused("linked");
        ProviderLink.Link(Some.Administrator.Id, hasOne: false, isTaken: true, Holder).Refused("identity-taken");
        ProviderLink.Link("s-3", hasOne: false, isTaken: false, Holder).Refused("own-link");
    }

    [Fact]
    public void What_is_not_linked_is_not_taken_away()
    {
        Assert.Equal(Some.Administrator.Id, ProviderLink.Unlink(hasOne: true, Holder).Event<ProviderUnlinked>().Person);
        ProviderLink.Unlink(hasOne: false, Holder).Refused("not-linked");
    }

    [Fact]
    public void Whatever_comes_to_nothing_there_is_refused_under_the_rule_of_the_house() =>
        Assert.All(Words.All<ProviderTrouble>(), trouble => Assert.Equal(ProviderLink.Source, ProviderLink.Refused(trouble).Basis));
}
