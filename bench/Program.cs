// Measures against a peer or a limit, in the same run on the same machine: dotnet run --project bench -c Release -- demo | acts | verify | booking | crowd | search | referrals | hl7 | facts | intake | board | fhir | match
using System.Text;
using Yihe.Bench;

Console.OutputEncoding = Encoding.UTF8;
IAsyncEnumerable<Measured>? rows = args.FirstOrDefault() switch
{
    "demo" => DemoBench.Run(),
    "acts" => ActsBench.Run(),
    "verify" => VerifyBench.Run(),
    "booking" => BookingBench.Run(),
    "crowd" => CrowdBench.Run(),
    "search" => SearchBench.Run(),
    "referrals" => ReferralsBench.Run(),
    "hl7" => MessagesBench.Run(),
    "facts" => FactsBench.Run(),
    "intake" => IntakeBench.Run(),
    "board" => BoardBench.Run(),
    "fhir" => RecordBench.Run(),
    "match" => MatchBench.Run(),
    _ => null,
};
if (rows is null)
{
    await Console.Out.WriteLineAsync(
        "用法：yihe bench demo（演示就绪）| acts（每秒办理）| verify（每秒核验）| booking（每秒预约）| crowd（200 人在线时的内存）| search（百万居民中查找）| referrals（十万转诊的列表）| hl7（每秒收下来文）| facts（一千二百万次就诊的全部指标）| intake（一百万条事实收下与核验）| board（事实进来时的运行监测）| fhir（档案的收、读、查，两百万居民）| match（两百万人里找重复与认人）"
    );
    return 2;
}
await Console.Out.WriteLineAsync(Measured.Header);
await foreach (var row in rows)
    await Console.Out.WriteLineAsync(row.ToString());
return 0;
