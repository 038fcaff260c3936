using System.Diagnostics;
using System.Runtime.InteropServices;
using Yihe.Testing;

namespace Yihe.Product.Tests.Storms;

/// <summary>
/// What a process wrote to its database, in order, and what the disk holds if the power goes at some point of it: all that was synced, and of
/// the rest any part, whole, not at all, or torn at a sector.
/// </summary>
internal sealed class Recording(string file, byte[] database)
{
    private const uint Sync = 2;
    private const uint Cut = 3;
    private static readonly int[] Sectors = [512, 4096];
    private readonly byte[] log = File.ReadAllBytes(file);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Header
    {
        internal readonly uint Kind;
        internal readonly uint File;
        internal readonly ulong At;
        internal readonly ulong Length;
    }

    internal long Length => log.LongLength;

    /// <summary>The library to preload, built from its source.</summary>
    internal static async Task<string> Build(string folder, CancellationToken ct)
    {
        var library = Path.Combine(folder, "recorder.so");
        string[] command =
        [
            "-O1",
            "-shared",
            "-fPIC",
            "-o",
            library,
            Path.Combine(Repo.Root, "tests/Product.Tests/Storms/recorder.c"),
            "-ldl",
        ];
        using var compiler = Process.Start("cc", command);
        await compiler.WaitForExitAsync(ct);
        Assert.Equal(0, compiler.ExitCode);
        return library;
    }

    /// <summary>The database file and its log as they are found after a power cut at a point of the recording.</summary>
    internal (byte[] Database, byte[] Log) After(long point, Random chance)
    {
        var disk = new[] { new Image(database), new Image([]) };
        for (var at = 0L; at + Marshal.SizeOf<Header>() <= point; )
        {
            var header = MemoryMarshal.Read<Header>(log.AsSpan((int)at));
            at += Marshal.SizeOf<Header>();
            var length = header.Kind is Sync or Cut ? 0 : (int)header.Length;
            if (at + length > log.Length)
                break;
            disk[header.File - 1]
                .Do(header.Kind, (long)header.At, header.Kind == Cut ? (long)header.Length : 0, log.AsMemory((int)at, length));
            at += length;
        }
        return (disk[0].AfterCut(chance), disk[1].AfterCut(chance));
    }

    /// <summary>One file: what is on the disk for sure, and what was written since the last sync.</summary>
    private sealed class Image(byte[] start)
    {
        private readonly MemoryStream sure = Of(start);
        private readonly List<(long At, long CutTo, ReadOnlyMemory<byte> Data)> loose = [];

        internal void Do(uint kind, long at, long cutTo, ReadOnlyMemory<byte> data)
        {
            if (kind != Sync)
            {
                loose.Add((at, kind == Cut ? cutTo : -1, data));
                return;
            }
            foreach (var step in loose)
                Apply(step);
            loose.Clear();
        }

        internal byte[] AfterCut(Random chance)
        {
            foreach (var step in loose.Where(_ => chance.Next(2) == 0))
                Apply(step.CutTo >= 0 || chance.Next(2) == 0 ? step : Torn(step, chance));
            return sure.ToArray();
        }

        private static (long, long, ReadOnlyMemory<byte>) Torn((long At, long CutTo, ReadOnlyMemory<byte> Data) step, Random chance)
        {
            var sector = Sectors[chance.Next(Sectors.Length)];
            var kept = sector - (step.At % sector) + ((long)sector * chance.Next(1 + (step.Data.Length / sector)));
            return (step.At, -1, step.Data[..(int)Math.Min(step.Data.Length, kept)]);
        }

        private void Apply((long At, long CutTo, ReadOnlyMemory<byte> Data) step)
        {
            if (step.CutTo >= 0)
            {
                sure.SetLength(step.CutTo);
                return;
            }
            sure.Position = step.At;
            sure.Write(step.Data.Span);
        }

        private static MemoryStream Of(byte[] start)
        {
            var stream = new MemoryStream();
            stream.Write(start);
            return stream;
        }
    }
}
