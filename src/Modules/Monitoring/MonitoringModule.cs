using Yihe.Monitoring.Import;
using Yihe.Monitoring.Reports;
using Yihe.Monitoring.Risks;
using Yihe.Monitoring.Wall;

namespace Yihe.Monitoring;

/// <summary>What was done, turned into numbers that nobody fills in: indicators, targets, boards.</summary>
public static class MonitoringModule
{
    public static readonly Module Definition = new("Monitoring", typeof(MonitoringModule).Assembly)
    {
        Sections = [MonitoringSection.Section],
        Routes =
        [
            Route.Get("board", ShowBoard.Door),
            Route.Get("board/printing", PrintReport.Door),
            Route.Get("board/report", ExportReport.Door),
            Route.Get("wall", ShowWall.Door),
            Route.Get("indicators/{code}", ShowIndicator.Door),
            Route.Post("facts/import", ImportFacts.Door),
            Route.Post("facts", ImportFacts.Api),
            Route.Get("facts/{kind}/template", FactTemplate.Door),
            Route.Post("target-risks/{id}/answer", AnswerRisk.Door),
        ],
        Chores = [WatchTargets.Door],
        Beats = [new("target-watch", WatchTargets.Door, WatchTargets.IsDue)],
        Flows = [RiskFlow.Table],
        Acts = [new(RiskFlow.Table, nameof(RiskMove.Answer), AnswerRisk.Door)],
        Menu =
        [
            new("监测评价", "运行监测", "/board", "chart", FigureRights.Read),
            new("监测评价", "导入事实", "/facts/import", "export", Rights.Import),
            new("监测评价", "月度关账", "/board/closings", "lock", FigureRights.Close),
        ],
    };
}
