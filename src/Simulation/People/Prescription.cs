namespace Yihe.Simulation.People;

/// <summary>Writes medication plans that respect age, allergy and what is already taken.</summary>
internal static class Prescription
{
    private const string Separator = "；";
    private const string NoThinners = "停用抗血小板药";

    /// <summary>The plan for the illness followed by the long-term medication, each drug once.</summary>
    public static string Write(Episode subject)
    {
        var acute = Fill(subject.Course.Medication, subject);
        var lasting = subject.Others.Select(share => Fill(share.Medication, subject));
        var bleeding = acute.Contains(NoThinners, StringComparison.Ordinal);
        var items = lasting
            .Prepend(acute)
            .SelectMany(text => text.Split(Separator))
            .Where(item => !bleeding || !IsThinner(item))
            .DistinctBy(DrugOf)
            .ToList();
        return (items.Count > 1 ? string.Join(Separator, items.Where(IsDrug)) : items[0]) + "。";
    }

    private static string Fill(string text, Episode subject) =>
        text.Replace("{抗生素}", Antibiotic(subject), StringComparison.Ordinal)
            .Replace("{退热}", Antipyretic(subject), StringComparison.Ordinal)
            .Replace("{止痛}", Painkiller(subject), StringComparison.Ordinal)
            .Replace("{护胃}", "奥美拉唑肠溶胶囊20mg 每日1次", StringComparison.Ordinal)
            .Replace("{他汀}", "阿托伐他汀钙片20mg 每晚1次", StringComparison.Ordinal)
            .Replace("{抗血小板}", Thinner(subject), StringComparison.Ordinal);

    private static string Antibiotic(Episode subject)
    {
        var betaLactam = !subject.AllergicTo("青霉素") && !subject.AllergicTo("头孢");
        return (betaLactam, subject.Age < 14) switch
        {
            (true, true) => "阿莫西林颗粒按体重服用，每日3次，疗程5天",
            (true, false) => "阿莫西林胶囊0.5g 每日3次，疗程5天",
            (false, true) => "阿奇霉素干混悬剂按体重服用，每日1次，疗程3天",
            (false, false) => "阿奇霉素片0.5g 每日1次，疗程3天",
        };
    }

    private static string Antipyretic(Episode subject) =>
        subject.Age switch
        {
            < 1 => "对乙酰氨基酚混悬滴剂按体重服用，体温≥38.5℃时用",
            < 14 when !subject.AllergicTo("阿司匹林") => "布洛芬混悬液按体重服用，体温≥38.5℃时用",
            < 14 => "对乙酰氨基酚颗粒按体重服用，体温≥38.5℃时用",
            _ => "对乙酰氨基酚片0.5g 体温≥38.5℃时服",
        };

    private static string Painkiller(Episode subject)
    {
        string[] avoiding = ["N18.900", "I25.103", "I69.300"];
        var gentle = subject.AllergicTo("阿司匹林") || subject.Person.Chronic.Any(avoiding.Contains);
        return (gentle, subject.Age < 14) switch
        {
            (_, true) => "对乙酰氨基酚颗粒按体重服用，疼痛时用",
            (true, _) => "对乙酰氨基酚缓释片0.65g 每日2次",
            _ => "布洛芬缓释胶囊0.3g 每日2次",
        };
    }

    private static string Thinner(Episode subject) =>
        subject.AllergicTo("阿司匹林") ? "硫酸氢氯吡格雷片75mg 每日1次" : "阿司匹林肠溶片100mg 每日1次";

    private static bool IsThinner(string item) =>
        item.StartsWith("阿司匹林", StringComparison.Ordinal) || item.StartsWith("硫酸氢氯吡格雷", StringComparison.Ordinal);

    private static bool IsDrug(string item) => !item.StartsWith("无需用药", StringComparison.Ordinal);

    private static string DrugOf(string item) => string.Concat(item.TakeWhile(letter => !char.IsAsciiDigit(letter) && letter != '按'));
}
