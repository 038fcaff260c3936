using Yihe.Sharing.WaitingList;

namespace Yihe.Sharing;

/// <summary>One who waits, as those see them who own what is waited for.</summary>
/// <param name="Unit">what is kept for them, once something is</param>
public sealed record Waiter(Guid Id, bool ForBed, Guid? Unit, Guid? Pool, InstitutionId From, ResidentId Resident, Sex Sex, bool Isolation);

/// <summary>The door to those who wait.</summary>
public static class WaitingLines
{
    public static async Task<Waiter?> Find(Work work, Guid waiting, CancellationToken ct) =>
        (await work.Db.FindAsync<Wait>([waiting], ct))?.Waiter;

    /// <summary>Those who wait in a line or are offered something there, with their sex: it binds the rooms of a ward.</summary>
    public static Task<Dictionary<Guid, Sex>> Sexes(Work work, Guid line, CancellationToken ct) =>
        work.Db.Set<Wait>().Where(w => w.Line == line).Where(Wait.Live).ToDictionaryAsync(w => w.Id, w => w.Sex, ct);
}
