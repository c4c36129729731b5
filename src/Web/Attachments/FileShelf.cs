using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Attachments;

/// <summary>A file as a list shows it.</summary>
/// <param name="Name">As its sender called it; null where it was erased.</param>
public sealed record ShelvedFile(Attachment File, string? Name, DateTimeOffset At, Role By)
{
    /// <summary>Its length as people say it.</summary>
    public string Size => File.Bytes >= 1024 * 1024 ? $"{File.Bytes / 1048576.0:0.0} MB" : $"{Math.Max(1, File.Bytes / 1024)} KB";

    public bool IsErased => Name is null;
}

/// <summary>Reads the files of one petition. Whether somebody may see them was asked before, of the gate.</summary>
public sealed class FileShelf(CaseStore store, CaseReader reader)
{
    /// <summary>What came with the petition, and what a unit added to this matter of it, oldest first.</summary>
    public static IReadOnlyList<ShelvedFile> Of(History<Petition> petition, StreamId matter) =>
    [
        .. from file in petition.State.Attachments
           where file.Matter is null || file.Matter == matter
           let added = petition.Events.First(e => e.Version == file.Version)
           select new ShelvedFile(file, ((AttachmentAdded)added.Event).FileName.Value, added.RecordedAt, added.Role),
    ];

    /// <summary>The bytes; null where they were erased, or show who petitions and the view does not open that.</summary>
    public async Task<byte[]?> Open(StreamId petition, Attachment file, FileForm form, IdentityView view)
    {
        if (IsWithheld(file, view)) return null;
        await using var connection = store.Database.OpenToRead();
        var sealedFile = await connection.ExecuteScalarAsync<byte[]?>(
            "SELECT sealed FROM attachment_files WHERE position = @Position AND form = @form", new { file.Position, form = Words.Of(form) });
        if (sealedFile is null || await reader.DataKey(connection, petition, SealedValue.CompartmentOf(sealedFile)) is not { } dataKey) return null;
        return Vault.OpenFile(dataKey, file.Position, Words.Of(form), sealedFile);
    }

    /// <summary>It shows who wrote or signed, and that is not open.</summary>
    public static bool IsWithheld(Attachment file, IdentityView view) => IdentityFields.Shows(file.Kind) && !view.Opens(IdentityField.Scans);

    public static string ContentType(FileType type) => type switch
    {
        FileType.Jpeg => "image/jpeg",
        FileType.Png => "image/png",
        FileType.Pdf => "application/pdf",
    };
}
