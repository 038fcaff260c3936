using Yihe.Accounts;

namespace Yihe.Joining.Tests;

/// <summary>The directors of institutions, whom the county's plan does not name.</summary>
internal static class Directors
{
    internal static async Task<Actor> Director(this TestRegion region, string code)
    {
        var at = await region.Institution(code);
        return (await region.Part("villageDoctor")) with
        {
            Institution = at.Id,
            Grants = RoleBook.Of(region.Platform).GrantsOf(["director"]),
            Reaches = new Dictionary<Scope, IReadOnlyList<InstitutionId>> { [Scope.Institution] = [at.Id] },
        };
    }
}
