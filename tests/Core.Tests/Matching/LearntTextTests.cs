using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class LearntTextTests
{
    [Fact]
    public void Names_numbers_and_addresses_are_struck_and_what_it_is_about_stays()
    {
        var learnt = LearntText.Of(new MatterText(
            "雨水管破损，电话13800000217", "我叫周桂兰，住濠西新村12幢101室，身份证号320602195001010028，雨水管破损，一楼进水。邮箱zhou@example.cn"));
        foreach (var gone in (string[])["13800000217", "周桂兰", "濠西新村", "101室", "320602195001010028", "example"])
            Assert.DoesNotContain(gone, learnt.Title + learnt.Detail, StringComparison.Ordinal);
        Assert.StartsWith("雨水管破损", learnt.Title, StringComparison.Ordinal);
        Assert.Contains("雨水管破损，一楼进水", learnt.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("隐去", learnt.Title + learnt.Detail, StringComparison.Ordinal); // no word of its own
    }

    [Fact]
    public void Any_text_has_one_and_never_more_of_it_than_is_read() => Gen.Select(Gen.String, Gen.String).Sample((title, detail) =>
    {
        var learnt = LearntText.Of(new MatterText(title, detail));
        Assert.InRange(learnt.Title!.Length, 0, title.Length);
        Assert.InRange(learnt.Detail!.Length, 0, detail.Length);
        Assert.InRange(LearntText.Of(new MatterText(null, detail + new string('水', LearntText.Longest))).Detail!.Length, 0, LearntText.Longest);
        Assert.Null(LearntText.Of(default).Title);
    });
}
