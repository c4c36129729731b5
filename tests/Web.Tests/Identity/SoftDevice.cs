using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Xinqiao.Web.Tests.Identity;

/// <summary>A device with one passkey, in software: P-256, without attestation. What a real one never does can be set.</summary>
public sealed class SoftDevice(string origin) : IDisposable
{
    private const int Present = 1, Verified = 4, Attested = 64;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private string handle = "";

    public byte[] Id { get; set; } = RandomNumberGenerator.GetBytes(32);
    public string Origin { get; set; } = origin;
    public string? Domain { get; set; }
    public bool Verifies { get; set; } = true;
    public uint Count { get; set; }

    /// <summary>What it was told of its holder when it was enrolled.</summary>
    public JsonNode? Told { get; private set; }

    /// <summary>Answers what the site asks of a device that shall make a passkey.</summary>
    public string Make(string asked)
    {
        var options = JsonNode.Parse(asked)!;
        Told = options["user"];
        handle = (string)Told!["id"]!;
        var client = Client("webauthn.create", options);
        var writer = new CborWriter();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString([.. Data(Domain ?? (string)options["rp"]!["id"]!, Attested), .. new byte[16], (byte)(Id.Length >> 8), (byte)Id.Length, .. Id, .. PublicKey()]);
        writer.WriteEndMap();
        return Answer(new { clientDataJSON = Text(client), attestationObject = Text(writer.Encode()) });
    }

    /// <summary>Answers what the site asks of a device that has a passkey of it.</summary>
    public string Show(string asked)
    {
        var options = JsonNode.Parse(asked)!;
        var client = Client("webauthn.get", options);
        var data = Data(Domain ?? (string)options["rpId"]!, 0);
        byte[] signed = [.. data, .. SHA256.HashData(client)];
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new { clientDataJSON = Text(client), authenticatorData = Text(data), signature = Text(signature), userHandle = handle });
    }

    private string Answer(object response) =>
        JsonSerializer.Serialize(new { id = Text(Id), rawId = Text(Id), type = "public-key", clientExtensionResults = new { }, response });

    private byte[] Client(string type, JsonNode options) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = (string)options["challenge"]!, origin = Origin, crossOrigin = false });

    private byte[] Data(string domain, int more)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(domain)).CopyTo(data, 0);
        data[32] = (byte)(Present | (Verifies ? Verified : 0) | more);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), Count);
        return data;
    }

    private byte[] PublicKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            writer.WriteInt32(label);
            writer.WriteInt32(value);
        }

        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose() => key.Dispose();
}
