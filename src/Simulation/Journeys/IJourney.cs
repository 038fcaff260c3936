using Yihe.Simulation.Doors;

namespace Yihe.Simulation.Journeys;

/// <summary>The story a blueprint asks for in <c>story.journey</c>, played from some time on the platform's clock.</summary>
public interface IJourney
{
    Task Play(DateTimeOffset start, CancellationToken ct);

    /// <summary>The stories there are, by name.</summary>
    static IReadOnlyDictionary<string, Func<Cast, Script, IJourney>> All { get; } =
        new Dictionary<string, Func<Cast, Script, IJourney>>
        {
            ["county"] = (cast, script) => new CountyJourney(cast, script),
            ["grids"] = (cast, script) => new GridsJourney(cast, script),
            ["zones"] = (cast, script) => new ZonesJourney(cast, script),
            ["deductibles"] = (cast, script) => new DeductiblesJourney(cast, script),
            ["specialties"] = (cast, script) => new SpecialtiesJourney(cast, script),
        };

    /// <exception cref="InvalidOperationException">there is no such story</exception>
    static IJourney Of(Cast cast, Script script)
    {
        var name = cast.Blueprint["story"]!["journey"]?.GetValue<string>() ?? "county";
        return All.TryGetValue(name, out var make) ? make(cast, script) : throw new InvalidOperationException($"没有名为 {name} 的旅程");
    }
}
