using Yihe.Testing;

namespace Yihe.Plans.Tests;

/// <summary>What becomes of the limit to answer for odd data: the day a work item is due.</summary>
internal static class QualityLooks
{
    /// <summary>Reports of a center without their minutes, examined the next day.</summary>
    internal static async Task Asked(Record record)
    {
        var items = Enumerable
            .Range(1, 12)
            .Select(i => new Dictionary<string, string>
            {
                ["编号"] = $"{i}",
                ["机构代码"] = "hx",
                ["日期"] = $"2026-10-{i:00}",
                ["中心"] = "影像",
                ["报告数（例）"] = "7",
            })
            .ToArray();
        var input = new
        {
            kind = "center.report",
            source = "影像平台",
            period = "2026-10",
            items,
        };
        await record.Region.Must("fact.send", await record.Region.Part("statistician"), input);
        await record.Region.Beat();
        await record.Region.Advance(TimeSpan.FromDays(1));
        await record.Table(
            "SELECT limit_words || CAST((due_at / 36000000000) AS TEXT) AS Value FROM kernel_work_item WHERE flow = 'dataFinding' ORDER BY 1"
        );
    }
}
