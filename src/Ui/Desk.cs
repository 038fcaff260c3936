using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Ui;

/// <summary>A submission that was refused: the page shows it again with what was typed and what is wrong.</summary>
public sealed record ReturnedForm(string UseCase, string? Form, JsonObject Values, Refusal Refusal);

/// <summary>A submission that was done and whose page stays, to show the outcome once.</summary>
public sealed record DoneForm(string UseCase, object Outcome);

/// <summary>What a page works at: who is signed in, the way to ask use cases, and the form that came back, if one did.</summary>
public sealed class Desk(Gate gate, IHttpContextAccessor accessor)
{
    public Actor Actor { get; set; } = Actor.Nobody;

    public ReturnedForm? Returned { get; set; }

    public DoneForm? Done { get; set; }

    /// <summary>The list of the page is being taken away as a file.</summary>
    public ListExport? Export { get; set; }

    public Platform Platform => gate.Platform;

    public DateTimeOffset Now => gate.Platform.Time.Instant();

    public HttpContext Http => accessor.HttpContext!;

    /// <summary>Runs a looking use case for the page. A refusal sets the status of the page; the page shows its words.</summary>
    public async Task<Result<TOut>> Ask<TIn, TOut>(UseCase<TIn, TOut> useCase, TIn input)
        where TIn : notnull
    {
        var result = await gate.Run(useCase, Actor, input, new Call(TraceId: Http.TraceIdentifier), Http.RequestAborted);
        if (result.Refusal is { } refusal && !Http.Response.HasStarted)
            Http.Response.StatusCode = StatusOf(refusal.Kind);
        return result;
    }

    /// <summary>Whether a link to what another module does leads anywhere: this build has it, and the actor may.</summary>
    public bool Leads(string useCase) => Platform.Modules.UseCases.GetValueOrDefault(useCase) is { } there && Actor.May(there.Permission);

    /// <summary>What the address of the page asks for; what does not fit is left out.</summary>
    public T Query<T>()
    {
        var given = new JsonObject(Http.Request.Query.Select(q => KeyValuePair.Create(q.Key, (JsonNode?)q.Value.ToString())));
        foreach (var fault in InputReader.Read(typeof(T), given).Refusal?.Faults ?? [])
            given.Remove(fault.Field);
        var read = InputReader.Read(typeof(T), given).Value;
        if (Shape.FaultsOf(read) is not { Count: > 0 } faults)
            return (T)read;
        foreach (var fault in faults)
            given.Remove(fault.Field);
        return (T)InputReader.Read(typeof(T), given).Value;
    }

    /// <summary>The outcome of the form that was just done, if it was this use case's.</summary>
    public TOut? DoneOf<TIn, TOut>(UseCase<TIn, TOut> useCase)
        where TIn : notnull
        where TOut : class => Done is { } done && done.UseCase == useCase.Name ? (TOut)done.Outcome : null;

    public static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Invalid => 422,
            RefusalKind.Denied => 403,
            RefusalKind.NotFound => 404,
            RefusalKind.Conflict => 409,
            RefusalKind.TooMany => 429,
            RefusalKind.SignedOut => 401,
        };
}

/// <summary>Says which permission opens a page; without it the page does not compile, and without the permission it does not open.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string permission) : Attribute
{
    public string Permission => permission;
}
