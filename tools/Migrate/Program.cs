// Writes one migration per provider from the model as it stands: dotnet run --project tools/Migrate -- NAME
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Data;

foreach (var (project, address) in new[] { ("Migrations.Sqlite", "model.db"), ("Migrations.Postgres", "Host=nowhere") })
{
    using var database = Yihe.Kernel.Data.Database.At(address, ModuleList.All.Assemblies);
    await using var db = database.Open();
    var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
    var provider = Assembly.Load(db.GetService<IDatabaseProvider>().Name);
    var type = provider.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName;
    ((IDesignTimeServices)Activator.CreateInstance(provider.GetType(type)!)!).ConfigureDesignTimeServices(services);
    await using var built = services.BuildServiceProvider();
    var scaffolder = built.GetRequiredService<IMigrationsScaffolder>();
    var folder = Path.Combine("src", project);
    var files = scaffolder.Save(
        folder,
        scaffolder.ScaffoldMigration(args[0], $"Yihe.{project}"),
        Path.Combine(folder, "Migrations"),
        dryRun: false
    );
    await Console.Out.WriteLineAsync(files.MigrationFile);
}
