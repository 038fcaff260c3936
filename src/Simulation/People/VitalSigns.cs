namespace Yihe.Simulation.People;

/// <summary>Draws measurements that fit the age, the conditions and the illness of a person.</summary>
internal static class VitalSigns
{
    public static Vitals Draw(Random random, Person person, int age, Complaint complaint, Course course)
    {
        var followUp = complaint.Text.Contains("复诊", StringComparison.Ordinal);
        var systolic = Systolic(random, person, age, followUp ? 0 : course.SystolicShift);
        return new Vitals(
            systolic,
            systolic is { } high ? Diastolic(random, age, high) : null,
            Glucose(random, person, age, followUp ? null : course.Glucose),
            Temperature(random, complaint.Text, course.Temperature)
        );
    }

    private static int? Systolic(Random random, Person person, int age, int shift)
    {
        if (age < 18 || (age < 35 && shift == 0 && random.PerMille(500)))
            return null;
        var usual = 111 + 0.25 * (Math.Min(age, 80) - 20) + (person.Sex == Sex.Male ? 3 : 0);
        var known = person.Chronic.Contains("I10.x00") ? 12 : 0;
        return (int)Math.Clamp(random.Normal(usual + known + shift, 8), 78, 218);
    }

    private static int Diastolic(Random random, int age, int systolic)
    {
        var mean = 0.42 * systolic + 26 - Math.Max(0, age - 60) * 0.3;
        return (int)Math.Clamp(random.Normal(mean, 5), 46, Math.Min(128, systolic - 22));
    }

    private static decimal? Glucose(Random random, Person person, int age, double? mean)
    {
        var diabetic = person.Chronic.Contains("E11.900");
        if (mean is null && !diabetic && (age < 45 || !random.PerMille(180)))
            return null;
        var centre = mean ?? (diabetic ? 8.6 : 5.6);
        var drawn = random.Normal(centre, diabetic || mean > 7 ? centre * 0.14 : 0.4);
        return decimal.Round((decimal)Math.Clamp(drawn, 2.2, 31), 1);
    }

    private static decimal? Temperature(Random random, string complaint, double? mean)
    {
        if (mean is null && random.PerMille(300))
            return null;
        var centre = complaint switch
        {
            _ when complaint.Contains("高热", StringComparison.Ordinal) => 39.3,
            _ when complaint.Contains("低热", StringComparison.Ordinal) => 37.7,
            _ when complaint.Contains("发热", StringComparison.Ordinal) => Math.Max(mean ?? 0, 38.4),
            _ => mean ?? 36.5,
        };
        var drawn = Math.Clamp(random.Normal(centre, 0.2), 35.8, 40.6);
        return decimal.Round((decimal)drawn, 1);
    }
}
