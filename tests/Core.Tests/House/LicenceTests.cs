using Xunit;

namespace Xinqiao.Core.Tests.House;

public sealed class LicenceTests
{
    [Theory]
    [InlineData("MIT")]
    [InlineData("PostgreSQL")]
    [InlineData("MIT OR GPL-2.0-only")]
    [InlineData("Apache-2.0 AND BSD-3-Clause")]
    public void A_permissive_licence_is_accepted(string expression) => Assert.True(Licence.IsPermissive(expression));

    [Theory]
    [InlineData("AGPL-3.0-only")]
    [InlineData("GPL-3.0-or-later")]
    [InlineData("LGPL-2.1-only")]
    [InlineData("MPL-2.0")]
    [InlineData("SSPL-1.0")]
    [InlineData("MIT AND AGPL-3.0-only")]
    [InlineData("LGPL-3.0-only OR GPL-3.0-only")]
    [InlineData("(MIT OR Apache-2.0)")]
    [InlineData("LicenseRef-Commercial")]
    [InlineData("")]
    [InlineData(null)]
    public void Any_other_licence_is_refused_until_a_person_has_looked(string? expression) =>
        Assert.False(Licence.IsPermissive(expression));

    [Fact]
    public void Every_package_that_is_shipped_has_a_permissive_licence() =>
        Assert.Empty(Package.LockedBelow("src").Where(package => !Licence.MayShip(package)).Select(Describe));

    [Fact]
    public void Every_package_that_tests_use_has_a_permissive_or_a_reviewed_licence()
    {
        var packages = Package.LockedBelow("tests");

        Assert.Contains(packages, package => package.Id == "xunit.v3"); // the lock files were found
        Assert.Empty(packages.Where(package => !Licence.MayTest(package)).Select(Describe));
    }

    private static string Describe(Package package) =>
        $"{package.Id} {package.Version}: {Licence.Of(package) ?? "licence not read yet"}";
}
