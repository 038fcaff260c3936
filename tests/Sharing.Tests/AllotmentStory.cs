using Yihe.Host;

namespace Yihe.Sharing.Tests;

/// <summary>A hospital whose own system hands over times and beds: it loses calls, repeats and delays them.</summary>
public abstract class AllotmentStory(TestDb db) : RegionTests(db)
{
    private protected HospitalSystem Hospital { get; private set; } = null!;
    protected Actor Desk { get; set; } = null!;
    protected Actor Doctor { get; set; } = null!;

    protected override async Task Begin()
    {
        Desk = await Region.Person("fuyou");
        Doctor = await Region.Part("branchDoctor");
        Hospital = await HospitalSystem.Start();
        await using var host = Server.Create(Region.Options with { HospitalSystems = $"fb={Hospital.Address}" }, Region.Platform);
    }

    protected override async Task End() => await Hospital.DisposeAsync();

    /// <summary>Beats until nothing waits, letting the pauses between tries pass.</summary>
    protected async Task Settle()
    {
        for (var i = 0; i < 16; i++)
            await Region.Advance(TimeSpan.FromMinutes(10));
        Doctor = await Region.Part("branchDoctor");
        Desk = await Region.Person("fuyou");
    }
}
