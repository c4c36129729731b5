using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public class LetterTemplatesTests
{
    private static Decision Set(string? digest, string? inForce = null, IReadOnlyList<Refusal>? faults = null, Actor? by = null, DocumentKind? kind = null) =>
        LetterTemplates.Set(kind, digest, inForce, faults ?? [], Given.Nothing.ActOf(by ?? Some.Administrator));

    [Fact]
    public void An_administrator_sets_a_template_for_all_letters_or_for_one_kind()
    {
        Assert.Equal(new LetterTemplateSet("all", "aa"), Set("aa").Event<LetterTemplateSet>());
        Assert.Equal(new LetterTemplateSet(Words.Of(DocumentKind.Opinion), "aa"), Set("aa", kind: DocumentKind.Opinion).Event<LetterTemplateSet>());
    }

    [Fact]
    public void Nobody_else_sets_one()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.Administrator)) Set("aa", by: other).Refused("not-your-role");
    }

    [Fact]
    public void What_is_in_force_is_not_set_again_and_what_was_never_set_is_not_taken_back()
    {
        Set("aa", inForce: "aa").Refused("template-unchanged");
        Set(null).Refused("template-unchanged");
        Assert.Null(Set(null, inForce: "aa").Event<LetterTemplateSet>().Digest);
    }

    [Fact]
    public void A_file_with_faults_is_refused_with_all_of_them()
    {
        var fault = new Refusal(LetterTemplates.Source, "template-macros", "样式中不能有宏。", "file");
        Assert.Equal([fault, fault], Assert.IsType<Decision.Refused>(Set("aa", faults: [fault, fault])).Refusals);
    }
}
