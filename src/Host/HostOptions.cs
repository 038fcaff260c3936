using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Basis.Blueprints;
using Yihe.Basis.Values;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;
using Yihe.Kernel.Working;

namespace Yihe.Host;

/// <summary>How one process is to run; every value has a name on the command line (<c>--port</c>) and in the environment (<c>YIHE_PORT</c>).</summary>
public sealed record HostOptions
{
    /// <summary>The folder of the embedded database.</summary>
    public string Data { get; init; } = "data/yihe";

    /// <summary>A PostgreSQL connection string; without one the embedded database in <see cref="Data"/> is used.</summary>
    public string? Database { get; init; }

    /// <summary>The key file; beside the data folder, never in it.</summary>
    public string? Keys { get; init; }
    public int Port { get; init; } = 5080;

    /// <summary>The address to listen at; other machines are let in by naming theirs.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>Where text messages go: the address of the gateway. Without one they wait.</summary>
    public string? SmsGateway { get; init; }

    /// <summary>Institution code → where its own system listens: <c>gh=http://…,fb=http://…</c>.</summary>
    public string? HospitalSystems { get; init; }

    /// <summary>Where the report of a closed month goes: the address at which the commission above takes it. Without one it stays here.</summary>
    public string? ReportTo { get; init; }

    /// <summary>The file with the token that the commission gave out for that.</summary>
    public string? ReportToken { get; init; }

    /// <summary>The port for HL7 v2 over MLLP; without one it is not listened for.</summary>
    public int? Mllp { get; init; }

    /// <summary>The certificate with its key (PKCS #12, without a password) by which that port speaks TLS; without one it speaks openly.</summary>
    public string? MllpCertificate { get; init; }

    /// <summary>The addresses of other machines that may read <c>/metrics</c>, separated by commas.</summary>
    public string? MetricsFrom { get; init; }

    /// <summary>How many requests are worked on at once; more wait a moment in line, and beyond that are sent away.</summary>
    public int AtOnce { get; init; } = 32 * Environment.ProcessorCount;

    /// <summary>A demo: known passwords under a banner, and a clock that may be pushed forward.</summary>
    public bool Demo { get; init; }

    /// <summary>The clock of a demo, a journey or a test.</summary>
    public DrivenClock? Clock { get; init; }

    public string KeyFile => Keys ?? Path.TrimEndingDirectorySeparator(Data) + ".keys";

    public string Address => Database ?? Path.Combine(Data, "yihe.db");

    /// <summary>Whether the data is a file of this machine.</summary>
    public bool IsEmbedded => !Kernel.Data.Database.IsPostgres(Address);

    /// <summary>Where that file is.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(Address))!;

    /// <summary>What else the database needs, such as migrations of another version.</summary>
    internal Action<DbContextOptionsBuilder>? Also { get; init; }

    public static string Home => AppContext.BaseDirectory;

    /// <summary>The version of the program, as backups and messages name it.</summary>
    public static string Program { get; } = typeof(HostOptions).Assembly.GetName().Version!.ToString(3);

    public Kernel.Data.Database Open() => Kernel.Data.Database.At(Address, ModuleList.All.Assemblies, Also);

    /// <summary>Puts the platform together; the database is not yet touched.</summary>
    public Platform Build(Vault vault)
    {
        var database = Open();
        var time = Clock ?? TimeProvider.System;
        return new(
            database,
            vault,
            new BlueprintBook(ModuleList.All.Sections, database, time),
            time,
            Pinyin.Load(Path.Combine(Home, "knowledge")),
            ModuleList.All,
            Path.Combine(Home, "knowledge"),
            CheapPasswords: Demo
        );
    }

    internal Reporting.Sending.Upstream Upstream =>
        new(ReportTo is { } to ? new Uri(to) : null, ReportToken is { } file ? File.ReadAllText(file).Trim() : null);

    internal Sharing.Allotments.HospitalSystems Hospitals =>
        new(
            (HospitalSystems ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .ToDictionary(pair => pair[0].Trim(), pair => new Uri(pair[1]))
        );
}
