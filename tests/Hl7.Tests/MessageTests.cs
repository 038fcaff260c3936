using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Yihe.Hl7.Text;

namespace Yihe.Hl7.Tests;

/// <summary>A message is read as it stands: field by field, and written again to the letter.</summary>
public class MessageTests
{
    private const string Sample =
        "MSH|^~\\&|LIS|GH|YIHE|C|20261119090000||ORU^R01^ORU_R01|M1|P|2.5.1\rPID|1||P1^^^GH^MR~X2^^^^NI||张^三\rOBX|1|TX|N^备注\\S\\一\\T\\二||a\\.br\\b\\X41\\~\"\"\r";

    private static Message Read(string text) => Message.Read(text).Value;

    [Theory]
    [InlineData("PID-3.1", "P1")]
    [InlineData("PID-3(2).1", "X2")]
    [InlineData("PID-3(2).5", "NI")]
    [InlineData("PID-5.2", "三")]
    [InlineData("OBX-3.2", "备注^一&二")]
    [InlineData("OBX-5", "a\nbA")]
    [InlineData("OBX-5(2)", null)]
    [InlineData("PID-30.2", null)]
    [InlineData("MSH-1", "|")]
    [InlineData("MSH-2", "^~\\&")]
    [InlineData("MSH-9.2", "R01")]
    [InlineData("ZZZ-1", null)]
    public void A_place_is_read_with_its_repetition_component_and_escapes(string place, string? text) =>
        Assert.Equal(text, Read(Sample).Text(place));

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Segments_may_end_in_any_of_the_ways_that_systems_end_them(string end)
    {
        var message = Read(Sample.Replace("\r", end, StringComparison.Ordinal));
        Assert.Equal(["MSH", "PID", "OBX"], message.Segments.Select(s => s.Name));
        Assert.Equal("三", message.Text("PID-5.2"));
    }

    [Theory]
    [InlineData("", "空的")]
    [InlineData("PID|1", "不是 MSH 段")]
    [InlineData("FHS|^~\\&|A", "成批")]
    [InlineData("MSH", "分隔符")]
    [InlineData("MSH||LIS", "分隔符")]
    [InlineData("MSH|^^|LIS", "分隔符")]
    [InlineData("MSH|^~\\&|LIS\rhalf a line\rPID|1", "第 2 段")]
    [InlineData("MSH|^~\\&|LIS\u0001\r", "控制字符")]
    public void What_is_no_message_is_refused_with_the_place_at_fault(string text, string why)
    {
        var refusal = Message.Read(text).Refusal!;
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Assert.Single(refusal.Faults).Field);
    }

    [Theory]
    [InlineData("", "GB18030")]
    [InlineData("GB 18030-2000", "GB18030")]
    [InlineData("GBK", "GB18030")]
    [InlineData("", "utf-8")]
    [InlineData("UNICODE UTF-8", "utf-8")]
    public void Chinese_comes_out_right_in_either_encoding_named_or_not(string named, string coding)
    {
        var text = Sample
            .Replace("2.5.1\r", $"2.5.1||||||{named}\r", StringComparison.Ordinal)
            .Replace("三", "䶮", StringComparison.Ordinal);
        var bytes = (coding == "utf-8" ? Codings.Utf8 : Codings.Gb).GetBytes(text);
        Assert.Equal("䶮", Message.Read(bytes).Value.Text("PID-5.2"));
    }

    [Fact]
    public void An_encoding_that_is_not_the_one_named_is_refused()
    {
        var bytes = Codings.Gb.GetBytes(Sample.Replace("2.5.1\r", "2.5.1||||||UNICODE UTF-8\r", StringComparison.Ordinal));
        Assert.Equal("MSH-18", Message.Read(bytes).Refusal!.Faults[0].Field);
        var unknown = Encoding.UTF8.GetBytes(Sample.Replace("2.5.1\r", "2.5.1||||||EBCDIC\r", StringComparison.Ordinal));
        Assert.Equal("MSH-18", Message.Read(unknown).Refusal!.Faults[0].Field);
    }

    private static readonly Gen<string> Piece = Gen.Elements(
        "|",
        "^",
        "~",
        "\\",
        "&",
        "\r",
        "\n",
        "\r\n",
        "\"\"",
        "PID",
        "OBX|",
        "张",
        "𠮷",
        "A1",
        " ",
        "\\F\\",
        "\\X0d\\",
        ""
    );

    [Fact]
    public void Whatever_is_read_is_written_the_same_to_the_letter()
    {
        var texts = Gen.ListOf(Piece).Select(p => "MSH|^~\\&|" + string.Concat(p)).ToArbitrary();
        Prop.ForAll(texts, text => Message.Read(text) is { Refusal: not null } || Read(text).Write() == text)
            .Check(Draws.Of(2_000, 100_000));
    }

    [Fact]
    public void Text_put_into_a_field_comes_out_as_it_was()
    {
        var texts = Gen.ListOf(Piece).Select(p => string.Concat(p).ReplaceLineEndings("\n")).Where(t => t != "\"\"").ToArbitrary();
        Prop.ForAll(texts, text => Escapes.Read(Escapes.Write(text, Marks.Usual), Marks.Usual, Codings.Utf8) == text)
            .Check(Draws.Of(2_000, 100_000));
    }

    /// <summary>Bytes changed, cut, doubled: an answer, never an exception. S5.</summary>
    [Fact]
    public void Broken_bytes_are_read_or_refused_and_never_throw()
    {
        var (chance, whole) = (new Random(20261119), Encoding.UTF8.GetBytes(Sample));
        for (var round = 0; round < Testing.Deep.Of(5_000, 100_000); round++)
        {
            var bytes = whole.ToList();
            for (var change = chance.Next(1, 6); change > 0; change--)
                switch (chance.Next(4))
                {
                    case 0:
                        bytes[chance.Next(bytes.Count)] = (byte)chance.Next(256);
                        break;
                    case 1:
                        bytes.RemoveRange(chance.Next(bytes.Count / 2), chance.Next(bytes.Count / 2));
                        break;
                    case 2:
                        bytes.InsertRange(chance.Next(bytes.Count), bytes.Take(chance.Next(40)).ToList());
                        break;
                    default:
                        bytes.Insert(chance.Next(bytes.Count), (byte)"|^~\\&\r\n"[chance.Next(7)]);
                        break;
                }
            var read = Message.Read([.. bytes]);
            if (read.Refusal is null)
                foreach (var place in new[] { "MSH-9.1", "MSH-10", "PID-3(2).1.2", "PID-5.2", "OBX-5", "OBX-3.2" })
                    _ = read.Value.Text(place);
        }
    }
}
