using System.Text;
using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Citizens;

/// <summary>Receipts as downloads. Both are tlog-proofs; what differs is whether the salts of private fields are in them.</summary>
public static class ReceiptFiles
{
    /// <summary>For anybody whom the petitioner shows it to.</summary>
    public static FileContentResult Proof(ReceiptFile receipt) => Named(receipt, receipt.Number + ".tlog-proof");

    /// <summary>For the petitioner alone.</summary>
    public static FileContentResult Copy(ReceiptFile receipt) => Named(receipt, receipt.Number + "-电子回执.tlog-proof");

    private static FileContentResult Named(ReceiptFile receipt, string name) =>
        new(Encoding.UTF8.GetBytes(receipt.ToString()), "text/plain; charset=utf-8") { FileDownloadName = name };
}
