using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Prints a one-time link for a person whom nobody else may invite: an administrator who lost password or phone.</summary>
internal static class UserCommand
{
    internal static readonly Command Command = new(
        "user",
        "打印一个人的一次性链接，用于重设口令与认证器（reset 登录名）；记入留痕",
        [
            ("reset LOGIN", "登录名"),
            ("--port N", "链接里的端口，默认 5080"),
            ("--listen ADDRESS", "链接里的地址，默认 127.0.0.1"),
            .. CommandLine.OfRegion,
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["reset"] is not { } login || login == "true")
            return await console.Misused(arguments, "reset", "请写明登录名：yihe user reset 登录名");
        var options = arguments.Host("data/yihe");
        var opened = await Region.Open(options, ct);
        return opened.Refusal is { } refusal
            ? await console.Fail(arguments, refusal)
            : await Invite(options, opened.Value, login, arguments, console, ct);
    }

    internal static async Task<int> Invite(
        HostOptions options,
        Platform platform,
        string? login,
        Arguments arguments,
        TextWriter console,
        CancellationToken ct
    )
    {
        var invited = await new Gate(platform).Run(InviteByOperator.Door, Actor.Platform("operator"), new(login), new Call(), ct);
        if (invited.Refusal is { } refusal)
            return await console.Fail(arguments, refusal);
        var links = invited.Value.Links.Select(link => new
        {
            link.Role,
            link.Name,
            link.Login,
            Url = $"http://{options.Listen}:{options.Port}/invitation/{link.Token}",
        });
        return await console.Tell(
            arguments,
            new { invited.Value.Until, links },
            $"请把一次性链接交给本人，{invited.Value.Until.Local():MM-dd HH:mm} 前有效："
                + string.Concat(links.Select(link => $"\n  {link.Role} {link.Name}（{link.Login}）  {link.Url}"))
        );
    }
}
