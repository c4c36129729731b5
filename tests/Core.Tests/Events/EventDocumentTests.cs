using Xinqiao.Core.Tests.House;
using Xunit;

namespace Xinqiao.Core.Tests.Events;

public sealed class EventDocumentTests
{
    [Fact]
    public void The_document_says_what_the_events_hold()
    {
        var (file, generated) = (Repository.Path(EventDocument.File), EventDocument.Write());
        if (Environment.GetEnvironmentVariable("XINQIAO_REGENERATE") == "1") File.WriteAllText(file, generated);

        Assert.Equal(generated, File.ReadAllText(file));
    }
}
