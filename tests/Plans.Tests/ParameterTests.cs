using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using static Yihe.Plans.Tests.Looks;

namespace Yihe.Plans.Tests;

/// <summary>A parameter, another value for it, and where the difference is seen.</summary>
/// <param name="Given">what both sides have besides</param>
public sealed record Effect(string Path, string Json, Look Look, string Plan = "county", params (string Path, string Json)[] Given)
{
    public override string ToString() => Path;
}

/// <summary>Every parameter that the records of the blueprint's sections have changes what is seen somewhere; one that changes nothing is not kept.</summary>
public partial class ParameterTests(SqliteDb db) : IClassFixture<SqliteDb>
{
    private static readonly IReadOnlyList<BlueprintSection> Sections = ModuleList.All.Sections;
    private static readonly Dictionary<string, Task<string>> Unchanged = [];

    /// <summary>All that the reader refuses; of those that are played, the sample draws every other one anew in each run.</summary>
    public static TheoryData<Effect> Rows => [.. Drawn.Where(e => e.Row.Look == Refused || e.Chance < 2).Select(e => e.Row)];

    /// <summary>Each row with its chance, 0 to 3; the deep run takes all.</summary>
    private static readonly List<(Effect Row, int Chance)> Drawn =
    [
        .. Effects.All.Select(e => (e, Deep.Asked ? 0 : Random.Shared.Next(4))),
    ];

    [Fact]
    public void Every_parameter_has_its_row()
    {
        var covered = Effects.All.Select(e => Key().Replace(e.Path, "[]")).ToHashSet();
        var missing = Parameters.Kinds(Sections).Where(kind => !covered.Contains(kind)).ToList();
        Assert.True(
            missing.Count == 0,
            "These parameters have no row in tests/Plans.Tests/Effects.cs. Add one for each: its path, another value as JSON, and a "
                + "look of Looks.cs that is different with it (Refused for what only says which plans are accepted); or delete the parameter:\n  "
                + string.Join("\n  ", missing)
        );
        Assert.Empty(covered.Except(Parameters.Kinds(Sections)));
    }

    [Fact]
    public void Every_parameter_has_its_words() => Assert.Empty(Parameters.Nameless(Sections));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_parameter_changes_what_is_seen(Effect effect)
    {
        var key = $"{effect.Look.Method.Name} {effect.Plan} {string.Join(' ', effect.Given)}";
        if (!Unchanged.TryGetValue(key, out var before))
            Unchanged[key] = before = Seen(effect, effect.Given);
        var after = await Seen(effect, [.. effect.Given, (effect.Path, effect.Json)]);
        Assert.True(await before != after, $"{effect.Path} = {effect.Json} changes nothing in {key}:\n{after}");
    }

    [Fact]
    public async Task What_is_seen_without_a_change_is_always_the_same()
    {
        foreach (var (effect, _) in Drawn.Where(e => e.Chance < 2).DistinctBy(e => (e.Row.Look.Method.Name, e.Row.Plan)))
            Assert.Equal(await Seen(effect, []), await Seen(effect, []));
    }

    private async Task<string> Seen(Effect effect, (string Path, string Json)[] changes)
    {
        var plan = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(HostOptions.Home, "blueprints", effect.Plan + ".json")))!;
        foreach (var (path, json) in changes)
            Parameters.Set(plan, path, JsonNode.Parse(json));
        if (effect.Look == Refused)
            return string.Join('\n', BlueprintReader.Read(plan.ToJsonString(), Sections).Faults);
        await using var region = effect.Plan == "county" ? await db.Found() : await db.FoundFrom(plan.ToJsonString());
        if (effect.Plan == "county" && changes.Length > 0)
            await region.Enact(region.Clock.GetUtcNow().Day(), changes);
        else
            await region.Advance(BlueprintBook.Notice);
        var record = new Record(region);
        await effect.Look(record);
        return record.Text;
    }

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Key();
}

/// <summary>What happened, as text: outcomes and refusals, moments to the hour, without ids.</summary>
public sealed partial class Record(TestRegion region)
{
    private readonly List<string> lines = [];

    public TestRegion Region => region;

    private int born = 1;

    /// <summary>The same numbers in every record.</summary>
    public string Identity(int year = 1955)
    {
        var body = $"999901{year}0309{born += 2:000}";
        return body + IdentityNumber.CheckOf(body);
    }

    public Task<string> Resident(Actor actor, string name, string? identity = null) => region.Register(actor, name, identity ?? Identity());

    public string Text => string.Join('\n', lines);

    public void Note(object? what) => lines.Add(Volatile().Replace($"{what}", "#"));

    public async Task<JsonNode?> Do(Actor actor, string useCase, object input)
    {
        var done = await region.Run(useCase, actor, input);
        Note($"{useCase}: {TestRegion.Told(done.Refusal)}{done.Value?.ToJsonString(Basis.JsonText.Options)}");
        return done.Refusal is null ? done.Value : null;
    }

    /// <summary>Rows of one column, in order.</summary>
    public async Task Table(string sql)
    {
        await using var db = region.Platform.Database.Open();
        Note($"{sql}: {string.Join(" | ", await db.Database.SqlQueryRaw<string>(sql).ToListAsync())}");
    }

    /// <summary>What was sent by message, the one-time codes in it left out.</summary>
    public async Task Messages()
    {
        await using var db = region.Platform.Database.Open();
        var sealedTexts = await db.Database.SqlQueryRaw<byte[]>("SELECT text AS Value FROM residents_message").ToListAsync();
        var texts = sealedTexts.Select(t => region.Platform.Vault.DecryptText(t, "message.text"));
        Note(string.Join(" | ", texts.Select(t => Code().Replace(t, "#")).Order(StringComparer.Ordinal)));
    }

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex Code();

    [GeneratedRegex(
        "[0-9a-f]{8}-[0-9a-f-]{27}|(?<=T\\d\\d):[0-9:.]+|(?<=日 \\d\\d):\\d\\d|(?<=\"(identityTail|identity|token|ticket|secret)\":\")[^\"]*|\\d{17}[0-9X]"
    )]
    private static partial Regex Volatile();
}
