using System.Globalization;
using System.Text;
using Yihe.Kernel;
using Yihe.Matching;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>A list of simulated people some of whom stand in it twice, and the pairs of it that are weighed.</summary>
internal static class MatchList
{
    internal const string Map = """
        {"id": "编号", "columns": {"姓名": "name", "性别": "sex", "出生日期": "birth", "身份证号": "identity", "电话": "phone", "住址": "address"}}
        """;

    /// <summary>Simulated people, one in twenty a second time with a fault, as lists have.</summary>
    internal static int Write(string path, int people)
    {
        var (random, rows) = (new Random(7), 0);
        using var list = new StreamWriter(path, append: false, new UTF8Encoding(false));
        list.WriteLine("编号,姓名,性别,出生日期,身份证号,电话,住址");
        foreach (var (person, _) in LargeCounty.People(people * 20 / 21, TimeProvider.System.Instant().Day()))
        {
            list.WriteLine(Row(++rows, person));
            if (rows % 21 == 20)
                list.WriteLine(Row(++rows, Mistaken(person, random)));
        }
        return rows;
    }

    private static string Row(int n, Person p) =>
        $"{n},{p.Name},{(p.Sex == Simulation.People.Sex.Male ? "男" : "女")},{p.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)},{p.IdentityNumber},{p.Phone},{p.Address}";

    internal static Person Mistaken(Person person, Random random) =>
        random.Next(4) switch
        {
            0 => person with { IdentityNumber = "" },
            1 => person with { IdentityNumber = "", Phone = null },
            2 => person with { IdentityNumber = "", Name = person.Name[..^1] + "某" },
            _ => person with { IdentityNumber = Slip(person.IdentityNumber, random), Address = "" },
        };

    /// <summary>Two digits changed places.</summary>
    private static string Slip(string number, Random random)
    {
        var (at, digits) = (random.Next(6, 16), number.ToCharArray());
        (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
        return new string(digits);
    }

    /// <summary>The very pairs that were weighed, each once, written as the numbers of their rows.</summary>
    internal static long Candidates(string list, MatchRules rules, string to)
    {
        var roster = Lists.RosterOf([list], ListMap.Read(Map, rules).Value, rules).Value;
        var (blocks, pairs) = (Blocks.Of(roster, rules), 0L);
        using var file = new StreamWriter(to, append: false, Encoding.ASCII, 1 << 20);
        for (var pass = 0; pass < blocks.Passes; pass++)
        {
            var members = blocks.Members(pass);
            for (var block = 1; block + 1 < members.Starts.Length; block++)
            {
                var rows = members.Rows.AsSpan(members.Starts[block]..members.Starts[block + 1]);
                for (var i = 0; i < rows.Length; i++)
                for (var j = i + 1; j < rows.Length; j++)
                    if (!blocks.MetBefore(pass, rows[i], rows[j]))
                    {
                        file.Write(string.Create(CultureInfo.InvariantCulture, $"{rows[i] + 1},{rows[j] + 1}\n"));
                        pairs++;
                    }
            }
        }
        return pairs;
    }
}
