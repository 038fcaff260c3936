using Yihe.Access.Appointments;

namespace Yihe.Access.Tests;

/// <summary>The list of appointments: found by name or number, counted by state, and read by an index whatever is asked.</summary>
public abstract class ListAppointmentsTests(TestDb db) : SlotStory(db)
{
    [Fact]
    public async Task A_name_is_found_by_how_it_begins_and_a_number_whole()
    {
        var session = await Session("心血管内科");
        foreach (var name in new[] { "钱桂珍", "钱桂", "赵钱" })
            await Book(Doctor, session, await Region.Register(Doctor, name));
        var all = await Ask(new());
        Assert.Equal(["赵钱", "钱桂", "钱桂珍"], all.Items.Select(i => i.Person).Order(StringComparer.Ordinal));
        foreach (var (text, found) in new[] { ("钱桂", 2), ("钱桂珍", 1), ("桂", 0), (all.Items[0].Number, 1), ("%", 0) })
        {
            var page = await Ask(new(Text: text));
            Assert.Equal((found, found), (page.Items.Count, page.Counts!["booked"]));
            Assert.Equal(found, (await Ask(new(Tab: "all", Text: text))).Items.Count);
        }
    }

    private Task<Rows<ListAppointments.Line>> Ask(ListAppointments.Input input) => Region.Must(ListAppointments.Door, Desk, input);
}

public sealed class ListAppointmentsTestsOnSqlite(SqliteDb db) : ListAppointmentsTests(db), IClassFixture<SqliteDb>
{
    [Theory]
    [InlineData(null, "to_state_starts_at", "from_state_starts_at")]
    [InlineData("张", "to_state_person", "from_state_person")]
    [InlineData("YY00001", "number")]
    public async Task Every_tab_of_either_side_is_read_by_an_index(string? text, params string[] indexes)
    {
        var scans = new Scans();
        var gate = await scans.Watch(Region);
        foreach (var box in new[] { "in", "out" })
        foreach (var tab in Enum.GetNames<AppointmentState>().Append("live").Append("all"))
        foreach (var day in new DateOnly?[] { null, new(2026, 11, 23) })
        {
            var asked = new ListAppointments.Input(box, tab, day, text);
            Assert.Null((await gate.Run(ListAppointments.Door, Desk, asked, new Call(), TestContext.Current.CancellationToken)).Refusal);
        }
        Assert.DoesNotContain("access_appointment", scans.Found);
        Assert.Subset(scans.Used, indexes.Select(i => $"ix_access_appointment_{i}").ToHashSet());
    }
}

public sealed class ListAppointmentsTestsOnPostgres(PostgresDb db) : ListAppointmentsTests(db), IClassFixture<PostgresDb>;
