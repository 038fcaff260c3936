using System.Globalization;
using System.Security.Cryptography;

namespace Yihe.Host.Operations;

/// <summary>A value of a column as it is on both engines: its kind in one byte, then its content.</summary>
internal static class Cell
{
    internal static void Write(BinaryWriter to, object? value)
    {
        to.Write(KindOf(value));
        switch (value)
        {
            case long number:
                to.Write(number);
                break;
            case string text:
                to.Write(text);
                break;
            case byte[] bytes:
                to.Write(bytes.Length);
                to.Write(bytes);
                break;
            case Guid id:
                to.Write(id.ToByteArray());
                break;
            case DateTime at:
                to.Write(at.Ticks);
                break;
            case DateOnly day:
                to.Write(day.DayNumber);
                break;
            case decimal number:
                to.Write(number.ToString("0.############################", CultureInfo.InvariantCulture));
                break;
            case bool flag:
                to.Write(flag);
                break;
            case double number:
                to.Write(number);
                break;
            case string[] texts:
                to.Write(texts.Length);
                foreach (var text in texts)
                    to.Write(text);
                break;
        }
    }

    internal static object? Read(BinaryReader from) =>
        from.ReadByte() switch
        {
            0 => null,
            1 => from.ReadInt64(),
            2 => from.ReadString(),
            3 => from.ReadBytes(from.ReadInt32()),
            4 => new Guid(from.ReadBytes(16)),
            5 => new DateTime(from.ReadInt64(), DateTimeKind.Utc),
            6 => DateOnly.FromDayNumber(from.ReadInt32()),
            7 => decimal.Parse(from.ReadString(), CultureInfo.InvariantCulture),
            8 => from.ReadBoolean(),
            9 => from.ReadDouble(),
            10 => Enumerable.Range(0, from.ReadInt32()).Select(_ => from.ReadString()).ToArray(),
            var kind => throw new InvalidDataException($"备份里有本程序不认识的内容（{kind}），请换用更新的程序"),
        };

    private static byte KindOf(object? value) =>
        value switch
        {
            null => 0,
            long => 1,
            string => 2,
            byte[] => 3,
            Guid => 4,
            DateTime => 5,
            DateOnly => 6,
            decimal => 7,
            bool => 8,
            double => 9,
            string[] => 10,
            _ => throw new NotSupportedException($"no column holds {value.GetType()}"),
        };
}

/// <summary>How many rows a table has and what they hold, whatever order they come in: the sum of their digests.</summary>
internal sealed class Tally
{
    private readonly byte[] sum = new byte[SHA256.HashSizeInBytes];

    internal long Rows { get; private set; }

    internal string Hash => Convert.ToHexStringLower(sum);

    internal void Add(ReadOnlySpan<byte> row)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row, digest);
        Rows++;
        for (int i = 0, carry = 0; i < sum.Length; i++, carry >>= 8)
        {
            carry += sum[i] + digest[i];
            sum[i] = (byte)(carry & 0xFF);
        }
    }
}
