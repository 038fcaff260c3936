using Yihe.Accounts;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;

namespace Yihe.Host.Layout;

/// <summary>What someone new in a role does in the first hour (快速上手), on one page. Table: <c>knowledge/quick-starts.json</c>.</summary>
/// <param name="Role">code in <c>knowledge/roles.json</c></param>
/// <param name="Shot">the page its picture shows; <c>./yihe shots</c> takes it</param>
internal sealed record QuickStart(string Role, string Shot, IReadOnlyList<QuickStart.Step> Steps)
{
    internal const string Pictures = "/assets/quick-starts";

    /// <summary>One thing to do: where, by which keys, and how.</summary>
    internal sealed record Step(string Page, string Keys, string Does);

    internal string Picture => $"{Pictures}/{Role}.webp";

    internal static IReadOnlyList<QuickStart> Of(Platform platform) =>
        platform.Shared(() => new Book(JsonText.Read<IReadOnlyList<QuickStart>>(File.ReadAllText(PlaceOf(platform))))).All;

    internal string TitleIn(RoleBook roles) => roles[Role]?.Title ?? Role;

    private static string PlaceOf(Platform platform) => Path.Combine(platform.Knowledge, "quick-starts.json");

    private sealed record Book(IReadOnlyList<QuickStart> All);
}
