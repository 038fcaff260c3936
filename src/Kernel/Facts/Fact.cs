using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Facts;

/// <summary>What happened: where, when, to whom; a business key by which the same happening is told apart from another one.</summary>
/// <param name="Reference">the business key inside its kind: an entity's id, a settlement's number</param>
/// <param name="Person">the resident, or a stable mark for one not known here</param>
public sealed record Occurrence(string Reference, InstitutionId Institution, DateTimeOffset At, Guid? Person = null);

/// <summary>
/// What happened, once (事实). It is written in the commit of the act that is the reason, which keeps its MAC and with which it is sealed;
/// the database refuses to change or remove it. A correction takes it back with a counter-fact, the same but for its sign, and states anew:
/// so every figure is a sum over signs, in whatever order the facts came.
/// </summary>
[Index(nameof(Kind), nameof(Reference), nameof(Revision), IsUnique = true)]
[Index(nameof(Kind), nameof(Day), nameof(Institution))]
public sealed class Fact : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Kind { get; init; }
    public required string Reference { get; init; }

    /// <summary>1 stated, 2 taken back, 3 stated anew, 4 taken back …</summary>
    public required int Revision { get; init; }

    /// <summary>+1 stated, −1 taken back.</summary>
    public required int Sign { get; init; }

    /// <summary>Where it counts; empty for what belongs to the region as a whole.</summary>
    public required InstitutionId Institution { get; init; }

    /// <summary>The business day it happened on, and the moment; beside them the moment it was written down.</summary>
    public required DateOnly Day { get; init; }
    public required DateTimeOffset HappenedAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public Guid? Person { get; init; }

    /// <summary>Who it was taken over from; empty where the work here wrote it.</summary>
    public required string Source { get; init; }
    public string? Word1 { get; init; }
    public string? Word2 { get; init; }
    public string? Word3 { get; init; }
    public string? Word4 { get; init; }
    public string? Word5 { get; init; }
    public long? Number1 { get; init; }
    public long? Number2 { get; init; }
    public long? Number3 { get; init; }
    public long? Number4 { get; init; }

    /// <summary>What counting needs of it.</summary>
    public FactLine Line => new(Kind, Revision, Sign, Institution, Day, RecordedAt, Person, Source, Words, Numbers);

    public object? this[FactKind kind, string field] =>
        kind.Find(field) is not var (found, at) ? null
        : found.IsNumber ? Numbers[at]
        : Words[at];

    /// <summary>A first statement.</summary>
    /// <param name="values">field name → word or whole number, as the kind declares them; what is not named is not known</param>
    public static Fact Of(
        (Guid Id, DateTimeOffset RecordedAt, string Source) written,
        FactKind kind,
        Occurrence what,
        IEnumerable<(string Field, object? Value)> values
    )
    {
        var (words, numbers) = (new string?[FactKind.MostWords], new long?[FactKind.MostNumbers]);
        foreach (var (name, value) in values)
        {
            var (field, at) = kind.Find(name) ?? throw new ArgumentException($"{kind.Name} has no field {name}");
            if (field.IsNumber)
                numbers[at] = value is null ? null : Convert.ToInt64(value, null);
            else
                words[at] = (string?)value;
            if (value is string word && field.Choices?.ContainsKey(word) == false)
                throw new ArgumentException($"{kind.Name}.{name} cannot be {word}");
        }
        return Made(
            written,
            (kind.Name, 1, 1),
            what,
            new(words[0], words[1], words[2], words[3], words[4]),
            new(numbers[0], numbers[1], numbers[2], numbers[3])
        );
    }

    /// <summary>What takes this fact back: the same but for its sign, under the next revision.</summary>
    public Fact Countered(Guid id, DateTimeOffset at, string source) =>
        Made((id, at, source), (Kind, Revision + 1, -1), What, Words, Numbers);

    internal Fact Revised(int revision) => Made((Id, RecordedAt, Source), (Kind, revision, 1), What, Words, Numbers);

    internal bool Says(Fact other) => What == other.What && Words == other.Words && Numbers == other.Numbers;

    private Occurrence What => new(Reference, Institution, HappenedAt, Person);

    private FactWords Words => new(Word1, Word2, Word3, Word4, Word5);

    private FactNumbers Numbers => new(Number1, Number2, Number3, Number4);

    private static Fact Made(
        (Guid Id, DateTimeOffset RecordedAt, string Source) written,
        (string Kind, int Revision, int Sign) said,
        Occurrence what,
        FactWords words,
        FactNumbers numbers
    ) =>
        new()
        {
            Id = written.Id,
            Kind = said.Kind,
            Reference = what.Reference,
            Revision = said.Revision,
            Sign = said.Sign,
            Institution = what.Institution,
            Day = what.At.Day(),
            HappenedAt = what.At.ToUniversalTime(),
            RecordedAt = written.RecordedAt,
            Person = what.Person,
            Source = written.Source,
            Word1 = words.Word1,
            Word2 = words.Word2,
            Word3 = words.Word3,
            Word4 = words.Word4,
            Word5 = words.Word5,
            Number1 = numbers.Number1,
            Number2 = numbers.Number2,
            Number3 = numbers.Number3,
            Number4 = numbers.Number4,
        };
}
