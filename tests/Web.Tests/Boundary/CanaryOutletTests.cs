using System.Net;
using System.Text.RegularExpressions;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Tests.Commands;
using Xinqiao.Web.Tests.Partners;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>
/// What leaves the program by other ways than pages: messages, answers to partners, folders that its verbs write. A mark that a petition bore is
/// in none of them but where somebody is to read it.
/// </summary>
public sealed class CanaryOutletTests(GateSite site) : IClassFixture<GateSite>
{
    // One of each case of routing.
    private const int Petitions = 12;

    private static readonly char[] OfIdentity = ['n', 'a', 'e'];

    private readonly CanaryDistrict district = new(site);

    [Fact]
    public async Task No_mark_leaves_by_messages_partners_the_published_log_backups_or_folders_of_cases()
    {
        await district.Fill(Petitions);
        await district.Grant();

        await Messages();
        await Partners();
        await Published();
        await Folders();
    }

    // A message goes to whoever petitioned, and says nothing.
    private async Task Messages()
    {
        foreach (var (i, path) in new[] { (4, "/track/withdraw"), (8, "/track/rate") })
        {
            using var petitioner = await site.Tracking(district.Filed[i]);
            await site.OneTimeCode(petitioner, path);
        }

        var messages = site.Get<Outbox>().Latest(10_000);
        Assert.NotEmpty(messages);
        foreach (var message in messages)
        {
            Assert.DoesNotMatch(CanaryDistrict.Mark(), message.Text);
            Assert.DoesNotMatch(CanaryDistrict.Number(), message.Text);
            Assert.Matches("^139[0-9]{8}$|^zq[0-9]{5}e@example\\.cn$", message.To);
        }
    }

    private async Task Partners()
    {
        var (key, _) = await site.IssueKey("金丝雀平台");
        var (other, _) = await site.IssueKey("另一平台");
        foreach (var purpose in (string[])["request", "accusation"])
        {
            var i = Petitions + (purpose == "request" ? 0 : 1);
            var sent = await site.Send(key, "canary-" + purpose, PartnerSteps.Body(
                ("purpose", purpose), ("title", $"雨水管破损zq{i:00000}t"), ("narrative", $"一楼进水zq{i:00000}w"), ("request", $"修好zq{i:00000}r"),
                ("name", $"甲zq{i:00000}n"), ("address", $"东街zq{i:00000}a"), ("phone", $"139{i:00000000}")));
            Assert.Equal(HttpStatusCode.Created, sent.Status);
            var own = await site.Get(key, $"/api/petitions/{sent["number"]}");
            Assert.Equal(HttpStatusCode.OK, own.Status);
            foreach (var text in (string[])[sent.Text, own.Text]) Assert.DoesNotMatch(CanaryDistrict.Mark(), text);
            Assert.Equal(HttpStatusCode.NotFound, (await site.Get(other, $"/api/petitions/{sent["number"]}")).Status);
        }

        foreach (var f in district.Filed)
        {
            var answer = await site.Get(key, $"/api/petitions/{f.Number}");
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.DoesNotMatch(CanaryDistrict.Mark(), answer.Text);
        }
    }

    // Whoever holds the published log, or a backup without its keys, holds no word.
    private async Task Published()
    {
        foreach (var verb in (string[][])[["log", "export", "log"], ["backup", "--to", "backup"]])
        {
            var folder = site.Beside(verb[^1]);
            (await site.Run([.. verb[..^1], folder])).Ok();
            Assert.Empty(MarksIn(folder));
        }
    }

    // A case goes out whole but for who petitions, and an accusation not at all.
    private async Task Folders()
    {
        for (var i = 0; i < district.Filed.Count; i++)
        {
            var folder = site.Beside($"case-{i}");
            var typed = await site.Run("export", district.Filed[i].Number, "--to", folder);
            if (district.Matters[i].Sealed)
            {
                typed.Refused("不能导出");
                Assert.False(Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());
                continue;
            }

            typed.Ok();
            var marks = MarksIn(folder);
            Assert.Contains(marks, m => m.Kind == 'w');
            Assert.All(marks, m => Assert.Equal(i, m.Petition));
            Assert.DoesNotContain(marks, m => OfIdentity.Contains(m.Kind));
        }
    }

    private static List<(int Petition, char Kind)> MarksIn(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return
        [
            .. from file in files
               from text in (string[])[Path.GetFileName(file), CanaryTests.Readable(File.ReadAllBytes(file))]
               from Match mark in CanaryDistrict.Mark().Matches(text)
               select (CanaryDistrict.NumberOf(mark), char.ToLowerInvariant(mark.Groups[2].Value[0])),
        ];
    }
}
