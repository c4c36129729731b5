using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Xinqiao.Storage.Tests;

public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory on both engines. PostgreSQL is skipped by name where no server is given.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachEngineAttribute : DataAttribute
{
    private const string NoServer = "XINQIAO_TEST_POSTGRES is not set: no PostgreSQL here.";

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([
            new TheoryDataRow<Engine>(Engine.Sqlite),
            new TheoryDataRow<Engine>(Engine.Postgres) { Skip = TestDatabase.PostgresServer is null ? NoServer : null },
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
