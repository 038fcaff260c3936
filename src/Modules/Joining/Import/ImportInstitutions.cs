namespace Yihe.Joining.Import;

/// <summary>Institutions from a file; only new ones, as what joining leaves as it is changes by no import. KS-28, KS-108, GZ-01.</summary>
internal static class ImportInstitutions
{
    internal sealed record Line(
        [property: Display(Name = "机构代码", Prompt = "xz-hx"), Needed("请填写机构代码"), AtMost(20)] string Code,
        [property: Display(Name = "机构名称", Prompt = "河溪镇卫生院"), Needed("请填写机构名称"), AtMost(60)] string Name,
        [property: Display(Name = "简称", Prompt = "河溪卫生院"), Needed("请填写简称"), AtMost(20)] string ShortName,
        [property: Display(Name = "类别")] InstitutionKind Kind,
        [property: Display(Name = "级别")] InstitutionLevel Level,
        [property: Display(Name = "机构性质")] Nature Nature,
        [property: Display(Name = "上级机构代码", Prompt = "gh")] string? Parent = null,
        [property: Display(Name = "加挂牌子"), AtMost(60)] string? SecondName = null,
        [property: Display(Name = "电话", Prompt = "0999-6600123"), AtMost(30)] string? Phone = null,
        [property: Display(Name = "科室", Prompt = "全科、中医科")] IReadOnlyList<string>? Departments = null,
        [property: Display(Name = "法人单位"), AtMost(60)] string? LegalPerson = null,
        [property: Display(Name = "职工身份与编制"), AtMost(60)] string? StaffIdentity = null,
        [property: Display(Name = "财政投入渠道"), AtMost(60)] string? Funding = null
    );

    internal static readonly Change<ImportSheet.Input, ImportSheet.Outcome> Door = ImportSheet.Of<Line>(
        "institution.import",
        "导入机构",
        Rights.ImportInstitutions,
        async (work, read, ct) =>
        {
            var known = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Code, i => i.Id);
            var codes = known.Keys.ToHashSet();
            foreach (var (row, line) in read.Rows)
                if (!codes.Add(line.Code))
                    read.Fault(row, $"机构代码“{line.Code}”已有或重复；导入只新增机构");
            foreach (var (row, line) in read.Rows.Where(r => r.Value.Parent is { } parent && !codes.Contains(parent)))
                read.Fault(row, $"没有代码为“{line.Parent}”的上级机构");
            return () => InstitutionRegister.Enter(work, [.. read.Rows.Select(r => PlanOf(r.Value))], known);
        }
    );

    private static InstitutionPlan PlanOf(Line line) =>
        new(
            line.Code,
            line.Name,
            line.ShortName,
            line.Kind,
            line.Level,
            "Excel 导入",
            line.SecondName,
            line.Parent,
            line.Phone,
            line.Departments,
            Nature: line.Nature,
            LegalPerson: line.LegalPerson,
            StaffIdentity: line.StaffIdentity,
            Funding: line.Funding
        );
}
