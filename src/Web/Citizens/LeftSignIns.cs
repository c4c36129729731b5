using System.Security.Cryptography;
using Dapper;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Citizens;

/// <summary>
/// Sign-ins of petitioners that were left, so that a cookie somebody kept opens nothing on any node. A sign-in is a random word: no row
/// says who left or what was open, and it goes when the cookie would have ended by itself.
/// </summary>
public sealed class LeftSignIns(CaseStore store)
{
    /// <summary>The name of a new sign-in.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <param name="until">From when on its cookie opens nothing in any case.</param>
    public Task<int> Leave(string signIn, DateTimeOffset until)
    {
        var now = store.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        return store.Write(batch =>
        {
            batch.Connection.Execute("DELETE FROM left_sign_ins WHERE until < @now", new { now }, batch.Transaction);
            return batch.Connection.Execute(
                "INSERT INTO left_sign_ins (sign_in, until) VALUES (@signIn, @until) ON CONFLICT (sign_in) DO NOTHING",
                new { signIn, until = until.ToUnixTimeMilliseconds() }, batch.Transaction);
        });
    }

    public async Task<bool> IsLeft(string signIn)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM left_sign_ins WHERE sign_in = @signIn", new { signIn }) > 0;
    }
}
