using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Yihe.Basis;
using Yihe.Kernel.Working;

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
            ReportTo = this["report-to"],
            ReportToken = this["report-token"],
            Mllp = this["mllp"] is null ? null : Number("mllp", 0),
            MllpCertificate = this["mllp-certificate"],
            MetricsFrom = this["metrics-from"],
            AtOnce = Math.Max(1, Number("at-once", 32 * Environment.ProcessorCount)),
        };

    /// <summary>The name of the blueprint that a demo shows unless told otherwise: one line beside the blueprints.</summary>
    internal static string Shown => File.ReadAllText(Path.Combine(HostOptions.Home, "blueprints", "demo.txt")).Trim();

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
    /// <summary>The option that needs no name.</summary>
    internal const string File = "FILE";

    /// <summary>Another one of it.</summary>
    internal const string File2 = "FILE2";

    /// <summary>Which region a command is about, and how it answers.</summary>
    internal static readonly IReadOnlyList<(string Option, string Meaning)> OfRegion =
    [
        ("--data DIR", "数据目录，默认 data/yihe"),
        ("--keys FILE", "密钥文件，默认在数据目录旁边"),
        ("--database TEXT", "PostgreSQL 连接串；不写则用内嵌数据库"),
        ("--json", "以一个 JSON 对象作答，供程序读取"),
    ];

    private static readonly IReadOnlyList<Command> All =
    [
        InitCommand.Command,
        UserCommand.Command,
        FingerprintCommand.Command,
        ServeCommand.Command,
        DemoCommand.Command,
        JourneyCommand.Command,
        VerifyCommand.Command,
        BackupCommand.Command,
        RestoreCommand.Command,
        MigrateCommand.Command,
        UpgradeCommand.Command,
        DoctorCommand.Command,
        AuditCommand.Command,
        KeysCommand.Command,
        SupportBundleCommand.Command,
        BlueprintCommand.Command,
        DiagnosesCommand.Command,
        PermissionsCommand.Command,
        ClassificationCommand.Command,
        FlowsCommand.Command,
        MatchCommand.Command,
        RematchCommand.Command,
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
            if (Take(command, args, ref i, given) is { } fault)
            {
                await console.WriteLineAsync($"{fault}，可用的有：");
                return 2 + (await Explain(console, command));
            }
        return await Guarded(command, new Arguments(given), console, ct);
    }

    /// <summary>Takes one option with its value; says what is wrong with it.</summary>
    private static string? Take(Command command, string[] args, ref int i, Dictionary<string, string> given)
    {
        var name = args[i];
        if (command.Options.FirstOrDefault(o => o.Option.Split(' ')[0] == name).Option is not { } option)
            return name.StartsWith('-') || !TakeFile(command, name, given) ? $"{command.Name} 没有 {name} 这个选项" : null;
        var value = option.Split(' ').ElementAtOrDefault(1);
        if (value is not null && name[0] == '-' && i + 1 == args.Length)
            return $"{name} 后面要写上它的值";
        given[name.TrimStart('-')] = value is not null && i + 1 < args.Length ? args[++i] : "true";
        return value == "N" && !int.TryParse(args[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            ? $"{name} 后面应是整数，现为 {args[i]}"
            : null;
    }

    private static bool TakeFile(Command command, string name, Dictionary<string, string> given) =>
        command.Options.Where(o => o.Option is File or File2).Any(o => given.TryAdd(o.Option.ToLowerInvariant(), name));

    /// <summary>A disk that is full or a database that is gone is no bug: it is said in words.</summary>
    private static async Task<int> Guarded(Command command, Arguments arguments, TextWriter console, CancellationToken ct)
    {
        try
        {
            return await command.Run(arguments, console, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return await console.Fail("已停止");
        }
        catch (Exception e) when (IsOutside(e) || e.InnerException is { } inner && IsOutside(inner))
        {
            var why = (IsOutside(e) ? e : e.InnerException!).Message;
            var words = $"{command.Name} 没有完成：{why}。请检查磁盘空间、目录权限与数据库连接，再试一次";
            return await console.Fail(arguments, Refusal.Conflict("outside", words));
        }
    }

    private static bool IsOutside(Exception e) => e is IOException or UnauthorizedAccessException or DbException or SocketException;

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
