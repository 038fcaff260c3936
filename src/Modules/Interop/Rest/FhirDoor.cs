using Yihe.Interop.Definitions;

namespace Yihe.Interop.Rest;

/// <summary>The grammar of FHIR REST (FHIR 接口): reads what a request asks for, runs the use case behind it, answers in resources.</summary>
public sealed class FhirDoor(Gate gate, Actor actor, FhirRequest request, Call call)
{
    /// <summary>A body may be so large; a bundle of more is sent in parts.</summary>
    public const int MostBytes = 32 << 20;

    public static async Task<FhirReply> Answer(Gate gate, Actor actor, FhirRequest request, Call call, CancellationToken ct) =>
        await new FhirDoor(gate, actor, request, call).Answer(ct);

    /// <summary>A refusal that the web server itself had to make, in the words of this door.</summary>
    public static FhirReply Refuse(string code, string message, string? trace) =>
        Outcomes.Reply(new Refusal(RefusalKind.Invalid, code, message), trace);

    private async Task<FhirReply> Answer(CancellationToken ct)
    {
        if (Formats.Refuses(request) is { } unfit)
            return Reply(unfit);
        return (request.Method, request.Path) switch
        {
            ("GET" or "HEAD", ["metadata"]) => new(200, Capability.Statement(request.Base, gate.Platform)),
            ("POST", []) => await Bundle(ct),
            ("GET", ["$export"]) => await Kick(null, ct),
            ("GET", ["$export-status", var id]) => await Run(ExportRecord.Status, new(id, request.Base), s => new FhirReply(200, s), ct),
            ("GET", ["$export-files", var id, var file]) => await Run(
                ExportRecord.Files,
                new(id, file),
                lines => new FhirReply(200, lines) { ContentType = "application/fhir+ndjson; charset=utf-8" },
                ct
            ),
            (_, [var type, ..]) when !R4.Own.IsResource(type) => Reply(
                Refusal.NotFound with
                {
                    Message = $"没有 {type} 这种资源或操作；支持的见 /fhir/metadata",
                }
            ),
            ("GET" or "HEAD", [var type]) => await Search(type, request.Query, ct),
            ("POST", [var type, "_search"]) => await Search(
                type,
                [.. request.Query, .. Queries.Read(Encoding.UTF8.GetString(request.Body))],
                ct
            ),
            ("GET" or "HEAD", [var type, "_history"]) => await Run(
                TypeHistory.Door,
                new(type, request.Asked("_since"), request.Asked("_count")),
                h => new FhirReply(200, Bundles.OfHistory(h, request.Base)),
                ct
            ),
            ("GET", ["Patient", var id, "$everything"]) => await Everything(id, ct),
            ("GET" or "HEAD", [var type, var id]) => await Read(new(type, id), ct),
            ("GET" or "HEAD", [var type, var id, "_history"]) => await Run(
                ReadRecord.Versions,
                new(type, id),
                h => new FhirReply(200, Bundles.OfHistory(h, request.Base)),
                ct
            ),
            ("GET" or "HEAD", [var type, var id, "_history", var v]) when FhirRequest.VersionOf(v) is { } version => await Read(
                new(type, id, version),
                ct
            ),
            ("POST" or "PUT" or "DELETE", [_] or [_, _]) => await Write(ct),
            _ => Reply(Outcomes.Unsupported($"不支持 {request.Method} /{string.Join('/', request.Path)}；支持的见 /fhir/metadata")),
        };
    }

    private FhirReply Reply(Refusal refusal) => Outcomes.Reply(refusal, call.TraceId);

    private async Task<FhirReply> Run<TIn, TOut>(UseCase<TIn, TOut> useCase, TIn input, Func<TOut, FhirReply> write, CancellationToken ct)
        where TIn : notnull =>
        await gate.Run(useCase, actor, input, call, ct) is var (outcome, refusal) && refusal is not null ? Reply(refusal) : write(outcome);

