using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yihe.Basis;
using Yihe.Kernel.Data;

namespace Yihe.Indicators.Tests;

/// <summary>Asks the table of facts in SQL that reads the same on both engines.</summary>
internal sealed class PlainSql(AppDb db)
{
    private const string From = """
        FROM kernel_fact f
        LEFT JOIN organization_institution i ON i.id = f.institution
        LEFT JOIN organization_membership m ON m.institution = f.institution AND m.role IN ('Lead', 'Member')
             AND m."from" <= f.day AND (m.until IS NULL OR f.day < m.until)
        """;

    /// <summary>Place and span → numerator and denominator.</summary>
    internal async Task<Dictionary<(string Place, string Span), (decimal, decimal)>> Of(
        Meaning meaning,
        PlaceGrain place,
        PeriodGrain span,
        int year
    )
    {
        var all = new Dictionary<(string, string), (decimal Numerator, decimal Denominator)>();
        foreach (var counted in meaning.Numerator)
        foreach (var (key, value) in await Of(counted, place, span, year))
            all[key] = (all.GetValueOrDefault(key).Numerator + value, all.GetValueOrDefault(key).Denominator);
        foreach (var counted in meaning.Denominator)
        foreach (var (key, value) in await Of(counted, place, span, year))
            all[key] = (all.GetValueOrDefault(key).Numerator, all.GetValueOrDefault(key).Denominator + value);
        return all;
    }

    internal async Task<Dictionary<string, decimal>> ByBand(Counted counted, string word, int year) =>
        (
            await Rows($"SELECT f.{word}, '', SUM(f.sign * {counted.Sum}) {From} WHERE {Matching(counted, year)} GROUP BY f.{word}")
        ).ToDictionary(r => r.Key.Item1, r => r.Value);

    private Task<List<KeyValuePair<(string, string), decimal>>> Of(Counted counted, PlaceGrain place, PeriodGrain span, int year)
    {
        var where = PlaceOf(place);
        var when = counted.Yearly || span == PeriodGrain.Year ? $"'{year}'" : "substr(CAST(f.day AS text), 1, 7)";
        if (counted.Times == 0)
            return Rows(
                $"SELECT p, w, SUM(n) FROM (SELECT {where} AS p, {when} AS w, f.sign * {counted.Sum} AS n {From} WHERE {Matching(counted, year)}) a GROUP BY p, w"
            );
        return counted.Among is { } among
            ? Rows(
                $"""
                SELECT b.p, '{year}', COUNT(*) FROM ({Persons(among, where, "'x'", year)}) b
                JOIN ({Persons(counted, "'anywhere'", "'x'", year)}) a ON a.person = b.person GROUP BY b.p
                """
            )
            : Rows($"SELECT p, w, COUNT(*) FROM ({Persons(counted, where, when, year)}) a GROUP BY p, w");
    }

    /// <summary>Each person once per place and span, who has what is counted often enough.</summary>
    private static string Persons(Counted counted, string where, string when, int year) =>
        $"""
            SELECT p, w, person FROM (SELECT {where} AS p, {when} AS w, f.person AS person, f.sign AS s {From} WHERE {Matching(
                counted,
                year
            )} AND f.person IS NOT NULL) q
            GROUP BY p, w, person HAVING SUM(s) >= {counted.Times}
            """;

    private static string Matching(Counted counted, int year) =>
        $"f.kind = '{counted.Kind}' AND f.day >= '{year}-01-01' AND f.day < '{year + 1}-01-01' AND ({counted.Where})";

    private static string PlaceOf(PlaceGrain place) =>
        place switch
        {
            PlaceGrain.Institution => "i.code",
            PlaceGrain.Zone => "m.zone",
            PlaceGrain.Consortium => "m.consortium",
            _ => "'region'",
        };

    private async Task<List<KeyValuePair<(string, string), decimal>>> Rows(string sql)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // written in this file
        command.CommandText = sql;
#pragma warning restore CA2100
        await using DbDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<KeyValuePair<(string, string), decimal>>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            if (!await reader.IsDBNullAsync(0) && !await reader.IsDBNullAsync(2))
                rows.Add(
                    new((reader.GetString(0), reader.GetString(1)), Convert.ToDecimal(reader.GetValue(2), CultureInfo.InvariantCulture))
                );
        return rows;
    }
}
