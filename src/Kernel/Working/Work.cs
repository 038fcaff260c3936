using Microsoft.EntityFrameworkCore.Storage;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.News;
using Yihe.Kernel.Records;

namespace Yihe.Kernel.Working;

/// <summary>
/// One piece of work (办理) and the only thing a use case receives: the database, the actor, the time, and the single way to commit.
/// It cannot commit before the actor's right to the object was checked, and what it commits is everything or nothing:
/// entities, the act, work items, news and the key.
/// </summary>
public sealed class Work
{
    private readonly Platform platform;
    private readonly Call call;
    private readonly UseCase useCase;
    private readonly List<(object Record, DateTimeOffset? At)> news = [];
    private readonly List<(IEntity Matter, string Move)> moves = [];
    private readonly List<(IEntity About, Guid Person, IEntity[] With)> each = [];

    /// <summary>What the kernel writes beside the entities: the act, news, the kept outcome, search rows.</summary>
    private readonly List<IRow> written = [];
    private readonly List<(IEntity Entity, string Line)> born = [];
    private IEntity? about;
    private bool authorized;

    internal Work(Platform platform, AppDb db, Actor actor, UseCase useCase, Call call)
    {
        (this.platform, Db, Actor, this.useCase, this.call) = (platform, db, actor, useCase, call);
        Now = platform.Time.Instant();
        authorized = actor.IsPlatform || useCase.Permission == Permission.Anyone;
    }

    public AppDb Db { get; }
    public Actor Actor { get; }

    /// <summary>The moment of the act, whole microseconds, UTC; the same throughout one piece of work.</summary>
    public DateTimeOffset Now { get; }
    public DateOnly Today => Now.Day();
    public Platform Platform => platform;

    /// <summary>The address the caller's browser knows us by; null where there is no browser.</summary>
    public string? Origin => call.Origin;

    /// <summary>The person this is about, and the course of events it belongs to; both go into the act.</summary>
    public Guid? Subject { get; set; }
    public Guid? Matter { get; set; }
    public string? Move { get; set; }
    public string? ReasonCode { get; set; }
    public string? Purpose { get; set; }

    /// <summary>How many persons' data a look shows, for the reading limit; counted by the rows of what it answers unless said here.</summary>
    public int? Persons { get; set; }
    public ActOutcome Outcome { get; set; } = ActOutcome.Done;

    /// <summary>The blueprint version this follows; the one in force unless a running matter says otherwise.</summary>
    public int Blueprint { get; set; }
    internal bool WasDenied { get; private set; }

    /// <summary>The rows say what they said, sealed with another key: no new versions, and no new faces.</summary>
    internal bool Reseals { get; set; }

    /// <summary>Somebody gave a wrong proof of whom they mean: a failed act, though nothing is done.</summary>
    public bool Missed { get; set; }
    internal object? Kept { get; private set; }
    internal string InputHash { get; init; } = "";
    internal IDbContextTransaction? Transaction { get; init; }
    internal Delivery? Delivery { get; init; }

    /// <summary>What the use case reckoned before the transaction began.</summary>
    public object? Ahead => call.Ahead;

    public Guid NewId() => platform.Time.NewId();

    /// <summary>The rows the permission of this use case opens to the actor.</summary>
    public Reach Reach =>
        useCase.Permission == Permission.SignedIn ? new Reach(false, [], Actor.Account) : Actor.ReachOf(useCase.Permission);

    /// <summary>Loads an entity and checks the right to it: what the actor may not see is not there.</summary>
    public async Task<Result<T>> Find<T>(object id, CancellationToken ct)
        where T : class, IEntity, IScoped
    {
        var entity = await Db.FindAsync<T>([id], ct);
        if (entity is null)
            return Refusal.NotFound;
        return Refuses(entity) is { } refusal ? refusal : entity;
    }

    /// <summary>The same for an entity shown before at a version; an older one than the row has is refused.</summary>
    public async Task<Result<T>> Find<T>(object id, int? version, CancellationToken ct)
        where T : class, IEntity, IScoped
    {
        var found = await Find<T>(id, ct);
        return (found.Refusal ?? Stale(found.Value, version)) is { } refusal ? refusal : found;
    }

