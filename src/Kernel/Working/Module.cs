using System.Reflection;
using System.Text.Json.Nodes;
using Yihe.Kernel.Data;
using Yihe.Kernel.Facts;
using Yihe.Kernel.Flows;
using Yihe.Kernel.News;
using Yihe.Kernel.Pools;
using Yihe.Kernel.Records;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Working;

/// <summary>One address of the API: method, pattern below <c>/api</c> (of what is the residents', below <c>/my/api</c>), and the use case behind it.</summary>
public sealed record Route(string Method, string Pattern, UseCase UseCase)
{
    private const string Own = "my/";

    public string Address => Pattern.StartsWith(Own, StringComparison.Ordinal) ? "/my/api/" + Pattern[Own.Length..] : "/api/" + Pattern;

    public static Route Get(string pattern, UseCase useCase) => new("GET", pattern, useCase);

    public static Route Post(string pattern, UseCase useCase) => new("POST", pattern, useCase);

    public static Route Put(string pattern, UseCase useCase) => new("PUT", pattern, useCase);

    public static Route Delete(string pattern, UseCase useCase) => new("DELETE", pattern, useCase);
}

/// <summary>An entry of the side navigation, seen by those who hold its permission.</summary>
public sealed record MenuEntry(string Group, string Title, string Href, string Icon, Permission Permission);

/// <summary>What a node looks for at every beat, and the platform's name for itself while it does it.</summary>
/// <param name="Due">whether there is anything to do, asked beforehand, so that no writer waits for a beat that does nothing; it may say yes in vain</param>
public sealed record Beat(string Agent, UseCase<Done, Done> Door, Func<Platform, CancellationToken, Task<bool>> Due);

/// <summary>Reads out of JSON which matters it tells of that are closed unless opened, by code; null where of none.</summary>
public delegate string? Marker(Platform platform, ReadOnlySpan<byte> json);

/// <summary>A module's table of contents: everything it wires, by hand, on one screen.</summary>
public sealed record Module(string Name, Assembly Assembly)
{
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>Use cases reached in another grammar than ours (FHIR); the host has one door for each grammar.</summary>
    public IReadOnlyList<UseCase> Doors { get; init; } = [];

    /// <summary>How entities of the module look to other systems.</summary>
    public IReadOnlyList<Face> Faces { get; init; } = [];

    /// <summary>Reads out of a document of a type what it can be found by; the module that knows the types has it.</summary>
    public Func<Vault, string, JsonObject, IReadOnlyCollection<Term>>? Terms { get; init; }

    /// <summary>Which matters a document, or words, tell of that are closed unless opened; the module that knows them has it.</summary>
    public Marker? Marks { get; init; }

    /// <summary>Which edition of its table they are read by; another one means that older documents are looked at again.</summary>
    public Func<Platform, string>? MarksEdition { get; init; }

    /// <summary>The fields of those terms whose text begins with a keyed hash.</summary>
    public Func<IReadOnlyList<string>>? HashedFields { get; init; }

    /// <summary>What the platform does by itself or at a command: use cases without an address, listed for their words.</summary>
    public IReadOnlyList<UseCase> Chores { get; init; } = [];

    /// <summary>What a node does by itself at every beat, several times a second; mostly there is nothing to do.</summary>
    public IReadOnlyList<Beat> Beats { get; init; } = [];
    public IReadOnlyList<MenuEntry> Menu { get; init; } = [];
    public IReadOnlyList<Subscription> Subscriptions { get; init; } = [];
    public IReadOnlyList<BlueprintSection> Sections { get; init; } = [];
    public IReadOnlyList<IFlow> Flows { get; init; } = [];

    /// <summary>Move → use case, listed once; the buttons of pages and inbox are drawn from it.</summary>
    public IReadOnlyList<MoveAct> Acts { get; init; } = [];

    /// <summary>The kinds of facts its work writes, or that come in its field by the import door.</summary>
    public IReadOnlyList<FactKind> Facts { get; init; } = [];

