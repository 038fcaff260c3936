namespace Yihe.Host.Doors;

/// <summary>How pages look to one person: light or dark, roomy or dense; a choice kept in a cookie, nothing else.</summary>
internal static class Looks
{
    private static readonly CookieOptions Kept = new()
    {
        MaxAge = TimeSpan.FromDays(400),
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
    };

    internal static string Theme(HttpContext http) => http.Request.Cookies["theme"] == "dark" ? "dark" : "light";

    internal static string Density(HttpContext http) => http.Request.Cookies["density"] == "compact" ? "compact" : "standard";

    /// <summary>Larger type and fewer things on the pages of residents (长辈版), remembered on their phone. U11.</summary>
    internal static bool Elder(HttpContext http) => http.Request.Cookies["elder"] == "on";

    internal static void MapLooks(this WebApplication app)
    {
        app.MapPost("/looks", (RequestDelegate)Choose).ExcludeFromDescription();
        app.MapPost("/my/looks", (RequestDelegate)Choose).ExcludeFromDescription();
    }

    private static async Task Choose(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        foreach (var name in new[] { "theme", "density" })
            if (form[name].ToString() is "light" or "dark" or "standard" or "compact")
                http.Response.Cookies.Append(name, form[name].ToString(), Kept);
        if (form["elder"].ToString() is "on" or "off")
            http.Response.Cookies.Append("elder", form["elder"].ToString(), Kept);
        if (http.Request.Headers.ContainsKey("HX-Request"))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            Redirects.SeeOther(http, form["back"].ToString());
    }
}
