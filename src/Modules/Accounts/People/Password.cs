using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Yihe.Accounts.People;

/// <summary>What is reckoned of passwords before a transaction begins: hashing is slow on purpose, and writers wait in one queue.</summary>
/// <param name="Known">the hash that the given password was held against</param>
/// <param name="Fresh">the hash of a new password</param>
internal sealed record PasswordProof(string? Known, bool Fits, string? Fresh);

/// <summary>Passwords: rules from the blueprint, hashing by the framework (PBKDF2, HMAC-SHA512).</summary>
internal static class Password
{
    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512.</summary>
    internal const int Iterations = 210_000;

    /// <summary>For each cost a hash that no password fits.</summary>
    private static readonly ConcurrentDictionary<int, string> Decoys = [];

    internal static string Hash(Platform platform, string password) => HasherOf(CostOf(platform)).HashPassword(null!, password);

    /// <summary>Compares; without an account it spends the same time, so that names cannot be found out by the clock.</summary>
    private static bool Fits(Platform platform, string? hash, string password)
    {
        var decoy = Decoys.GetOrAdd(CostOf(platform), cost => HasherOf(cost).HashPassword(null!, "no account has this password"));
        return HasherOf(CostOf(platform)).VerifyHashedPassword(null!, hash ?? decoy, password) != PasswordVerificationResult.Failed
            && hash is not null;
    }

    internal static async Task<object?> Reckon(
        Platform platform,
        Expression<Func<Account, bool>> whose,
        (string Field, string Given, string? Fresh) proof,
        CancellationToken ct
    )
    {
        await using var db = platform.Database.Open();
        var known = await db.Set<Account>().Where(whose).Select(a => a.PasswordHash).SingleOrDefaultAsync(ct);
        var fits = Fits(platform, known, proof.Given);
        return new PasswordProof(known, fits, proof.Fresh is { } fresh ? Hash(platform, fresh) : null);
    }

    internal static Task<object?> Reckon(Platform platform, string fresh) =>
        Task.FromResult<object?>(new PasswordProof(null, false, Hash(platform, fresh)));

    /// <summary>The password given is the one the account still has.</summary>
    internal static bool IsProven(Work work, Account? account) =>
        work.Ahead is PasswordProof { Fits: true } proof && proof.Known == account?.PasswordHash;

    internal static string RuleIn(Security rules) =>
        $"至少 {rules.PasswordLength} 位，含大写字母、小写字母、数字、符号中的至少 {rules.PasswordClasses} 类，不含登录名";

    /// <summary>Sets a password that was typed twice, if it is good enough.</summary>
    internal static Refusal? Set(Work work, Account account, string password, string again)
    {
        if (password != again)
            return Refusal.Invalid("again", "两次输入的口令不一致，请重新输入");
        if (Weak(password, account.Login, work.Platform.Blueprints.At<Security>(work.Now)) is { } weak)
            return weak;
        account.SetPassword(((PasswordProof)work.Ahead!).Fresh!);
        return null;
    }

    private static Refusal? Weak(string password, string login, Security rules)
    {
        var classes = new Func<char, bool>[]
        {
            char.IsAsciiLetterUpper,
            char.IsAsciiLetterLower,
            char.IsAsciiDigit,
            c => !char.IsAsciiLetterOrDigit(c),
        };
        if (password.Length < rules.PasswordLength)
            return Refusal.Invalid("password", $"口令至少 {rules.PasswordLength} 位，现在是 {password.Length} 位");
        if (classes.Count(password.Any) < rules.PasswordClasses)
            return Refusal.Invalid("password", $"口令应含大写字母、小写字母、数字、符号中的至少 {rules.PasswordClasses} 类");
        return password.Contains(login, StringComparison.OrdinalIgnoreCase) ? Refusal.Invalid("password", "口令中不能含有登录名") : null;
    }

    private static int CostOf(Platform platform) => platform.CheapPasswords ? 1 : Iterations;

    private static PasswordHasher<object> HasherOf(int iterations) =>
        new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
}
