using Yihe.Basis;
using Yihe.Host;
using Yihe.Host.Operations.Opening;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>
/// The first days of a region (首次启用): each step is what the region itself shows, and it is open only when the copy of the keys was
/// compared, the three administrators are there, a backup was written and the doctor finds nothing wrong. U16.
/// </summary>
public abstract class OpeningTests(TestDb db) : OperatedRegion(db)
{
    private Actor system = null!;

    protected override async Task Begin()
    {
        await base.Begin();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Region.Platform.Shared(() => Options);
        system = await Region.Part("systemAdministrator");
    }

    private async Task<StepState> StateOf(string step, Actor? by = null) =>
        (await Region.Must(ShowOpening.Door, by ?? system, new())).Steps.Single(s => s.Name == step).State;

    private Task<Result<Done>> Compare(string fingerprint) => Region.Run(KeepKeys.Door, system, new(fingerprint));

    [Fact]
    public async Task The_copy_of_the_keys_is_compared_by_the_fingerprint_read_from_it()
    {
        Assert.Equal(StepState.Open, await StateOf("keys"));
        var copy = In("copy.keys");
        File.Copy(Keys, copy);
        var read = (await Anywhere(0, "fingerprint", copy)).Trim();
        Assert.Equal("fingerprint", (await Compare(read[..4])).Refusal!.Faults[0].Field);
        await File.WriteAllTextAsync(copy, new string('1', 64), Ct);
        Assert.Equal("fingerprint", (await Compare((await Anywhere(0, "fingerprint", copy)).Trim())).Refusal!.Faults[0].Field);
        Assert.Equal(StepState.Open, await StateOf("keys"));
        Assert.Null((await Compare(read[..9].ToUpperInvariant())).Refusal);
        Assert.Equal(StepState.Done, await StateOf("keys"));
        await Region.Sql(
            $"UPDATE kernel_setting SET value = replace(value, '{read[..4]}', 'ffff') WHERE name = '{OpeningNotes.KeysKept.Setting}'"
        );
        Assert.Equal(StepState.Open, await StateOf("keys")); // other keys by now
    }

    [Fact]
    public async Task It_opens_once_nothing_is_undone_and_says_what_is()
    {
        var refused = (await Region.Run(OpenForUse.Door, system, new())).Refusal!;
        Assert.Equal("not-ready", refused.Code);
        Assert.All(["密钥另存", "备份与体检"], step => Assert.Contains(step, refused.Message, StringComparison.Ordinal));
        await Compare((await Anywhere(0, "fingerprint", Keys)).Trim());
        await Yihe(0, "backup", "--to", In("first.yihe"));
        Assert.Equal(StepState.Done, await StateOf("backup"));
        Assert.Contains(In("first.yihe"), await Yihe(Options.IsEmbedded ? 0 : 1, "doctor", "--port", "0"), StringComparison.Ordinal);
        Region.Clock.AdvanceTo(TimeProvider.System.GetUtcNow().AddSeconds(1)); // commands have the clock of the machine
        var opened = await Region.Run(OpenForUse.Door, system, new());
        // the PostgreSQL of tests does not wait for the disk, and a region on such a one must not open
        Assert.Equal(Options.IsEmbedded ? null : "还不能启用，请先办完：体检“断电不丢”不对", opened.Refusal?.Message);
        Assert.Equal(Options.IsEmbedded ? StepState.Done : StepState.Open, await StateOf("open"));
        await Region.Beat();
        Assert.Empty(await Region.Findings());
        if (Options.IsEmbedded)
            Assert.Equal("opened", (await Region.Run(OpenForUse.Door, system, new())).Refusal!.Code);
    }

    [Fact]
    public async Task An_administrator_who_lost_everything_or_is_gone_is_missing_at_once()
    {
        Assert.Equal(StepState.Done, await StateOf("administrators"));
        var auditor = await Region.Part("auditAdministrator");
        await Region.Must("account.disable", system, new { id = auditor.Account });
        Assert.Equal(StepState.Begun, await StateOf("administrators"));
        Assert.Contains("三员到位", (await Region.Run(OpenForUse.Door, system, new())).Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(StepState.Done, await StateOf("own"));
    }

    [Fact]
    public async Task The_other_two_see_how_far_it_is_and_do_nothing_of_the_first_ones()
    {
        foreach (var part in new[] { "securityAdministrator", "auditAdministrator" })
        {
            var other = await Region.Part(part);
            Assert.Equal(StepState.Open, await StateOf("keys", other));
            Assert.Equal(RefusalKind.Denied, (await Region.Run(KeepKeys.Door, other, new("00000000"))).Refusal!.Kind);
            Assert.Equal(RefusalKind.Denied, (await Region.Run(ShowChecks.Door, other, new())).Refusal!.Kind);
            Assert.Equal(RefusalKind.Denied, (await Region.Run(OpenForUse.Door, other, new())).Refusal!.Kind);
        }
        var doctor = await Region.Part("villageDoctor");
        Assert.Equal(RefusalKind.Denied, (await Region.Run(ShowOpening.Door, doctor, new())).Refusal!.Kind);
    }
}

public sealed class OpeningTestsOnSqlite(SqliteDb db) : OpeningTests(db), IClassFixture<SqliteDb>;

public sealed class OpeningTestsOnPostgres(PostgresDb db) : OpeningTests(db), IClassFixture<PostgresDb>;
