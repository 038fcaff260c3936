using Yihe.Kernel;
using Yihe.Kernel.Working;
using Yihe.Organization.People;

namespace Yihe.Host.Commands;

/// <summary>Prints a one-time link for a person whom nobody else may invite: an administrator who lost password or phone.</summary>
internal static class InviteCommand
{
    internal static readonly Command Command = new(
        "invite",
        "打印一个人的一次性链接，用于重设口令与认证器",
        [
            ("--login NAME", "登录名"),
            ("--data DIR", "数据目录，默认 data/yihe"),
            ("--keys FILE", "密钥文件，默认在数据目录旁边"),
            ("--database TEXT", "PostgreSQL 连接串；不写则用内嵌数据库"),
            ("--port N", "链接里的端口，默认 5080"),
            ("--listen ADDRESS", "链接里的地址，默认 127.0.0.1"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["login"] is not { } login)
            return await console.Fail("请用 --login 写明登录名");
        var options = arguments.Host("data/yihe");
        var opened = await Region.Open(options, ct);
        return opened.Refusal is { } refusal ? await console.Fail(refusal) : await Invite(options, opened.Value, login, console, ct);
    }

    internal static async Task<int> Invite(HostOptions options, Platform platform, string? login, TextWriter console, CancellationToken ct)
    {
        var invited = await new Gate(platform).Run(InviteByOperator.Door, Actor.Platform("operator"), new(login), new Call(), ct);
        if (invited.Refusal is { } refusal)
            return await console.Fail(refusal);
        await console.WriteLineAsync($"请把一次性链接交给本人，{invited.Value.Until.Local():MM-dd HH:mm} 前有效：");
        foreach (var link in invited.Value.Links)
            await console.WriteLineAsync(
                $"  {link.Role} {link.Name}（{link.Login}）  http://{options.Listen}:{options.Port}/invitation/{link.Token}"
            );
        return 0;
    }
}
