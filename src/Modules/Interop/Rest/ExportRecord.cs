using Yihe.Basis;
using Yihe.Interop.Definitions;
using Yihe.Kernel.Data;

namespace Yihe.Interop.Rest;

/// <summary>An export that was asked for (批量导出): what is in it is fixed by who asked and when; files are written while they are fetched.</summary>
internal sealed class RecordExport : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required InstitutionId Institution { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Types { get; init; }
    public DateTimeOffset? Since { get; init; }

    /// <summary>For research and quality control: of those alone who consented to it, and without what is sensitive.</summary>
    public bool ForResearch { get; init; }
    public IEnumerable<InstitutionId> Parties => [Institution];
}

/// <summary>Asking for an export, its list of files, and each file: lines of JSON, so many resources a piece.</summary>
internal static class ExportRecord
{
    private const int Piece = 1_000;

    internal sealed record KickInput(string? Types, string? Since, string Base, string? Purpose = null);

    private const string Research = "research";

    internal sealed record StatusInput(string Id, string Base);

    internal sealed record FileInput(string Id, string File);

    internal static readonly Change<KickInput, string> Kick = new("record.export", "申请批量导出", Rights.Export, RunKick);

    internal static readonly Look<StatusInput, byte[]> Status = new("record.export-list", "查看导出清单", Rights.Export, RunStatus);

    internal static readonly Look<FileInput, byte[]> Files = new("record.export-file", "下载导出文件", Rights.Export, RunFile);

    private static async Task<Result<string>> RunKick(Work work, KickInput input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        var types = input.Types?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (types.FirstOrDefault(t => !R4.Own.IsResource(t)) is { } unknown)
            return Outcomes.Bad($"_type 里的 {unknown} 不是 R4 的资源类型");
        if (input.Since is { } since && Times.Read(since) is null)
            return Outcomes.Bad("_since 应为时间，如 2026-03-09T08:30:00+08:00");
        if (input.Purpose is not (null or Research))
            return Outcomes.Bad($"_purpose 只可写 {Research}（科研与质控），诊疗往来不写");
        var export = work.Add(
            new RecordExport
            {
                Id = work.NewId(),
                Institution = work.Actor.Institution,
                At = work.Now,
                Types = string.Join(',', types),
                ForResearch = input.Purpose is not null,
                Since = input.Since is { } from ? DateTimeOffset.UnixEpoch.AddMilliseconds(Times.Read(from)!.Value.Low) : null,
            }
        );
        return await work.Commit($"{input.Base}/$export-status/{export.Id}", ct);
    }

    private static async Task<Result<byte[]>> RunStatus(Work work, StatusInput input, CancellationToken ct)
    {
        var (export, refusal) = await work.Find<RecordExport>(Guid.TryParse(input.Id, out var id) ? id : default, ct);
        if (refusal is not null)
            return refusal;
        var counts = new List<(string Type, int Count)>();
        foreach (
            var type in export.Types.Length > 0
                ? export.Types.Split(',')
                : await work.Db.Set<Document>().Select(d => d.Type).Distinct().ToArrayAsync(ct)
        )
            if (await Of(work, export, type).CountAsync(ct) is > 0 and var count)
                counts.Add((type, count));
        var list = Rendering.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("transactionTime", Rendering.InstantOf(export.At));
            w.WriteString("request", $"{input.Base}/$export");
            w.WriteBoolean("requiresAccessToken", true);
            w.WriteStartArray("output");
            foreach (var (type, count) in counts.OrderBy(c => c.Type, StringComparer.Ordinal))
                for (var n = 0; n * Piece < count; n++)
                {
                    w.WriteStartObject();
                    w.WriteString("type", type);
                    w.WriteString("url", $"{input.Base}/$export-files/{export.Id}/{type}-{n}.ndjson");
                    w.WriteNumber("count", Math.Min(Piece, count - (n * Piece)));
                    w.WriteEndObject();
                }
            w.WriteEndArray();
            w.WriteStartArray("error");
            w.WriteEndArray();
            w.WriteEndObject();
        });
        return await work.Look(list, ct);
    }

    private static async Task<Result<byte[]>> RunFile(Work work, FileInput input, CancellationToken ct)
    {
        var (export, refusal) = await work.Find<RecordExport>(Guid.TryParse(input.Id, out var id) ? id : default, ct);
        if (refusal is not null)
            return refusal;
        var parts = input.File.Replace(".ndjson", "", StringComparison.Ordinal).Split('-');
        if (parts.Length != 2 || !R4.Own.IsResource(parts[0]) || !int.TryParse(parts[1], out var n) || n < 0)
            return Refusal.NotFound;
        var page = await Of(work, export, parts[0]).OrderBy(d => d.Id).Skip(n * Piece).Take(Piece).ToListAsync(ct);
        using var lines = new MemoryStream();
        foreach (var drawn in await SearchRecord.Draw(work, page, ct))
        {
            lines.Write(drawn.Body);
            lines.WriteByte((byte)'\n');
        }
        work.Purpose = "export";
        return await work.Look(lines.ToArray(), ct);
    }

    /// <summary>What the export holds of a type: as it stood when it was asked for, less what was changed since.</summary>
    private static IQueryable<Document> Of(Work work, RecordExport export, string type)
    {
        var (until, since) = (export.At, export.Since ?? DateTimeOffset.MinValue);
        var all = work
            .Db.Set<Document>()
            .AsNoTracking()
            .Where(d => d.Type == type && d.State != DocumentState.Deleted && d.At <= until && d.At >= since);
        if (export.ForResearch && !Reachable.IsOpen(type))
        {
            var consenting = Consents.ConsentDesk.ForResearch(work);
            all = PersonRecord.Plain(work, all.Where(d => d.Subject != null && consenting.Contains(d.Subject.Value)));
        }
        return Reachable.Among(work, type, all);
    }
}
