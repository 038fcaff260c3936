namespace Yihe.Residents.Visits;

/// <summary>A blood pressure as people write it: "150/95", mmHg.</summary>
internal readonly record struct BloodPressure(int Systolic, int Diastolic)
{
    /// <summary>Systolic 50 to 300, diastolic 20 to 200 and below it.</summary>
    internal static Result<BloodPressure?> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (BloodPressure?)null;
        var parts = text.Trim().Split('/', '／', '-', ' ');
        return
            parts.Length == 2
            && int.TryParse(parts[0], out var high)
            && int.TryParse(parts[1], out var low)
            && high is >= 50 and <= 300
            && low is >= 20 and <= 200
            && low < high
            ? new BloodPressure(high, low)
            : Refusal.Invalid("bloodPressure", "血压请写成 高压/低压，如 150/95（单位 mmHg）");
    }
}
