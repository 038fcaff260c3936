using Yihe.Kernel.Acts;

namespace Yihe.Residents;

public enum RevealField
{
    [Display(Name = "身份证号")]
    IdentityNumber,

    [Display(Name = "电话")]
    Phone,
}

/// <summary>One whole number is shown once, for a reason, within an hourly limit; each showing is an act.</summary>
internal static class RevealNumber
{
    internal sealed record Input(
        ResidentId Id,
        [property: Display(Name = "要看的号码")] RevealField Field,
        [property: Display(Name = "理由"), Needed("请写明为什么需要完整号码"), AtMost(40)] string Reason
    );

    internal sealed record Outcome(string Value);

    internal static readonly Change<Input, Outcome> Door = new("resident.reveal", "查看完整号码", Rights.Reveal, Run, Secret: true);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Load(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var since = work.Now.AddHours(-1);
        var limit = work.Platform.Blueprints.At<ResidentsSection>(work.Now).RevealsPerHour;
        var seen = await work
            .Db.Set<Act>()
            .CountAsync(a => a.Account == work.Actor.Account && a.UseCase == Door.Name && a.At > since && a.Outcome == ActOutcome.Done, ct);
        if (seen >= limit)
            return new Refusal(
                RefusalKind.TooMany,
                "reveal-limit",
                $"一小时内最多查看 {limit} 个完整号码，请稍后再试；大批需要请走导出审批"
            );
        var value =
            input.Field == RevealField.Phone
                ? found.Value.PhoneNumber(work.Platform.Vault)
                : found.Value.IdentityNumber(work.Platform.Vault);
        work.ReasonCode = Shape.JsonName(input.Field.ToString());
        work.Purpose = "reveal";
        return value is null ? Refusal.Invalid("field", "没有登记电话") : await work.Commit(new Outcome(value), ct);
    }
}
