using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>An embedded database has one server at a time.</summary>
public sealed class ServedFolderTests(SqliteDb db) : OperatedRegion(db), IClassFixture<SqliteDb>
{
    [Fact]
    public async Task A_second_server_on_the_same_folder_says_why_it_does_not_start()
    {
        await using (var held = ServedFolder.Take(Options))
        {
            Assert.NotNull(held);
            var said = await Yihe(1, "serve", "--port", "0");
            Assert.Contains("正由另一个医合程序运行", said, StringComparison.Ordinal);
            Assert.Contains(Options.Folder, said, StringComparison.Ordinal);
        }
        await using var again = ServedFolder.Take(Options);
        Assert.NotNull(again);
        Assert.Same(Stream.Null, ServedFolder.Take(Options with { Database = "Host=localhost;Database=yihe" }));
    }
}
