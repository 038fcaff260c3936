using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;
using Yihe.Kernel.Acts;
using Yihe.Testing;

namespace Yihe.Kernel.Tests;

/// <summary>The hash of a row, kept for good in its act, outlives the columns that later versions of the program add.</summary>
public sealed class ChangesTests
{
    [Fact]
    public void A_row_hashes_the_same_after_its_table_got_columns_that_say_nothing_in_it() =>
        Assert.Equal(HashOf(new Before { Id = One, Name = "河溪" }), HashOf(new After { Id = One, Name = "河溪" }));

    [Fact]
    public void Whatever_a_new_column_says_counts()
    {
        var hashes = new[]
        {
            HashOf(new After { Id = One, Name = "河溪" }),
            HashOf(
                new After
                {
                    Id = One,
                    Name = "河溪",
                    Note = "",
                }
            ),
            HashOf(
                new After
                {
                    Id = One,
                    Name = "河溪",
                    Count = 1,
                }
            ),
            HashOf(
                new After
                {
                    Id = One,
                    Name = "河溪",
                    Until = new DateOnly(2026, 1, 1),
                }
            ),
            HashOf(
                new After
                {
                    Id = One,
                    Name = "河溪",
                    Kind = Kind.Second,
                }
            ),
            HashOf(new After { Id = One, Name = "河西" }),
        };
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    private static readonly Guid One = Guid.Parse("0198c0de-0000-7000-8000-000000000001");

    private static string HashOf<T>(T row)
        where T : class
    {
        using var db = new Context<T>();
        return Changes.HashOf(db.Model.FindEntityType(typeof(T))!, row, TestDb.Vault);
    }

    private sealed class Context<T> : DbContext
        where T : class
    {
        protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite("Data Source=:memory:");

        protected override void OnModelCreating(ModelBuilder model)
        {
            model.Entity<T>();
            foreach (var property in model.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.ClrType.IsEnum))
                property.SetProviderClrType(typeof(string));
        }
    }

    [Table("place")]
    private sealed class Before
    {
        public Guid Id { get; init; }
        public string? Name { get; init; }
    }

    [Table("place")]
    private sealed class After
    {
        public Guid Id { get; init; }
        public string? Name { get; init; }
        public string? Note { get; init; }
        public int Count { get; init; }
        public DateOnly? Until { get; init; }
        public Kind Kind { get; init; }
    }

    private enum Kind
    {
        First,
        Second,
    }
}
