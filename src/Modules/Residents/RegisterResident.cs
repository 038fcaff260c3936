namespace Yihe.Residents;

/// <summary>Someone becomes known to the region, by the number on their card. XX-37.</summary>
internal static class RegisterResident
{
    internal sealed record Input(
        [property: Display(Name = "身份证号"), Needed("请输入身份证号")] string IdentityNumber,
        [property: Display(Name = "姓名"), Needed("请输入姓名"), AtMost(60)] string Name,
        [property: Display(Name = "电话")] string? Phone = null,
        [property: Display(Name = "住址"), AtMost(120)] string? Address = null,
        [property: Display(Name = "过敏史"), AtMost(80)] string? Allergy = null,
        [property: Display(Name = "已核对不是同一人")] bool NotTheSame = false
    );

    internal sealed record Outcome(ResidentId Id, string HealthCode);

    internal static readonly Change<Input, Outcome> Door = new("resident.register", "登记居民", Rights.Register, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (IdentityNumber.Parse(input.IdentityNumber, work.Today) is var identity && identity.Refusal is { } wrong)
            return wrong;
        var phone = Blank(input.Phone) is { } typed ? PhoneNumber.Parse(typed).To<PhoneNumber?>(number => number) : default;
        if (phone.Refusal is { } wrongPhone)
            return wrongPhone;
        var name = PlainName(input.Name);
        if (await Duplicate(work, identity.Value, name, input.NotTheSame, ct) is { } duplicate)
            return duplicate;
        var resident = work.Add(Resident.Create(work.Platform, await HealthCode(work, ct), name, identity.Value));
        resident.Describe(work.Platform.Vault, phone.Value, Blank(input.Address), Blank(input.Allergy));
        work.Add(ResidentDirectory.NewRelation(work, resident.Id, work.Actor.Institution, CareKind.Registered, null));
        ResidentFacts.Registered(work, resident, work.Actor.Institution);
        work.About(resident);
        work.Subject = resident.Key;
        return await work.Commit(new Outcome(resident.Id, resident.HealthCode), ct);
    }

    private static async Task<Refusal?> Duplicate(Work work, IdentityNumber identity, string name, bool notTheSame, CancellationToken ct)
    {
        var indexes = work.Platform.Vault.Indexes("identity", identity.Value);
        if (await work.Db.Set<Resident>().AnyAsync(r => indexes.Contains(r.IdentityIndex), ct))
            return new(
                RefusalKind.Conflict,
                "registered",
                "这个身份证号已登记过。请直接查找；查不到时用“凭两项身份信息调阅”打开",
                new FieldFault("identityNumber", "这个身份证号已登记过")
            );
        var alike = await work.Db.Set<Resident>().CountAsync(r => r.Name == name && r.BirthDate == identity.BirthDate, ct);
        return alike > 0 && !notTheSame
            ? new(
                RefusalKind.Invalid,
                "alike",
                $"已有 {alike} 位同名同生日的居民，请核对证件",
                new FieldFault("notTheSame", "确认不是同一人后，请勾选“已核对不是同一人”再登记")
            )
            : null;
    }

    /// <summary>The place's letters and eight running digits: a name for the record that says nothing about the person.</summary>
    internal static async Task<string> HealthCode(Work work, CancellationToken ct) => (await HealthCodes(work, 1, ct))[0];

    internal static async Task<IReadOnlyList<string>> HealthCodes(Work work, int count, CancellationToken ct)
    {
        var prefix = work.Platform.Blueprints.At<Place>(work.Now).NumberPrefix;
        var last = await Counter.Take(work, "health-code", count, ct);
        return [.. Enumerable.Range(1, count).Select(n => $"{prefix}{last - count + n:00000000}")];
    }

    internal static string PlainName(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
