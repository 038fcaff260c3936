using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Yihe.Host.Commands;

/// <summary>What a server is told of others: addresses and files that are wrong are named before anything is opened.</summary>
internal static class OutsideOptions
{
    /// <summary>The option that is wrong, and the words; null where none is.</summary>
    internal static (string Option, string Words)? Fault(HostOptions o)
    {
        if (o.MetricsFrom?.Split(',').FirstOrDefault(a => !IPAddress.TryParse(a.Trim(), out _)) is { } machine)
            return ("metrics-from", $"--metrics-from 里的 {machine} 不是地址；应如 10.0.0.5,10.0.0.6");
        if (o.SmsGateway is { } gateway && !IsUrl(gateway))
            return ("sms-gateway", $"--sms-gateway 的 {gateway} 不是网址；应如 http://10.0.0.9/sms");
        var systems = (o.HospitalSystems ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToList();
        if (systems.Find(p => p is not [_, var to] || !IsUrl(to)) is { } wrong)
            return (
                "hospital-systems",
                $"--hospital-systems 里的 {string.Join('=', wrong)} 应写成 机构代码=网址，如 gh=http://10.0.0.8/yihe"
            );
        if (systems.CountBy(p => p[0].Trim()).FirstOrDefault(c => c.Value > 1).Key is { } twice)
            return ("hospital-systems", $"--hospital-systems 里的 {twice} 写了两次；每家机构只写一个网址");
        return Upward(o) ?? Certificate(o.MllpCertificate);
    }

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    private static (string, string)? Upward(HostOptions o)
    {
        if (o.ReportTo is { } to && !IsUrl(to))
            return ("report-to", $"--report-to 的 {to} 不是网址；应如 https://wjw.example.cn/api/consortium-reports");
        if (o.ReportTo is null != o.ReportToken is null)
            return ("report-token", "--report-to 与 --report-token 要一起写：往哪里报送，凭哪个令牌");
        if (o.ReportToken is not { } file)
            return null;
        return TokenIn(file) is { Length: > 0 and < 1_000 } token && token.All(c => c is > ' ' and <= '~')
            ? null
            : ("report-token", $"--report-token 的 {file} 里读不到令牌；文件里应只有上级发放的那一行，并让运行的账号读得到");
    }

    private static string? TokenIn(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    private static (string, string)? Certificate(string? file)
    {
        try
        {
            if (file is not null)
                X509CertificateLoader.LoadPkcs12FromFile(file, null).Dispose();
            return null;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return ("mllp-certificate", $"--mllp-certificate 的 {file} 不是读得到的证书；应为含私钥、不设口令的 .p12");
        }
    }

    private static bool IsUnreadable(Exception e) =>
        e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;
}
