namespace Yihe.Indicators.Tests;

/// <summary>
/// What every indicator means, written once more from its definition as plain SQL over the table of facts, for one who does not know the
/// interpreter: numerator and denominator as a sum, or as the number of persons who did something often enough.
/// </summary>
/// <param name="Kind">of the facts that count</param>
/// <param name="Sum">what each adds, before its sign; <c>1</c> counts</param>
/// <param name="Where">which of them; <c>f</c> is the fact, <c>i</c> its institution, <c>m</c> its membership that day</param>
/// <param name="Times">of persons: who has at least so many; 0 where facts are summed</param>
/// <param name="Yearly">over the calendar year of the span</param>
/// <param name="Among">of persons: who are also among those of this one, counted where that one counts them</param>
internal sealed record Counted(string Kind, string Sum, string Where = "1 = 1", int Times = 0, bool Yearly = false, Counted? Among = null);

/// <summary>An indicator in those terms; several counted things on a side are added.</summary>
internal sealed record Meaning(string Code, Counted[] Numerator, Counted[] Denominator, decimal Scale, int Digits);

/// <summary>All of them.</summary>
internal static class Truth
{
    private const string Primary = "i.kind IN ('TownshipCenter', 'VillageSite')";
    private const string Visit = "f.word1 IN ('outpatient', 'emergency')";
    private const string Bands = "f.word2 IN ('30-34','35-39','40-44','45-49','50-54','55-59','60-64','65-69')";

    private static Counted Encounter(string where, string sum = "1", int times = 0) => new("encounter.closed", sum, where, times);

    private static Counted Moved(string direction, string move, string also = "1 = 1", string sum = "1") =>
        new("referral.moved", sum, $"f.word1 = '{direction}' AND f.word2 = '{move}' AND {also}");

    private static Counted Paid(string where, string sum = "1") => new("settlement.paid", sum, where);

    private static Counted Managed(string disease) => new("chronic.managed", "1", $"f.word1 IN ({disease})", 1, Yearly: true);

    private static Counted Standard(string disease) =>
        new("followup.done", "1", $"f.word1 = {disease} AND f.word2 = 'yes'", 4, Yearly: true, Among: Managed(disease));

    private static readonly Counted Visits = Encounter(Visit);
    private static readonly Counted Stays = Encounter("f.word1 = 'inpatient'");
    private static readonly Counted Population = new("population.counted", "f.number1", Yearly: true);
    private const string Medical = "f.word1 IN ('outpatient', 'inpatient')";

    private static Meaning Share(string code, Counted part, Counted whole, decimal scale = 100, int digits = 1) =>
        new(code, [part], [whole], scale, digits);

    private static Meaning Number(string code, Counted what) => new(code, [what], [], 1, 0);

