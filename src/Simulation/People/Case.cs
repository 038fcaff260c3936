namespace Yihe.Simulation.People;

/// <summary>Everything known about an illness before its texts are written.</summary>
internal sealed record Case(Person Person, DateOnly Today, Complaint Complaint, Course Course, Severity Severity, Vitals Vitals, int Days)
{
    /// <summary>Completed years of life of the person today.</summary>
    public int Age => Person.AgeOn(Today);

    /// <summary>Long-term conditions other than the one complained of.</summary>
    public IEnumerable<ChronicShare> Others =>
        Person.Chronic.Where(code => code[..3] != Complaint.Code[..3]).Select(code => ChronicShare.ByCode[code]);

    /// <summary>Whether an allergy to the substance is on record.</summary>
    public bool AllergicTo(string substance) => Person.Allergy?.StartsWith(substance, StringComparison.Ordinal) ?? false;
}
