using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Basis.Values;
using Yihe.Kernel.Working;

namespace Yihe.Testing;

/// <summary>Invented residents and the few doings that most tests begin with, all through the doors.</summary>
public static class People
{
    public const string Phone = "13900001234";
    private static readonly ConcurrentDictionary<string, string> Numbers = [];
    private static int born;

    /// <summary>The number on the card of someone registered here.</summary>
    public static string IdentityOf(string resident) => Numbers[resident];

    /// <summary>An identity number of the invented region, valid to the check character, new at each call.</summary>
    public static string NewIdentity(DateOnly? birth = null)
    {
        var day = (birth ?? new DateOnly(1955, 3, 9)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        const int serials = 700; // from 250 on: no last four digits that read as a year of birth
        var n = Interlocked.Increment(ref born);
        var body = $"{990_000 + ((9_901 + (n / serials)) % 10_000)}{day}{250 + (n % serials):000}";
        return body + IdentityNumber.CheckOf(body);
    }

    public static async Task<string> Register(
        this TestRegion region,
        Actor actor,
        string name,
        string? identity = null,
        string? phone = Phone
    )
    {
        identity ??= NewIdentity();
        var done = await region.Must(
            "resident.register",
            actor,
            new
            {
                identityNumber = identity,
                name,
                phone,
                notTheSame = true,
            }
        );
        var id = done["id"]!.GetValue<string>();
        Numbers[id] = identity;
        return id;
    }

    /// <summary>A visit with high blood pressure; its id.</summary>
    public static async Task<string> Visit(this TestRegion region, Actor actor, string resident, string pressure = "186/112")
    {
        var done = await region.Must(
            "visit.record",
            actor,
            new
            {
                resident,
                complaint = "头晕 3 天",
                diagnosis = "I10.x00",
                bloodPressure = pressure,
            }
        );
        return done["id"]!.GetValue<string>();
    }

    /// <summary>A referral up from a fresh visit of a fresh resident; its id.</summary>
    public static async Task<string> Refer(
        this TestRegion region,
        Actor sender,
        string to,
        string priority = "routine",
        string? department = null,
        string? resident = null
    )
    {
        resident ??= await region.Register(sender, "钱桂珍");
        var visit = await region.Visit(sender, resident);
        var done = await region.Must("referral.request", sender, await region.RequestOf(visit, to, priority, department));
        return done["id"]!.GetValue<string>();
    }

    public static async Task<JsonObject> RequestOf(
        this TestRegion region,
        string visit,
        string to,
        string priority = "routine",
        string? department = null
    ) =>
        new()
        {
            ["visit"] = visit,
            ["to"] = (await region.Institution(to)).Id.ToString(),
            ["summary"] = "规律服药仍高，请协助调整。",
            ["consent"] = "本人",
            ["priority"] = priority,
            ["department"] = department,
        };
}
