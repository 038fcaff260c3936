using Yihe.Kernel.Acts;

namespace Yihe.Audit.Tests;

/// <summary>The log of acts as the auditor reads it. GB/T 22239 8.1.4.3.</summary>
public abstract class AuditSearchTests(TestDb db) : RegionTests(db)
{
    [Fact]
    public async Task The_auditor_finds_who_did_what_and_in_which_block_and_the_search_is_an_act()
    {
        var audit = await Region.Part("auditAdministrator");
        var (system, home) = (await Region.Part("systemAdministrator"), await Region.Institution("gh"));
        await Region.Must(
            "account.create",
            system,
            new
            {
                login = "linan",
                name = "李楠",
                home = home.Id,
            }
        );
        await Region.Run("session.open", Actor.Nobody, new { login = "tangguoping", password = "Wrong-2026" });
        await Region.Beat();
        var made = await Region.Must(SearchActs.Door, audit, new(UseCase: "account.create"));
        Assert.Equal(("丁一鸣", "建立账号"), (made.Items.Single().Who, made.Items.Single().Words));
        Assert.NotNull(made.Items.Single().Block);
        var failed = await Region.Must(SearchActs.Door, audit, new(Who: "tangguoping", Outcome: ActOutcome.Failed));
        Assert.Equal("wrong-credentials", failed.Items.Single().ReasonCode);
        var file = await Region.Must(ExportActs.Door, audit, new());
        Assert.Contains("建立账号", System.Text.Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        foreach (var mark in new[] { "2", "x_y", $"9223372036854775807_{Guid.Empty}", $"-1_{Guid.Empty}" })
            Assert.Equal("after", (await Region.Run(SearchActs.Door, audit, new(After: mark))).Refusal!.Faults[0].Field);
        Assert.Equal(2, (await Region.Acts("act.search")).Count);
        Assert.Single(await Region.Acts("act.export"));
    }
}

public sealed class AuditSearchTestsOnSqlite(SqliteDb db) : AuditSearchTests(db), IClassFixture<SqliteDb>;

public sealed class AuditSearchTestsOnPostgres(PostgresDb db) : AuditSearchTests(db), IClassFixture<PostgresDb>;
