using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Citizens;

namespace Xinqiao.Web.Ledger.Citizen;

/// <summary>
/// Anybody checks a receipt: here by the server, or by the page's own script without sending anything. Nothing is kept and nothing
/// changes, so the form needs no token.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class VerifyPageModel(Receipts receipts) : PageModel
{
    /// <summary>Names of private fields, as the form calls them.</summary>
    private static readonly Dictionary<string, string> Fields = new()
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
    public string? Unreadable { get; private set; }

    public string? Pasted { get; private set; }

    /// <summary>A text that the petitioner says they wrote.</summary>
    public string? Words { get; private set; }

    /// <summary>What the script believes: the same policy.</summary>
    public LogPolicy Policy => receipts.Policy;

    /// <summary>The field that holds exactly the text; null where none does.</summary>
    public string? WordsAre { get; private set; }

    public static string NameOf(string field) => Fields.GetValueOrDefault(field, field);

    public static string FieldNames => string.Join(' ', Fields.Select(f => $"{f.Key}={f.Value}"));

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
                ? "读不出：这不是信访回执，或者内容不完整。请选择回执文件，或者把二维码扫出的文字（以 XQ1: 开头）完整贴进来。"
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
