using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yihe.Residents;

/// <summary>
/// The code on a resident's phone (动态健康码): who it is and until when, sealed and signed with the key of the region, so that it tells nobody
/// anything, cannot be made elsewhere, and is worth nothing minutes later. QJ-65.
/// </summary>
public static class HealthPass
{
    private const string Kind = "YHC1";
    private const string Purpose = "my.health-pass";
    private static readonly CompositeFormat Inside = CompositeFormat.Parse("{0:N} {1} {2}");

    /// <summary>A fresh one for a person, good until then.</summary>
    public static string Make(Work work, Guid person, DateTimeOffset until)
    {
        var text = string.Format(
            CultureInfo.InvariantCulture,
            Inside,
            person,
            until.ToUnixTimeSeconds(),
            RandomNumberGenerator.GetInt32(int.MaxValue)
        );
        return $"{Kind}.{RegionOf(work)}.{Base64Url.EncodeToString(work.Platform.Vault.EncryptText(text, Purpose))}";
    }

    /// <summary>Whose it is, or in words why it says nothing.</summary>
    internal static Result<ResidentId> Read(Work work, string code)
    {
        if (code.Trim().Split('.') is not [Kind, var region, var sealedText])
            return Unread("这不是居民手机上的健康码：请对准“我的健康码”页上的二维码，转诊单、摘要上的码不能用");
        if (region != RegionOf(work))
            return Unread("这是别的地区的健康码，本地读不了，请改用身份证");
        if (Opened(work, sealedText) is not [var person, var until, _])
            return Unread("这个健康码不是本平台签发的，或不完整，请让患者刷新后再扫；再不行请改用身份证");
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture)) > work.Now
            ? ResidentId.From(Guid.Parse(person))
            : Unread("这个健康码过期了，请让患者在手机上点“刷新”后再扫");
    }

    private static Refusal Unread(string words) => new(RefusalKind.NotFound, "unread-code", words, new FieldFault("code", words));

    private static string[]? Opened(Work work, string sealedText)
    {
        try
        {
            return work.Platform.Vault.DecryptText(Base64Url.DecodeFromChars(sealedText), Purpose).Split(' ');
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Which region's key it is sealed with.</summary>
    private static string RegionOf(Work work) => work.Platform.Vault.Fingerprint[..8];
}
