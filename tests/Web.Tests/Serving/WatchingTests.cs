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
    public void A_site_takes_no_watch_on_the_files_it_shows() =>
        Assert.True(Assert.IsType<PhysicalFileProvider>(site.Get<IWebHostEnvironment>().WebRootFileProvider).UsePollingFileWatcher);

    [Fact]
    public void A_site_takes_no_watch_on_its_configuration()
    {
        var files = ((IConfigurationRoot)site.Get<IConfiguration>()).Providers.OfType<JsonConfigurationProvider>().ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.False(file.Source.ReloadOnChange));
    }
}
