using CsCheck;
using Xinqiao.Core.Redaction;
using Xunit;

namespace Xinqiao.Core.Tests.Redaction;

/// <summary>What is marked in a text that is passed on. Every person and number here is made up.</summary>
public class RevealingPassagesTests
{
    private static readonly KnownParty Zhou = new(["周桂兰"], ["13800000217"], ["崇川区濠西新村12幢101室"], ["zhou@example.cn"]);

    private static IEnumerable<string> Marked(string text, RevealingKind kind, KnownParty? party = null) =>
        RevealingPassages.In(text, party ?? KnownParty.Nobody).Where(r => r.Kind == kind).Select(r => text.Substring(r.Start, r.Length));

    [Theory]
    [InlineData("我叫李建华，在厂里干了八年。", RevealingKind.Name, "李建华")]
    [InlineData("本人欧阳静，实名举报。", RevealingKind.Name, "欧阳静")]
    [InlineData("举报人：王 芳", RevealingKind.Name, "王 芳")]
    [InlineData("我丈夫陈国庆被他打伤。", RevealingKind.Name, "陈国庆")]
    [InlineData("请领导明察。\n此致\n敬礼\n徐小梅\n", RevealingKind.Name, "徐小梅")]
    [InlineData("我是孙丽，住在楼上。", RevealingKind.Name, "孙丽")]
    [InlineData("手机138 0000 0217，随时可以打。", RevealingKind.Phone, "138 0000 0217")]
    [InlineData("请打１３８０００００２１７联系", RevealingKind.Phone, "１３８０００００２１７")]
    [InlineData("电话是一三八零零零零零二一七。", RevealingKind.Phone, "一三八零零零零零二一七")]
    [InlineData("座机0513-85520000转8012", RevealingKind.Phone, "0513-85520000转8012")]
    [InlineData("家里电话85520000", RevealingKind.Phone, "85520000")]
    [InlineData("微信号：xiaomei_1988", RevealingKind.Phone, "xiaomei_1988")]
    [InlineData("身份证32060219800307041X", RevealingKind.IdNumber, "32060219800307041X")]
    [InlineData("320602 19800307 0411", RevealingKind.IdNumber, "320602 19800307 0411")]
    [InlineData("证件号320602800307041", RevealingKind.IdNumber, "320602800307041")]
    [InlineData("身份证尾号0411", RevealingKind.IdNumber, "0411")]
    [InlineData("我的车苏F·A1234停在门口", RevealingKind.Plate, "苏F·A1234")]
    [InlineData("新能源车苏FD12345", RevealingKind.Plate, "苏FD12345")]
    [InlineData("家住濠西新村12幢101室，很多年了", RevealingKind.Address, "濠西新村12幢101室")]
    [InlineData("就在3号楼2单元501室门口", RevealingKind.Address, "3号楼2单元501室")]
    [InlineData("汇到6222 0200 0000 0000 000", RevealingKind.BankCard, "6222 0200 0000 0000 000")]
    [InlineData("打到我的卡号：62280000000001", RevealingKind.BankCard, "62280000000001")]
    [InlineData("邮箱 mei.xu@example.com.cn", RevealingKind.Email, "mei.xu@example.com.cn")]
    [InlineData("我2024年3月6日上午9点去他办公室送材料", RevealingKind.OwnDate, "2024年3月6日上午9点")]
    [InlineData("三月初六我在场", RevealingKind.OwnDate, "三月初六")]
    [InlineData("我的工号是A20817", RevealingKind.Post, "A20817")]
    [InlineData("事情发生在三车间", RevealingKind.Post, "三车间")]
    [InlineData("在306办公室当面说的", RevealingKind.Post, "306办公室")]
    [InlineData("只有我知道密码", RevealingKind.TellTale, "只有我知道密码")]
    [InlineData("我是唯一的证人", RevealingKind.TellTale, "我是唯一的证人")]
    [InlineData("我是该公司财务科的职工", RevealingKind.TellTale, "我是该公司财务科的职工")]
    [InlineData("我在局里上班十二年", RevealingKind.TellTale, "我在局里上班十二年")]
    [InlineData("作为项目监理，我多次提醒", RevealingKind.TellTale, "作为项目监理")]
    [InlineData("我亲手交给他两万元", RevealingKind.TellTale, "我亲手交给他两万元")]
    public void What_tells_who_writes_is_marked(string text, RevealingKind kind, string passage) =>
        Assert.Contains(Marked(text, kind), marked => marked.Contains(passage, StringComparison.Ordinal));

    [Theory]
    [InlineData("周桂兰去过", "周桂兰")]
    [InlineData("周 桂兰去过", "周 桂兰")]
    [InlineData("大家叫她桂兰", "桂兰")]
    [InlineData("周女士说过", "周女士")]
    [InlineData("老周也在", "老周")]
    public void The_name_that_was_given_is_marked_in_every_form(string text, string passage) =>
        Assert.Contains(passage, Marked(text, RevealingKind.Name, Zhou));

    [Fact]
    public void Number_and_address_that_were_given_are_marked_however_they_are_written()
    {
        Assert.Contains("138-0000-0217", Marked("打138-0000-0217", RevealingKind.Phone, Zhou));
        Assert.Contains("一三八零零零零零二一七", Marked("一三八零零零零零二一七", RevealingKind.Phone, Zhou));
        Assert.Contains("濠西新村", Marked("濠西新村的住户", RevealingKind.Address, Zhou));
        Assert.Contains("12幢101室", Marked("就是12幢101室那家", RevealingKind.Address, Zhou));
    }

