using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Attachments;

public sealed class AttachingTests
{
    private static readonly Actor Scanner = new("system", Role.System, "", "");

    private static AttachFile File(AttachmentKind kind = AttachmentKind.Material, bool scanned = true) =>
        new(kind, FileType.Jpeg, 4_711, 4_000, scanned, "现场.jpg", new string('a', 64), new string('b', 64));

    private static Decision Add(Given given, Actor by, AttachFile? file = null, bool ownHand = true) =>
        given.Asks(by, (m, act) => Attaching.Add(given.Petition!, m, file ?? File(), ownHand, act));

    [Fact]
    public void A_file_is_recorded_with_its_length_and_type_and_nothing_of_its_name_or_content_in_clear()
    {
        var given = Given.Filed();
        var added = Add(given, Actor.Petitioner).Event<AttachmentAdded>();
        var payload = new PayloadWriter();
        added.Write(payload);
        Assert.Equal(["fileName", "sha256", "copySha256"], payload.Texts.Select(t => t.Key));
        Assert.DoesNotContain(payload.Facts, f => f.Value is string text && (text.Contains("现场", StringComparison.Ordinal) || text.Length == 64));
        var file = Assert.Single(given.Petition!.Attachments);
        Assert.Equal((Standing.Clean, 4_711, true), (file.Standing, file.Bytes, file.HasCopy));
    }

    [Fact]
    public void Each_kind_is_added_by_its_own_posts_and_by_nobody_else()
    {
        var may = new Dictionary<AttachmentKind, Actor[]>
        {
            [AttachmentKind.Material] = [Actor.Petitioner, Some.Registrar, Some.Router],
            [AttachmentKind.Scan] = [Actor.Petitioner, Some.Registrar, Some.Router, Scanner],
            [AttachmentKind.Evidence] = [Some.Handler, Some.Head],
            [AttachmentKind.ProofOfService] = [Some.Handler, Some.Head],
        };
        foreach (var (kind, posts) in may)
            foreach (var actor in Some.Everybody.Append(Scanner))
                Assert.Equal(posts.Contains(actor), Add(Given.Accepted(), actor, File(kind)) is Decision.Accepted);
    }

    [Fact]
    public void The_eleventh_file_is_refused_by_name_and_a_unit_s_own_count_apart()
    {
        var given = Given.Accepted();
        for (var i = 0; i < FileLimits.Files; i++) Add(given, i % 2 == 0 ? Actor.Petitioner : Some.Registrar).Event<AttachmentAdded>();
        var refusal = Add(given, Actor.Petitioner).Refused("too-many-files", FileLimits.Source);
        Assert.Contains("现场.jpg", refusal.Reason.ToString(), StringComparison.Ordinal);
        Add(given, Scanner, File(AttachmentKind.Scan)).Refused("too-many-files");
        for (var i = 0; i < FileLimits.Files; i++) Add(given, Some.Handler, File(AttachmentKind.Evidence)).Event<AttachmentAdded>();
        Add(given, Some.Head, File(AttachmentKind.Evidence)).Refused("too-many-files");
        Add(given, Some.Handler, File(AttachmentKind.ProofOfService)).Event<AttachmentAdded>();
    }

    [Fact]
    public void A_petitioner_adds_as_long_as_facts_can_be_added_and_by_their_own_hand()
    {
        Add(Given.Filed(), Actor.Petitioner, ownHand: false).Refused("second-factor", OwnHand.Source);
        Add(Given.Served(), Actor.Petitioner).Refused("already-answered");
        Add(Given.Registered().Withdraw(), Actor.Petitioner).Refused("withdrawn");
    }

    [Fact]
    public void What_is_sealed_takes_in_the_pages_of_its_letter_and_nothing_of_a_unit()
    {
        var given = Given.Filed(Some.Filing(Purpose.Accusation));
        Add(given, Some.Registrar, File(AttachmentKind.Scan)).Event<AttachmentAdded>();
        Add(given, Scanner, File(AttachmentKind.Scan, scanned: false)).Event<AttachmentAdded>();
        Add(given, Some.Handler, File(AttachmentKind.Evidence)).Refused("not-your-unit");
        var waiting = given.Petition!.Attachments[^1].Version;
        given.Asks(Some.Router, (m, act) => Attaching.Release(given.Petition!, m, waiting, "急", act)).Refused("sealed", Sealing.Source);
        given.Asks(Some.Liaison, (m, act) => Attaching.Release(given.Petition!, m, waiting, "急", act)).Event<AttachmentReleased>();
    }

    [Fact]
    public void What_waits_is_opened_by_the_scanner_s_word_or_by_somebody_who_answers_for_it()
    {
        var given = Given.Accepted();
        Decision Release(int version, string? reason, Actor by) =>
            given.Asks(by, (m, act) => Attaching.Release(given.Petition!, m, version, reason, act));
        Decision Scan(int version, bool infected) =>
            given.Asks(Scanner, (_, act) => Attaching.Scan(given.Petition!, version, infected, act));

        foreach (var _ in Enumerable.Range(0, 3)) Add(given, Actor.Petitioner, File(scanned: false));
        var versions = given.Petition!.Attachments.Select(a => a.Version).ToArray();
        Assert.All(given.Petition.Attachments, a => Assert.False(a.IsOpen));
        Scan(versions[0], infected: false).Event<AttachmentScanned>();
        Scan(versions[0], infected: false).Refused("not-waiting");
        Scan(versions[1], infected: true).Event<AttachmentScanned>();
        Release(versions[1], "急", Some.Head).Refused("not-waiting", Attaching.Source);
        Release(versions[2], " ", Some.Head).Refused("missing", Attaching.Source);
        Release(versions[2], "断网电脑上看过", Some.Supervisor).Refused("not-your-role");
        Release(versions[2], "断网电脑上看过", Some.OtherHandler).Refused("not-your-unit");
        Release(versions[2], "断网电脑上看过", Some.Handler).Event<AttachmentReleased>();
        Assert.Equal([Standing.Clean, Standing.Infected, Standing.Released], given.Petition.Attachments.Select(a => a.Standing));
        Assert.Equal([true, false, true], given.Petition.Attachments.Select(a => a.IsOpen));
        // The scanner comes back and has the last word.
        Scan(versions[2], infected: true).Event<AttachmentScanned>();
        Assert.False(given.Petition.Attachment(versions[2])!.IsOpen);
    }

    [Fact]
    public void The_original_asks_for_a_reason_and_leaves_a_public_trace_of_access()
    {
        var given = Given.Accepted();
        Add(given, Actor.Petitioner);
        Add(given, Actor.Petitioner, File(scanned: false));
        Decision Open(int file, string? reason, Actor by) => given.Asks(
            by, (m, act) => Attaching.OpenOriginal(given.Petition!, m, given.Petition!.Attachments[file].Version, reason, act));
        Open(0, "核对拍摄地点", Some.Handler).Refused("not-your-role");
        Open(0, "", Some.Head).Refused("missing");
        Open(1, "核对拍摄地点", Some.Head).Refused("not-open", Attaching.Source);
        Assert.Equal(LeafKind.Access, Open(0, "核对拍摄地点", Some.Head).Event<OriginalOpened>().LeafKind);
    }
}
