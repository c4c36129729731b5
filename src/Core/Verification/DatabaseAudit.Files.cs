using System.Security.Cryptography;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Verification;

/// <content>Files: each is there, opens, and has the digest that its event committed to.</content>
public sealed partial class DatabaseAudit
{
    private readonly HashSet<long> attachments = [];

    // Read one event's at a time: a file may have twenty megabytes.
    private void Files(EventRow row, AttachmentAdded added, IEnumerable<(string Field, byte[] Sealed)> texts)
    {
        attachments.Add(row.Position);
        var digests = texts.ToDictionary(t => t.Field, t => t.Sealed);
        var awaited = new Dictionary<string, (long Bytes, string Digest)> { [Words.Of(FileForm.Original)] = (added.Bytes, AttachmentAdded.DigestField) };
        if (added.CopyBytes is { } copy) awaited[Words.Of(FileForm.Copy)] = (copy, AttachmentAdded.CopyDigestField);
        var whole = awaited.Count;
        foreach (var found in Rows(LogTables.AttachmentFiles, new(row.Position, row.Position + 1)))
        {
            if (found is not [_, string form, byte[] sealedFile] || !awaited.Remove(form, out var told))
                Broken(row.Position, "attachment_files 多出一行 (a file that was not added)");
            else if (Unfit(row, form, sealedFile, told.Bytes, digests.GetValueOrDefault(told.Digest)) is { } fault)
                Broken(row.Position, $"附件{fault}");
        }

        if (awaited.Count == whole) erasures.Missing(row.Position, Attaching.FileContent);
        else if (awaited.Count > 0) Broken(row.Position, "附件缺少一份 (one form of a file is missing)");
    }

    private string? Unfit(EventRow row, string form, byte[] sealedFile, long bytes, byte[]? sealedDigest)
    {
        if (database.Texts is not { } texts || sealedDigest is null) return null;
        try
        {
            // The digest is what the file is held against, and no identity; the file may be.
            if (fold.DataKey(Compartment.Matter, row.Stream, dataKeys, texts) is not { } key) return null;
            var compartment = SealedValue.CompartmentOf(sealedFile);
            sealing.Add((compartment, row.Stream));
            if (!texts.Has(compartment) || fold.DataKey(compartment, row.Stream, dataKeys, texts) is not { } fileKey) return null;
            var file = texts.OpenFile(fileKey, sealedFile, FilePlace.Of(row.Position, form));
            var field = form == Words.Of(FileForm.Copy) ? AttachmentAdded.CopyDigestField : AttachmentAdded.DigestField;
            var digest = texts.Open(key, row.Position, field, sealedDigest).Value;
            return file.Length == bytes && digest == Convert.ToHexStringLower(SHA256.HashData(file)) ? null : "与摘要不符 (a file does not fit its digest)";
        }
        catch (CryptographicException)
        {
            return "解不开，被改过或挪过 (a file cannot be opened)";
        }
    }

    /// <summary>Files of no event.</summary>
    private void StrayFiles()
    {
        foreach (var place in Rows(LogTables.AttachmentPlaces))
            if (place is not [long position, _] || !attachments.Contains(position))
                Broken(null, "attachment_files 有一行不属于任何附件 (a file of no event)");
    }
}
