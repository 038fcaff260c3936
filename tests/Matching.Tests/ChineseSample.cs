using System.Globalization;
using System.Text;
using Yihe.Simulation.People;

namespace Yihe.Matching.Tests;

/// <summary>
/// The people of the simulated county as several systems know them: homophones and look-alikes, mistyped numbers, days by the moon,
/// moved households, changed phones, gaps, and twins.
/// </summary>
/// <param name="Copies">per mille of the people who have a second record; those who have one may have a third, and so on</param>
/// <param name="Twins">per mille of the people who have a twin</param>
/// <param name="Errors">per mille of the cells of a copy that are wrong</param>
/// <param name="Gaps">per mille of the cells that are empty</param>
internal sealed record ChineseSample(int People, int Copies, int Twins, int Errors, int Gaps, int Seed)
{
    private static readonly string[] s_villages =
    [
        .. "东桥 西塘 南庄 北湾 柳堰 石埠 花园 新河 大泾 沙溪 双凤 城隍".Split(' ').Select(v => $"{v}村"),
    ];

    private static readonly (string, string)[] s_columns =
    [
        ("姓名", "name"),
        ("性别", "sex"),
        ("出生日期", "birth"),
        ("身份证号", "identity"),
        ("电话", "phone"),
        ("住址", "address"),
    ];

    private static readonly ILookup<string, char> s_bySound = Sounds();

    private readonly Random random = new(Seed);

    internal Sample Make()
    {
        var people = Population.Create(Seed, People, new DateOnly(2026, 3, 1), "320600", s_villages);
        var records = new List<(int, string[])>();
        var number = 0;
        foreach (var person in people)
        {
            Add(records, number++, Cells(person));
            if (random.Next(1000) < Twins)
                Add(records, number++, Twin(Cells(person)));
        }
        return Sample.Shuffled(s_columns, records, random);
    }

    private void Add(List<(int, string[])> records, int number, string[] cells)
    {
        records.Add((number, WithGaps(cells)));
        while (random.Next(1000) < Copies)
            records.Add((number, WithGaps(Copied(cells))));
    }

    private static string[] Cells(Person person) =>
        [
            person.Name,
            person.Sex == Sex.Male ? "男" : "女",
            person.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            person.IdentityNumber,
            person.Phone ?? "",
            person.Address,
        ];

    /// <summary>Same day, house and phone; the given name ends otherwise, the number is the next of the same sex or of the other.</summary>
    private string[] Twin(string[] cells)
    {
        var other = (string[])cells.Clone();
        string name;
        do name = cells[0][..^1] + "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红"[random.Next(27)];
        while (name == cells[0]);
        var sequence = (int.Parse(cells[3].AsSpan(14, 3), CultureInfo.InvariantCulture) + random.Next(1, 4)) % 1000;
        var body = cells[3][..14] + sequence.ToString("D3", CultureInfo.InvariantCulture);
        (other[0], other[1], other[3]) = (name, sequence % 2 == 1 ? "男" : "女", body + Basis.Values.IdentityNumber.CheckOf(body));
        return other;
    }

    private string[] WithGaps(string[] cells) => [cells[0], .. cells.Skip(1).Select(c => random.Next(1000) < Gaps ? "" : c)];

    private string[] Copied(string[] cells) => [.. cells.Select((c, i) => c.Length > 0 && random.Next(1000) < Errors ? Wrong(i, c) : c)];

    private string Wrong(int column, string cell) =>
        column switch
        {
            0 => WrongName(cell),
            1 => random.Next(4) == 0 ? (cell == "男" ? "女" : "男") : "",
            2 => WrongDay(cell),
            3 => random.Next(3) == 0 && cell[6] == '1' ? cell[..6] + cell[8..17] : Mistyped(cell),
            4 => random.Next(3) == 0 ? Mistyped(cell) : $"154{random.Next(100_000_000):D8}",
            _ => WrongAddress(cell),
        };

    private string WrongName(string name)
    {
        var at = random.Next(name.Length);
        var alike = Alike(name[at]);
        var other = random.Next(8) switch
        {
            0 when name.Length == 3 => name.Remove(1 + random.Next(2), 1),
            1 when name.Length == 3 => $"{name[0]}{name[2]}{name[1]}",
            <= 4 when alike.Length > 0 => name[..at] + alike[random.Next(alike.Length)] + name[(at + 1)..],
            _ => name[..at] + Homophone(name[at]) + name[(at + 1)..],
        };
        return other;
    }

    private string WrongDay(string day)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return random.Next(5) switch
        {
            0 => $"{day[..4]}-{day[8..]}-{day[5..7]}",
            1 => day[..4],
            2 => date.AddDays(-random.Next(20, 50)).ToString("yyyy/M/d", CultureInfo.InvariantCulture),
            _ => Mistyped(day),
        };
    }

    /// <summary>Another house, another village, or the county before the village.</summary>
    private string WrongAddress(string address) =>
        random.Next(4) switch
        {
            0 => $"{s_villages[random.Next(s_villages.Length)]}{random.Next(1, 12)}组{random.Next(1, 60)}号",
            1 => address[..(address.IndexOf('村', StringComparison.Ordinal) + 1)],
            2 => $"临江县城关镇{address}",
            _ => Mistyped(address),
        };

    private string Mistyped(string text)
    {
        int[] digits = [.. Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i]))];
        if (digits.Length < 2)
            return text;
        var at = digits[random.Next(digits.Length)];
        return text[..at] + (char)('0' + random.Next(10)) + text[(at + 1)..];
    }

    private char Homophone(char character) =>
        s_bySound[Sample.Rules.Sounds.Full(character.ToString())].ToArray() is { Length: > 0 } others
            ? others[random.Next(others.Length)]
            : character;

    private static char[] Alike(char character) =>
        [.. s_bySound.SelectMany(g => g).Where(c => c != character && Sample.Rules.Shapes.Are(c, character))];

    /// <summary>The characters of the first level of GB 2312 by their sound.</summary>
    private static ILookup<string, char> Sounds()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB2312")!;
        var all =
            from high in Enumerable.Range(0xB0, 0xD8 - 0xB0)
            from low in Enumerable.Range(0xA1, 94)
            select gb.GetString([(byte)high, (byte)low])[0];
        return all.Where(Han.Is).ToLookup(c => Sample.Rules.Sounds.Full(c.ToString()));
    }
}
