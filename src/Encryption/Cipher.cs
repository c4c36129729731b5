using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Xinqiao.Core;

namespace Xinqiao.Encryption;

/// <summary>What values are encrypted with. The length of a key says which; each sealed value says it in its second byte.</summary>
public enum Cipher : byte
{
    /// <summary>AES-256 in Galois/Counter mode, with keys of 32 bytes.</summary>
    [Word("aes", "AES-256-GCM")] Aes256Gcm = 1,

    /// <summary>SM4 (GB/T 32907) in Galois/Counter mode (RFC 8998), with keys of 16 bytes.</summary>
    [Word("sm4", "SM4-GCM")] Sm4Gcm = 2,
}

/// <summary>The two ciphers at work: nonces of 12 bytes, tags of 16.</summary>
public static class Ciphers
{
    public const int NonceLength = 12, TagLength = 16;

    /// <summary>How long its keys are, in bytes.</summary>
    public static int KeyLength(this Cipher cipher) => cipher switch
    {
        Cipher.Aes256Gcm => 32,
        Cipher.Sm4Gcm => 16,
    };

    /// <exception cref="CryptographicException">No cipher has keys of that length.</exception>
    public static Cipher Of(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach (var cipher in Enum.GetValues<Cipher>())
            if (cipher.KeyLength() == key.Length) return cipher;
        throw new CryptographicException($"No cipher has a key of {key.Length} bytes.");
    }

    /// <summary>Encrypts by the cipher that the key is of.</summary>
    /// <param name="nonce">Never used twice under one key.</param>
    /// <param name="bound">What is not encrypted but has to be the same when it is decrypted.</param>
    /// <param name="result">Room for ciphertext and tag.</param>
    public static void Encrypt(byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound, Span<byte> result)
    {
        if (Of(key) == Cipher.Sm4Gcm)
        {
            Sm4(key, nonce, plain, bound, result, encrypts: true);
            return;
        }

        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, result[..plain.Length], result[plain.Length..], bound);
    }

    /// <summary>What <see cref="Encrypt"/> encrypted.</summary>
    /// <param name="encrypted">Ciphertext and tag.</param>
    /// <exception cref="CryptographicException">It was changed, is bound to something else, or the key is another.</exception>
    public static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> bound)
    {
        if (encrypted.Length < TagLength) throw new CryptographicException("It is too short to be encrypted.");
        var plain = new byte[encrypted.Length - TagLength];
        if (Of(key) == Cipher.Sm4Gcm)
        {
            Sm4(key, nonce, encrypted, bound, plain, encrypts: false);
            return plain;
        }

        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(nonce, encrypted[..plain.Length], encrypted[plain.Length..], plain, bound);
        return plain;
    }

    private static void Sm4(
        byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, ReadOnlySpan<byte> bound, Span<byte> output, bool encrypts)
    {
        var gcm = new GcmBlockCipher(new SM4Engine());
        gcm.Init(encrypts, new AeadParameters(new KeyParameter(key), TagLength * 8, nonce.ToArray(), bound.ToArray()));
        try
        {
            var written = gcm.ProcessBytes(input, output);
            gcm.DoFinal(output[written..]);
        }
        catch (InvalidCipherTextException e)
        {
            throw new AuthenticationTagMismatchException(e.Message, e);
        }
    }
}
