namespace Yihe.Simulation.Counties;

/// <summary>What kind of post someone sits at; each has its own hours.</summary>
internal enum Shift
{
    Village,
    Branch,
    Office,
    Ward,
}

/// <summary>An institution of the county as its people know it: where it is, whom it belongs to, who works there.</summary>
internal sealed record Site(string Id, string Code, string ShortName, Site? Parent, Shift Shift, IReadOnlyList<Staff> Staff)
{
    /// <summary>The hospital above it, or itself.</summary>
    public Site Hospital => Parent?.Hospital ?? this;

    /// <summary>Those who pass on what comes in; empty where referrals go straight to the doctors.</summary>
    public IReadOnlyList<Staff> Clerks => [.. Staff.Where(s => s.Role == "referralClerk")];

    public IReadOnlyList<Staff> Doctors => [.. Staff.Where(s => s.Role != "referralClerk")];

    /// <summary>The departments that have a doctor to go to.</summary>
    public IReadOnlyList<string> Departments => [.. Doctors.Select(d => d.Department).OfType<string>().Distinct()];

    public Staff DoctorOf(string? department) => Doctors.FirstOrDefault(d => d.Department == department) ?? Doctors[0];
}

/// <summary>Someone who works at a site.</summary>
internal sealed record Staff(string Login, string Name, string Role, string? Department);
