using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;
using Yihe.Kernel.Flows;
using Yihe.Kernel.Records;

namespace Yihe.Kernel.Data;

/// <summary>The assemblies whose rows are tables, carried by the options, so that contexts can be pooled.</summary>
internal sealed class ModuleTables(IReadOnlyList<Assembly> assemblies) : IDbContextOptionsExtension
{
    internal IReadOnlyList<Assembly> Assemblies => assemblies;

    public DbContextOptionsExtensionInfo Info => new Nothing(this);

    public void ApplyServices(IServiceCollection services) { }

    public void Validate(IDbContextOptions options) { }

    /// <summary>It changes none of the services of the context.</summary>
    private sealed class Nothing(IDbContextOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;
        public override string LogFragment => "";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is Nothing;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) { }
    }
}

/// <summary>The one database context: every <see cref="IRow"/> of the kernel and of the listed module assemblies is a table.</summary>
public sealed class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
{
    private readonly IReadOnlyList<Assembly> modules = options.GetExtension<ModuleTables>().Assemblies;

    public bool IsSqlite { get; } =
        options.Extensions.Any(e => e.Info.IsDatabaseProvider && e.GetType().Name.StartsWith("Sqlite", StringComparison.Ordinal));

    internal IEnumerable<string> ModuleNames => modules.Select(m => m.GetName().Name!);

    private IEnumerable<Type> Types => modules.Prepend(typeof(AppDb).Assembly).Distinct().SelectMany(a => a.GetTypes());

    /// <summary>All that was tracked, in one go.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Saving.Run(this, [], null, cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        configuration.Conventions.Add(_ => new SnakeCase());
        configuration.Properties<Enum>().HaveConversion<string>();
        if (IsSqlite)
            configuration.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();
        else
            configuration.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configuration.Properties<Fraction>().HaveConversion<FractionConverter>();
        foreach (var id in Types.Concat(typeof(InstitutionId).Assembly.GetTypes()).Where(IsId))
            configuration.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Ignore<WorkItemFace>();
        foreach (var type in Types.Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IRow))))
        {
            var entity = model.Entity(type);
            if (type.IsAssignableTo(typeof(IEntity)))
            {
                entity.Ignore(nameof(IEntity.Key));
                entity.Property(nameof(IEntity.Version)).IsConcurrencyToken();
            }
            foreach (var property in type.GetProperties().Where(p => p.GetCustomAttribute<AsJsonAttribute>() is not null))
                entity
                    .Property(property.Name)
                    .HasConversion(JsonColumn.ConverterFor(property.PropertyType), JsonColumn.ComparerFor(property.PropertyType));
        }
        foreach (var assembly in modules.Prepend(typeof(AppDb).Assembly).Distinct())
            model.ApplyConfigurationsFromAssembly(assembly);
        if (!IsSqlite)
            model.Entity<SearchRow>().Property(r => r.Text).UseCollation("C"); // ordered by characters, as on SQLite
    }

    private static bool IsId(Type type) =>
        type is { IsValueType: true, IsGenericType: false }
        && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private sealed class TicksConverter()
        : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class FractionConverter() : ValueConverter<Fraction, string>(f => f.ToString(), text => Fraction.Parse(text));

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
}

internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value))
    where TId : struct, IId<TId>
{
    private static TId Make(Guid value) => TId.From(value);
}
