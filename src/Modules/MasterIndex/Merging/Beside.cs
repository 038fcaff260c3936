namespace Yihe.MasterIndex.Merging;

/// <summary>A resident as one side of a merge: numbers masked, with how much of the record hangs on it.</summary>
internal sealed record Side(
    ResidentId Id,
    string HealthCode,
    string Name,
    string SexWords,
    DateOnly BirthDate,
    string IdentityMasked,
    string? PhoneMasked,
    string? Address,
    int Sources
)
{
    internal static async Task<Side> Of(Work work, ResidentTraits r, CancellationToken ct) =>
        new(
            r.Id,
            r.HealthCode,
            r.Name,
            Comparing.Of(r.Sex),
            r.BirthDate,
            Mask.Identity(r.IdentityNumber),
            r.Phone is { } phone ? Mask.Phone(phone) : null,
            r.Address,
            await work.Db.Set<SourceRecord>().CountAsync(s => s.Resident == r.Id, ct)
        );
}

/// <summary>One line of two residents side by side, and what it says about whether they are one.</summary>
internal sealed record BesideLine(string Title, string? Stays, string? Goes, FieldSaid Said);

/// <summary>Two residents side by side (并排对照), with the differences in words: the one that stays, and the one that goes.</summary>
internal sealed record Beside(Side Stays, Side Goes, int Percent, IReadOnlyList<BesideLine> Lines)
{
    internal static async Task<Beside> Of(Work work, ResidentTraits stays, ResidentTraits goes, CancellationToken ct)
    {
        var (left, right) = (await Side.Of(work, stays, ct), await Side.Of(work, goes, ct));
        var learned = await Comparing.Of(work, ct);
        var weighed = learned.Yardstick.Weigh(Comparing.Texts(goes), [Comparing.Texts(stays)])[0];
        (string?, string?)[] both =
        [
            (left.IdentityMasked, right.IdentityMasked),
            (left.Name, right.Name),
            (left.SexWords, right.SexWords),
            ($"{left.BirthDate:yyyy-MM-dd}", $"{right.BirthDate:yyyy-MM-dd}"),
            (left.PhoneMasked, right.PhoneMasked),
            (left.Address, right.Address),
        ];
        return new(
            left,
            right,
            (int)(weighed.Probability * 100),
            [.. weighed.Said.Zip(both, (said, b) => new BesideLine(said.Field, b.Item1, b.Item2, said))]
        );
    }
}
