using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Xinqiao.Core.Matching;

/// <summary>
/// One row of numbers for each known n-gram: a weight for each label, then how rare the n-gram is, then zeros up to whole vectors. A
/// text's score is the sum of its n-grams' rows, the rare and the repeated counted more, over the length of that vector.
/// </summary>
internal sealed class ClassifierWeights
{
    private static readonly float[] Repeated = [.. Enumerable.Range(0, 256).Select(count => 1 + MathF.Log(Math.Max(count, 1)))];

    private readonly (uint Hash, int Row)[] slots;

    /// <param name="hashes">Of the known n-grams, each once.</param>
    public ClassifierWeights(uint[] hashes, int labels)
    {
        (Hashes, Labels) = (hashes, labels);
        Stride = StrideOf(labels);
        Rows = new float[(long)hashes.Length * Stride];
        Bias = new float[Stride];
        slots = new (uint, int)[BitOperations.RoundUpToPowerOf2((uint)(2 * hashes.Length + 2))];
        for (var row = 0; row < hashes.Length; row++)
        {
            var slot = SlotOf(hashes[row]);
            while (slots[slot].Row != 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = (hashes[row], row + 1);
        }
    }

    /// <summary>The same n-grams, to be given weights of their own.</summary>
    public ClassifierWeights(ClassifierWeights known)
    {
        (Hashes, Labels, Stride, slots) = (known.Hashes, known.Labels, known.Stride, known.slots);
        Rows = (float[])known.Rows.Clone();
        Bias = new float[Stride];
    }

    public uint[] Hashes { get; }
    public int Labels { get; }

    /// <summary>Numbers in a row.</summary>
    public int Stride { get; }

    public float[] Rows { get; }

    /// <summary>The score of a text without any known n-gram.</summary>
    public float[] Bias { get; }

    public static int StrideOf(int labels) => (labels + Vector256<float>.Count) / Vector256<float>.Count * Vector256<float>.Count;

    /// <summary>The row of an n-gram; -1 where it is not known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(uint hash)
    {
        for (var slot = SlotOf(hash); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var (found, row) = slots[slot];
            if (row == 0 || found == hash) return row - 1;
        }
    }

    public ref float RarityOf(int row) => ref Rows[row * Stride + Labels];

    /// <summary>How much an n-gram counts that occurs so often in a text.</summary>
    public float StrengthOf(int row, int count) =>
        (count < Repeated.Length ? Repeated[count] : 1 + MathF.Log(count)) * RarityOf(row);

    /// <summary>The score of each label.</summary>
    /// <param name="scores"><see cref="Stride"/> numbers, of which the first <see cref="Labels"/> mean something.</param>
    public void Score(ReadOnlySpan<Gram> grams, Span<float> scores)
    {
        scores.Clear();
        var square = 0f;
        foreach (var gram in grams)
        {
            var row = Find(gram.Hash);
            if (row < 0) continue;
            var strength = StrengthOf(row, gram.Count);
            square += strength * strength;
            AddTo(scores, Rows.AsSpan(row * Stride, Stride), strength);
        }

        var length = square > 0 ? 1 / MathF.Sqrt(square) : 0;
        for (var label = 0; label < scores.Length; label++) scores[label] = scores[label] * length + Bias[label];
    }

    /// <summary>The score of each label for a text already made a vector of length one.</summary>
    public float[] Score(ReadOnlySpan<int> rows, ReadOnlySpan<float> strengths)
    {
        var scores = new float[Stride];
        for (var i = 0; i < rows.Length; i++) AddTo(scores, Rows.AsSpan(rows[i] * Stride, Stride), strengths[i]);
        for (var label = 0; label < Labels; label++) scores[label] += Bias[label];
        return scores[..Labels];
    }

    /// <summary>Rounds every number as a model's file holds it.</summary>
    public void Round()
    {
        foreach (ref var number in Rows.AsSpan()) number = (float)(Half)number;
        foreach (ref var number in Bias.AsSpan()) number = (float)(Half)number;
    }

    /// <summary>Adds a row, so many times, to numbers of the same length, whole vectors long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Span<float> sums, ReadOnlySpan<float> row, float times)
    {
        ref var to = ref MemoryMarshal.GetReference(sums);
        ref var from = ref MemoryMarshal.GetReference(row);
        for (nuint i = 0; i < (nuint)row.Length; i += (nuint)Vector256<float>.Count)
            (Vector256.LoadUnsafe(ref to, i) + Vector256.LoadUnsafe(ref from, i) * times).StoreUnsafe(ref to, i);
    }

    // Neighbouring hashes are of unlike n-grams already.
    private int SlotOf(uint hash) => (int)(hash & (uint)(slots.Length - 1));
}