    [Theory]
    [InlineData("举报住建局局长张伟收受好处，工程由其弟弟承包。")]
    [InlineData("该公司以3800000元中标，合同金额虚高。")]
    [InlineData("单位违规发放补贴，请依法查处。")]
    [InlineData("项目代码2026-320602-48-01-000123，未批先建。")]
    public void What_is_complained_of_is_left_alone(string text) => Assert.Empty(RevealingPassages.In(text, KnownParty.Nobody));

    [Fact]
    public void Every_number_of_an_identity_card_is_known_by_its_check_digit() => IdNumbers().Sample(number =>
    {
        Assert.True(NumberPassages.IsIdNumber(number));
        Assert.Contains(number, Marked($"有人问{number}是谁", RevealingKind.IdNumber));
    });

    [Fact]
    public void A_mark_lies_within_the_text_and_is_not_empty() => Texts().Sample(text => Assert.All(
        RevealingPassages.In(text, Zhou), r => Assert.True(r.Start >= 0 && r.Length > 0 && r.End <= text.Length)));

    [Fact]
    public void What_is_struck_is_gone_and_what_is_kept_stays() => Gen.Select(Texts(), Gen.Int).Sample((text, seed) =>
    {
        var marks = RevealingPassages.In(text, Zhou);
        var all = Redacting.Strike(text, marks, [], []);
        foreach (var piece in all.Text.Split(Redacting.Struck)) Assert.Contains(piece, text, StringComparison.Ordinal);
        Assert.Equal(marks.Count, all.Struck.Values.Sum());
        Assert.Equal(Unmarked(text, marks), all.Text.Replace(Redacting.Struck, "", StringComparison.Ordinal));
        Assert.Equal(text, Redacting.Strike(text, marks, [.. marks], []).Text);
        HashSet<Revealing> kept = [.. marks.Where((_, i) => ((seed >> (i % 31)) & 1) == 1)];
        var some = Redacting.Strike(text, marks, kept, []);
        Assert.Equal((marks.Count - kept.Count, kept.Count), (some.Struck.Values.Sum(), some.Kept.Values.Sum()));
        Assert.Equal(Unmarked(text, marks.Where(m => !kept.Contains(m))), some.Text.Replace(Redacting.Struck, "", StringComparison.Ordinal));
    });

    [Fact]
    public void A_further_word_is_struck_wherever_it_stands()
    {
        var struck = Redacting.Strike("阿福看见了，阿福说过，ＡＢ厂也有阿福。", [], [], ["阿福", "ab"]);
        Assert.Equal("〔隐去〕看见了，〔隐去〕说过，〔隐去〕厂也有〔隐去〕。", struck.Text);
        Assert.Equal(2, struck.Words);
    }

    [Fact]
    public void How_long_a_passage_was_cannot_be_told() => Assert.Equal(
        Redacting.Strike("王五来过", [new(0, 2, RevealingKind.Name)], [], []).Text,
        Redacting.Strike("欧阳小明来过", [new(0, 4, RevealingKind.Name)], [], []).Text);

    private static string Unmarked(string text, IEnumerable<Revealing> marks)
    {
        var gone = marks.SelectMany(m => Enumerable.Range(m.Start, m.Length)).ToHashSet();
        return string.Concat(text.Where((_, i) => !gone.Contains(i)));
    }

    private static Gen<string> IdNumbers() =>
        from region in Gen.Int[110101, 659004]
        from day in Gen.Int[0, 25_000]
        from serial in Gen.Int[0, 999]
        let body = $"{region}{new DateOnly(1940, 1, 1).AddDays(day):yyyyMMdd}{serial:000}"
        select body + "0123456789X".First(c => NumberPassages.HasCheckDigit(body + c));

    private static readonly string[] Pieces =
    [
        "我", "本人", "叫", "周桂兰", "李明", "，", "。", "\n", "13800000217", "138 0000 0217", "濠西新村", "12幢101室", "唯一", "只有我", "职工", "是", "在", "上班",
        "2024年3月6日", "苏FA1234", "zhou@example.cn", "局长张伟", "收钱", "三车间", " ", "Ａ", "6222020000000000000", "举报人：", "𠮷", "一三八零零零零零二一七",
    ];

    private static Gen<string> Texts() => Gen.Int[0, Pieces.Length - 1].Array[0, 30].Select(at => string.Concat(at.Select(i => Pieces[i])));

    [Fact]
    public void A_text_of_many_pages_is_marked_on_the_last_as_on_the_first()
    {
        const string page = "我叫周桂兰，是该局的会计。2026年3月5日我去三楼办公室，打13800000217。\n";
        const int pages = 2_000;
        var marks = RevealingPassages.In(string.Concat(Enumerable.Repeat(page, pages)), Zhou).ToLookup(m => m.Start / page.Length);
        var first = marks[0].ToList();
        Assert.Contains(first, m => m.Kind == RevealingKind.Name);
        Assert.Equal(first.Select(m => m with { Start = m.Start + (pages - 1) * page.Length }), marks[pages - 1]);
        Assert.DoesNotContain(first, m => first.Any(o => o != m && o.Kind == m.Kind && o.Start <= m.Start && o.End >= m.End));
    }
}
