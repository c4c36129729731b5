using CsCheck;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public sealed class PasskeyTests
{
    private static Act Holder => Given.Nothing.ActOf(Some.Administrator);

    [Fact]
    public void A_sound_passkey_is_enrolled_for_whoever_acts_and_its_event_says_nothing_of_the_key() =>
        Assert.Equal(new PasskeyEnrolled(Some.Administrator.Id), Passkey.Enrol("办公室电脑", held: 0, trouble: null, Holder).Event<PasskeyEnrolled>());

    [Fact]
    public void A_passkey_has_a_name_by_which_its_holder_knows_it()
    {
        Passkey.Enrol(" ", held: 0, trouble: null, Holder).Refused("missing");
        Passkey.Enrol(new string('长', Passkey.LongestName + 1), held: 0, trouble: null, Holder).Refused("too-long");
    }

    [Fact]
    public void An_account_has_ten_passkeys_at_most()
    {
        Assert.NotNull(Passkey.Enrol("第十个", Passkey.Most - 1, trouble: null, Holder).Event<PasskeyEnrolled>());
        Passkey.Enrol("第十一个", Passkey.Most, trouble: null, Holder).Refused("passkeys-full");
    }

    [Fact]
    public void Whatever_is_wrong_with_a_passkey_is_refused_under_the_rule_of_the_house()
    {
        foreach (var trouble in Words.All<PasskeyTrouble>())
        {
            Passkey.Enrol("办公室电脑", held: 0, trouble, Holder).Refused("passkey-" + Words.Of(trouble));
            Assert.Equal(Passkey.Source, Passkey.Refused(trouble).Basis);
        }
    }

    [Fact]
    public void A_passkey_is_removed_by_whoever_has_it_and_by_nobody_else()
    {
        Assert.Equal(Some.Administrator.Id, Passkey.Remove(isHeld: true, Holder).Event<PasskeyRemoved>().Person);
        Passkey.Remove(isHeld: false, Holder).Refused("no-passkey");
    }

    [Fact]
    public void A_count_that_stands_still_or_goes_back_does_not_count_and_a_device_that_never_counts_does() =>
        Gen.Select(Gen.Long[0, 9], Gen.Long[0, 9]).Sample((last, shown) =>
            Passkey.Counts(last, shown) == (last == 0 && shown == 0 || shown > last)
            // Two copies of one counting device cannot both go on.
            && !(last > 0 && Passkey.Counts(last, shown) && Passkey.Counts(shown, last)));
}
