using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Language;

namespace Xinqiao.Web.Ledger.Citizen;

/// <summary>
/// Anybody checks a receipt: here by the server, or by the page's own script without sending anything. Nothing is kept and nothing
/// changes, so the form needs no token.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class VerifyPageModel(Receipts receipts) : PageModel
{
    // It stands in an attribute, which the page encodes.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Phrase NoReceipt =
        "读不出：这不是信访回执，或者内容不完整。请选择回执文件，或者把二维码扫出的文字（以 XQ1: 开头）完整贴进来。";

    /// <summary>Names of private fields, as the form calls them.</summary>
    private static readonly Dictionary<string, Phrase> Fields = new()
    {
        ["title"] = "标题",
        ["narrative"] = "事情经过",
        ["request"] = "诉求",
        ["placeDetail"] = "具体地点",
        ["name"] = "姓名",
        ["phone"] = "电话",
        ["address"] = "地址",
        ["email"] = "电子邮箱",
        ["backEntryReason"] = "补录理由",
        ["why"] = "办理理由",
    };

    public ReceiptCheck? Found { get; private set; }

    /// <summary>Why it could not be read.</summary>
    public Phrase? Unreadable { get; private set; }

    public string? Pasted { get; private set; }

    /// <summary>A text that the petitioner says they wrote.</summary>
    public string? Words { get; private set; }

    /// <summary>What the script believes: the same policy.</summary>
    public LogPolicy Policy => receipts.Policy;

    /// <summary>The field that holds exactly the text; null where none does.</summary>
    public string? WordsAre { get; private set; }

    public static Phrase NameOf(string field) => Fields.GetValueOrDefault(field, field);

    /// <summary>What a check comes to, in one sentence.</summary>
    /// <param name="witnesses">How many cosigned.</param>
    public static Phrase Sentence(ReceiptStanding standing, object witnesses) => standing switch
    {
        ReceiptStanding.Witnessed => (Phrase)$"核验通过：已登记，日志已签名，{witnesses}个见证方已见证。",
        ReceiptStanding.Signed => "核验通过：已登记，日志已签名（这本日志没有设见证方）。",
        ReceiptStanding.WitnessesMissing => "日志已签名，见证待补。",
        ReceiptStanding.Unsigned => "核验不通过：检查点没有这本登记日志的有效签名。",
        ReceiptStanding.Changed => "核验不通过：内容与登记日志不符，回执被改过，或者不是这本日志的。",
    };

    /// <summary>Where in a log an entry stands.</summary>
    public static Phrase Place(object origin, object index, object size) => $"{origin}，第{index}号，当时共{size}条";

    /// <summary>The text to compare is that of a field.</summary>
    public static Phrase Same(object field) => $"与登记时的“{field}”一字不差。";

    public static Phrase NoSalts => "这份回执不能核对文字，请用电子回执。";

    public static Phrase Different => "与登记的任何一项都不相同。差一个字、一个标点或一个空格都算不同。";

    /// <summary>The same sentences for the page's script, in the reader's language; what it fills in stands in its name, as {size}.</summary>
    public string ForScript => JsonSerializer.Serialize(
        new Dictionary<string, Phrase>(Fields)
        {
            ["number"] = "编号",
            ["registered"] = "登记时间",
            ["log"] = "登记日志",
            ["witness"] = "见证",
            ["seen"] = (Phrase)$"{"{name}"}，{"{time}"}",
            ["compared"] = "您核对的文字",
            ["place"] = Place("{origin}", "{index}", "{size}"),
            ["same"] = Same("{field}"),
            ["noSalts"] = NoSalts,
            ["different"] = Different,
            ["witnessed"] = Sentence(ReceiptStanding.Witnessed, "{count}"),
            ["signed"] = Sentence(ReceiptStanding.Signed, 0),
            ["witnessesMissing"] = Sentence(ReceiptStanding.WitnessesMissing, 0),
            ["unsigned"] = Sentence(ReceiptStanding.Unsigned, 0),
            ["changed"] = Sentence(ReceiptStanding.Changed, 0),
            ["unreadable"] = NoReceipt,
            ["here"] = "就在您的浏览器里核验，回执和文字都不会发出去。",
        }.ToDictionary(said => said.Key, said => Reader.Tell(HttpContext, said.Value)),
        Relaxed);

    public void OnGet() { }

    public async Task<IActionResult> OnPost(IFormFile? file, string? pasted, string? words)
    {
        (Pasted, Words) = (pasted, words);
        try
        {
            var receipt = ReceiptFile.ParseAny(file is { Length: > 0 } ? await Text(file) : pasted ?? "");
            Found = ReceiptCheck.Of(receipt, receipts.Policy, LogKey.Verify);
            if (!string.IsNullOrEmpty(words)) WordsAre = receipt.FieldOf(words.Replace("\r\n", "\n"));
            return Page();
        }
        catch (LedgerFormatException)
        {
            Unreadable = file is { Length: > 0 } || !string.IsNullOrWhiteSpace(pasted)
                ? NoReceipt
                : "请选择回执文件，或者把二维码扫出的文字贴进来。";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private static async Task<string> Text(IFormFile file)
    {
        if (file.Length > LogProof.MaxBytes) return "";
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
