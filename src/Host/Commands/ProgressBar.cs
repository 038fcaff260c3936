using Yihe.Simulation.Counties;

namespace Yihe.Host.Commands;

/// <summary>Shows how far a county has lived: one line that fills up on a terminal, a plain line every tenth elsewhere.</summary>
internal sealed class ProgressBar(TextWriter console)
{
    private const int Width = 30;
    private int shown = -1;

    internal void Show(Progress progress)
    {
        var percent = progress.All == 0 ? 100 : progress.Done * 100 / progress.All;
        var step = Console.IsOutputRedirected ? percent / 10 * 10 : percent;
        if (step == shown)
            return;
        shown = step;
        if (Console.IsOutputRedirected)
            console.WriteLine($"演示的日子过到 {progress.Day:yyyy-MM-dd}，{percent}%");
        else
            console.Write(
                $"\r演示的日子 [{new string('█', percent * Width / 100).PadRight(Width, '░')}] {percent, 3}%　{progress.Day:yyyy-MM-dd}"
            );
    }

    internal Task Finish() => Console.IsOutputRedirected || shown < 0 ? Task.CompletedTask : console.WriteLineAsync();
}
