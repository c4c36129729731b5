namespace Xinqiao.Verifier;

/// <summary>A log as it is published: below a folder, or below an address.</summary>
internal abstract class PublishedLog : IDisposable
{
    public static PublishedLog At(string place) =>
        place.StartsWith("http://", StringComparison.Ordinal) || place.StartsWith("https://", StringComparison.Ordinal)
            ? new Address(place)
            : Directory.Exists(place) ? new Folder(place) : throw new BadUseException($"没有目录 {place}。 There is no such folder.");

    /// <summary>Null where there is no such file.</summary>
    public abstract byte[]? Read(string path);

    /// <summary>Every file; null where that cannot be told.</summary>
    public virtual IEnumerable<string>? Files() => null;

    /// <summary>On all cores.</summary>
    public static void Each(int count, Action<int> work) => Parallel.For(0, count, work);

    public virtual void Dispose() { }

    private sealed class Folder(string root) : PublishedLog
    {
        public override byte[]? Read(string path)
        {
            var file = Path.Combine(root, path);
            return File.Exists(file) ? File.ReadAllBytes(file) : null;
        }

        public override IEnumerable<string> Files() =>
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Where(file => !file.StartsWith('.')); // the lock of whoever writes here
    }

    private sealed class Address : PublishedLog
    {
        // A tile has 8 KiB, a bundle of the longest entries 16 MiB.
        private const int MaxBytes = 17 * 1024 * 1024;

        private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = MaxBytes };
        private readonly string root;

        public Address(string root) => this.root = root.TrimEnd('/') + '/';

        public override byte[]? Read(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, root + path);
            using var answer = http.Send(request);
            if (answer.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Gone) return null;
            answer.EnsureSuccessStatusCode();
            using var bytes = new MemoryStream();
            answer.Content.ReadAsStream().CopyTo(bytes);
            return bytes.ToArray();
        }

        public override void Dispose()
        {
            http.Dispose();
            base.Dispose();
        }
    }
}
