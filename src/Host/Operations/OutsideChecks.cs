using System.Net.Sockets;
using Yihe.Host.Commands;

namespace Yihe.Host.Operations;

/// <summary>What the doctor sees of others: whoever holds the port, the reverse proxy before the platform, the text message gateway, and what is told of all of them.</summary>
internal static class OutsideChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static async Task<IReadOnlyList<Check>> Of(HostOptions options, string? url, CancellationToken ct) =>
        [await Port(options, ct), await Proxy(url, ct), await Sms(options.SmsGateway, ct), Told(options), Messages(options)];

    private static async Task<Check> Port(HostOptions options, CancellationToken ct)
    {
        var (free, own) = (MachineChecks.IsFree(options), false);
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            own = !free && await http.GetStringAsync($"http://{options.Listen}:{options.Port}/health/live", ct) == "ok";
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            own = false;
        }
        var found = $"{options.Port} {(own ? "由本平台占用" : free ? "空闲" : "被别的程序占用")}";
        return Check.Of("port", "端口", free || own, (found, "空闲，或由本平台占用", "请停掉占用它的程序，或用 --port 换一个端口"));
    }

    private static async Task<Check> Proxy(string? url, CancellationToken ct)
    {
        const string wanted = "https 打得开，带 Strict-Transport-Security";
        const string mend = "请按运行手册“反向代理”一节配置 TLS 证书与转发头";
        if (url is null)
            return new Check("proxy", "对外地址", CheckState.Unseen, "没有写 --url", wanted, "请用 --url https://对外地址 再体检一次");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            return Check.Of("proxy", "对外地址", false, ($"{url} 不是 https 地址", wanted, mend));
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            using var answer = await http.GetAsync(new Uri(address, "/health/live"), ct);
            var strict = answer.Headers.Contains("Strict-Transport-Security");
            var found = $"答 {(int)answer.StatusCode}{(strict ? "" : "，没有 Strict-Transport-Security")}";
            return Check.Of("proxy", "对外地址", answer.IsSuccessStatusCode && strict, (found, wanted, mend));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return Check.Of("proxy", "对外地址", false, ($"{url} 打不开（{e.Message}）", wanted, mend));
        }
    }

    private static async Task<Check> Sms(string? gateway, CancellationToken ct)
    {
        if (gateway is null)
            return Check.Of(
                "sms",
                "短信网关",
                false,
                ("没有配置，短信只存不发", "已配置并连得上", "用 --sms-gateway 写明网关地址"),
                CheckState.Risky
            );
        if (!Uri.TryCreate(gateway, UriKind.Absolute, out var address))
            return Check.Of("sms", "短信网关", false, ($"{gateway} 不是网址", "如 http://10.0.0.9/sms", "请改正 --sms-gateway"));
        var connects = await Connects(address, ct);
        var words = (
            $"{address.Host}:{address.Port} {(connects ? "连得上" : "连不上")}",
            "连得上",
            "请检查网络、防火墙与网关；期间短信留存，恢复后自动补发"
        );
        return Check.Of("sms", "短信网关", connects, words);
    }

    private static async Task<bool> Connects(Uri address, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, patience.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Where messages of HL7 v2 come in, and whether others can read them on the way.</summary>
    private static Check Messages(HostOptions options)
    {
        const string mend = "用 --mllp-certificate 写明证书，或只让它监听本机、由网关加密转来";
        if (options.Mllp is not { } port)
            return Check.Of("mllp", "HL7 v2 来文", true, ("没有开（不写 --mllp）", "", ""));
        var isLocal = System.Net.IPAddress.TryParse(options.Listen, out var address) && System.Net.IPAddress.IsLoopback(address);
        var found = $"端口 {port}，{(options.MllpCertificate is null ? "不加密" : "TLS")}";
        return Check.Of(
            "mllp",
            "HL7 v2 来文",
            isLocal || options.MllpCertificate is not null,
            (found, "监听本机，或用 TLS", mend),
            CheckState.Risky
        );
    }

    private static Check Told(HostOptions options)
    {
        var fault = OutsideOptions.Fault(options);
        const string wanted = "网址写得对，令牌与证书读得到";
        return Check.Of("outside", "对外设置", fault is null, (fault?.Words ?? wanted, wanted, $"请改正 --{fault?.Option}"));
    }
}
