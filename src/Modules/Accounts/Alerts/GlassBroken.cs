namespace Yihe.Accounts.Alerts;

/// <summary>Somebody opened in an emergency what is otherwise closed (紧急调阅): the security administrator asks afterwards whether it was one.</summary>
public sealed record GlassBroken(AccountId Account, InstitutionId Institution, string UseCase);
