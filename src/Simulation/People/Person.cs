namespace Yihe.Simulation.People;

/// <summary>An invented resident of the county.</summary>
public sealed record Person(
    string Name,
    Sex Sex,
    DateOnly BirthDate,
    string IdentityNumber,
    string? Phone,
    string Village,
    string Address,
    int HouseholdNo,
    string? Allergy,
    IReadOnlyList<string> Chronic
)
{
    /// <summary>Completed years of life on the given day.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return BirthDate.AddYears(years) > day ? years - 1 : years;
    }
}
