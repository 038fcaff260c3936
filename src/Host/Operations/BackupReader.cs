using System.Text;
using System.Text.Json;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Host.Operations;

/// <summary>How tables and rows stand in a piece of a backup: a table begins with its name and columns, rows follow.</summary>
internal static class BackupRow
{
    private const byte TableBegins = 1;
    private const byte Row = 2;

    internal static byte[] Bytes(object?[] row)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
            foreach (var value in row)
                Cell.Write(writer, value);
        return bytes.ToArray();
    }

    internal static void Begin(MemoryStream piece, Table table)
    {
        using var writer = new BinaryWriter(piece, Encoding.UTF8, leaveOpen: true);
        writer.Write(TableBegins);
        writer.Write(table.Name);
        writer.Write(table.Columns.Count);
        foreach (var column in table.Columns)
            writer.Write(column);
    }

    internal static void Append(MemoryStream piece, byte[] row)
    {
        piece.WriteByte(Row);
        piece.Write(row);
    }

    /// <summary>The rows of one piece; a null row where a table begins.</summary>
    internal static IEnumerable<(Table Table, object?[]? Row)> In(byte[] piece, Table? table)
    {
        using var reader = new BinaryReader(new MemoryStream(piece));
        while (reader.BaseStream.Position < piece.Length)
            if (reader.ReadByte() == TableBegins)
            {
                var name = reader.ReadString();
                table = new Table(name, [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())]);
                yield return (table, null);
            }
            else
                yield return (table!, [.. table!.Columns.Select(_ => Cell.Read(reader))]);
    }
}

/// <summary>Reads a backup from its head to its end; what comes out before the end is not yet proven to be all.</summary>
internal sealed class BackupReader(string path, Vault vault)
{
    internal Manifest Manifest { get; private set; } = null!;

    /// <summary>The rows of all tables; a null row where a table begins.</summary>
    /// <exception cref="InvalidDataException">the file is damaged, cut, another's, or its tables do not come to what they must</exception>
    internal IEnumerable<(Table Table, object?[]? Row)> Rows()
    {
        var tallies = new Dictionary<string, Tally>();
        byte[]? ahead = null;
        Table? table = null;
        BackupHead? head = null;
        foreach (var piece in SealedFile.Read(path, vault))
        {
            foreach (var read in ahead is null ? [] : BackupRow.In(ahead, table))
            {
                table = read.Table;
                if (read.Row is null)
                    tallies.Add(table.Name, new Tally());
                else
                    tallies[table.Name].Add(BackupRow.Bytes(read.Row));
                yield return read;
            }
            if (head is null)
                head = Json<BackupHead>(piece);
            else
                ahead = piece;
        }
        if (head is null || ahead is null)
            throw new InvalidDataException("备份文件不完整，不能用来恢复；请换用另一份备份");
        Manifest = new Manifest(head, Json<List<TableCount>>(ahead));
        if (!Manifest.Tables.SequenceEqual(tallies.Select(t => new TableCount(t.Key, t.Value.Rows, t.Value.Hash))))
            throw new InvalidDataException("备份文件的内容与它的清单不符，不能用来恢复；请换用另一份备份");
    }

    private static T Json<T>(byte[] piece)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(piece, JsonText.Options)!;
        }
        catch (JsonException)
        {
            throw new InvalidDataException("这份备份由另一版本的程序写成，本程序读不了；请换用写它的版本或更新的版本");
        }
    }
}
