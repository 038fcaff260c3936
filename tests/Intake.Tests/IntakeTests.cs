using System.Text;
using Yihe.Kernel.Acts;

namespace Yihe.Intake.Tests;

/// <summary>A list of residents is looked at first, registered as one, and gives back what is wrong in the same file. XX-37, U7.</summary>
public abstract class IntakeTests(TestDb db) : IntakeRegion(db)
{
    public static TheoryData<string> Kinds => ["xlsx", "utf-8", "utf-8-bom", "gbk"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_of_any_kind_registers_nobody_before_it_is_confirmed_and_everybody_after(string kind)
    {
        var rows = new[] { Row("单秀英", phone: "139 0000 1234"), Row("欧阳䶮", address: "河溪镇,二组") };
        var preview = await Preview(File(kind, rows));
        Assert.Equal(new IntakeCounts(2, 2, 0, 0, 0), preview.Counts);
        Assert.Equal(0, await Residents());
        var shown = await Show(preview.Id);
        Assert.Equal(("单秀英", "139****1234", "登记"), (shown.Sample[0].Name, shown.Sample[0].PhoneMasked, shown.Sample[0].Becomes));
        Assert.DoesNotContain(rows[0][0], System.Text.Json.JsonSerializer.Serialize(shown), StringComparison.Ordinal);
        Assert.Equal(2, (await Register(preview.Id)).Registered);
        Assert.Equal(2, await Residents());
        Assert.Contains("河溪镇,二组", (await Show(preview.Id)).Sample[1].Address, StringComparison.Ordinal);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Each_of_them_has_an_act_of_their_own_and_is_found_and_seen_as_if_registered_at_the_counter()
    {
        await Register((await Preview(File("xlsx", Row("单秀英"), Row("欧阳兰")))).Id);
        var acts = await Region.Acts("intake.register");
        Assert.Equal(3, acts.Count);
        Assert.Equal(
            2,
            acts.Where(a => a is { Subject: not null, Entity: "residents_resident" }).Select(a => a.Subject).Distinct().Count()
        );
        Assert.All(acts, a => Assert.Equal(acts[0].ReasonCode, a.ReasonCode));
        Assert.All(
            acts.Where(a => a.Subject is not null),
            a => Assert.Contains($"residents_resident|{a.Subject:N}|1|", a.Changes, StringComparison.Ordinal)
        );
        var found = await Region.Must("resident.search", Clerk, new { text = "欧阳兰" });
        var id = $"{found["items"]![0]!["id"]}";
        Assert.Equal("欧阳兰", $"{(await Region.Must("resident.show", Clerk, new { id }))["resident"]!["name"]}");
        Assert.Equal(["XX00000001", "XX00000002"], await HealthCodes());
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rows_that_are_wrong_come_back_in_the_same_file_and_the_others_are_registered_once(string kind)
    {
        var twice = Row("赵小红");
        var file = File(
            kind,
            Row("单秀英"),
            ["110105194912310021", "王小二"],
            ["1.10105194912310E+17", "李四"],
            Row("", phone: "12"),
            twice,
            twice,
            Row("=1+1")
        );
        var preview = await Preview(file);
        Assert.Equal(new IntakeCounts(7, 2, 0, 0, 5), preview.Counts);
        Assert.Equal(2, (await Register(preview.Id)).Registered);
        var back = await Returned(preview.Id);
        Assert.Equal(kind == "xlsx", TableFile.IsWorkbook(back));
        var lines = TableFile.Lines(back, 100).Value;
        Assert.Equal("错误", lines[0].Cells[10]);
        string?[] told = [null, "末位校验不符", "改成了数字", "请填写姓名", null, "与第 6 行是同一个身份证号", "当成公式"];
        foreach (var (line, words) in lines.Skip(1).Zip(told))
            if (words is null)
                Assert.False(line.Cells.ContainsKey(10));
            else
                Assert.Contains(words, line.Cells[10], StringComparison.Ordinal);
        var again = await Preview(back);
        Assert.Equal(new IntakeCounts(7, 0, 2, 0, 5), again.Counts);
        var refusal = (await Region.Run(RegisterIntake.Door, Clerk, new(again.Id))).Refusal!;
        Assert.Equal("nobody-new", refusal.Code);
    }

    [Fact]
    public async Task The_same_file_twice_or_a_double_click_registers_nobody_twice()
    {
        var file = File("xlsx", Row("单秀英"), Row("欧阳兰"));
        var (one, two) = (await Preview(file), await Preview(file));
        var clicks = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(n => Task.Run(() => Region.Run(RegisterIntake.Door, Clerk, new(one.Id, 1), n < 2 ? "key" : $"{n}"), Ct))
        );
        Assert.Contains(clicks, c => c.Refusal is null);
        Assert.All(clicks.Where(c => c.Refusal is null), c => Assert.Equal(2, c.Value.Registered));
        Assert.NotNull((await Region.Run(RegisterIntake.Door, Clerk, new(two.Id))).Refusal);
        Assert.Equal(2, await Residents());
        Assert.Equal(new IntakeCounts(2, 0, 2, 0, 0), (await Preview(file)).Counts);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Two_lists_with_the_same_people_at_once_register_each_once()
    {
        var file = File("utf-8", [.. Enumerable.Range(0, 40).Select(n => Row($"王{(char)('一' + n)}"))]);
        var batches = new[] { await Preview(file), await Preview(file), await Preview(file) };
        var done = await Task.WhenAll(batches.Select(b => Task.Run(() => Region.Run(RegisterIntake.Door, Clerk, new(b.Id)), Ct)));
        Assert.Single(done, d => d.Refusal is null);
        Assert.All(
            done.Where(d => d.Refusal is not null),
            d => Assert.Contains(d.Refusal!.Code, new[] { "nobody-new", "duplicate", "changed" })
        );
        Assert.Equal(40, await Residents());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_same_name_and_birth_date_waits_for_a_word_that_it_is_another()
    {
        await Region.Register(Village, "钱桂珍");
        var doubtful = Row("钱桂珍");
        var preview = await Preview(File("gbk", doubtful, Row("孙大勇"), Row("孙大勇")));
        Assert.Equal(new IntakeCounts(3, 0, 0, 3, 0), preview.Counts);
        var back = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(await Returned(preview.Id));
        Assert.Contains("已有 1 位同名同生日", back, StringComparison.Ordinal);
        Assert.Contains("文件里另有 1 行同名同生日", back, StringComparison.Ordinal);
        doubtful[8] = "是";
        Assert.Equal(1, (await Preview(File("gbk", doubtful))).Counts.New);
        doubtful[8] = "对";
        Assert.Equal(1, (await Preview(File("gbk", doubtful))).Counts.Wrong);
    }

    [Fact]
    public async Task A_number_that_is_registered_under_another_name_is_not_taken_for_known()
    {
        var row = Row("钱桂珍");
        await Region.Register(Village, "周芳兰", row[0]);
        var preview = await Preview(File("xlsx", row));
        Assert.Equal(1, preview.Counts.Wrong);
        var told = TableFile.Lines(await Returned(preview.Id), 10).Value[1].Cells[10];
        Assert.Contains("姓名与登记的不同", told, StringComparison.Ordinal);
        Assert.DoesNotContain("周芳兰", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_registered_meanwhile_is_known_when_it_is_confirmed()
    {
        var row = Row("钱桂珍");
        var preview = await Preview(File("xlsx", row, Row("单秀英")));
        await Region.Register(Village, "钱桂珍", row[0]);
        Assert.Equal(1, (await Register(preview.Id)).Registered);
        Assert.Equal(new IntakeCounts(2, 1, 1, 0, 0), (await Show(preview.Id)).Counts);
    }

    [Fact]
    public async Task What_is_dropped_registers_nobody_and_its_file_is_gone()
    {
        var preview = await Preview(File("xlsx", Row("单秀英")));
        await Region.Must(DropIntake.Door, Clerk, new(preview.Id));
        Assert.Equal("illegal-move", (await Region.Run(RegisterIntake.Door, Clerk, new(preview.Id))).Refusal!.Code);
        await using var db = Region.Platform.Database.Open();
        Assert.Equal((0, 0), (await Residents(), await db.Set<BlobPiece>().CountAsync(Ct)));
    }

    [Fact]
    public async Task No_number_lies_in_the_database_in_clear()
    {
        var row = Row("单秀英", phone: "13900001234");
        var preview = await Preview(File("utf-8", row));
        await using var db = Region.Platform.Database.Open();
        var batch = await db.Set<IntakeBatch>().SingleAsync(Ct);
        var pieces = await db.Set<BlobPiece>().ToListAsync(Ct);
        foreach (var bytes in pieces.Select(p => p.Bytes).Append(batch.Sample))
            Assert.DoesNotContain(row[0][6..14], Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain(row[0], System.Text.Json.JsonSerializer.Serialize(batch), StringComparison.Ordinal);
        Assert.DoesNotContain(row[0], System.Text.Json.JsonSerializer.Serialize(preview), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_not_the_right_imports_nothing_and_sees_no_list_of_another()
    {
        var file = File("xlsx", Row("单秀英"));
        Assert.Equal("denied", (await Region.Run(PreviewIntake.Door, Village, new(new UploadedFile("名单.xlsx", file)))).Refusal!.Code);
        var preview = await Preview(file);
        var elsewhere = Clerk with
        {
            Institution = (await Region.Institution("hx")).Id,
            Reaches = new Dictionary<Scope, IReadOnlyList<InstitutionId>>(),
        };
        foreach (
            var refusal in new[]
            {
                (await Region.Run(ShowIntake.Door, elsewhere, new(preview.Id))).Refusal,
                (await Region.Run(RegisterIntake.Door, elsewhere, new(preview.Id))).Refusal,
            }
        )
            Assert.NotNull(refusal);
        Assert.Equal(0, await Residents());
    }
}

public sealed class IntakeTestsOnSqlite(SqliteDb db) : IntakeTests(db), IClassFixture<SqliteDb>;

public sealed class IntakeTestsOnPostgres(PostgresDb db) : IntakeTests(db), IClassFixture<PostgresDb>;
