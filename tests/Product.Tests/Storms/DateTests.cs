using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Residents;
using Yihe.Testing;

namespace Yihe.Product.Tests.Storms;

/// <summary>Dates are right: ages, days, working time and the order of the log, at the ends of days and years and when the clock is set.</summary>
public abstract class DateTests(TestDb db) : RegionTests(db)
{
    private const int Births = 10_000;
    private static readonly int Limits = Deep.Of(300, 20_000);

    [Fact]
    public void Ages_are_right_for_ten_thousand_births()
    {
        var (seed, wrong) = (Random.Shared.Next(), new List<string>());
        var random = new Random(seed);
        for (var i = 0; i < Births; i++)
        {
            var today = new DateOnly(2026, 1, 1).AddDays(random.Next(4 * 366));
            var birth = (i % 20) switch
            {
                0 => new DateOnly(1904 + (4 * random.Next(30)), 2, 29),
                1 => today.AddDays(-random.Next(1_200)),
                2 => today,
                _ => today.AddDays(-random.Next(40_000)),
            };
            if (ResidentCard.AgeOn(birth, today) is var said && said != AgeByCounting(birth, today))
                wrong.Add($"seed {seed}: {birth} on {today} is {said}, by counting {AgeByCounting(birth, today)}");
        }
        Faults.None(wrong);
    }

