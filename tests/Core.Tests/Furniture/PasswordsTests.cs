using CsCheck;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public class PasswordsTests
{
    private static Act OfSecurity => Given.Nothing.ActOf(Some.Security);

    private static Decision Set(string? text, PasswordProfile profile = PasswordProfile.Asvs, params string[] own) =>
        Posts.ResetPassword("s-3", new TypedPassword(text, profile, own), OfSecurity);

    [Theory]
    [InlineData(null)]
    [InlineData("elf-zeichen")]
    public void A_password_has_twelve_characters_at_least_whatever_the_profile(string? password)
    {
        foreach (var profile in Words.All<PasswordProfile>()) Set(password, profile).Refused("password-too-short", Passwords.Source);
    }

    [Fact]
    public void A_password_of_two_hundred_characters_will_do_and_one_more_is_refused()
    {
        var long200 = string.Concat(Enumerable.Range(0, 200).Select(i => (char)('一' + i * 7)));
        Set(long200).Event<PasswordSet>();
        Set(long200 + "长").Refused("too-long");
    }

    [Theory]
    [InlineData("zwoelf-zeich", 2)]
    [InlineData("zwoelfzeichen", 1)]
    [InlineData("ZWOELF-ZEICH", 2)]
    [InlineData("739182640571", 1)]
    [InlineData("zwoelf-zeich1", 3)]
    [InlineData("Zwoelf-zeich", 3)]
    [InlineData("Zwoelf-zeich1", 4)]
    [InlineData("桥头三只灰鹅过河去洗澡呢", 1)]
    public void Dengbao_asks_for_three_kinds_of_characters_and_asvs_for_none(string password, int kinds)
    {
        Assert.Equal(kinds, Passwords.Kinds(password));
        Set(password).Event<PasswordSet>();
        if (kinds < 3) Set(password, PasswordProfile.Dengbao).Refused("password-too-plain", Passwords.Complexity);
        else Set(password, PasswordProfile.Dengbao).Event<PasswordSet>();
    }

    [Fact]
    public void What_is_easily_guessed_is_refused_whatever_the_profile()
    {
        foreach (var profile in Words.All<PasswordProfile>()) Set("Password-1234", profile).Refused("password-guessable", Passwords.Source);
        Posts.ChangePassword(
            new TypedPassword("Password-1234", PasswordProfile.Asvs, []), "Password-1234", isRight: true, isSame: false, Given.Nothing.ActOf(Some.Handler))
            .Refused("password-guessable");
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2024")]
    [InlineData("qwertyuiop[]")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("111111111111")]
    [InlineData("abababababab")]
    [InlineData("201503152016")]
    [InlineData("lu.xiaofeng-2026")]
    [InlineData("陆晓峰陆晓峰陆晓峰陆晓峰")]
    [InlineData("woaini5201314")]
    [InlineData("Iloveyou123!")]
    public void Common_words_rows_of_keys_dates_repetitions_and_ones_own_name_are_tried_first(string password) =>
        Assert.True(PasswordGuess.IsEasy(password, ["lu.xiaofeng", "陆晓峰"]), password);

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("neues-passwort")]
    [InlineData("Ein-drittes-Passwort-7")]
    [InlineData("灰鹅过河去洗澡不带肥皂呢")]
    [InlineData("tg7-kq2-mw9-xv4")]
    public void Words_that_have_nothing_to_do_with_one_another_and_random_letters_will_do(string password) =>
        Assert.False(PasswordGuess.IsEasy(password, ["lu.xiaofeng", "陆晓峰"]), password);

    [Fact]
    public void Each_of_the_ten_thousand_commonest_is_easy_alone_and_twice()
    {
        Assert.True(PasswordGuess.Common.Count >= 10_000);
        foreach (var common in PasswordGuess.Common)
        {
            Assert.True(PasswordGuess.IsEasy(common, []), common);
            Assert.True(PasswordGuess.IsEasy(common + common, []), common + common);
        }
    }

    [Fact]
    public void Any_text_is_judged_and_one_character_is_always_easy() =>
        Gen.String[0, 40].Sample(text => Assert.True(PasswordGuess.IsEasy(text, []) || text.Length >= 2));

    [Fact]
    public void A_password_is_worn_after_ninety_days_where_the_office_follows_dengbao_and_never_otherwise() =>
        Gen.Int[0, 400].Select(Gen.Long[0, TimeSpan.TicksPerDay - 1]).Sample((days, ticks) =>
        {
            var (set, age) = (OfSecurity.RecordedAt, TimeSpan.FromDays(days) + new TimeSpan(ticks));
            Assert.Equal(days >= 90, Passwords.IsWorn(PasswordProfile.Dengbao, set, set + age));
            Assert.False(Passwords.IsWorn(PasswordProfile.Asvs, set, set + age));
        });

    [Fact]
    public void The_security_administrator_chooses_the_profile_and_nobody_else()
    {
        var made = Passwords.Choose(PasswordProfile.Dengbao, PasswordProfile.Asvs, OfSecurity).Event<SettingMade>();
        Assert.Equal((Passwords.Key, "dengbao", OfSecurity.Today), (made.Key, made.Value, made.From));
        Assert.Null(Settings.Refuse(new Setting(made.Key, made.Value, made.From)));
        Assert.NotNull(Settings.Refuse(new Setting(made.Key, "none", made.From)));
        Passwords.Choose(null, PasswordProfile.Asvs, OfSecurity).Refused("profile-missing");
        Passwords.Choose(PasswordProfile.Asvs, PasswordProfile.Asvs, OfSecurity).Refused("profile-unchanged");
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.SecurityAdministrator))
            Passwords.Choose(PasswordProfile.Dengbao, PasswordProfile.Asvs, Given.Nothing.ActOf(other)).Refused("not-your-role");
    }

    [Fact]
    public void The_system_administrator_does_not_choose_it_by_the_page_of_terms() =>
        TermSettings.Make(Passwords.Key, "asvs", Given.Nothing.ActOf(Some.Administrator).Today, Given.Nothing.ActOf(Some.Administrator)).Refused("setting-unknown");
}
