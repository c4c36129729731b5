using System.Buffers.Binary;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

public sealed class PasswordDigestsTests : IDisposable
{
    private const string Password = "Correct horse battery";

    private readonly Scratch scratch = new();
    private readonly TestClock clock = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_real_database_keeps_passwords_by_HMAC_SHA_512_and_two_hundred_and_ten_thousand_rounds()
    {
        var digest = Convert.FromBase64String(PasswordDigests.For(DatabaseKind.Real).Of(Password));

        // As the framework writes it: mark, algorithm (2 is HMAC-SHA-512), rounds, bytes of salt, salt, digest.
        Assert.Equal(1, digest[0]);
        Assert.Equal((2, 210_000, 16), (Word(1), Word(5), Word(9)));
        Assert.Equal(
            Rfc2898DeriveBytes.Pbkdf2(Password, digest[13..29], 210_000, HashAlgorithmName.SHA512, digest.Length - 29), digest[29..]);

        int Word(int at) => BinaryPrimitives.ReadInt32BigEndian(digest.AsSpan(at, 4));
    }

    [Fact]
    public void What_everybody_knows_is_worth_few_rounds()
    {
        Assert.Equal(PasswordDigests.RoundsOfKnown, PasswordDigests.RoundsOf(PasswordDigests.For(DatabaseKind.Demo).Of(Password)));
        Assert.Equal(PasswordDigests.RoundsOfKnown, PasswordDigests.RoundsOf(PasswordDigests.For(DatabaseKind.Replay).Of(Password)));
    }

    [Fact]
    public async Task A_password_that_was_kept_by_fewer_rounds_is_kept_by_those_of_today_once_it_was_right()
    {
        using var store = await Real();
        var people = new People(store);
        var former = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 })).HashPassword(new Person(), Password);
        await store.Write(batch => batch.Connection.Execute(
            "UPDATE people SET password = @former WHERE login = 'admin'", new { former }, batch.Transaction));
        var stamp = (await people.FindLogin("admin"))!.Stamp;

        Assert.Null(await people.Check("admin", "falsch-falsch"));
        Assert.Equal(former, (await people.FindLogin("admin"))!.Password);
        Assert.NotNull(await people.Check("admin", Password));

        var kept = (await people.FindLogin("admin"))!;
        Assert.Equal(PasswordDigests.Rounds, PasswordDigests.RoundsOf(kept.Password));
        // Nothing ends by it.
        Assert.Equal(stamp, kept.Stamp);
        Assert.NotNull(await people.Check("admin", Password));
        Assert.Equal(kept.Password, (await people.FindLogin("admin"))!.Password);
    }

    [Fact]
    public void An_account_that_is_none_or_has_no_password_yet_takes_the_work_of_any_other()
    {
        var digests = PasswordDigests.For(DatabaseKind.Real);
        var weak = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 })).HashPassword(new Person(), Password);

        foreach (var kept in (string?[])[null, "", weak, digests.Of(Password)])
        {
            var (looked, more) = digests.WorkFor(kept);
            Assert.Equal(PasswordDigests.Rounds, PasswordDigests.RoundsOf(looked) + more);
            Assert.Equal((kept == weak, kept is not (null or "")), (digests.Check(kept, Password).IsWeak, digests.Check(kept, Password).Matches));
        }
    }

    [Fact]
    public async Task A_password_that_was_made_needs_no_rounds_and_its_account_takes_the_work_of_any_other()
    {
        using var store = await Real();
        var people = new People(store);
        var (_, passwords) = await people.IssueFirst(new("system", Core.Role.System, "", ""), [(await people.FindLogin("admin"))!]);
        // Four times five of thirty-two characters.
        Assert.Equal(23, passwords[0].Length);
        var issued = (await people.FindLogin("admin"))!.Password;
        Assert.Equal(PasswordDigests.RoundsOfKnown, PasswordDigests.RoundsOf(issued));
        var (looked, more) = PasswordDigests.For(DatabaseKind.Real).WorkFor(issued);
        Assert.Equal((issued, PasswordDigests.Rounds), (looked, PasswordDigests.RoundsOf(looked) + more));

        Assert.NotNull(await people.Check("admin", passwords[0]));
        Assert.Equal(PasswordDigests.Rounds, PasswordDigests.RoundsOf((await people.FindLogin("admin"))!.Password));
    }

    private async Task<CaseStore> Real()
    {
        (await Typed.Run(
            Password + "\n", clock, "init", "--database", scratch["real.db"], "--keys", scratch["keys"], "--district", "320613", "--origin", "xf.example.gov.cn",
            "--admin", "admin", "--password-stdin")).Ok();
        return new CaseStore(Databases.At(scratch["real.db"]), KeyFolder.Open(scratch["keys"]), clock, Rules.Embedded);
    }
}