    /// <summary>Checks the right to a target. A row out of reach is answered as if it did not exist.</summary>
    public Refusal? Refuses(IScoped target)
    {
        if (!Actor.May(useCase.Permission, target))
        {
            WasDenied = true;
            About(target as IEntity);
            Subject ??= target.Subject;
            return target is AtInstitution
                ? Refusal.Denied($"您在本机构没有“{useCase.Permission.Words}”的权限，请联系本单位的安全管理员")
                : Refusal.NotFound;
        }
        authorized = true;
        About(target as IEntity);
        return null;
    }

    /// <summary>
    /// A denial, a wrong proof and a limit that was reached are acts too, unless the use case wrote one itself; so is asking for what is not
    /// there: it must take as long as asking for what is another's, and trying ids is seen.
    /// </summary>
    internal bool MustNote(Refusal? refusal) =>
        WasDenied
        || Kept is null
            && (Missed || (refusal is { Kind: RefusalKind.TooMany or RefusalKind.NotFound } && Actor != Actor.Nobody && !Actor.IsPlatform));

    /// <summary>A denial names the record that was tried, and whose it is.</summary>
    internal void Tried(Work? work) => (about, Subject) = (work?.about, work?.Subject);

    /// <summary>A matter made a move; where several do at once, each but the one the act is about has an act of its own.</summary>
    internal void Moved(IEntity matter, string move)
    {
        moves.Add((matter, move));
        Move = move;
    }

    /// <summary>
    /// One of many persons of whom the same is done in one commit: each has an act of their own, which tells what changed of them (with them).
    /// </summary>
    public void Each(IEntity about, Guid person, params IEntity[] with) => each.Add((about, person, with));

    /// <summary>Says which entity the act is about; the one authorized, unless said otherwise.</summary>
    public void About(IEntity? entity) => about = entity ?? about;

    /// <summary>A page that shows an older version than the row has is refused; no version means the caller does not mind.</summary>
    public static Refusal? Stale(IEntity entity, int? version) => version is { } seen && seen != entity.Version ? Refusal.Changed : null;

    public T Add<T>(T entity)
        where T : class, IRow
    {
        Db.Add(entity);
        if (entity is IEntity added)
            about ??= added;
        return entity;
    }

    /// <summary>A row that nobody will look at in this work; written with the commit, without the bookkeeping of those that may change.</summary>
    internal void Beside(IRow row) => written.Add(row);

    /// <summary>The same for a new entity: the act keeps a line of it as of any other. One that others know by a face needs the bookkeeping.</summary>
    internal void Bear(IEntity entity)
    {
        if (platform.Modules.Faces.ContainsKey(entity.GetType()))
            throw new InvalidOperationException($"{entity.GetType().Name} has a face: add it");
        born.Add((entity, Changes.Born(Db, entity, platform.Vault)));
        written.Add(entity);
    }

    /// <summary>Whether such a row is to be written beside.</summary>
    internal bool Has<T>(Func<T, bool> which)
        where T : class, IRow => written.OfType<T>().Any(which);

    /// <summary>Tells whoever subscribed, later and exactly once in effect; the record holds ids, never personal data.</summary>
    /// <param name="at">not before then</param>
    public void Publish(object record, DateTimeOffset? at = null) => news.Add((record, at));

    /// <summary>Ends a use case that changed something.</summary>
    public async Task<Result<T>> Commit<T>(T outcome, CancellationToken ct)
    {
        if (!authorized)
            throw new InvalidOperationException($"{useCase.Name} would commit without having checked the right to its object");
        Db.ChangeTracker.DetectChanges();
        if (!Reseals)
            await Face.Mirror(this, ct);
        Db.ChangeTracker.AutoDetectChangesEnabled = false; // what is added from here on needs no second look
        WriteActs(Changes.Note(Db, platform.Vault, Reseals, born));
        WriteOtherMoves();
        WriteNews();
        Kept = outcome;
        if (call.Key is not null && !useCase.Secret && useCase.Changes)
            written.Add(KeptOutcome.Of(this, useCase, call.Key, outcome));
        await Saving.Run(Db, written, Transaction, ct);
        written.Clear();
        born.Clear();
        Db.ChangeTracker.AutoDetectChangesEnabled = true;
        return outcome;
    }

