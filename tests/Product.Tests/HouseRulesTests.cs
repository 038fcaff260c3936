using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Yihe.Accounts;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Working;
using Yihe.Testing;
using Yihe.Ui;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>What holds for all code of the house, read from the code itself.</summary>
[Trait("kind", "house")]
public partial class HouseRulesTests
{
    private static readonly RoleBook Roles = RoleBook.Read(Path.Combine(HostOptions.Home, "knowledge"));
    private static readonly string[] Granted = [.. Roles.All.SelectMany(r => r.Grants.Keys).Distinct()];
    private static readonly string[] Open = [Permission.Anyone.Name, Permission.SignedIn.Name, Permission.Self.Name];
    private static readonly IReadOnlyList<string> Sources = [.. Repo.Files("src", ".cs", ".razor"), .. Repo.Files("tools", ".cs")];
    private static readonly IReadOnlyList<string> Tests = [.. Repo.Files("tests", ".cs")];

    [Fact]
    public void Every_use_case_asks_for_a_permission_that_some_role_has() =>
        None(
            ModuleList
                .All.UseCases.Values.Where(u => !Open.Contains(u.Permission.Name) && !Granted.Contains(u.Permission.Name))
                .Select(u => u.Name)
        );

    [Fact]
    public void Every_grant_is_a_permission_that_the_code_knows()
    {
        var known = Sources.SelectMany(f => PermissionMade().Matches(Repo.Text(f))).Select(m => m.Groups[1].Value).ToHashSet();
        None(Granted.Except(known));
    }

