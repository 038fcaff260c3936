using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Working;

/// <summary>A version of the blueprint and the moment it comes into force; a running matter keeps the one it started with.</summary>
[Index(nameof(Number), IsUnique = true)]
public sealed class BlueprintVersion : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required int Number { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required string Text { get; init; }
}

/// <summary>
/// The blueprint versions of the running region, each parsed once. Every node looks into the database for a newer one at most
/// once a second, and a version comes into force no sooner than all have looked.
/// </summary>
public sealed class BlueprintBook(IReadOnlyList<BlueprintSection> sections, Database database, TimeProvider time)
{
    /// <summary>From the approval until a version may be in force: by then every node knows it.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Lock one = new();
    private volatile IReadOnlyList<(int Number, DateTimeOffset From, Blueprint Blueprint)> versions = [];
    private DateTimeOffset lookedAt;

    public bool IsEmpty => versions.Count == 0;

    /// <summary>The version in force at a moment; 0 before the region is founded.</summary>
    public int VersionAt(DateTimeOffset at) => versions.LastOrDefault(v => v.From <= at).Number;

    /// <summary>Looks for a newer version, before a piece of work takes a connection of its own: nobody waits for a second one.</summary>
    public void Renew()
    {
        if (!IsEmpty && (time.GetUtcNow() - lookedAt).Duration() >= Fresh)
            Look();
    }

    /// <summary>The parameters of a version.</summary>
    public T Of<T>(int version) => Whole(version).Of<T>();

    public Blueprint Whole(int version)
    {
        if (version > versions.Count)
            Look();
        return versions.First(v => v.Number == version).Blueprint;
    }

    public T At<T>(DateTimeOffset at) => Of<T>(VersionAt(at));

    /// <summary>Reads the versions not yet known.</summary>
    public async Task Load(AppDb db, CancellationToken ct) => Add(await Newer(db).ToListAsync(ct));

    public void Put(int number, DateTimeOffset from, Blueprint blueprint) => versions = [.. versions, (number, from, blueprint)];

    private void Look()
    {
        lookedAt = time.GetUtcNow();
        using var db = database.Open();
        Add([.. Newer(db)]);
    }

    private IQueryable<BlueprintVersion> Newer(AppDb db)
    {
        var known = versions.Count;
        return db.Set<BlueprintVersion>().AsNoTracking().Where(v => v.Number > known).OrderBy(v => v.Number);
    }

    private void Add(List<BlueprintVersion> newer)
    {
        lock (one)
            foreach (var row in newer.Where(r => r.Number > versions.Count))
                Put(row.Number, row.ValidFrom, BlueprintReader.Read(row.Text, sections).Blueprint!);
    }
}
