using System.Text;

namespace Yihe.Diagnoses.Tests;

/// <summary>A region's own table of diagnoses: checked whole, in either encoding, used after the next start.</summary>
public abstract class LoadDiagnosesTests(TestDb db) : RegionTests(db)
{
    private Task<Result<LoadDiagnoses.Outcome>> Load(byte[] file) => Region.Run(LoadDiagnoses.Door, Actor.Platform("diagnoses"), new(file));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public async Task A_table_is_read_in_either_encoding(string encoding)
    {
        var encodes = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.UTF8;
        var done = await Load(encodes.GetBytes("疾病编码\t疾病名称\t分类\r\nA00.000\t霍乱\t传染病\r\n\r\nB01.900\t水痘\r\n"));
        Assert.Equal(2, done.Value.Count);
        Assert.Single(await Region.Acts("diagnosis.load"));
        var table = DiagnosisTable.Of(Region.Platform);
        Assert.Equal("霍乱", table.Find("A00.000")?.Name);
        Assert.Null(table.Find("原发性高血压"));
    }

    [Fact]
    public async Task Every_fault_is_told_with_its_line_and_nothing_is_loaded()
    {
        var done = await Load("A00.000\t霍乱\nA00.000\t霍乱\n水痘\n乱写\t水痘\nB01.900\t\n"u8.ToArray());
        string[] said = ["第 2 行：编码 A00.000 与第 1 行重复", "第 3 行：应为", "第 4 行：编码“乱写”", "第 5 行：名称应为"];
        Assert.Equal(said.Length, done.Refusal!.Faults.Length);
        Assert.All(done.Refusal.Faults, (fault, i) => Assert.StartsWith(said[i], fault.Message, StringComparison.Ordinal));
        Assert.Empty(await Region.Acts("diagnosis.load"));
    }

    [Fact]
    public async Task Nobody_but_the_platform_loads_it()
    {
        var refused = await Region.Run(LoadDiagnoses.Door, await Region.Part("systemAdministrator"), new([]));
        Assert.Equal(RefusalKind.Denied, refused.Refusal?.Kind);
    }
}

public sealed class LoadDiagnosesTestsOnSqlite(SqliteDb db) : LoadDiagnosesTests(db), IClassFixture<SqliteDb>;

public sealed class LoadDiagnosesTestsOnPostgres(PostgresDb db) : LoadDiagnosesTests(db), IClassFixture<PostgresDb>;