    [Fact]
    public void Every_page_says_who_may_open_it()
    {
        var pages = Pages.All;
        Assert.NotEmpty(pages);
        None(pages.Where(p => p.GetCustomAttribute<NeedsAttribute>() is not { } needs || !Open.Concat(Granted).Contains(needs.Permission)));
        Assert.All(pages, p => Assert.EndsWith("Page", p.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Administrators_hold_nothing_clinical()
    {
        var clinical = ModuleList.All.Permissions.Where(p => p.Clinical).Select(p => p.Name).ToList();
        Assert.NotEmpty(clinical);
        Assert.Equal(3, Roles.All.Count(r => r.Exclusive));
        None(Roles.All.Where(r => r.Exclusive).SelectMany(r => r.Grants.Keys).Intersect(clinical));
    }

    [Fact]
    public void Every_state_of_a_flow_can_be_reached_and_every_move_has_a_use_case()
    {
        foreach (var flow in ModuleList.All.Flows.Values)
        {
            var reached = new HashSet<string> { flow.Start };
            var next = new Queue<string>(reached);
            while (next.TryDequeue(out var state))
                foreach (var move in flow.MovesFrom(state))
                    if (flow.Next(state, move) is { } to && reached.Add(to))
                        next.Enqueue(to);
            var states = StateInDiagram().Matches(flow.Diagram()).Select(m => m.Groups[1].Value);
            Assert.Equal(states.Order(), reached.Order());
        }
    }

    [Fact]
    public void Every_menu_entry_and_move_leads_to_a_page_of_the_product()
    {
        var addresses = Pages.All.SelectMany(p => p.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).ToHashSet();
        None(ModuleList.All.All.SelectMany(m => m.Menu).Select(e => e.Href.Split('?')[0]).Where(h => !addresses.Contains(h)));
    }

    [Fact]
    public void Projects_use_lower_floors_alone()
    {
        string[][] floors =
        [
            ["Basis"],
            ["Kernel"],
            ["Ui", "Matching"],
            ["Organization"],
            ["Accounts"],
            ["Joining", "Plans", "Audit"],
            ["Diagnoses"],
            ["Residents", "Workforce", "Finance"],
            ["ResidentAccounts"],
            ["Sharing", "MasterIndex", "Consents", "Intake"],
            ["Insurance", "Access", "Beds", "Pharmacy", "Logistics"],
            ["Referral"],
            ["Centers", "HealthManagement"],
            ["Emergency", "OnlineCare"],
            ["Quality"],
            ["Indicators"],
            ["Monitoring", "Evaluation", "DataQuality"],
            ["Interop", "Reporting"],
            ["HealthRecord", "Hl7"],
        ];
        int FloorOf(string project) => Array.FindIndex(floors, f => f.Contains(project));
        foreach (
            var file in Repo.Files("src/Modules", ".csproj")
                .Append("src/Ui/Ui.csproj")
                .Append("src/Kernel/Kernel.csproj")
                .Append("src/Basis/Basis.csproj")
        )
        {
            var own = FloorOf(Path.GetFileNameWithoutExtension(file));
            Assert.True(own >= 0, $"{file} stands on no floor");
            foreach (var other in References(file))
                Assert.True(FloorOf(other) is >= 0 and var floor && floor < own, $"{file} may not use {other}");
        }
        None(References("src/Simulation/Simulation.csproj"));
    }

    [Fact]
    public void Every_published_record_has_a_subscriber()
    {
        var published = Sources.SelectMany(f => Published().Matches(Repo.Text(f))).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(published);
        None(published.Except(ModuleList.All.Subscriptions.Select(s => s.News.Name)));
    }

    [Fact]
    public void Files_and_functions_are_short()
    {
        var faults = new List<string>();
        foreach (var file in Sources.Concat(Tests))
        {
            var text = Repo.Text(file);
            var (page, most) = (file.EndsWith(".razor", StringComparison.Ordinal), Tests.Contains(file) ? 500 : 400);
            var lines = text.Count(c => c == '\n');
            if (lines > (page ? 150 : most))
                faults.Add($"{file}: {lines} lines");
            faults.AddRange(Functions(Code(file, text)).Where(f => f.Lines > 60).Select(f => $"{file}: {f.Name} has {f.Lines} lines"));
        }
        None(faults);
    }

    /// <summary>Lines that are not blank, as decisions 24 and 26 set them.</summary>
    private static readonly (string What, int Most, string[] Under)[] Budgets =
    [
        ("Basis", 1_600, ["src/Basis/"]),
        ("Kernel", 5_450, ["src/Kernel/"]),
        ("Ui and Host", 4_600, ["src/Ui/", "src/Host/"]),
        ("operations", 2_200, ["src/Host/Operations/", .. OperationsCommands]),
        ("Matching", 3_000, ["src/Matching/"]),
        ("Simulation", 3_450, ["src/Simulation/"]),
        .. Directory
            .GetDirectories(Path.Combine(Repo.Root, "src", "Modules"))
            .Select(Path.GetFileName)
            .Select(m => (m!, 3_000, new[] { $"src/Modules/{m}/" })),
    ];

    private static string[] OperationsCommands =>
        [
            .. new[] { "Audit", "Backup", "Doctor", "Fingerprint", "Keys", "Migrate", "Restore", "SupportBundle", "Upgrade" }.Select(c =>
                $"src/Host/Commands/{c}Command.cs"
            ),
        ];

    [Fact]
    public void Floors_and_modules_keep_within_their_budgets()
    {
        var lines = Sources.ToDictionary(f => f, f => Repo.Text(f).Split('\n').Count(l => !string.IsNullOrWhiteSpace(l)));
        var operations = Budgets.Single(b => b.What == "operations").Under;
        int Sum(string what, string[] under) =>
            lines.Where(l => under.Any(l.Key.StartsWith) && (what == "operations" || !operations.Any(l.Key.StartsWith))).Sum(l => l.Value);
        Assert.All(Budgets, b => Assert.True(Sum(b.What, b.Under) > 0, $"{b.What} holds nothing"));
        None(
            from budget in Budgets
            let sum = Sum(budget.What, budget.Under)
            where sum > budget.Most
            select $"{budget.What}: {sum} lines of {budget.Most}"
        );
        var tests = Tests.Sum(f => Repo.Text(f).Split('\n').Count(l => !string.IsNullOrWhiteSpace(l)));
        Assert.True(tests * 10 <= lines.Values.Sum() * 13, "tests may have 1.3 times the lines of the source");
    }

    [Fact]
    public void Type_names_say_something()
    {
        string[] empty = ["Manager", "Helper", "Util", "Utils", "Service", "Processor", "Base", "Common", "Dto", "V2"];
        var named =
            from file in Sources.Concat(Tests)
            from type in Code(file, Repo.Text(file)).DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            where empty.Any(word => type.Identifier.Text.EndsWith(word, StringComparison.Ordinal))
            select $"{file}: {type.Identifier.Text}";
        None(named);
    }

    [Fact]
    public void Every_file_begins_with_what_its_type_means()
    {
        var silent =
            from file in Repo.Files("src", ".cs")
            let type = Code(file, Repo.Text(file)).DescendantNodes().OfType<TypeDeclarationSyntax>().FirstOrDefault()
            where type is not null && !type.GetLeadingTrivia().ToString().Contains("///", StringComparison.Ordinal)
            select $"{file}: {type.Identifier.Text}";
        None(silent);
    }

    [Fact]
    public void No_place_is_named_in_code()
    {
        var plans = Regex.Matches(Repo.Text("docs/policy-trace.md"), @"(?m)^\| (?:KS|XX|QJ|WJ|GZ) \| (\S+?)(?:紧密|医联)");
        var places = plans
            .SelectMany(m => Regex.Split(m.Groups[1].Value, "[市区县省]"))
            .Where(p => p.Length == 2 && p != "某县")
            .Distinct()
            .ToList();
        Assert.Equal(6, places.Count);
        None(
            from file in Sources.Concat(Tests)
            let text = Repo.Text(file)
            from place in places
            where text.Contains(place)
            select $"{file}: {place}"
        );
    }

    private static IEnumerable<string> References(string file) =>
        XDocument
            .Load(Path.Combine(Repo.Root, file))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    /// <summary>The syntax of a file; of a page, what stands in its <c>@code</c>.</summary>
    private static SyntaxNode Code(string file, string text)
    {
        if (file.EndsWith(".razor", StringComparison.Ordinal))
            text = text.Contains("@code {", StringComparison.Ordinal)
                ? "class Page {" + text[(text.IndexOf("@code {", StringComparison.Ordinal) + 7)..]
                : "";
        return CSharpSyntaxTree.ParseText(text).GetRoot();
    }

    private static IEnumerable<(string Name, int Lines)> Functions(SyntaxNode code) =>
        from node in code.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let span = node.GetLocation().GetLineSpan()
        select (node.ToString().Split('(')[0].Split(' ')[^1], span.EndLinePosition.Line - span.StartLinePosition.Line + 1);

    [GeneratedRegex("""new(?: Permission)?\("([a-z-]+\.[a-z-]+)",""")]
    private static partial Regex PermissionMade();

    [GeneratedRegex(@"(?m)^    (\w+): ")]
    private static partial Regex StateInDiagram();

    [GeneratedRegex(@"\.Publish\(new (\w+)\(")]
    private static partial Regex Published();
}

/// <summary>The pages of the product, found by their addresses.</summary>
internal static class Pages
{
    internal static readonly IReadOnlyList<Type> All =
    [
        .. ModuleList
            .All.Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.GetCustomAttributes<RouteAttribute>().Any())
            .OrderBy(t => t.FullName, StringComparer.Ordinal),
    ];
}
