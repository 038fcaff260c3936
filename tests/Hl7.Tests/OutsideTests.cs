using Yihe.Hl7.Text;

namespace Yihe.Hl7.Tests;

/// <summary>Messages of laboratories and hospitals elsewhere are read field by field as an independent reader read them.</summary>
public class OutsideTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("YIHE_OUTSIDE_DATA") is { } outside
        ? Path.Combine(outside, "hl7v2")
        : null;

    [Fact]
    public async Task Messages_from_outside_are_read_field_by_field_as_listed()
    {
        Assert.SkipWhen(Folder is null, "YIHE_OUTSIDE_DATA is not set");
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Folder, "expected.csv"), TestContext.Current.CancellationToken))
            .Skip(1)
            .Select(Cells)
            .ToList();
        Assert.NotEmpty(lines);
        var wrong = new List<string>();
        foreach (var cells in lines)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Folder, cells[0]), TestContext.Current.CancellationToken);
            var read = Message.Read(bytes);
            var found = read.Refusal is null ? string.Join(',', Fields(read.Value)) : "ERROR";
            var asked = cells[1].StartsWith("ERROR", StringComparison.Ordinal) ? "ERROR" : string.Join(',', cells.Skip(1));
            if (found != asked)
                wrong.Add($"{cells[0]}: {found} / {asked} {read.Refusal?.Message}");
            if (read.Refusal is null && read.Value.Write() != read.Value.Coding.GetString(bytes))
                wrong.Add($"{cells[0]} is not written as it was read");
        }
        Testing.Faults.None(wrong);
    }

    private static IEnumerable<string> Fields(Message message)
    {
        yield return Field(message, "MSH", 9);
        yield return Field(message, "MSH", 12);
        yield return $"{message.Segments.Count(s => s.Name.Length > 0)}";
        yield return $"{message.Segments.Count(s => s.Name == "OBX")}";
        yield return Field(message, "PID", 3);
        yield return Field(message, "PID", 5);
    }

    private static string Field(Message message, string segment, int number) => message.First(segment)?.Field(number, message.Marks) ?? "";

    private static string[] Cells(string line)
    {
        var (cells, quoted, cell) = (new List<string>(), false, "");
        foreach (var c in line)
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                (_, cell) = (cells.Count, Take(cells, cell));
            else
                cell += c;
        cells.Add(cell);
        return [.. cells];
    }

    private static string Take(List<string> cells, string cell)
    {
        cells.Add(cell);
        return "";
    }
}

/// <summary>The same messages sent by a registered source: every one of a kind that is taken becomes resources that FHIR R4 allows, or is kept with the place at fault.</summary>
public sealed class OutsideTakingTests(SqliteDb db) : MessageStory(db), IClassFixture<SqliteDb>
{
    [Fact]
    public async Task Messages_from_outside_are_stored_or_refused_for_what_they_lack()
    {
        var folder = Environment.GetEnvironmentVariable("YIHE_OUTSIDE_DATA");
        Assert.SkipWhen(folder is null, "YIHE_OUTSIDE_DATA is not set");
        var taken = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "hl7v2"), "*.hl7").Order())
        {
            var text = await File.ReadAllTextAsync(file, Ct);
            if (Message.Read(text).Value is { } read && read.Text("MSH-3.1") is { } application)
                await Region.Run(RegisterSource.Door, Clerk, new(application, application));
            if (Message.Read(text).Value is { } whole && whole.Text("MSH-10") is not null)
                text = whole.With(10, Path.GetFileName(file)).Write(); // several of them share a number
            var answer = await Send(text);
            Testing.Figures.Say($"{Path.GetFileName(file)}: {Code(answer)} {Why(answer)}");
            taken += Code(answer) == "AA" ? 1 : 0;
            Assert.True(
                Code(answer) == "AA"
                    || Message.Read(answer).Value.Text("ERR-2") is not null
                    || Why(answer).Contains("MSH", StringComparison.Ordinal),
                $"{file}: {Why(answer)}"
            );
        }
        Testing.Figures.Say($"{taken} taken");
        Assert.True(taken >= 20, $"{taken} taken");
        Assert.Empty(await Region.Findings());
    }
}