    /// <summary>Counts the months that were completed, one by one; one without such a day is completed with the next.</summary>
    private static string AgeByCounting(DateOnly birth, DateOnly today)
    {
        var (months, year, month) = (0, birth.Year, birth.Month);
        while (true)
        {
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1);
            var completed =
                birth.Day <= DateTime.DaysInMonth(year, month)
                    ? new DateOnly(year, month, birth.Day)
                    : new DateOnly(year, month, 1).AddMonths(1);
            if (completed > today)
                break;
            months++;
        }
        var days = 0;
        for (var day = birth; day < today && months == 0; day = day.AddDays(1))
            days++;
        return months / 12 >= 3 ? $"{months / 12} 岁"
            : months > 0 ? $"{months} 个月"
            : $"{days} 天";
    }

    [Fact]
    public void Working_time_is_right_minute_by_minute_through_holidays_and_made_up_days()
    {
        var calendar = Region.Platform.Blueprints.At<Basis.Blueprints.Calendar>(Region.Clock.GetUtcNow()).WorkingHours;
        Assert.NotEmpty(calendar.Workdays);
        var (seed, wrong) = (Random.Shared.Next(), new List<string>());
        var random = new Random(seed);
        var near = calendar
            .Holidays.Concat(calendar.Workdays)
            .Append(new DateOnly(2026, 12, 31))
            .Append(new DateOnly(2028, 2, 29))
            .ToList();
        for (var i = 0; i < Limits; i++)
        {
            var from = near[random.Next(near.Count)].AddDays(-random.Next(5)).Start().AddMinutes(random.Next(1440));
            var limit = new TimeLimit(random.Next(1, 40), Working: true);
            var (due, counted) = (limit.DueAfter(from, calendar), DueByCounting(from, (int)limit.Hours * 60, calendar));
            if (due != counted)
                wrong.Add($"seed {seed}: {limit.Hours} hours from {from.Local()} are due {due.Local()}, by counting {counted.Local()}");
        }
        Faults.None(wrong);
    }

    private static DateTimeOffset DueByCounting(DateTimeOffset from, int minutes, WorkingHours calendar)
    {
        for (var at = from; ; at = at.AddMinutes(1))
        {
            var here = at.Local();
            var day = DateOnly.FromDateTime(here.DateTime);
            var weekend = here.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var works = calendar.Workdays.Contains(day) || !(weekend || calendar.Holidays.Contains(day));
            var clock = TimeOnly.FromDateTime(here.DateTime);
            if (works && clock >= calendar.From && clock < calendar.To && --minutes < 0)
                return at;
            if (works && clock == calendar.To && minutes == 0)
                return at;
        }
    }

    [Theory]
    [InlineData("2026-12-31 23:59:59")]
    [InlineData("2027-01-01 00:00:00")]
    [InlineData("2027-01-01 07:59:59")]
    [InlineData("2027-01-01 08:00:00")]
    [InlineData("2028-02-29 00:00:00")]
    [InlineData("2028-02-29 23:59:59")]
    public async Task What_is_done_at_the_edge_of_a_day_bears_the_day_of_Beijing(string at)
    {
        var now = new DateTimeOffset(DateTime.ParseExact(at, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
        var clock = new SetClock(now);
        var gate = new Gate(Region.Platform with { Time = clock });
        var (village, day) = (await Region.Part("villageDoctor"), at[2..10].Replace("-", "", StringComparison.Ordinal));
        var resident = await Must(
            gate,
            village,
            "resident.register",
            new
            {
                identityNumber = People.NewIdentity(),
                name = "钱桂珍",
                notTheSame = true,
            }
        );
        var visit = await Must(
            gate,
            village,
            "visit.record",
            new
            {
                resident = resident["id"]!.GetValue<string>(),
                complaint = "头晕 3 天",
                diagnosis = "I10.x00",
                bloodPressure = "186/112",
            }
        );
        var referral = await Must(gate, village, "referral.request", await Region.RequestOf(visit["id"]!.GetValue<string>(), "hx"));
        Assert.Contains(day, referral["number"]!.GetValue<string>(), StringComparison.Ordinal);
        var act = (await Region.Acts("referral.request")).Single();
        Assert.Equal((now.Day(), now.ToUniversalTime()), (act.At.Day(), act.At));
    }

    [Fact]
    public async Task The_log_goes_on_in_order_when_the_clock_is_set_back_and_forth()
    {
        var clock = new SetClock(TestRegion.Start.AddHours(2));
        var gate = new Gate(Region.Platform with { Time = clock });
        var sealer = new Sealer(Region.Platform.Database, Region.Platform.Vault, clock);
        var (village, branch) = (await Region.Part("villageDoctor"), await Region.Part("branchDoctor"));
        var referral = await Region.Refer(village, "hx");
        foreach (
            var (jump, actor, use, input) in new (double, Actor, string, object)[]
            {
                (2, branch, "referral.accept", new { id = referral }),
                (-2, branch, "referral.confirm-arrival", new { id = referral, kind = "inpatient" }),
                (
                    -2,
                    branch,
                    "referral.conclude",
                    new
                    {
                        id = referral,
                        diagnosis = "I10.x00",
                        conclusion = "门诊随访即可",
                    }
                ),
                (
                    2,
                    village,
                    "resident.register",
                    new
                    {
                        identityNumber = People.NewIdentity(),
                        name = "钱桂珍",
                        notTheSame = true,
                    }
                ),
            }
        )
        {
            clock.Set(jump);
            await Must(gate, actor, use, input);
            await sealer.Run(Ct);
        }
        await using var database = Region.Platform.Database.Open();
        var blocks = await database.Set<Block>().AsNoTracking().OrderBy(b => b.Id).ToListAsync(Ct);
        Assert.Equal(Enumerable.Range(1, blocks.Count).Select(n => (long)n), blocks.Select(b => b.Id));
        Assert.True(blocks.Zip(blocks.Skip(1)).Any(pair => pair.Second.At < pair.First.At), "the clock was not set back");
        Assert.Empty(await Region.Findings());
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Must(Gate gate, Actor actor, string useCase, object input)
    {
        var door = gate.Platform.Modules.UseCases[useCase];
        var node = System.Text.Json.JsonSerializer.SerializeToNode(input, Basis.JsonText.Options)!.AsObject();
        var result = await gate.Run(door, actor, InputReader.Read(door.Input, node).Value, new Call(), Ct);
        Assert.True(result.Refusal is null, $"{useCase}: {TestRegion.Told(result.Refusal)}");
        return System.Text.Json.JsonSerializer.SerializeToNode(result.Value, result.Value.GetType(), Basis.JsonText.Options)!;
    }

    /// <summary>A clock that stands, and that somebody sets.</summary>
    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset now = now.ToUniversalTime();

        public override DateTimeOffset GetUtcNow() => now;

        internal void Set(double hours) => now = now.AddHours(hours).AddMinutes(1);
    }
}

public sealed class DateTestsOnSqlite(SqliteDb db) : DateTests(db), IClassFixture<SqliteDb>;

public sealed class DateTestsOnPostgres(PostgresDb db) : DateTests(db), IClassFixture<PostgresDb>;
