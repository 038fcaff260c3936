namespace Yihe.Residents;

/// <summary>
/// The resident shows the code on their phone: read at the desk it stands for the number on the card, the name they say is the second of two
/// identifiers. XX-39, QJ-65.
/// </summary>
internal static class OpenByCode
{
    internal sealed record Input(
        [property: Display(Name = "健康码"), Needed("请扫患者手机上的健康码，或把内容粘贴进来"), AtMost(400)] string Code,
        [property: Display(Name = "姓名"), Needed("请输入患者说出的姓名，须与登记一致")] string Name,
        [property: Display(Name = "理由"), Needed("请选择调阅理由")] string Reason
    );

    internal static readonly Change<Input, OpenByReason.Outcome> Door = new(
        "resident.open-by-code",
        "扫健康码调阅",
        Rights.OpenByReason,
        Run
    );

    private static readonly Refusal OtherName = new(
        RefusalKind.NotFound,
        "no-match",
        "姓名与健康码不符，请患者再说一遍姓名，或改用身份证",
        new FieldFault("name", "姓名与健康码不符，请患者再说一遍，或改用身份证")
    );

    private static async Task<Result<OpenByReason.Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await OpenByReason.Refuses(work, input.Reason, ct) is { } refusal)
            return refusal;
        var (id, unreadable) = HealthPass.Read(work, input.Code);
        if (unreadable is not null)
        {
            work.Missed = true;
            return unreadable;
        }
        if (await work.Db.FindAsync<Resident>([id], ct) is not { } resident || resident.Name != input.Name.Trim())
        {
            work.Missed = true;
            return OtherName;
        }
        return await OpenByReason.Open(work, resident, input.Reason, ct);
    }
}