    /// <summary>What must never be in its tables, though each row has its act: what it is, and the key of the row.</summary>
    public Func<Platform, AppDb, CancellationToken, Task<IReadOnlyList<(string What, Guid Where)>>>? Faults { get; init; }

    /// <summary>Turns the module's section of a new region's blueprint into rows, once.</summary>
    public Func<Work, Blueprint, CancellationToken, Task>? Found { get; init; }

    /// <summary>Whether a free unit suits one who waits; null where the module has nothing to say to it.</summary>
    public Func<Work, PoolUnit, Guid, CancellationToken, Task<bool>>? Suits { get; init; }

    /// <summary>What it gives to a lower module that asks for parts of a type of its own.</summary>
    public IReadOnlyList<object> Parts { get; init; } = [];

    /// <summary>Writes those rows, as they are today, back into a blueprint: the inverse of <see cref="Found"/>.</summary>
    public Func<Work, JsonNode, CancellationToken, Task>? Write { get; init; }
}

/// <summary>The modules of this build, lowest floor first.</summary>
public sealed record Modules(IReadOnlyList<Module> All)
{
    public IReadOnlyList<Assembly> Assemblies { get; } = [.. All.Select(m => m.Assembly)];

    public IReadOnlyDictionary<string, UseCase> UseCases { get; } =
        All.SelectMany(m => m.Routes.Select(r => r.UseCase).Concat(m.Doors)).DistinctBy(u => u.Name).ToDictionary(u => u.Name);

    /// <summary>What an act says in a timeline: the words of its use case, or of the subscription that reacted.</summary>
    public string WordsOf(string name) =>
        UseCases.TryGetValue(name, out var useCase)
            ? useCase.Words
            : All.SelectMany(m => m.Chores).FirstOrDefault(c => c.Name == name)?.Words
                ?? Subscriptions.FirstOrDefault(s => s.Subscriber == name)?.Words
                ?? name;

    public IReadOnlyDictionary<Type, Face> Faces { get; } = All.SelectMany(m => m.Faces).ToDictionary(f => f.Entity);

    public Func<Vault, string, JsonObject, IReadOnlyCollection<Term>>? Terms { get; } =
        All.Select(m => m.Terms).FirstOrDefault(t => t is not null);

    public Marker? Marks { get; } = All.Select(m => m.Marks).FirstOrDefault(m => m is not null);

    public Func<Platform, string>? MarksEdition { get; } = All.Select(m => m.MarksEdition).FirstOrDefault(m => m is not null);

    /// <summary>Whether words tell of something that is closed unless opened.</summary>
    public bool TellsClosed(Platform platform, params IEnumerable<string?> words) =>
        Marks?.Invoke(platform, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(words)) is not null;

    public IReadOnlyList<string> HashedFields => [.. All.SelectMany(m => m.HashedFields?.Invoke() ?? [])];

    public IReadOnlyDictionary<string, IFlow> Flows { get; } = All.SelectMany(m => m.Flows).ToDictionary(f => f.Name);

    /// <summary>What makes a move of a flow.</summary>
    public MoveAct? ActFor(string flow, string move) =>
        All.SelectMany(m => m.Acts).FirstOrDefault(a => a.Flow.Name == flow && a.Move == move);

    public IReadOnlyDictionary<string, FactKind> Facts { get; } = All.SelectMany(m => m.Facts).ToDictionary(f => f.Name);

    public IReadOnlyList<Subscription> Subscriptions { get; } = [.. All.SelectMany(m => m.Subscriptions)];

    public IReadOnlyList<BlueprintSection> Sections { get; } = [.. All.SelectMany(m => m.Sections)];

    /// <summary>What the modules of this build give of a type.</summary>
    public IEnumerable<T> Parts<T>() => All.SelectMany(m => m.Parts).OfType<T>();

    /// <summary>Every permission that any use case asks for.</summary>
    public IReadOnlyList<Permission> Permissions { get; } =
    [
        .. All.SelectMany(m => m.Routes.Select(r => r.UseCase).Concat(m.Doors))
            .Select(u => u.Permission)
            .Distinct()
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ];
}
