namespace Yihe.MasterIndex;

/// <summary>A system or a person hands in what their institution says of a patient of its own (上报来源记录).</summary>
internal static class PushSource
{
    private const string Default = "HIS";

    internal sealed record Input(
        [property: Display(Name = "院内患者号"), Needed("请输入本机构的患者号"), AtMost(64)] string Number,
        [property: Display(Name = "姓名"), AtMost(60)] string? Name = null,
        [property: Display(Name = "性别")] Sex? Sex = null,
        [property: Display(Name = "出生日期")] DateOnly? BirthDate = null,
        [property: Display(Name = "电话"), AtMost(40)] string? Phone = null,
        [property: Display(Name = "住址"), AtMost(120)] string? Address = null,
        [property: Display(Name = "证件与号码")] IReadOnlyList<Identifier>? Identifiers = null,
        [property: Display(Name = "母亲的院内患者号"), AtMost(64)] string? Mother = null,
        [property: Display(Name = "系统"), AtMost(40)] string? System = null
    );

    /// <param name="Resident">whom it means; null while a person has to decide</param>
    internal sealed record Outcome(Guid Id, SourceState State, ResidentId? Resident, string? Why);

    internal static readonly Change<Input, Outcome> Door = new("source.push", "上报来源记录", PatientIndex.Push, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (Faults(work, input).ToList() is { Count: > 0 } faults)
            return Refusal.Invalid(faults);
        var statement = new Statement(
            input.Number,
            input.Name,
            input.Sex,
            input.BirthDate,
            input.Phone,
            input.Address,
            input.Identifiers ?? [],
            input.Mother
        );
        var record = await PatientIndex.Record(work, input.System?.Trim() ?? Default, statement, ct);
        (work.Purpose, work.Subject) = ("push", record.Resident?.Value);
        return await work.Commit(new Outcome(record.Id, record.State, record.Resident, record.Why), ct);
    }

    private static IEnumerable<FieldFault> Faults(Work work, Input input)
    {
        if (input.BirthDate > work.Today)
            yield return new("birthDate", "出生日期不能晚于今天");
        foreach (var given in input.Identifiers ?? [])
            if (IdentifierKind.Named(work.Platform, given.Kind) is not { } kind)
                yield return new(
                    "identifiers",
                    $"不认识的号码种类“{given.Kind}”，可用：{string.Join('、', IdentifierKind.All(work.Platform).Select(k => $"{k.Kind}（{k.Title}）"))}"
                );
            else if (!kind.Fits(Statement.Squeezed(given.Value)))
                yield return new("identifiers", $"{kind.Title}的号码写法不对，请对照证件核对");
            else if (given.Until < given.From)
                yield return new("identifiers", $"{kind.Title}的有效期截止早于开始，请核对");
    }
}
