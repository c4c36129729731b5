using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class DomainModelFileTests
{
    private static readonly byte[] Written = DomainModelFile.Write(MadeUpMessages.Model);

    private static string Fault(byte[] file) => Assert.IsType<ModelFile.Unreadable>(DomainModelFile.Read(file)).Chinese;

    [Fact]
    public void What_was_written_is_read_again_and_answers_alike()
    {
        var read = Assert.IsType<ModelFile.Readable>(DomainModelFile.Read(Written)).Model;
        Assert.Equal(Written, DomainModelFile.Write(read));
        foreach (var message in MadeUpMessages.Make(60, seed: 3))
        {
            var (one, other) = (
                MadeUpMessages.Model.Classify(message.Title, message.Detail, new Features()), read.Classify(message.Title, message.Detail, new Features()));
            Assert.Equal(one.Suggestions, other.Suggestions);
            Assert.Equal(one.IsSure, other.IsSure);
        }
    }

    [Fact]
    public void It_holds_no_text_but_the_labels()
    {
        var text = System.Text.Encoding.UTF8.GetString(Written);
        Assert.Contains("教育文体", text, StringComparison.Ordinal);
        Assert.DoesNotContain("学校", text, StringComparison.Ordinal);
        Assert.DoesNotContain("学校", System.Text.Encoding.Unicode.GetString(Written), StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_file_is_named_as_such()
    {
        Assert.Contains("不是分类模型", Fault([]), StringComparison.Ordinal);
        Assert.Contains("不是分类模型", Fault(new byte[5_000]), StringComparison.Ordinal);
        Assert.Contains("不是分类模型", Fault(Written[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_is_named_as_such()
    {
        var file = Written.ToArray();
        file[20]++;
        Assert.Contains("第2版", Fault(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_or_continued_is_named_as_such()
    {
        Assert.Contains("不完整", Fault(Written[..^1]), StringComparison.Ordinal);
        Assert.Contains("不完整", Fault([.. Written, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_changed_byte_is_noticed() =>
        Gen.Select(Gen.Int[0, Written.Length - 1], Gen.Byte[1, 255]).Sample((at, flip) =>
        {
            var file = Written.ToArray();
            file[at] ^= flip;
            return DomainModelFile.Read(file) is ModelFile.Unreadable;
        });

    [Fact]
    public void Bytes_whose_digest_fits_are_answered_too_whatever_they_are() =>
        Gen.Select(Gen.Int[0, 200], Gen.Byte, Gen.Int[0, 200], Gen.Byte, Gen.Int[0, 100]).Sample((at, value, then, other, cut) =>
        {
            var body = Written[64..^cut];
            (body[at], body[then]) = (value, other);
            if (DomainModelFile.Read(Sealed(body)) is ModelFile.Readable { Model: var model })
                Assert.All(model.Classify("学校", "公交", new Features()).Suggestions, s => Assert.False(float.IsInfinity(s.Score)));
        });

    [Fact]
    public void Any_body_whose_digest_fits_is_answered_too() =>
        Gen.Byte.Array[0, 400].Sample(body => DomainModelFile.Read(Sealed(body)) is not null);

    private static byte[] Sealed(byte[] body)
    {
        byte[] file = [.. Written[..64], .. body];
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), body.Length);
        SHA256.HashData(body, file.AsSpan(32));
        return file;
    }
}
