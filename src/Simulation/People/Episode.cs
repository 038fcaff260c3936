namespace Yihe.Simulation.People;

/// <summary>One illness of one person, from which all the texts along the way are written.</summary>
/// <param name="Days">how long a stay in hospital would take</param>
internal sealed record Episode(
    Person Person,
    DateOnly Today,
    Complaint Complaint,
    Course Course,
    Severity Severity,
    Vitals Vitals,
    int Days
)
{
    public int Age => Person.AgeOn(Today);

    /// <summary>Treated by operation or in danger: not a matter for the outpatient clinic.</summary>
    public bool NeedsStay => Severity == Severity.Emergency || Course.Treatment.Contains('术');

    /// <summary>Long-term conditions other than the one complained of.</summary>
    public IEnumerable<ChronicShare> Others =>
        Person.Chronic.Where(code => code[..3] != Complaint.Code[..3]).Select(code => ChronicShare.ByCode[code]);

    public bool AllergicTo(string substance) => Person.Allergy?.StartsWith(substance, StringComparison.Ordinal) ?? false;
}
