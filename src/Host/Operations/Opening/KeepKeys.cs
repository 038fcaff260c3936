using System.ComponentModel.DataAnnotations;
using Yihe.Basis;
using Yihe.Basis.Values;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations.Opening;

/// <summary>The system administrator shows that the copy of the key file kept elsewhere is the one in use, by the fingerprint read from the copy.</summary>
internal static class KeepKeys
{
    /// <summary>So many characters tell a wrong or a damaged copy; the whole would be a pain to type on a phone.</summary>
    private const int Enough = 8;

    internal sealed record Input([property: Display(Name = "副本的指纹"), Needed("请填写副本的指纹"), AtMost(60)] string Fingerprint);

    internal static readonly Change<Input, Done> Door = new("opening.keep-keys", "核对另存的密钥", OpeningNotes.Manage, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var typed = string.Concat(input.Fingerprint.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        if (typed.Length < Enough)
            return Refusal.Invalid("fingerprint", $"请至少抄写指纹的前 {Enough} 位");
        var used = work.Platform.Vault.Fingerprint;
        if (!used.StartsWith(typed, StringComparison.Ordinal))
            return Refusal.Invalid("fingerprint", "与正在使用的密钥不符。请先核对抄写；没有抄错的，说明副本不是这一份，请重新复制密钥文件");
        await OpeningNotes.Write(work, new OpeningNotes.KeysKept(used, work.Now, work.Actor.Account), ct);
        return await work.Commit(Done.Yes, ct);
    }
}
