using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Working;

/// <summary>The outcome of a call, kept for a day under its key, so that a repeated call has the same outcome and no second effect.</summary>
[PrimaryKey(nameof(Actor), nameof(UseCase), nameof(Key))]
[Index(nameof(At))]
public sealed class KeptOutcome : IRow
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly Refusal OtherContent = new(
        RefusalKind.Invalid,
        "key-reused",
        "这份表单已经提交过，内容却不相同。请刷新页面后重新填写提交"
    );

    public required string Actor { get; init; }
    public required string UseCase { get; init; }
    public required string Key { get; init; }
    public required string InputHash { get; init; }
    public required string Outcome { get; init; }
    public required DateTimeOffset At { get; init; }

    internal static string HashOf<T>(T input) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Write(input))));

    internal static string NameOf(Actor actor) => actor.Account?.ToString() ?? actor.Name;

    internal static KeptOutcome Of<T>(Work work, UseCase useCase, string key, T outcome) =>
        new()
        {
            Actor = NameOf(work.Actor),
            UseCase = useCase.Name,
            Key = key,
            InputHash = work.InputHash,
            Outcome = JsonText.Write(outcome),
            At = work.Now,
        };

    internal Result<T> Replay<T>(string inputHash) => inputHash == InputHash ? JsonText.Read<T>(Outcome) : OtherContent;
}
