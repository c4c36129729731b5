using System.Text;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>A site's log as <c>xinqiao log export</c> writes it, its checkpoint cosigned by the test's own witnesses.</summary>
internal static class ExportedLog
{
    /// <param name="sign">What is done to the checkpoint afterwards.</param>
    public static void Write(CaseStore store, string folder, Func<SignedNote, SignedNote> sign)
    {
        LogExport.Run(store, folder, _ => { }, TestContext.Current.CancellationToken);
        var file = Path.Combine(folder, "checkpoint");
        File.WriteAllText(file, sign(SignedNote.Parse(File.ReadAllBytes(file))).ToString(), new UTF8Encoding(false));
    }
}
