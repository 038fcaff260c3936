using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Residents;
using Yihe.Residents.Visits;

namespace Yihe.Referral.Tests;

/// <summary>Which criteria of the place a visit meets, at and around each limit. XX-24, KS-54, QJ-35, GZ-46.</summary>
public class ReferralCriteriaTests
{
    private static readonly ReferralSection Section = BlueprintReader
        .Read(TestRegion.County, ModuleList.All.Sections)
        .Blueprint!.Of<ReferralSection>();

    [Theory]
    [InlineData("I10.x00", 179, 109, null, null, "", "")]
    [InlineData("I10.x00", 180, 109, null, null, "", "HTN-UP-01")]
    [InlineData("I10.x00", 179, 110, null, null, "", "HTN-UP-02")]
    [InlineData("I10.x00", 186, 112, 9.8, 36.6, "", "HTN-UP-01 HTN-UP-02")]
    [InlineData("E11.900", null, null, 16.6, null, "", "")]
    [InlineData("E11.900", null, null, 16.7, null, "", "DM-UP-01")]
    [InlineData("J18.900", null, null, null, 39.4, "", "")]
    [InlineData("J18.900", null, null, null, 39.5, "", "FEV-UP-01")]
    [InlineData("I20.000", null, null, null, null, "", "CVD-UP-01")]
    [InlineData("I25.101", null, null, null, null, "", "")]
    [InlineData("I63.900", null, null, null, null, "", "STR-UP-01")]
    [InlineData("K80.000", null, null, null, null, "", "SUR-UP-01")]
    [InlineData("K80.200", null, null, null, null, "", "")]
    [InlineData("S72.000", 190, 80, null, null, "UP-05", "UP-05 HTN-UP-01 TRA-UP-01")]
    [InlineData("J00.x00", 120, 80, 5.0, 36.6, "", "")]
    [InlineData("J00.x00", 120, 80, 5.0, 36.6, "UP-01 UP-02", "UP-01 UP-02")]
    [InlineData("J00.x00", 120, 80, 5.0, 36.6, "HTN-UP-01", "")]
    [InlineData("J00.x00", 120, 80, 5.0, 36.6, "DOWN-01 UP-99", "")]
    public void A_visit_meets_these(string code, int? high, int? low, double? glucose, double? temperature, string judged, string met)
    {
        var facts = new VisitFacts(default, default, default, "", high, low, (decimal?)glucose, (decimal?)temperature, code, "", "");
        var found = ReferralCriteria.Met(Section.Criteria, ReferralDirection.Up, facts, judged.Split(' '));
        Assert.Equal(met, string.Join(' ', found.Select(c => c.Code)));
    }

    [Fact]
    public void Without_a_visit_only_what_the_doctor_judged_counts()
    {
        var met = ReferralCriteria.Met(Section.Criteria, ReferralDirection.Up, null, ["UP-02", "HTN-UP-01"]);
        Assert.Equal(["UP-02"], met.Select(c => c.Code));
    }

    [Fact]
    public void Every_criterion_has_a_source_and_either_a_condition_or_a_judgement()
    {
        Assert.All(Section.Criteria, c => Assert.NotEmpty(c.Source));
        Assert.Contains(Section.Criteria, c => c.IsJudged);
        Assert.Contains(Section.Criteria, c => !c.IsJudged);
    }
}
