using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Data;

namespace Yihe.Product.Tests;

/// <summary>The migrations make the model as it is, on both engines.</summary>
[Trait("kind", "house")]
public class MigrationTests
{
    [Theory]
    [InlineData("model.db")]
    [InlineData("Host=nowhere")]
    public async Task The_model_has_no_change_without_a_migration(string address)
    {
        using var database = Database.At(address, ModuleList.All.Assemblies);
        await using var db = database.Open();
        Assert.False(db.Database.HasPendingModelChanges(), "write one: dotnet run --project tools/Migrate -- NAME");
    }
}
