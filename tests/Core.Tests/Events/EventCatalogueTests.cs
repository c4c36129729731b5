using Xunit;

namespace Xinqiao.Core.Tests.Events;

public sealed class EventCatalogueTests
{
    [Fact]
    public void Every_event_of_the_program_can_be_read_back() =>
        Assert.Equal(SampleEvents.Types.Select(SampleEvents.StoredName), EventCatalogue.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void A_stored_name_says_what_it_is_about_what_happened_and_its_version() =>
        Assert.All(EventCatalogue.Names, name => Assert.Matches(@"^(petition|matter|database|unit|person|partner|national-sheet|letter-template|calendar|setting|category|post|retention|log|text|scan|access)\.[a-z]+(-[a-z]+)*\.v[1-9]$", name));

    [Fact]
    public void An_unknown_name_is_a_damaged_record() =>
        Assert.Throws<InvalidDataException>(() => EventCatalogue.Read("matter.vanished.v1", new PayloadReader(new StreamId("m1"), new Dictionary<string, object>())));
}
