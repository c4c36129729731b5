using Xinqiao.Core;
using Xinqiao.Core.Attachments;

namespace Xinqiao.Web.Attachments;

/// <summary>The files of a matter as a case page lists them.</summary>
/// <param name="Path">Address of the case; the files' own lie below it.</param>
/// <param name="Viewer">The post of whoever looks.</param>
public sealed record FilesPanel(IReadOnlyList<ShelvedFile> Files, string Path, Role Viewer)
{
    public bool MayOpen => Attaching.MayOpen(Viewer);

    public bool MayAdd => Words.All<AttachmentKind>().Any(kind => Attaching.MayAdd(Viewer, kind));

    public static string Tag(Standing standing) => standing switch
    {
        Standing.Clean => "done",
        Standing.Released => "run",
        Standing.Waiting => "due",
        Standing.Infected => "late",
    };
}
