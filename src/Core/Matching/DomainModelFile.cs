using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Xinqiao.Core.Matching;

/// <summary>What reading a model's file came to.</summary>
public abstract record ModelFile
{
    private ModelFile() { }

    public sealed record Readable(DomainModel Model) : ModelFile;

    /// <param name="Chinese">Why, as a clause without a full stop.</param>
    public sealed record Unreadable(string Chinese, string English) : ModelFile;
}

/// <summary>
/// A model as bytes, all numbers with the lowest byte first: the line "xinqiao domain model", the version of the format, the length of
/// the rest, its SHA-256, and the rest: labels, balances, bias, the hashes in rising order, and a row of numbers for each.
/// </summary>
public static class DomainModelFile
{
    private const ushort Version = 1;

    // Magic, version, longest n-gram, length of the body, its digest.
    private const int DigestAt = 32, BodyAt = DigestAt + SHA256.HashSizeInBytes;
    private const int MostRows = 20_000_000;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Magic => "xinqiao domain model"u8;

    public static byte[] Write(DomainModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, StrictUtf8, leaveOpen: true)) WriteBody(writer, model);
        var file = new byte[BodyAt + body.Length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(20), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(22), Features.LongestGram);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), body.Length);
        body.GetBuffer().AsSpan(0, (int)body.Length).CopyTo(file.AsSpan(BodyAt));
        SHA256.HashData(file.AsSpan(BodyAt), file.AsSpan(DigestAt));
        return file;
    }

    /// <summary>Any bytes get an answer.</summary>
    public static ModelFile Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < BodyAt || !file.StartsWith(Magic)) return new ModelFile.Unreadable("不是分类模型文件", "not a domain model");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(file[20..]);
        if (version != Version || BinaryPrimitives.ReadUInt16LittleEndian(file[22..]) != Features.LongestGram)
            return new ModelFile.Unreadable(
                $"是第{version}版格式，本程序只认第{Version}版，请重新训练", $"format {version}, this program reads {Version}; train again");
        var body = file[BodyAt..];
        if (BinaryPrimitives.ReadInt64LittleEndian(file[24..]) != body.Length)
            return new ModelFile.Unreadable("不完整，请重新复制或训练", "truncated or too long");
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        return digest.SequenceEqual(file[DigestAt..BodyAt]) && ReadBody(body) is { } model
            ? new ModelFile.Readable(model)
            : new ModelFile.Unreadable("已损坏，请重新复制或训练", "damaged");
    }

    private static void WriteBody(BinaryWriter writer, DomainModel model)
    {
        var weights = model.Weights;
        writer.Write(model.Labels.Count);
        foreach (var label in model.Labels)
        {
            var bytes = StrictUtf8.GetBytes(label);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }

        foreach (var balance in (Balance[])[model.TitleAlone, model.DetailAlone, model.Both])
        {
            writer.Write(balance.Title);
            writer.Write(balance.Detail);
            writer.Write(balance.SureAt);
        }

        for (var label = 0; label < weights.Labels; label++) writer.Write((Half)weights.Bias[label]);
        writer.Write(weights.Hashes.Length);
        foreach (var hash in weights.Hashes) writer.Write(hash);
        for (var row = 0; row < weights.Hashes.Length; row++)
            for (var number = 0; number <= weights.Labels; number++)
                writer.Write((Half)weights.Rows[row * weights.Stride + number]);
    }

    // Null where it is not as it was written, though the digest fits.
    private static DomainModel? ReadBody(ReadOnlySpan<byte> body)
    {
        var reader = new ModelReader(body);
        var labels = Labels(ref reader);
        if (labels is null) return null;
        var balances = new Balance[3];
        foreach (ref var balance in balances.AsSpan()) balance = new Balance(reader.Single(), reader.Single(), reader.Single());
        var bias = new float[labels.Length];
        foreach (ref var number in bias.AsSpan()) number = reader.Half();
        var count = reader.Count(MostRows);
        // Checked before anything of that size is made.
        if (reader.Failed || reader.Left != count * (4L + 2 * (labels.Length + 1))) return null;
        var hashes = new uint[count];
        for (var row = 0; row < count; row++)
        {
            hashes[row] = reader.UInt32();
            if (row > 0 && hashes[row] <= hashes[row - 1]) return null;
        }

        var weights = new ClassifierWeights(hashes, labels.Length);
        bias.CopyTo(weights.Bias, 0);
        for (var row = 0; row < count; row++)
            for (var number = 0; number <= labels.Length; number++)
                weights.Rows[row * weights.Stride + number] = reader.Half();
        return reader.Failed ? null : new DomainModel(labels, weights, balances[0], balances[1], balances[2]);
    }

    private static string[]? Labels(ref ModelReader reader)
    {
        var labels = new string[reader.Count(DomainTrainer.MostLabels)];
        foreach (ref var label in labels.AsSpan())
        {
            if (reader.Bytes(reader.Count(int.MaxValue)) is not { } bytes) return null;
            label = bytes;
        }

        return !reader.Failed && labels.Length > 0 && labels.Distinct().Count() == labels.Length ? labels : null;
    }

    // Reads on with zeros past the end, and remembers that it did.
    private ref struct ModelReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public bool Failed { get; private set; }
        public readonly long Left => rest.Length;

        public int Count(int most)
        {
            var count = (int)UInt32();
            if (count >= 0 && count <= most) return count;
            Failed = true;
            return 0;
        }

        public uint UInt32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadUInt32LittleEndian(taken) : 0;
        public float Single() => Finite(Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadSingleLittleEndian(taken) : 0);
        public float Half() => Finite(Take(2) is { Length: 2 } taken ? (float)BinaryPrimitives.ReadHalfLittleEndian(taken) : 0);

        public string? Bytes(int length)
        {
            try
            {
                return StrictUtf8.GetString(Take(length));
            }
            catch (DecoderFallbackException)
            {
                Failed = true;
                return null;
            }
        }

        private float Finite(float number)
        {
            if (float.IsFinite(number)) return number;
            Failed = true;
            return 0;
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length > rest.Length)
            {
                Failed = true;
                rest = default;
                return default;
            }

            var taken = rest[..length];
            rest = rest[length..];
            return taken;
        }
    }
}
