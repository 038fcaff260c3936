using Yihe.Kernel.Data;

namespace Yihe.Kernel.Flows;

public enum Tone
{
    Quiet,
    Info,
    Warn,
    Danger,
    Ok,
}

/// <summary>Something that moves through a flow: a referral, a request for advice.</summary>
public interface IMatter<TState> : IEntity, IScoped
    where TState : struct, Enum
{
    TState State { get; set; }

    /// <summary>The course of events it belongs to.</summary>
    Guid Course { get; }
    int Blueprint { get; }

    /// <summary>What the inbox shows of it besides the state.</summary>
    WorkItemFace Face { get; }
}

/// <summary>Who answers for a matter or may make a move: those at an institution (or, without one, anywhere within reach) who hold a permission, in one department or any.</summary>
public sealed record Holder(InstitutionId Institution, Permission Duty, string? Department = null)
{
    /// <summary>The patient themselves, or whoever acts for them.</summary>
    public static Holder Patient(Guid? person) => new(default, Permission.Self) { Person = person };

    private Guid? Person { get; init; }

    public bool Is(Actor actor) =>
        Duty == Permission.Self
            ? Person is { } person && actor.Persons.Contains(person)
            : (Institution == default || actor.Institution == Institution) && actor.May(Duty);
}

/// <summary>A state: its word, who must act next (nobody when it is over), and how long they have.</summary>
/// <param name="Asks">what the inbox asks of the holder: "受理上转"</param>
public sealed record FlowState<TMatter, TState>(
    TState State,
    string Words,
    Tone Tone,
    Func<TMatter, Holder>? Holder = null,
    string? Asks = null,
    Func<TMatter, BlueprintBook, TimeLimit?>? Limit = null
);

/// <summary>A legal move; whatever is not listed is refused.</summary>
public sealed record FlowMove<TMatter, TState, TMove>(TState From, TMove Move, TState To, string Words, params Func<TMatter, Holder>[] By)
{
    /// <summary>Only matters for which this holds, with the words why not.</summary>
    public (Func<TMatter, bool> Holds, string WhyNot)? When { get; init; }
}

/// <summary>Which use case makes a move; <paramref name="Direct"/> moves need nothing but a click, the others open a panel of the matter's page.</summary>
public sealed record MoveAct(IFlow Flow, string Move, UseCase UseCase, bool Direct = false)
{
    /// <summary>The name of the panel in the address: <c>?panel=accept</c>.</summary>
    public string Panel => Shape.JsonName(Move);
}

/// <summary>A move as one actor sees it: whether it is allowed now, and if not, why.</summary>
public sealed record Offer<TMove>(TMove Move, string Words, bool Allowed, string? WhyNot);

/// <summary>What is common to flows of all kinds: the inbox, the docs and the verifier read them through this.</summary>
public interface IFlow
{
    string Name { get; }
    string Title { get; }
    Type Matter { get; }

    /// <summary>Whether a matter of the type moves by this flow; several flows may share one type.</summary>
    bool Covers(object matter);
    string Start { get; }

    /// <summary>The state that a move leads to, or null if the table has no such row.</summary>
    string? Next(string state, string move);
    string WordsOf(string state);
    string WordsForMove(string move);
    Tone ToneOf(string state);

    /// <summary>The moves listed out of a state, in the order of the table, the first one being what the holder is asked for.</summary>
    IEnumerable<string> MovesFrom(string state);

    /// <summary>The flow as a Mermaid state diagram, for the docs.</summary>
    string Diagram();
    IEnumerable<string> Unreachable();
}