    private Task<FhirReply> Read(ReadRecord.Input input, CancellationToken ct) =>
        Run(
            ReadRecord.Door,
            input,
            resource =>
                FhirRequest.VersionOf(request.Header("If-None-Match")) == resource.Version
                    ? new FhirReply(304, []) { Version = resource.Version }
                    : FhirReply.Of(resource),
            ct
        );

    private Task<FhirReply> Search(string type, IReadOnlyList<KeyValuePair<string, string>> asked, CancellationToken ct) =>
        Run(
            SearchRecord.Door,
            new(type, asked, request.Base, request.IsStrict),
            o => new FhirReply(200, Bundles.OfSearch(o, request, type)),
            ct
        );

    private Task<FhirReply> Everything(string id, CancellationToken ct) =>
        Run(
            EverythingOf.Door,
            new(id, request.Asked(SearchRecord.Page), request.Asked("_count"), request.Asked("_type")),
            o => new FhirReply(200, Bundles.OfSearch(o, request, $"Patient/{id}/$everything")),
            ct
        );

    private Task<FhirReply> Kick(string? type, CancellationToken ct) =>
        Run(
            ExportRecord.Kick,
            new(request.Asked("_type") ?? type, request.Asked("_since"), request.Base, request.Asked("_purpose")),
            where => new FhirReply(202, []) { ContentLocation = where },
            ct
        );

    /// <summary>A single write is a transaction of one.</summary>
    private async Task<FhirReply> Write(CancellationToken ct)
    {
        var (entry, refusal) = Reading.Single(request);
        if (refusal is not null)
            return Reply(refusal);
        return await Run(PushRecord.Door, new([entry], request.Base), w => ReplyOf(w[0], request.Header("Prefer")), ct);
    }

    private FhirReply ReplyOf(Written done, string prefer) =>
        new(done.Status, done.Status == 204 || prefer.Contains("return=minimal", StringComparison.Ordinal) ? [] : done.Body)
        {
            Version = done.Version > 0 ? done.Version : null,
            LastModified = done.At,
            Location = done.Status is 201 or 200 ? $"{request.Base}/{done.Path}/_history/{done.Version}" : null,
        };

    private async Task<FhirReply> Bundle(CancellationToken ct)
    {
        if (await gate.Denies(PushRecord.Door, actor, call, ct) is { } denied && !actor.May(Rights.Read))
            return Reply(denied);
        var (parsed, refusal) = Reading.Resource(request);
        if (refusal is not null)
            return Reply(refusal);
        using var document = parsed;
        var kind = Extractor.TextOf(document.RootElement, "type");
        if (Extractor.TextOf(document.RootElement, "resourceType") != "Bundle" || kind is not ("transaction" or "batch"))
            return Reply(Outcomes.Bad("这里只收 type 为 transaction 或 batch 的 Bundle；单份资源请 POST 到 /fhir/资源类型"));
        var (asked, wrong) = Bundles.Entries(document.RootElement);
        if (wrong is not null)
            return Reply(wrong);
        var withBodies = request.Header("Prefer").Contains("return=representation", StringComparison.Ordinal);
        if (kind == "batch")
            return new(200, Bundles.OfResponses("batch-response", await Batch(asked, ct), withBodies: true));
        var entries = new List<Entry>();
        foreach (var one in asked)
        {
            var (entry, unfit) = Reading.Write(one, request.Base);
            if (unfit is not null)
                return Reply(unfit);
            entries.Add(entry);
        }
        return await Run(
            PushRecord.Door,
            new(entries, request.Base),
            written => new FhirReply(
                200,
                Bundles.OfResponses("transaction-response", [.. written.Select(w => Relative(ReplyOf(w, "")))], withBodies)
            ),
            ct
        );
    }

    private FhirReply Relative(FhirReply reply) => reply with { Location = reply.Location?[(request.Base.Length + 1)..] };

    /// <summary>Each entry for itself, as if it had come alone.</summary>
    private async Task<List<FhirReply>> Batch(List<Asked> asked, CancellationToken ct)
    {
        var replies = new List<FhirReply>();
        foreach (var one in asked)
            replies.Add(Relative(await new FhirDoor(gate, actor, Reading.Alone(one, request), call).Answer(ct)));
        return replies;
    }
}