    /// <summary>Ends a use case that showed personal data: the look itself is an act.</summary>
    public async Task<Result<T>> Look<T>(T outcome, CancellationToken ct)
    {
        if (!authorized)
            throw new InvalidOperationException($"{useCase.Name} would show data without having checked the right to it");
        if (Db.ChangeTracker.HasChanges())
            throw new InvalidOperationException($"{useCase.Name} only looks");
        WriteAct("");
        WriteNews();
        var (takes, most) = useCase.Permission.Clinical ? (Shown.By(this, outcome!), Shown.LimitsAt(this).Persons) : (null, 0);
        var look = new OneLook([.. written], takes, most);
        written.Clear();
        return await platform.Shared(() => new LookBook(platform.Database)).Write(look).WaitAsync(ct) ? outcome : Shown.TooMany(this);
    }

    /// <summary>Nothing changed, but that it was denied is an act.</summary>
    internal async Task Note(CancellationToken ct)
    {
        WriteAct("");
        WriteNews();
        await Saving.Run(Db, written, null, ct);
        written.Clear();
    }

    private void WriteNews()
    {
        foreach (var (record, at) in news)
            written.AddRange(Delivery.Of(platform, (Now, at ?? Now, Subject), record));
    }

    /// <summary>The act of the whole, and one of each person that was named: what bears their key, is a fact of them, or was named with them.</summary>
    private void WriteActs(IReadOnlyList<(IEntity Entity, string Line)> changes)
    {
        var persons = each.ToDictionary(e => e.Person);
        var named = each.SelectMany(e => e.With.Select(w => (w.Key, e.Person))).ToDictionary(w => w.Key, w => w.Person);
        var lines = changes.ToLookup(c => PersonOf(c.Entity), c => c.Line);
        WriteAct(Changes.Text(lines[Guid.Empty]));
        var (whole, person, matter, move) = (about, Subject, Matter, Move);
        foreach (var one in each)
        {
            (about, Subject, Matter, Move) = (one.About, one.Person, null, null);
            WriteAct(Changes.Text(lines[one.Person]));
        }
        (about, Subject, Matter, Move) = (whole, person, matter, move);

        Guid PersonOf(IEntity entity) =>
            named.TryGetValue(entity.Key, out var other) ? other
            : ((entity as Facts.Fact)?.Person ?? entity.Key) is var own && persons.ContainsKey(own) ? own
            : Guid.Empty;
    }

    /// <summary>They are for the replay of their flow; the story and the person are told in the act itself.</summary>
    private void WriteOtherMoves()
    {
        foreach (var (matter, move) in moves.Where(m => !ReferenceEquals(m.Matter, about)).ToList())
        {
            (about, Move, Subject, Matter) = (matter, move, null, null);
            WriteAct("");
        }
    }

    private void WriteAct(string changes)
    {
        var act = new Act
        {
            Id = NewId(),
            At = Now,
            Account = Actor.Account,
            Institution = Actor.Institution,
            Agent = Actor.Account is null ? Actor.Name : null,
            UseCase = useCase.Name,
            Entity = about is null ? null : SnakeCase.TableOf(about.GetType()),
            EntityId = about?.Key,
            Move = Move,
            ReasonCode = ReasonCode,
            Purpose = Purpose,
            Outcome = Outcome,
            Subject = Subject,
            Matter = Matter,
            Blueprint = Blueprint > 0 ? Blueprint : platform.Blueprints.VersionAt(Now),
            Key = call.Key,
            TraceId = call.TraceId,
            Changes = changes,
        };
        act.Mac = act.Sealed(platform.Vault);
        written.Add(act);
        written.Add(new UnsealedAct { Id = act.Id });
    }
}
