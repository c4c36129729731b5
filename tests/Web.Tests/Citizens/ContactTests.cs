using Xinqiao.Web.Citizens;
using Xunit;

namespace Xinqiao.Web.Tests.Citizens;

public sealed class ContactTests
{
    [Theory]
    [InlineData("13800000217", "sms", "138****0217")]
    [InlineData("85001234", "sms", "85****34")]
    [InlineData("zhou@example.cn", "email", "z***@example.cn")]
    public void A_masked_contact_shows_its_owner_enough_to_know_it(string to, string by, string masked) =>
        Assert.Equal(masked, new Contact(to, by).Masked);
}
