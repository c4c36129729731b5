using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Xinqiao.Web.Serving;

/// <summary>
/// The program's own files, which do not change under it. A system gives a user few watches on folders (128 on Debian), and several
/// districts are served beside one another: who asks to be told of a change is told at once that none will come.
/// </summary>
public sealed class UnwatchedFiles(IFileProvider files) : IFileProvider
{
    /// <inheritdoc/>
    public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

    /// <inheritdoc/>
    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    /// <inheritdoc/>
    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}
