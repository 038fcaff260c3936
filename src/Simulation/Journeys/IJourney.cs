using Yihe.Simulation.Doors;

namespace Yihe.Simulation.Journeys;

/// <summary>The story a blueprint asks for in <c>story.journey</c>, played from some time on the platform's clock.</summary>
public interface IJourney
{
    Task Play(DateTimeOffset start, CancellationToken ct);

    /// <exception cref="InvalidOperationException">there is no such story</exception>
    static IJourney Of(Cast cast, Script script) =>
        cast.Blueprint["story"]!["journey"]?.GetValue<string>() switch
        {
            null or "county" => new CountyJourney(cast, script),
            "grids" => new GridsJourney(cast, script),
            "zones" => new ZonesJourney(cast, script),
            "deductibles" => new DeductiblesJourney(cast, script),
            "specialties" => new SpecialtiesJourney(cast, script),
            var unknown => throw new InvalidOperationException($"没有名为 {unknown} 的旅程"),
        };
}
