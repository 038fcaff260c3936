namespace Yihe.Diagnoses;

/// <summary>The region's own table of diagnoses takes the place of the one that came with the program, from the next start on.</summary>
public static class LoadDiagnoses
{
    internal const string SettingName = "diagnoses";

    public sealed record Input(byte[] File);

    public sealed record Outcome(int Count);

    public static readonly Change<Input, Outcome> Door = new("diagnosis.load", "更换诊断表", Permission.Platform, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var rows = DiagnosisFile.Check(DiagnosisFile.TextOf(input.File));
        if (rows.Refusal is { } refusal)
            return refusal;
        var text = string.Join('\n', rows.Value);
        if (await work.Db.FindAsync<Setting>([SettingName], ct) is { } kept)
            kept.Value = text;
        else
            work.Add(new Setting { Name = SettingName, Value = text });
        return await work.Commit(new Outcome(rows.Value.Count), ct);
    }
}
