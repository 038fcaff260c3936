using System.Globalization;

namespace Yihe.Host.Commands;

/// <summary>A product command: its name, what it does, and its options with their meaning.</summary>
internal sealed record Command(
    string Name,
    string Does,
    IReadOnlyList<(string Option, string Meaning)> Options,
    Func<Arguments, TextWriter, CancellationToken, Task<int>> Run
);

/// <summary>The options of one call: <c>--name value</c>, or <c>YIHE_NAME</c> in the environment.</summary>
internal sealed record Arguments(IReadOnlyDictionary<string, string> Given)
{
    internal string? this[string name] =>
        Given.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable("YIHE_" + name.Replace('-', '_').ToUpperInvariant());

    internal int Number(string name, int otherwise) =>
        int.TryParse(this[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    internal HostOptions Host(string data) =>
        new()
        {
            Data = this["data"] ?? data,
            Database = this["database"],
            Keys = this["keys"],
            Port = Number("port", 5080),
            Listen = this["listen"] ?? "127.0.0.1",
            SmsGateway = this["sms-gateway"],
            HospitalSystems = this["hospital-systems"],
        };

    /// <summary>A blueprint by its name among those shipped, or by its path.</summary>
    internal string BlueprintPath(string usual = "county")
    {
        var name = this["blueprint"] ?? usual;
        return File.Exists(name) ? name : Path.Combine(HostOptions.Home, "blueprints", $"{name}.json");
    }
}

/// <summary>Finds the command, or explains them all.</summary>
internal static class CommandLine
{
    private static readonly IReadOnlyList<Command> All =
    [
        InitCommand.Command,
        InviteCommand.Command,
        ServeCommand.Command,
        DemoCommand.Command,
        JourneyCommand.Command,
        VerifyCommand.Command,
        BlueprintCommand.Command,
        DiagnosesCommand.Command,
        PermissionsCommand.Command,
        FlowsCommand.Command,
    ];

    internal static async Task<int> Run(string[] args, TextWriter console, CancellationToken ct)
    {
        var command = All.FirstOrDefault(c => c.Name == args.FirstOrDefault());
        if (command is null)
            return await Overview(console, args.FirstOrDefault());
        if (args.Contains("--help"))
            return await Explain(console, command);
        var given = new Dictionary<string, string>();
        for (var i = 1; i < args.Length; i++)
        {
            if (command.Options.FirstOrDefault(o => o.Option.Split(' ')[0] == args[i]).Option is not { } option)
            {
                await console.WriteLineAsync($"{command.Name} 没有 {args[i]} 这个选项，可用的有：");
                return 2 + (await Explain(console, command));
            }
            var takesValue = option.Contains(' ', StringComparison.Ordinal);
            given[args[i].TrimStart('-')] = takesValue && i + 1 < args.Length ? args[++i] : "true";
        }
        return await command.Run(new Arguments(given), console, ct);
    }

    private static async Task<int> Overview(TextWriter console, string? asked)
    {
        if (asked is not (null or "--help" or "help"))
            await console.WriteLineAsync($"没有 {asked} 这个命令。");
        await console.WriteLineAsync("医合：紧密型医共体运行平台\n\n用法：yihe 命令 [选项]\n");
        foreach (var command in All)
            await console.WriteLineAsync($"  {command.Name, -12} {command.Does}");
        await console.WriteLineAsync("\n每个命令都有 --help。");
        return asked is null or "--help" or "help" ? 0 : 2;
    }

    private static async Task<int> Explain(TextWriter console, Command command)
    {
        await console.WriteLineAsync($"yihe {command.Name}：{command.Does}\n");
        foreach (var (option, meaning) in command.Options)
            await console.WriteLineAsync($"  {option, -22} {meaning}");
        return 0;
    }
}
