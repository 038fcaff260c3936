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

    /// <summary>A word or a number by its place, counted from 0.</summary>
    public string? Word(int at) =>
        at switch
        {
            0 => Word1,
            1 => Word2,
            2 => Word3,
            3 => Word4,
            _ => Word5,
        };

    public long? Number(int at) =>
        at switch
        {
            0 => Number1,
            1 => Number2,
            2 => Number3,
            _ => Number4,
        };

    public object? this[FactKind kind, string field] =>
        kind.Find(field) is not var (found, at) ? null
        : found.IsNumber ? Number(at)
        : Word(at);

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
        return Made(written, (kind.Name, 1, 1), what, words, numbers);
    }

    /// <summary>What takes this fact back: the same but for its sign, under the next revision.</summary>
    public Fact Countered(Guid id, DateTimeOffset at, string source) =>
        Made((id, at, source), (Kind, Revision + 1, -1), What, Words, Numbers);

    internal Fact Revised(int revision) => Made((Id, RecordedAt, Source), (Kind, revision, 1), What, Words, Numbers);

    internal bool Says(Fact other) => What == other.What && Words.SequenceEqual(other.Words) && Numbers.SequenceEqual(other.Numbers);

    private Occurrence What => new(Reference, Institution, HappenedAt, Person);

    private string?[] Words => [Word1, Word2, Word3, Word4, Word5];

    private long?[] Numbers => [Number1, Number2, Number3, Number4];

    private static Fact Made(
        (Guid Id, DateTimeOffset RecordedAt, string Source) written,
        (string Kind, int Revision, int Sign) said,
        Occurrence what,
        string?[] words,
        long?[] numbers
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
            Word1 = words[0],
            Word2 = words[1],
            Word3 = words[2],
            Word4 = words[3],
            Word5 = words[4],
            Number1 = numbers[0],
            Number2 = numbers[1],
            Number3 = numbers[2],
            Number4 = numbers[3],
        };
}
