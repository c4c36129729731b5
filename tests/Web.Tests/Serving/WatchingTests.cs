using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Xunit;

namespace Xinqiao.Web.Tests.Serving;

/// <summary>
/// A system gives a user few watches on files (128 on Debian), and several districts are served beside one another: a site takes none, since
/// the program's own files do not change under it.
/// </summary>
public sealed class WatchingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_site_takes_no_watch_on_the_files_it_shows()
    {
        // The page names each file by its digest, and who reckons a digest asks to be told of changes.
        var visitor = site.Visitor();
        await visitor.Open("/verify");
        Assert.Matches(@"href=""/[^""]+\.css\?v=", visitor.Html);
        var token = site.Get<IWebHostEnvironment>().WebRootFileProvider.Watch("site.css");
        Assert.False(token.ActiveChangeCallbacks);
        Assert.Same(NullChangeToken.Singleton, token);
    }

    [Fact]
    public void A_site_takes_no_watch_on_its_configuration()
    {
        var files = ((IConfigurationRoot)site.Get<IConfiguration>()).Providers.OfType<JsonConfigurationProvider>().ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.False(file.Source.ReloadOnChange));
    }
}
