using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Simulation.Counties;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;
using Yihe.Testing;

namespace Yihe.Simulation.Tests;

/// <summary>A county that lives twice from the same seed does the same acts, and what it did verifies.</summary>
public class CountyTests
{
    private const int Residents = 60;
    private static readonly DateTimeOffset End = new(2026, 11, 19, 15, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task The_same_seed_lives_the_same_life()
    {
        var (first, findings) = await Live(20260101);
        Assert.Empty(findings);
        Assert.True(first.Count > 5 && first.Sum(l => l.Count) > Residents, string.Join('\n', first));
        Assert.Contains(first, l => l.UseCase == "bed.admit");
        Assert.Equal(first, (await Live(20260101)).Figures);
    }

    /// <summary>How often each act was done each day, by the people of the county.</summary>
    private static async Task<(List<(DateOnly Day, string UseCase, int Count)> Figures, IReadOnlyList<Finding> Findings)> Live(int seed)
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("yihe-county-").FullName;
        try
        {
            var options = new HostOptions
            {
                Data = folder,
                Port = 0,
                Demo = true,
                Clock = new DrivenClock(TimeProvider.System, End - County.Past),
            };
            await using var running = await RunningDemo.Start(options, TestRegion.County, ct);
            var cast = new Cast(running.Http, JsonNode.Parse(TestRegion.County)!, DemoAccounts.Password);
            var complaints = Complaint.Parse(Knowledge("complaints.tsv"), Knowledge("diagnoses.tsv"));
            await new County(cast, complaints, seed).Live(Residents, End, _ => { }, ct);
            await using var db = running.Platform.Database.Open();
            var acts = await db.Set<Act>().AsNoTracking().Where(a => a.Account != null && a.Outcome == ActOutcome.Done).ToListAsync(ct);
            var figures =
                from act in acts
                group act by (Day: act.At.Day(), act.UseCase) into same
                orderby same.Key.Day, same.Key.UseCase
                select (same.Key.Day, same.Key.UseCase, same.Count());
            return ([.. figures], (await Verification.Run(running.Platform, ct)).Findings);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Knowledge(string file) => File.ReadAllText(Path.Combine(HostOptions.Home, "knowledge", file));
}
