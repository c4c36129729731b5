using System.Text.RegularExpressions;
using Xunit;

namespace Xinqiao.Core.Tests.House;

public sealed partial class PasswordFieldTests
{
    [Fact]
    public void Every_field_for_a_password_hides_it_and_lets_a_password_manager_fill_it()
    {
        var fields = Repository.Files("src/Web", "*.cshtml").SelectMany(file => Field().Matches(File.ReadAllText(Repository.Path(file)))
            .Where(m => !m.Value.Contains("type=\"hidden\"", StringComparison.Ordinal) && !m.Value.Contains("one-time-code", StringComparison.Ordinal)).Select(m => (file, m.Value))).ToList();

        Assert.True(fields.Count >= 5);
        Assert.All(fields, field => Assert.Contains("type=\"password\" autocomplete=\"", field.Value, StringComparison.Ordinal));
        Assert.All(fields, field => Assert.Matches("autocomplete=\"(current|new)-password\"", field.Value));
    }

    // As the page writes it: <field name="password" …><input …></field>, or an input of its own.
    [GeneratedRegex(@"<field name=""(?:password|current|again|confirm)""[^>]*><input[^>]*>|<input[^>]*\bname=""password""[^>]*>")]
    private static partial Regex Field();
}
