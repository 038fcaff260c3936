using System.IO.Compression;
using System.Text;

namespace Yihe.Product.Tests;

/// <summary>What somebody hostile makes of a good file: changed, cut, lengthened, boasting, nested, packed beyond measure.</summary>
internal static class HostileFiles
{
    /// <summary>A few random changes of the bytes.</summary>
    internal static byte[] Mutant(byte[] good, Random chance)
    {
        var bytes = good.ToArray();
        for (var n = chance.Next(1, 5); n > 0 && bytes.Length > 8; n--)
        {
            var at = chance.Next(bytes.Length - 4);
            bytes = chance.Next(7) switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], .. bytes[chance.Next(bytes.Length)..]],
                2 => [.. bytes, .. bytes[at..]],
                3 => [.. bytes[..at], 0xFF, 0xFF, 0xFF, 0x7F, .. bytes[(at + 4)..]],
                4 => [.. bytes[..at], .. new byte[chance.Next(64)], .. bytes[at..]],
                5 => [.. bytes[..at], (byte)chance.Next(256), .. bytes[(at + 1)..]],
                _ => [.. bytes[..at], (byte)(bytes[at] ^ (1 << chance.Next(8))), .. bytes[(at + 1)..]],
            };
        }
        return bytes;
    }

    /// <summary>The same inside a part of a packed file, so that the package itself still opens.</summary>
    internal static byte[] MutantWithin(byte[] package, Random chance)
    {
        using var given = new ZipArchive(new MemoryStream(package));
        var chosen = given.Entries[chance.Next(given.Entries.Count)].FullName;
        return Packed(
            from entry in given.Entries
            let content = ContentOf(entry)
            select (entry.FullName, entry.FullName == chosen ? Mutant(content, chance) : content)
        );
    }

    /// <summary>The same package with one part put in place of another.</summary>
    internal static byte[] With(byte[] package, string part, string content)
    {
        using var given = new ZipArchive(new MemoryStream(package));
        var kept = given.Entries.Where(e => e.FullName != part).Select(e => (e.FullName, ContentOf(e))).ToList();
        return Packed(kept.Append((part, Encoding.UTF8.GetBytes(content))));
    }

    internal static byte[] Packed(IEnumerable<(string Name, byte[] Content)> parts)
    {
        using var bytes = new MemoryStream();
        using (var package = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var part = package.CreateEntry(name).Open();
                part.Write(content);
            }
        return bytes.ToArray();
    }

    private static byte[] ContentOf(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using var content = entry.Open();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const string Head = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
    private const string Tail = "</sheetData></worksheet>";

    /// <summary>What is known to have brought others down, each made from a good workbook.</summary>
    internal static IEnumerable<(string Name, byte[] Content)> Crafted(byte[] workbook)
    {
        yield return ("empty", []);
        yield return ("zip bomb", With(workbook, Sheet, Head + new string(' ', 200_000_000) + Tail));
        yield return ("many parts", Packed(Enumerable.Range(0, 5_000).Select(n => ($"xl/{n}.xml", Array.Empty<byte>()))));
        yield return ("zip slip", Packed([("../../../../tmp/yihe-slipped", "x"u8.ToArray()), ("[Content_Types].xml", [])]));
        yield return (
            "outside entity",
            With(workbook, Sheet, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + Head + Cell("&e;") + Tail)
        );
        yield return ("billion laughs", With(workbook, Sheet, Laughs() + Head + Cell("&l9;") + Tail));
        yield return ("deep nesting", With(workbook, Sheet, string.Concat(Enumerable.Repeat("<a>", 200_000))));
        yield return ("far cell", With(workbook, Sheet, Head + "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"/></row>" + Tail));
        yield return ("odd place", With(workbook, Sheet, Head + "<row r=\"1\"><c r=\"ZZZZZZZZ99999999999\"/></row>" + Tail));
    }

    /// <summary>The same of text that boasts to be a table.</summary>
    internal static IEnumerable<(string Name, byte[] Content)> CraftedText()
    {
        const int many = 3_000_000; // of which the allowance for our own copies has room
        yield return ("line ends.csv", [.. Enumerable.Repeat((byte)'\n', many)]);
        yield return ("commas.csv", [.. Enumerable.Repeat((byte)',', many)]);
        yield return ("short lines.csv", [.. Enumerable.Range(0, many).Select(n => n % 2 == 0 ? (byte)'a' : (byte)'\n')]);
        yield return ("quotes.csv", [.. Enumerable.Repeat((byte)'"', many - 1)]);
        yield return ("one cell.csv", [.. "身份证号,姓名\n"u8, .. Enumerable.Repeat((byte)'1', many)]);
        yield return ("long title.csv", [.. "身份证号,姓名,"u8, .. Enumerable.Repeat((byte)'1', many), .. "\n1,2"u8]);
        yield return ("nothing.csv", new byte[1_000]);
    }

    private static string Cell(string text) => $"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>";

    private static string Laughs() =>
        "<!DOCTYPE x [<!ENTITY l0 \"ha\">"
        + string.Concat(Enumerable.Range(1, 9).Select(n => $"<!ENTITY l{n} \"{string.Concat(Enumerable.Repeat($"&l{n - 1};", 10))}\">"))
        + "]>";
}