    internal static readonly Meaning[] All =
    [
        // the national fourteen
        Share(
            "posted-doctors",
            new(
                "posting.day",
                "1",
                $"f.word1 IN ('senior', 'middle') AND f.word2 IN ('secondary', 'tertiary') AND {Primary}",
                183,
                Yearly: true
            ),
            Population,
            10_000,
            2
        ),
        Number("imaging-reports", new("center.report", "f.number1", $"f.word1 = 'imaging' AND {Primary}")),
        Number("ecg-reports", new("center.report", "f.number1", $"f.word1 = 'ecg' AND {Primary}")),
        Share(
            "village-ecg",
            new("village.counted", "f.number1", "f.word1 = 'yes'", Yearly: true),
            new("village.counted", "f.number1", Yearly: true)
        ),
        Share(
            "pay-per-head-primary",
            new("payroll.total", "f.number1", Primary, Yearly: true),
            new("payroll.total", "f.number2", Primary, Yearly: true),
            0.01m,
            0
        ),
        Share(
            "pay-per-head-lead",
            new("payroll.total", "f.number1", "m.role = 'Lead'", Yearly: true),
            new("payroll.total", "f.number2", "m.role = 'Lead'", Yearly: true),
            0.01m,
            0
        ),
        Share("primary-visits", Encounter($"{Visit} AND {Primary}"), Visits),
        Share("fund-inside-share", Paid($"{Medical} AND f.word2 = 'inside'", "f.number2"), Paid(Medical, "f.number2")),
        Share(
            "fund-primary-share",
            Paid($"{Medical} AND f.word2 = 'inside' AND f.word3 = 'primary'", "f.number2"),
            Paid($"{Medical} AND f.word2 = 'inside'", "f.number2")
        ),
        Share(
            "stay-cost",
            Paid("f.word1 = 'inpatient' AND f.word2 = 'inside'", "f.number1"),
            Paid("f.word1 = 'inpatient' AND f.word2 = 'inside'"),
            0.01m,
            2
        ),
        Share("stays-inside", Paid("f.word1 = 'inpatient' AND f.word2 = 'inside'"), Paid("f.word1 = 'inpatient'")),
        Share("tcm-visits", Encounter($"{Visit} AND (i.kind = 'TcmHospital' OR f.word3 LIKE '%中医%')"), Visits),
        Share(
            "chronic-stays",
            new("encounter.closed", "1", "f.word1 = 'inpatient'", 1, Yearly: true, Among: Managed("'hypertension', 'diabetes'")),
            Managed("'hypertension', 'diabetes'")
        ),
        // what the plans name
        Share("visits-inside", Paid("f.word1 = 'outpatient' AND f.word2 = 'inside'"), Paid("f.word1 = 'outpatient'")),
        Share("first-visits-primary", Encounter($"{Visit} AND f.word2 = 'yes' AND {Primary}"), Encounter($"{Visit} AND f.word2 = 'yes'")),
        Share("hypertension-standard", Standard("'hypertension'"), Managed("'hypertension'")),
        Share("diabetes-standard", Standard("'diabetes'"), Managed("'diabetes'")),
        Share(
            "hypertension-control",
            new("followup.done", "1", "f.word1 = 'hypertension' AND f.word3 = 'yes'"),
            new("followup.done", "1", "f.word1 = 'hypertension'")
        ),
        Share(
            "diabetes-control",
            new("followup.done", "1", "f.word1 = 'diabetes' AND f.word3 = 'yes'"),
            new("followup.done", "1", "f.word1 = 'diabetes'")
        ),
        Share("primary-stays", Encounter($"f.word1 = 'inpatient' AND {Primary}"), Stays),
        Share(
            "lead-stable-visits",
            Encounter($"{Visit} AND m.role = 'Lead' AND substr(f.word4, 1, 3) IN ('I10', 'E11', 'J00', 'J06', 'J20', 'K29', 'M54')"),
            Encounter($"{Visit} AND m.role = 'Lead'")
        ),
        Share("satisfaction", new("satisfaction.answered", "1", "f.word1 = 'yes'"), new("satisfaction.answered", "1")),
        Share("recognition", new("result.recognised", "f.number2"), new("result.recognised", "f.number1")),
        Number("center-reports", new("center.report", "f.number1")),
        // referral
        Number("up-referrals", Moved("up", "request")),
        Number("down-referrals", Moved("down", "request")),
        Share("down-to-up", Moved("down", "request"), Moved("up", "request")),
        new(
            "answered-in-time",
            [Moved("up", "accept", "f.word4 = 'yes'"), Moved("up", "return", "f.word4 = 'yes'")],
            [Moved("up", "accept"), Moved("up", "return")],
            100,
            1
        ),
        Share("answer-wait", Moved("up", "accept", sum: "f.number1"), Moved("up", "accept"), 1, 0),
        new("returned", [Moved("up", "return")], [Moved("up", "accept"), Moved("up", "return")], 100, 1),
        Number("arrivals", Moved("up", "confirmArrival")),
        Number("green-arrivals", Moved("up", "confirmArrival", "f.word3 = 'emergency'")),
        Number("gave-up", new("referral.moved", "1", "f.word2 = 'giveUp'")),
        Share("taken-over", Moved("down", "accept"), Moved("down", "request")),
        Share("followed-in-time", Moved("down", "followUp", "f.word4 = 'yes'"), Moved("down", "followUp")),
        Share("referred-admissions", new("stay.opened", "1", "f.word1 = 'yes'"), new("stay.opened", "1")),
        // work done, slots and beds, contracts
        Number("outpatient-visits", Visits),
        Number("outpatients", Encounter(Visit, times: 1)),
        Number("emergency-visits", Encounter("f.word1 = 'emergency'")),
        Number("discharges", Stays),
        Number("inpatient-people", Encounter("f.word1 = 'inpatient'", times: 1)),
        Share("stay-length", Encounter("f.word1 = 'inpatient'", "f.number1"), Stays, 1),
        Number("slots-taken", new("slot.taken", "1")),
        Share("slots-primary", new("slot.taken", "1", "f.word1 IN ('signed', 'referred')"), new("slot.taken", "1")),
        Share("slots-kept-share", new("slots.published", "f.number2"), new("slots.published", "f.number1")),
        Share("slot-lead-days", new("slot.taken", "f.number1"), new("slot.taken", "1"), 1),
        Number("beds-taken", new("bed.taken", "1")),
        Share("beds-primary", new("bed.taken", "1", "f.word1 = 'yes'"), new("bed.taken", "1")),
        Number("new-residents", new("resident.registered", "1", Times: 1)),
        Number("new-contracts", new("resident.signed", "1", Times: 1)),
        Share("contract-rate", new("resident.signed", "1", Times: 1), Population),
        Share("contract-kept", new("contract.item", "f.number2"), new("contract.item", "f.number1")),
    ];

    /// <summary>Deaths and people of each band over a year: the life table is reckoned by hand from these.</summary>
    internal static readonly Counted Deaths = new(
        "death.registered",
        "1",
        $"f.word1 IN ('circulatory','cancer','respiratory','diabetes') AND {Bands}",
        Yearly: true
    );

    internal static readonly Counted Lived = new(
        "population.counted",
        "f.number1",
        Bands.Replace("word2", "word1", StringComparison.Ordinal),
        Yearly: true
    );
}