/// <summary>
/// How a kind of matter moves (流程): the table of states and the table of moves. The table decides who may move,
/// keeps the work item of the matter up to date in the same commit, draws itself, and is what the verifier replays.
/// </summary>
public sealed class Flow<TMatter, TState, TMove>(string name, string title, TState start) : IFlow
    where TMatter : class, IMatter<TState>
    where TState : struct, Enum
    where TMove : struct, Enum
{
    public required IReadOnlyList<FlowState<TMatter, TState>> States { get; init; }
    public required IReadOnlyList<FlowMove<TMatter, TState, TMove>> Moves { get; init; }
    public string Name => name;
    public string Title => title;
    public Type Matter => typeof(TMatter);
    public Func<TMatter, bool> Only { get; init; } = _ => true;

    public bool Covers(object matter) => matter is TMatter typed && Only(typed);

    public string Start => start.ToString();

    public FlowState<TMatter, TState> this[TState state] => States.First(s => Equal(s.State, state));

    /// <summary>All moves out of the matter's state, each allowed or with the reason why not.</summary>
    public IReadOnlyList<Offer<TMove>> Offers(TMatter matter, Actor actor) =>
        [
            .. from row in Moves
            where Equal(row.From, matter.State)
            let whyNot = WhyNot(row, matter, actor)
            select new Offer<TMove>(row.Move, row.Words, whyNot is null, whyNot),
        ];

    public bool Allows(TMatter matter, TMove move, Actor actor) => Offers(matter, actor).Any(o => Equal(o.Move, move) && o.Allowed);

    /// <summary>Makes a move, or says why it is not legal; on success the work item follows.</summary>
    /// <param name="apply">what else changes with the move, or why it cannot be; once it is known to be legal and before the next holder is named</param>
    public async Task<Refusal?> Make(Work work, TMatter matter, TMove move, CancellationToken ct, Func<Task<Refusal?>>? apply = null)
    {
        if (Refuses(matter, move, work.Actor) is { } illegal)
            return illegal;
        if (apply is not null && await apply() is { } impossible)
            return impossible;
        matter.State = RowOf(matter, move)!.To;
        work.Moved(matter, move.ToString());
        Annotate(work, matter);
        await WorkItem.Follow(work, this, matter, ct);
        return null;
    }

    /// <summary>Why this actor may not make this move now; null where they may.</summary>
    public Refusal? Refuses(TMatter matter, TMove move, Actor actor)
    {
        if (RowOf(matter, move) is not { } row)
            return Refusal.Conflict("illegal-move", $"当前是“{this[matter.State].Words}”，不能{WordsFor(move)}。请刷新查看最新状态");
        return WhyNot(row, matter, actor) is { } whyNot ? Refusal.Conflict("not-your-move", whyNot) : null;
    }

    private FlowMove<TMatter, TState, TMove>? RowOf(TMatter matter, TMove move) =>
        Moves.FirstOrDefault(m => Equal(m.From, matter.State) && Equal(m.Move, move));

    /// <summary>A new matter enters the flow in its first state.</summary>
    public async Task Enter(Work work, TMatter matter, CancellationToken ct)
    {
        matter.State = start;
        Annotate(work, matter);
        if (this[start].Holder is not null)
            await WorkItem.Follow(work, this, matter, ct);
    }

    /// <summary>What there is to say of it has changed while it waits: its work item says so, and is due when it was.</summary>
    public async Task Retell(Work work, TMatter matter, CancellationToken ct)
    {
        Annotate(work, matter);
        await WorkItem.Retell(work, matter, ct);
    }

    private static void Annotate(Work work, TMatter matter)
    {
        work.About(matter);
        work.Subject = matter.Subject;
        work.Matter = matter.Course;
        work.Blueprint = matter.Blueprint;
    }

    private static string? WhyNot(FlowMove<TMatter, TState, TMove> row, TMatter matter, Actor actor)
    {
        if (!actor.IsPlatform && !row.By.Any(by => by(matter).Is(actor)))
            return $"“{row.Words}”由另一方办理，您当前的岗位不能办";
        return row.When is { } condition && !condition.Holds(matter) ? condition.WhyNot : null;
    }

    private string WordsFor(TMove move) => Moves.FirstOrDefault(m => Equal(m.Move, move))?.Words ?? "这样办理";

    string? IFlow.Next(string state, string move) =>
        Moves.FirstOrDefault(m => m.From.ToString() == state && m.Move.ToString() == move)?.To.ToString();

    public string WordsOf(string state) => States.First(s => s.State.ToString() == state).Words;

    public IEnumerable<string> MovesFrom(string state) => Moves.Where(m => m.From.ToString() == state).Select(m => m.Move.ToString());

    public string WordsForMove(string move) => Moves.FirstOrDefault(m => m.Move.ToString() == move)?.Words ?? move;

    public Tone ToneOf(string state) => States.First(s => s.State.ToString() == state).Tone;

    public string Diagram() =>
        string.Join(
            '\n',
            Moves.Select(m => $"    {m.From} --> {m.To}: {m.Words}").Prepend($"    [*] --> {start}").Prepend("stateDiagram-v2")
        )
        + "\n"
        + string.Join('\n', States.Select(s => $"    {s.State}: {s.Words}"));

    public IEnumerable<string> Unreachable() =>
        States.Where(s => !Equal(s.State, start) && !Moves.Any(m => Equal(m.To, s.State))).Select(s => s.State.ToString());

    private static bool Equal<T>(T a, T b)
        where T : struct, Enum => EqualityComparer<T>.Default.Equals(a, b);
}
