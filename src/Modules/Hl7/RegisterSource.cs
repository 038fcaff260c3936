namespace Yihe.Hl7;

/// <summary>Whoever keeps the interfaces lets a system of their institution send (登记接口来源).</summary>
internal static class RegisterSource
{
    private const string Fhir = "FHIR";

    internal sealed record Input(
        [property: Display(Name = "发送系统"), Needed("请填写系统在 MSH-3 里写的名称"), AtMost(40)] string Application,
        [property: Display(Name = "系统名称"), Needed("请填写系统名称，如 检验系统"), AtMost(40)] string Title
    );

    internal sealed record Outcome(Guid Id);

    internal static readonly Change<Input, Outcome> Door = new("message.register", "登记接口来源", Rights.Mend, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        var (own, name) = (work.Actor.Institution, input.Application.Trim());
        if (name == Fhir || name.Any(c => c is '|' or '^' or '~' or '\\' or '&' || char.IsControl(c)))
            return Refusal.Invalid("application", "发送系统的名称不能是 FHIR，也不能含 | ^ ~ \\ &");
        if (await work.Db.Set<MessageSource>().AnyAsync(s => s.Institution == own && s.Application == name, ct))
            return Refusal.Invalid("application", "本机构已登记过这个发送系统，请在列表中查看");
        var source = work.Add(
            new MessageSource
            {
                Id = work.NewId(),
                Institution = own,
                Application = name,
                Title = input.Title.Trim(),
                At = work.Now,
            }
        );
        return await work.Commit(new Outcome(source.Id), ct);
    }
}

/// <summary>One of a source's own codes is told to mean a standard one (对照代码); what comes from now on carries both.</summary>
internal static class MapCode
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "来源的代码"), Needed("请填写来源的代码"), AtMost(60)] string Own,
        [property: Display(Name = "标准"), Needed("请选择标准")] string Standard,
        [property: Display(Name = "标准代码"), Needed("请填写标准代码"), AtMost(60)] string Meaning,
        [property: Display(Name = "标准名称"), Needed("请填写标准名称"), AtMost(120)] string Title
    );

    internal static readonly Change<Input, Done> Door = new("message.map", "对照代码", Rights.Mend, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (source, refusal) = await work.Find<MessageSource>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        if (!Mapping.MessageTable.Of(work.Platform).CodeSystems.TryGetValue(input.Standard, out var system))
            return Refusal.Invalid("standard", "请从列表中选择标准");
        var own = input.Own.Trim();
        var map =
            await work.Db.Set<CodeMap>().FirstOrDefaultAsync(c => c.Source == source.Id && c.Code == own, ct)
            ?? work.Add(
                new CodeMap
                {
                    Id = work.NewId(),
                    Source = source.Id,
                    Code = own,
                }
            );
        map.Mean(system, input.Meaning.Trim(), input.Title.Trim());
        source.Count();
        work.About(source);
        return await work.Commit(Done.Yes, ct);
    }
}
