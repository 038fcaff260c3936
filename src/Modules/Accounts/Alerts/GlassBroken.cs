namespace Yihe.Accounts.Alerts;

/// <summary>Somebody opened in an emergency what is otherwise closed (紧急调阅): the security administrator asks afterwards whether it was one.</summary>
/// <param name="Reason">in the words of the plan</param>
/// <param name="At">when it was opened, and <paramref name="Until"/> when it closes</param>
public sealed record GlassBroken(
    AccountId Account,
    InstitutionId Institution,
    string UseCase,
    Guid Person,
    string Reason,
    DateTimeOffset At,
    DateTimeOffset Until
);
