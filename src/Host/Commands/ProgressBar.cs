using Yihe.Simulation.Counties;

namespace Yihe.Host.Commands;

/// <summary>Shows how far something has come: one line that fills up on a terminal, a plain line every tenth elsewhere.</summary>
internal sealed class ProgressBar(TextWriter console)
{
    private const int Width = 30;
    private int shown = -1;

    internal void Show(Progress progress) =>
        Show(progress.All == 0 ? 100 : progress.Done * 100 / progress.All, $"演示的日子过到 {progress.Day:yyyy-MM-dd}");

    internal void Show(int percent, string what)
    {
        var step = Console.IsOutputRedirected ? percent / 10 * 10 : percent;
        if (step <= shown)
            return;
        shown = step;
        if (Console.IsOutputRedirected)
            console.WriteLine($"{what}，{percent}%");
        else
            console.Write($"\r[{new string('█', percent * Width / 100).PadRight(Width, '░')}] {percent, 3}%　{what}");
    }

    internal Task Finish() => Console.IsOutputRedirected || shown < 0 ? Task.CompletedTask : console.WriteLineAsync();
}
