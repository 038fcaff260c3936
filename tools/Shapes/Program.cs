// Makes knowledge/shapes.tsv from the Unihan files of the Unicode Character Database; what stands there after "=" is kept:
// dotnet run --project tools/Shapes -- FOLDER knowledge/shapes.tsv > new.tsv   (on Debian: apt install unicode-data; bunzip2 the Unihan_*.bz2 of /usr/share/unicode into FOLDER)
using System.Globalization;
using System.Text;

Console.OutputEncoding = new UTF8Encoding(false);
var known = new[] { "DictionaryLikeData", "RadicalStrokeCounts", "IRGSources" }
    .SelectMany(name => File.ReadLines(Path.Combine(args[0], $"Unihan_{name}.txt")))
    .Where(line => line.StartsWith("U+", StringComparison.Ordinal))
    .Select(line => line.Split('\t'))
    .ToLookup(
        cells => (Property: cells[1], Character: int.Parse(cells[0].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        cells => cells[2]
    );
var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB2312")!;
var characters =
    from high in Enumerable.Range(0xB0, 0xF8 - 0xB0)
    from low in Enumerable.Range(0xA1, 94)
    let character = gb.GetString([(byte)high, (byte)low])[0]
    where Said("kTotalStrokes", character).Length > 0
    orderby character
    select character;
foreach (var comment in File.ReadLines(args[1]).TakeWhile(l => l.StartsWith('#')))
    Console.WriteLine(comment);
foreach (var character in characters)
{
    var corners = Said("kFourCornerCode", character).Split(' ')[0].Replace(".", "", StringComparison.Ordinal);
    var phonetics = Said("kPhonetic", character).Split(' ').Select(p => string.Concat(p.Where(char.IsAsciiDigit))).Where(p => p.Length > 0);
    var sorted = phonetics.Distinct().OrderBy(p => int.Parse(p, CultureInfo.InvariantCulture));
    Console.WriteLine($"{character}\t{corners}\t{Said("kTotalStrokes", character).Split(' ')[0]}\t{string.Join(' ', sorted)}");
}
foreach (var group in File.ReadLines(args[1]).Where(l => l.StartsWith('=')))
    Console.WriteLine(group);

string Said(string property, char character) => known[(property, character)].FirstOrDefault() ?? "";
