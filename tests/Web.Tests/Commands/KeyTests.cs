using Xinqiao.Core.Ledger;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>The change of the keys that wrap the data keys, as an operator types it.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private readonly Scratch scratch = new();

    public async ValueTask InitializeAsync()
    {
        using var database = Databases.At(scratch["demo.db"]);
        database.Prepare();
        (await DemoDistrict.FoundWithPetitions(database, KeyFolder.Create(scratch["keys"]), new TestClock())).Dispose();
    }

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Typed> Key(string verb, params string[] options) =>
        Typed.Run(["key", verb, "--database", scratch["demo.db"], "--keys", scratch["keys"], .. options]);

    [Fact]
    public async Task New_key_files_take_the_place_of_the_old_and_the_state_says_which_are_needed()
    {
        var before = (await Key("status")).Ok().Out;
        Assert.Contains("wrapping-1.key", before, StringComparison.Ordinal);
        Assert.Contains("identity-1.key", before, StringComparison.Ordinal);
        Assert.Contains("在用", before, StringComparison.Ordinal);

        var changed = (await Key("rotate-data")).Ok().Out;
        Assert.Contains("重新包裹了", changed, StringComparison.Ordinal);
        foreach (var old in (string[])["wrapping-1.key　0　数据库不再用", "identity-1.key　0　数据库不再用"])
            Assert.Contains(old, changed, StringComparison.Ordinal);

        var folder = KeyFolder.Open(scratch["keys"]);
        foreach (var compartment in Core.Words.All<Compartment>()) File.Delete(folder.FileOf(compartment, 1));
        (await Typed.Run("verify", "--database", scratch["demo.db"], "--keys", scratch["keys"])).Ok();
    }

    [Fact]
    public async Task Keys_of_SM4_take_the_place_of_those_of_AES_and_everything_is_read()
    {
        (await Key("rotate-data", "--cipher", "sm4")).Ok();
        Assert.Equal(32, (await File.ReadAllTextAsync(Path.Combine(scratch["keys"], "wrapping-2.key"), TestContext.Current.CancellationToken)).Trim().Length);
        (await Typed.Run("verify", "--database", scratch["demo.db"], "--keys", scratch["keys"])).Ok();
        Assert.NotEqual(0, (await Key("rotate-data", "--cipher", "rot13")).Code);
    }

    [Theory]
    [InlineData("/bin/true", "没有答复")]
    [InlineData("wrap", "完整路径")]
    public async Task A_program_that_is_no_key_is_refused_before_anything_is_changed(string program, string why)
    {
        var refused = await Key("rotate-data", "--command", program);
        Assert.NotEqual(0, refused.Code);
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(scratch["keys"], "wrapping-2*"));
    }

    [Fact]
    public async Task A_key_file_that_is_still_needed_and_not_here_is_named()
    {
        var folder = KeyFolder.Open(scratch["keys"]);
        File.Delete(folder.FileOf(Compartment.Identity, 1));
        Assert.Contains("identity-1.key", (await Key("status")).Ok().Out, StringComparison.Ordinal);
        Assert.Contains("本机没有这个文件", (await Key("status")).Ok().Out, StringComparison.Ordinal);
    }
}
