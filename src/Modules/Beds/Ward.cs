using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>A ward (病区) with numbered beds; its pool has the same id. A joint ward (联合病房) belongs to several institutions. GZ-53.</summary>
[Index(nameof(Code), IsUnique = true)]
internal sealed class Ward : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Department { get; init; }
    public required WardKind Kind { get; init; }

    /// <summary>Where the beds stand.</summary>
    public required InstitutionId Institution { get; init; }

    [AsJson]
    public required IReadOnlyList<InstitutionId> With { get; init; }
    public required Selling Selling { get; init; }
    public IEnumerable<InstitutionId> Parties => [Institution, .. With];

    internal static Ward Of(Work work, WardPlan plan, BedRules rules, IReadOnlyDictionary<string, InstitutionId> institutions)
    {
        var ward = work.Add(
            new Ward
            {
                Id = work.NewId(),
                Code = plan.Code,
                Name = plan.Name,
                Department = plan.Department,
                Kind = plan.Kind,
                Institution = institutions[plan.Institution],
                With = [.. (plan.With ?? []).Select(code => institutions[code])],
                Selling = plan.Selling,
            }
        );
        PoolDesk.Open(
            work,
            new(ward.Id, ward.Institution, ward.Id, plan.Share ?? rules.Share, plan.Rooms.Sum(r => r.Beds), work.Now, null)
        );
        var units = work.Db.Set<PoolUnit>().Local.Where(u => u.Pool == ward.Id).OrderBy(u => u.Number);
        foreach (var (unit, room) in units.Zip(plan.Rooms.SelectMany(r => Enumerable.Repeat(r, r.Beds))))
            work.Add(Bed.Of(unit, room));
        return ward;
    }
}

/// <summary>A numbered bed (床位); the pool unit with its id says who has it. What is asked of its patients is set here.</summary>
[Index(nameof(Ward), nameof(No), IsUnique = true)]
internal sealed class Bed : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Ward { get; init; }
    public required int No { get; init; }
    public required string Room { get; init; }
    public BedSex Sex { get; private set; }

    /// <summary>For patients who need isolation, and for them alone.</summary>
    public bool Isolation { get; private set; }

    /// <summary>Why it is out of use; null while it is in use.</summary>
    public string? BlockedFor { get; private set; }

    /// <summary>Out of use because the ward was cut; it comes back when the ward grows.</summary>
    public bool Lost { get; private set; }

    internal static Bed Of(PoolUnit unit, RoomPlan room) =>
        new()
        {
            Id = unit.Id,
            Ward = unit.Pool,
            No = unit.Number,
            Room = room.Room,
            Sex = room.Sex,
            Isolation = room.Isolation,
        };

    internal void Block(string reason, bool lost = false) => (BlockedFor, Lost) = (reason, lost);

    /// <summary>Back in use, with the limits it has from now on.</summary>
    internal void Open(BedSex sex, bool isolation) => (BlockedFor, Lost, Sex, Isolation) = (null, false, sex, isolation);
}
