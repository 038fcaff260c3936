using QRCoder;
using Yihe.Kernel.Acts;
using Yihe.Residents;

namespace Yihe.Referral;

/// <summary>The slip the patient carries (双向转诊单), one A4 page; every printing is an act and counted.</summary>
internal static class PrintSlip
{
    internal sealed record Input(ReferralId Id);

    internal sealed record Outcome(
        Referral Referral,
        ResidentCard Resident,
        InstitutionCard From,
        InstitutionCard To,
        string? Doctor,
        string Consortium,
        IReadOnlyList<Criterion> Criteria,
        string Note,
        DateOnly ValidUntil,
        int Printing,
        string QrCode
    );

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Look<Input, Outcome>("referral.print", "打印转诊单", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var r = found.Value;
        (work.Subject, work.Matter, work.Purpose) = (r.Subject, r.Course, "print");
        var section = work.Platform.Blueprints.Of<ReferralSection>(r.Blueprint);
        var printed = await work.Db.Set<Act>().CountAsync(a => a.EntityId == r.Key && a.UseCase == Door.Name, ct);
        var outcome = new Outcome(
            r,
            await ResidentDirectory.Known(work, r.Resident, ct),
            (await InstitutionDirectory.Find(work, r.From, ct))!,
            (await InstitutionDirectory.Find(work, r.To, ct))!,
            await AccountDirectory.NameOf(work, r.RequestedBy, ct),
            work.Platform.Blueprints.Of<OrganizationSection>(r.Blueprint).Consortia[0].Name,
            [.. section.Criteria.Where(c => r.Basis.Criteria.Contains(c.Code))],
            section.SlipNote,
            r.RequestedAt.Day().AddDays(section.SlipDays),
            printed + 1,
            QrOf(r.Number)
        );
        return await work.Look(outcome, ct);
    }

    /// <summary>The number as the modules of a QR code, one path of an 84 by 84 picture.</summary>
    private static string QrOf(string number)
    {
        using var data = QRCodeGenerator.GenerateQrCode(number, QRCodeGenerator.ECCLevel.M);
        var size = 84.0 / data.ModuleMatrix.Count;
        var squares =
            from y in Enumerable.Range(0, data.ModuleMatrix.Count)
            from x in Enumerable.Range(0, data.ModuleMatrix.Count)
            where data.ModuleMatrix[y][x]
            select FormattableString.Invariant($"M{x * size:0.##} {y * size:0.##}h{size:0.##}v{size:0.##}h-{size:0.##}z");
        return string.Concat(squares);
    }
}
