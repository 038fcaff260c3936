// Makes knowledge/pinyin.tsv from Unihan_Readings.txt of the Unicode Character Database: dotnet run --project tools/Pinyin -- Unihan_Readings.txt > knowledge/pinyin.tsv
// (on Debian: apt install unicode-data; bzcat /usr/share/unicode/Unihan_Readings.txt.bz2)
using System.Globalization;
using System.Text;

string[] preferred = ["kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinyin"];
Console.OutputEncoding = new UTF8Encoding(false);
var readings =
    from line in File.ReadLines(args[0])
    where line.StartsWith("U+", StringComparison.Ordinal)
    let cells = line.Split('\t')
    let rank = Array.IndexOf(preferred, cells[1])
    where rank >= 0
    group (rank, reading: First(cells[2])) by char.ConvertFromUtf32(
        int.Parse(cells[0][2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
    );
var syllables =
    from character in readings
    group character.Key by Plain(character.MinBy(r => r.rank).reading) into syllable
    where syllable.Key.All(char.IsAsciiLetterLower)
    orderby syllable.Key
    select $"{syllable.Key}\t{string.Concat(syllable)}";
Console.WriteLine(
    "# The customary reading of each Chinese character, tones removed, ü written v. Made by tools/Pinyin from Unihan_Readings.txt (Unicode Character Database, © Unicode, Inc., Unicode License V3)."
);
Console.WriteLine("# syllable\tcharacters");
foreach (var line in syllables)
    Console.WriteLine(line);

// "10019.020:tiàn,tiān" and "dān dàn" → the first reading
static string First(string cell) => cell.Split(' ')[0].Split(':')[^1].Split(',')[0];

static string Plain(string reading) =>
    string.Concat(
        reading
            .Normalize(NormalizationForm.FormD)
            .Replace("u\u0308", "v", StringComparison.Ordinal)
            .Replace("e\u0302", "e", StringComparison.Ordinal)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
    );
