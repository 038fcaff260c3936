namespace Yihe.Reporting.Taking;

/// <summary>An administrator lets a consortium report (登记报送单位); registered again, it has another name or another token.</summary>
internal static class RegisterSender
{
    internal sealed record Input(
        [property: Display(Name = "行政区划代码"), Needed("请填写医共体所在地区的行政区划代码"), AtMost(6)] string Code,
        [property: Display(Name = "名称"), Needed("请填写名称，如“城东医共体”"), AtMost(30)] string Name,
        [property: Display(Name = "令牌的系统名称"), Needed("请填写为它发放的接口令牌的系统名称"), AtMost(40)] string TokenName
    );

    internal sealed record Outcome(Guid Id);

    internal static readonly Change<Input, Outcome> Door = new("consortium-report.register", "登记报送单位", Rights.Register, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } denied)
            return denied;
        var (code, token) = (input.Code.Trim(), input.TokenName.Trim());
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return Refusal.Invalid("code", "行政区划代码是 6 位数字，与该医共体方案里写的一致");
        if (await work.Db.Set<ReportSender>().FirstOrDefaultAsync(s => s.TokenName == token && s.Code != code, ct) is { } other)
            return Refusal.Invalid("tokenName", $"这个令牌已登记给“{other.Name}”；一个令牌只为一家报送，请另发一个");
        var sender =
            await work.Db.Set<ReportSender>().FirstOrDefaultAsync(s => s.Code == code, ct)
            ?? work.Add(
                new ReportSender
                {
                    Id = work.NewId(),
                    Code = code,
                    At = work.Now,
                }
            );
        sender.Call(input.Name.Trim(), token);
        work.About(sender);
        return await work.Commit(new Outcome(sender.Id), ct);
    }
}

/// <summary>The consortia that report here, and how far each has.</summary>
internal static class ListSenders
{
    internal sealed record Input;

    internal sealed record Line(Guid Id, string Code, string Name, string TokenName, DateOnly? Last, DateTimeOffset? TakenAt, int Reports);

    internal static readonly Look<Input, Rows<Line>> Door = new("consortium-report.senders", "查看报送单位", Rights.Register, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } denied)
            return denied;
        var reports = (await ReportMark.All(work, ct)).ToLookup(r => r.Sender);
        var senders = await work.Db.Set<ReportSender>().AsNoTracking().OrderBy(s => s.Code).ToListAsync(ct);
        var lines =
            from sender in senders
            let own = reports[sender.Id].ToList()
            select new Line(
                sender.Id,
                sender.Code,
                sender.Name,
                sender.TokenName,
                own.Count > 0 ? own.Max(r => r.Month) : null,
                own.Count > 0 ? own.Max(r => r.At) : null,
                own.Count
            );
        return await work.Look(new Rows<Line>([.. lines]), ct);
    }
}
