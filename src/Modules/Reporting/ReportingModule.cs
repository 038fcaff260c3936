using Yihe.Indicators.Closing;
using Yihe.Kernel.News;
using Yihe.Reporting.Comparing;
using Yihe.Reporting.Sending;
using Yihe.Reporting.Taking;

namespace Yihe.Reporting;

/// <summary>A consortium's closed months told upward, and at the commission above, several consortia side by side.</summary>
public static class ReportingModule
{
    public static readonly Module Definition = new("Reporting", typeof(ReportingModule).Assembly)
    {
        Routes =
        [
            Route.Get("months/{month}/report", ShowReport.Door),
            Route.Post("months/{month}/report", SendReport.Door),
            Route.Get("report-sendings", ListSendings.Door),
            Route.Get("consortium-reports", CompareConsortia.Door),
            Route.Post("consortium-reports", TakeReport.Door),
            Route.Get("consortium-reports/{code}", ShowTrend.Door),
            Route.Get("report-senders", ListSenders.Door),
            Route.Post("report-senders", RegisterSender.Door),
        ],
        Subscriptions =
        [
            Subscription.On<MonthClosed>("report-closing", "关账后报送", Upstream.OnMonthClosed),
            Subscription.Outside<ReportDue>(Upstream.Subscriber, "报送医共体月报", Upstream.Send),
        ],
        Menu =
        [
            new("监测评价", "月报报送", "/report-sendings", "export", FigureRights.Close),
            new("监测评价", "各医共体对照", "/consortium-reports", "columns", Rights.Read),
            new("管理", "报送单位", "/report-senders", "building", Rights.Register),
        ],
    };
}
