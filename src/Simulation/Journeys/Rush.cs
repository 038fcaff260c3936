using System.Globalization;
using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Journeys;

/// <summary>Many of the public at one desk want the same half-day at the same moment; what is kept for primary care stays (GZ-50).</summary>
internal sealed class Rush(Stage stage, Player desk, CancellationToken ct)
{
    private const int Crowd = 30;
    private const int Days = 21;
    private IReadOnlyList<string> crowd = [];

    /// <summary>Published, and then the crowd: exactly what is not kept is sold. Answers the session.</summary>
    public async Task<JsonNode> OnSlots(string department)
    {
        await desk.Do($"发布 {Days} 天号源", "clinic-sessions", new { from = stage.Today.AddDays(1), to = stage.Today.AddDays(Days) });
        var session = await Board(department, _ => true);
        await stage.At(Moment(session, "publicFrom"));
        var (capacity, kept) = ((int)session["capacity"]!, (int)session["kept"]!);
        var share = $"{stage.Blueprint["access"]!["slots"]!["share"]}";
        await stage.Check(kept == Ceiling(capacity, share), $"{department} 一场 {capacity} 个号，为基层预留 {share}，即 {kept} 个");
        crowd = await Registered();
        var answers = await Task.WhenAll(
            crowd.Select(p => desk.Client.Post("appointments", new { session = $"{session["id"]}", resident = p }, ct))
        );
        await desk.Say($"公众 {Crowd} 人同时抢约 {department}");
        var (sold, refused) = Counted(answers);
        await stage.Check(sold == capacity - kept, $"约上 {sold} 人，恰为 {capacity} − {kept}");
        await stage.Check(answers.All(a => (int)a.Status < 500), $"其余被拒：{refused}");
        var after = await Board(department, s => $"{s["id"]}" == $"{session["id"]}");
        await stage.Check((int)after["kept"]! == kept && (int)after["open"]! == 0, $"预留的 {kept} 个一个没少");
        return after;
    }

    /// <summary>The same crowd wants the beds of a ward; what is kept for primary care stays for it. GZ-51.</summary>
    public async Task OnBeds(string department, Player family, string resident)
    {
        var ward = await Ward(department);
        var (capacity, kept) = ((int)ward["capacity"]!, (int)ward["kept"]!);
        var share = $"{stage.Blueprint["access"]!["beds"]!["share"]}";
        await stage.Check(kept == Ceiling(capacity, share), $"{ward["name"]} {capacity} 张床，为基层预留 {share}，即 {kept} 张");
        var answers = await Task.WhenAll(
            crowd.Select(p => desk.Client.Post("bed-holds", new { ward = $"{ward["id"]}", resident = p }, ct))
        );
        await desk.Say($"公众 {Crowd} 人同时要{ward["name"]}的床");
        var (held, refused) = Counted(answers);
        await stage.Check(held == capacity - kept, $"预占 {held} 张，恰为 {capacity} − {kept}；其余被拒：{refused}");
        await stage.Check((int)(await Ward(department))["keptFree"]! == kept, $"预留的 {kept} 张一张没少");
        await family.Do("家庭医生为签约居民预占预留床位", "bed-holds", new { ward = $"{ward["id"]}", resident });
    }

    private async Task<JsonNode> Ward(string department) =>
        (await desk.See($"beds?department={Uri.EscapeDataString(department)}"))["items"]!
            .AsArray()
            .First(w => $"{w!["institutions"]}" == desk.At)!;

    private static (int Sold, string Refused) Counted(IReadOnlyList<Answer> answers) =>
        (
            answers.Count(a => a.Ok),
            string.Join(
                '，',
                answers.Where(a => !a.Ok).GroupBy(a => $"{a.Body?["type"]}".Split(':')[^1]).Select(g => $"{g.Key} {g.Count()} 人")
            )
        );

    /// <summary>The first session of the department that is not yet released when the public may book.</summary>
    private async Task<JsonNode> Board(string department, Func<JsonNode, bool> which)
    {
        for (var day = stage.Today; day < stage.Today.AddDays(Days); day = day.AddDays(7))
        {
            var board = await desk.See($"clinic-sessions?department={Uri.EscapeDataString(department)}&from={day:yyyy-MM-dd}");
            var fit = board["items"]!
                .AsArray()
                .FirstOrDefault(s => $"{s!["institutionName"]}" == desk.At && Moment(s, "releaseAt") > stage.Now.AddDays(1) && which(s));
            if (fit is not null)
                return fit;
        }
        throw new InvalidOperationException($"{department} 没有可约的场次");
    }

    /// <summary>Women, as the one who comes after them is: whoever lies in a room decides whom its other beds take.</summary>
    private async Task<IReadOnlyList<string>> Registered()
    {
        var region = $"{stage.Blueprint["place"]!["regionCode"]}";
        var villages = stage.Blueprint["place"]!["villages"]!.AsArray().Select(v => $"{v}").ToList();
        var people = Population
            .Create(Crowd, 4 * Crowd, stage.Today, region, villages)
            .Where(p => (p.IdentityNumber[16] - '0') % 2 == 0)
            .Take(Crowd);
        var answers = await Task.WhenAll(
            people.Select(p =>
                desk.Client.Do(
                    "residents",
                    new
                    {
                        p.IdentityNumber,
                        p.Name,
                        notTheSame = true,
                    },
                    ct
                )
            )
        );
        return [.. answers.Select(a => $"{a["id"]}")];
    }

    private static DateTimeOffset Moment(JsonNode session, string field) =>
        DateTimeOffset.Parse($"{session[field]}", CultureInfo.InvariantCulture);

    private static int Ceiling(int count, string share)
    {
        int[] parts = [.. share.Split('/').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        return ((count * parts[0]) + parts[1] - 1) / parts[1];
    }
}
