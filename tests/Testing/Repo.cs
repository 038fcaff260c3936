using Xunit;

namespace Yihe.Testing;

/// <summary>The working copy the tests were built from, for rules about its files.</summary>
public static class Repo
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Source files below a folder, as paths from the root; what is generated or restored does not count.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where endings.Any(e => path.EndsWith(e, StringComparison.Ordinal))
        where !new[] { "/node_modules/", "/wwwroot/", "/Migrations/", "/obj/", "/bin/" }.Any(path.Contains)
        select path;

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Yihe.slnx")) ? folder : Find(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder))!);
}

/// <summary>A rule over many things: whatever breaks it is listed whole.</summary>
public static class Faults
{
    public static void None<T>(IEnumerable<T> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
