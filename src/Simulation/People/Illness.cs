namespace Yihe.Simulation.People;

/// <summary>Lets people fall ill in a believable way.</summary>
internal static class Illness
{
    private const int OldestInTable = 95;

    private static readonly string[] s_longStanding = ["年", "病史", "复诊"];

    /// <summary>Nothing where none of the complaints fits the person.</summary>
    public static Episode? Of(Random random, Person person, DateOnly today, IReadOnlyList<Complaint> complaints) =>
        Fitting(person, person.AgeOn(today), today, complaints) is { Count: > 0 } fitting ? Draw(random, person, today, fitting) : null;

    public static Episode Next(Random random, Person person, DateOnly today, IReadOnlyList<Complaint> complaints) =>
        Draw(random, person, today, Fitting(person, person.AgeOn(today), today, complaints));

    private static Episode Draw(Random random, Person person, DateOnly today, IReadOnlyList<Weighted<Complaint>> fitting)
    {
        var age = person.AgeOn(today);
        var complaint = random.Draw(fitting);
        var course = Course.For(complaint.Code);
        var severity = complaint.Text.Contains("复诊", StringComparison.Ordinal) ? Severity.Mild : random.Draw(course.Severities);
        var vitals = VitalSigns.Draw(random, person, age, complaint, course);
        var days = severity == Severity.Emergency ? random.Next(7, 19) : random.Next(4, 11);
        return new Episode(person, today, complaint, course, severity, vitals, days);
    }

    private static IReadOnlyList<Weighted<Complaint>> Fitting(Person person, int age, DateOnly today, IReadOnlyList<Complaint> complaints)
    {
        var years = Math.Min(age, OldestInTable);
        var newborn = today.DayNumber - person.BirthDate.DayNumber <= 28;
        return
        [
            .. complaints
                .Where(entry => entry.AgeFrom <= years && years <= entry.AgeTo)
                .Where(entry => entry.Sex is null || entry.Sex == person.Sex)
                .Where(entry => newborn || !Says(entry, "出生"))
                .Where(entry => AgreesWithHistory(entry, person))
                .Select(entry => new Weighted<Complaint>(entry, entry.Weight)),
        ];
    }

    private static bool AgreesWithHistory(Complaint complaint, Person person)
    {
        var category = complaint.Code[..3];
        var known = person.Chronic.Any(code => code.StartsWith(category, StringComparison.Ordinal));
        if (known)
            return !Says(complaint, "体检发现");
        return !ChronicShare.Categories.Contains(category) || !s_longStanding.Any(word => Says(complaint, word));
    }

    private static bool Says(Complaint complaint, string word) => complaint.Text.Contains(word, StringComparison.Ordinal);
}
