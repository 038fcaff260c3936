using System.Text;
using System.Text.RegularExpressions;

namespace Yihe.Intake;

/// <summary>A row of a list of residents, as it is filled in.</summary>
internal sealed partial record IntakeLine(
    [property: Display(Name = "身份证号", Prompt = "11010519491231002X"), Needed("请填写身份证号")] string IdentityNumber,
    [property: Display(Name = "姓名", Prompt = "王秀英"), Needed("请填写姓名"), AtMost(60)] string Name,
    [property: Display(Name = "电话", Prompt = "13900001234")] string? Phone = null,
    [property: Display(Name = "住址", Prompt = "河溪镇河东村二组"), AtMost(120)] string? Address = null,
    [property: Display(Name = "过敏史", Prompt = "青霉素（皮疹）"), AtMost(80)] string? Allergy = null,
    [property: Display(Name = "登记机构", Prompt = "河东村卫生室"), AtMost(60)] string? Institution = null,
    [property: Display(Name = "签约团队", Prompt = "钱守田家庭医生团队"), AtMost(40)] string? Team = null,
    [property: Display(Name = "签约日期")] DateOnly? SignedFrom = null,
    [property: Display(Name = "已核对不是同一人", Prompt = "是")] string? NotTheSame = null
)
{
    private const string Yes = "是";

    internal bool IsAnother => NotTheSame == Yes;

    /// <summary>Who it is, read as one is registered at the counter; or all that is wrong, each with the way out.</summary>
    internal (Newcomer? Is, IReadOnlyList<string> Faults) Read(IntakeHomes homes)
    {
        var faults = new List<string>();
        var number = Plain(IdentityNumber);
        var (identity, misread) = Basis.Values.IdentityNumber.Parse(number, homes.Today);
        if (Rounded().IsMatch(number))
            faults.Add("身份证号被表格软件改成了数字，末几位已丢失。请把这一列设为文本，照证件重新填写");
        else if (misread is not null)
            faults.Add(
                misread.Message + (number.EndsWith("000", StringComparison.Ordinal) ? "；末三位是 000 的，多半是被表格软件改过" : "")
            );
        var (phone, wrongPhone) = string.IsNullOrWhiteSpace(Phone) ? default : PhoneNumber.Parse(Plain(Phone));
        if (wrongPhone is not null)
            faults.Add(wrongPhone.Message);
        faults.AddRange(
            from cell in new[] { ("姓名", Name), ("住址", Address), ("过敏史", Allergy), ("签约团队", Team) }
            where cell.Item2 is ['=' or '+' or '-' or '@', ..]
            select $"{cell.Item1}以“{cell.Item2![0]}”开头，会被当成公式，请改成文字"
        );
        if (NotTheSame is not (null or Yes or "否"))
            faults.Add("“已核对不是同一人”填“是”，或留空");
        var (home, astray) = homes.Find(Institution);
        var (signed, unsigned) = homes.Signed(Team, SignedFrom);
        faults.AddRange(new[] { astray, unsigned }.OfType<string>());
        return faults.Count > 0
            ? (null, faults)
            : (
                new(
                    identity,
                    PlainName(Name),
                    string.IsNullOrWhiteSpace(Phone) ? null : phone,
                    Address?.Trim(),
                    Allergy?.Trim(),
                    home,
                    signed
                ),
                faults
            );
    }

    /// <summary>Full-width characters and blanks that come from typing, not from the card.</summary>
    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

    private static string PlainName(string name) => string.Join(' ', name.Split([' ', '　', '\t'], (StringSplitOptions)3));

    [GeneratedRegex(@"^\d(\.\d+)?[Ee]\+?\d+$")]
    private static partial Regex Rounded();
}
