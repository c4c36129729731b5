using CsCheck;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Events;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class StoredEventTests
{
    private static readonly Act Act = new(
        new Actor("s-7", Role.Router, "XF", "信访局"), new DateTimeOffset(2026, 3, 2, 1, 2, 3, 4, TimeSpan.Zero), "依职责办理",
        Rules.Embedded, _ => 1);

    public static TheoryData<string> Names => [.. SampleEvents.Types.Select(SampleEvents.StoredName)];

    [Theory, MemberData(nameof(Names))]
    public void Every_event_is_read_back_as_it_was_stored(string name) =>
        SampleEvents.Of(SampleEvents.Types.Single(t => SampleEvents.StoredName(t) == name)).Sample(
            e =>
            {
                var (text, texts) = Store(e);

                var read = StoredEvent.Read(17, text, texts);

                Assert.Equal(SampleEvents.Describe(e), SampleEvents.Describe(read.Event));
                Assert.Equal((17L, 3, Act.RecordedAt, "s-7", Role.Router, "XF", "依职责办理"),
                    (read.Position, read.Version, read.RecordedAt, read.By, read.Role, read.Office, read.Why.Value));
                Assert.Equal(text, CanonicalJson.ReadStrict(System.Text.Encoding.UTF8.GetBytes(text)).ToString());
            },
            iter: 200, threads: 1);

    [Theory, MemberData(nameof(Names))]
    public void Every_event_can_be_folded_without_its_private_texts(string name) =>
        SampleEvents.Of(SampleEvents.Types.Single(t => SampleEvents.StoredName(t) == name)).Sample(
            e =>
            {
                var read = StoredEvent.Read(17, Store(e).Text, texts: null);

                Assert.Equal(e.GetType(), read.Event.GetType());
                Assert.DoesNotContain("private \"", SampleEvents.Describe(read.Event), StringComparison.Ordinal);
            },
            iter: 50, threads: 1);

    private static (string Text, Dictionary<string, string> Texts) Store(CaseEvent e)
    {
        var payload = new PayloadWriter();
        e.Write(payload);
        payload.Text(StoredEvent.Why, Act.Why);
        var digests = new CanonicalObject();
        foreach (var (field, value) in payload.Texts) digests.Add(field, $"digest of {value.Length}");
        return (StoredEvent.Write(e, Act, 3, "prev", payload, digests).ToString(), payload.Texts.ToDictionary(t => t.Key, t => t.Value));
    }
}
