using System.Buffers;
using System.IO.Pipelines;

namespace Yihe.Hl7.Listening;

/// <summary>Messages out of a stream of bytes and answers into it (MLLP): each begins with VT and ends with FS and CR.</summary>
internal sealed class MessageFrames(Stream stream)
{
    private const byte Begin = 0x0B;
    private const byte End = 0x1C;
    private const byte Return = 0x0D;
    private readonly PipeReader reader = PipeReader.Create(stream);

    /// <summary>What came next: a message, nothing more (null), or more than a message may have.</summary>
    internal async Task<(byte[]? Content, bool TooLarge)> Next(CancellationToken ct)
    {
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            var buffer = read.Buffer;
            if (buffer.PositionOf(Begin) is not { } begin)
                reader.AdvanceTo(buffer.End); // between messages nothing is said
            else if (Whole(buffer.Slice(buffer.GetPosition(1, begin))) is { } whole)
            {
                var content = buffer.Slice(buffer.GetPosition(1, begin), whole).ToArray();
                reader.AdvanceTo(buffer.GetPosition(2, whole));
                return (content, false);
            }
            else if (buffer.Slice(begin).Length > MessageDoor.MostBytes + 3)
                return (null, true);
            else
                reader.AdvanceTo(begin, buffer.End);
            if (read.IsCompleted)
                return (null, false); // half a message is none
        }
    }

    /// <summary>Where a message ends; null while its end has not come.</summary>
    private static SequencePosition? Whole(ReadOnlySequence<byte> rest)
    {
        var scan = new SequenceReader<byte>(rest);
        while (scan.TryAdvanceTo(End, advancePastDelimiter: false))
        {
            var at = scan.Position;
            scan.Advance(1);
            if (!scan.TryPeek(out var next))
                return null;
            if (next == Return)
                return at;
        }
        return null;
    }

    internal async Task Answer(byte[] body, CancellationToken ct)
    {
        await stream.WriteAsync((byte[])[Begin, .. body, End, Return], ct);
        await stream.FlushAsync(ct);
    }
}
