namespace Yihe.Host;

/// <summary>An embedded database is served by one process: a file beside it is held while one does, and the system lets go of it with the process.</summary>
internal static class ServedFolder
{
    internal static readonly string Busy = "正由另一个医合程序运行。请先停掉它；要多个节点一起运行，请改用 PostgreSQL（--database）";

    /// <summary>What to keep until the end; null where another process serves the folder. A database server may have many.</summary>
    internal static Stream? Take(HostOptions options)
    {
        if (!options.IsEmbedded)
            return Stream.Null;
        Directory.CreateDirectory(options.Folder);
        try
        {
            return new FileStream(
                Path.Combine(options.Folder, "serving.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            return null;
        }
    }
}
