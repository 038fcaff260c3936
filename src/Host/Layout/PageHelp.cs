using System.Reflection;
using System.Text.RegularExpressions;
using Yihe.Basis;
using Yihe.Kernel.Data;

namespace Yihe.Host.Layout;

/// <summary>What a page is for and how to work there, in the words of those who do; shown by F1. Each module has its pages' in <c>help.json</c>.</summary>
/// <param name="Path">where it is; <c>*</c> stands for one part of the address</param>
/// <param name="Permission">who sees it in the overview; null: everyone</param>
/// <param name="About">it asks for whom or what it is about, and cannot be opened by itself</param>
internal sealed record PageHelp(string Path, string Title, string Permission, string For, string How, bool About = false)
{
    /// <summary>It can be opened by itself, without saying whom or what it is about.</summary>
    internal bool StandsAlone => !About && !Path.Contains('*', StringComparison.Ordinal);

    internal static readonly IReadOnlyList<PageHelp> All = [.. ModuleList.All.Assemblies.Reverse().SelectMany(In)];

    /// <summary>The help of an address: the entry that names it most closely.</summary>
    internal static PageHelp? Of(string path) =>
        All.Where(p => p.Covers(path.Split('?')[0])).MaxBy(p => p.Path.Replace("*", "", StringComparison.Ordinal).Length);

    /// <summary>A page of the residents', on their phones.</summary>
    internal static bool IsOwn(string path) => path == "/my" || path.StartsWith("/my/", StringComparison.Ordinal);

    private static IReadOnlyList<PageHelp> In(Assembly module)
    {
        using var stream = module.GetManifestResourceStream("help.json");
        return stream is null ? [] : JsonText.Read<IReadOnlyList<PageHelp>>(new StreamReader(stream).ReadToEnd());
    }

    private bool Covers(string path) =>
        Regex.IsMatch(path, $"^{Regex.Escape(Path).Replace("\\*", "[^/]+", StringComparison.Ordinal)}(/.*)?$")
        && (Path is not ("/" or "/my") || path == Path);
}
