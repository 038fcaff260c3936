using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Yihe.Basis.Tests;

/// <summary>One record, one answer, whether its values came as JSON or as a form.</summary>
public class InputReaderTests
{
    public enum Urgency
    {
        Routine,
        Emergency,
    }

    public sealed record Input(
        InstitutionId To,
        [property: Display(Name = "姓名"), Needed("请输入姓名"), AtMost(4)] string Name,
        [property: Display(Name = "血糖"), Between(1, 60)] decimal? Glucose = null,
        int? Version = null,
        DateOnly? Day = null,
        bool Sure = false,
        Urgency Urgency = Urgency.Routine,
        IReadOnlyList<string>? Codes = null
    );

    private const string Id = "01a1f152-3969-72e3-8e5e-884bce33fcb1";

    [Fact]
    public void Json_and_form_read_alike()
    {
        var json = Read(
            $$"""{"to":"{{Id}}","name":"钱桂珍","glucose":9.8,"version":3,"day":"2026-03-09","sure":true,"urgency":"emergency","codes":["UP-02"]}"""
        );
        var form = Read(
            $$"""{"to":"{{Id}}","name":" 钱桂珍 ","glucose":"9.8","version":"3","day":"2026-03-09","sure":"on","urgency":"emergency","codes":"UP-02"}"""
        );
        Assert.Null(json.Refusal);
        Assert.Equal(json.Value with { Codes = null }, form.Value with { Codes = null });
        Assert.Equal(["UP-02"], form.Value.Codes);
        Assert.Equal((9.8m, 3, true, Urgency.Emergency), (json.Value.Glucose, json.Value.Version, json.Value.Sure, json.Value.Urgency));
    }

    [Theory]
    [InlineData("王\\ud842")]
    [InlineData("王\\u0000")]
    [InlineData("王\\ufffd")]
    public void What_is_no_character_is_refused_by_the_name_of_its_field(string name)
    {
        var fault = Assert.Single(Read($$"""{"to":"{{Id}}","name":"{{name}}"}""").Refusal!.Faults);
        Assert.Equal(("name", "姓名里有无法识别的字符，请删去后重新输入"), (fault.Field, fault.Message));
        Assert.Equal("codes", Assert.Single(Read($$"""{"to":"{{Id}}","name":"王","codes":["{{name}}"]}""").Refusal!.Faults).Field);
    }

    [Fact]
    public void What_a_form_leaves_empty_is_not_there()
    {
        var form = Read($$"""{"to":"{{Id}}","name":"钱桂珍","glucose":"","version":" ","day":"","codes":""}""");
        Assert.Null(form.Refusal);
        Assert.Equal(new Input(new InstitutionId(Guid.Parse(Id)), "钱桂珍"), form.Value);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var refusal = Read(
            """{"glucose":"很高","version":1.5,"day":"2026-02-30","sure":"maybe","urgency":"hot","codes":7,"role":"admin","isPaid":true}"""
        ).Refusal!;
        Assert.Equal(
            ["codes", "day", "glucose", "isPaid", "name", "role", "sure", "to", "urgency", "version"],
            refusal.Faults.Select(f => f.Field).Order(StringComparer.Ordinal)
        );
        Assert.Equal("有 10 处需要改正", refusal.Message);
        Assert.All(refusal.Faults, f => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", f.Message));
    }

    [Theory]
    [InlineData("""{"to":null,"name":"钱"}""", "to")]
    [InlineData("""{"to":"x","name":"钱"}""", "to")]
    [InlineData("""{"to":7,"name":"钱"}""", "to")]
    [InlineData("""{"to":{},"name":"钱"}""", "to")]
    [InlineData("""{"to":"01a1f152-3969-72e3-8e5e-884bce33fcb1","name":7}""", "name")]
    [InlineData("""{"to":"01a1f152-3969-72e3-8e5e-884bce33fcb1","name":["钱"]}""", "name")]
    [InlineData("""{"to":"01a1f152-3969-72e3-8e5e-884bce33fcb1","name":"钱","urgency":1}""", "urgency")]
    [InlineData("""{"to":"01a1f152-3969-72e3-8e5e-884bce33fcb1","name":"钱","version":99999999999}""", "version")]
    [InlineData("""{"to":"01a1f152-3969-72e3-8e5e-884bce33fcb1","name":"钱","version":"99999999999"}""", "version")]
    [InlineData("""{"to":"01a1f152-3969-72e3-8e5e-884bce33fcb1","name":"钱","To":"x"}""", "To")]
    public void A_value_of_the_wrong_kind_is_named(string json, string field) =>
        Assert.Equal(field, Assert.Single(Read(json).Refusal!.Faults).Field);

    [Fact]
    public void The_shape_is_checked_after_reading()
    {
        var faults = Shape.FaultsOf(new Input(default, "太长的姓名", 0.5m));
        Assert.Equal(["glucose", "name"], faults.Select(f => f.Field).Order());
        Assert.Contains(faults, f => f.Message == "姓名最多 4 个字，现有 5 个，请精简");
        Assert.Equal("请输入姓名", Assert.Single(Shape.FaultsOf(new Input(default, "  "))).Message);
    }

    private static Result<Input> Read(string json) =>
        InputReader.Read(typeof(Input), (JsonObject)JsonNode.Parse(json)!).To(input => (Input)input);
}
