using System.ComponentModel.DataAnnotations;
using Yihe.Accounts;
using Yihe.Basis;
using Yihe.Basis.Values;
using Yihe.Kernel.Working;
using Yihe.Organization;

namespace Yihe.Host.Operations.Opening;

/// <summary>How far a step has come.</summary>
public enum StepState
{
    [Display(Name = "未办")]
    Open,

    [Display(Name = "办理中")]
    Begun,

    [Display(Name = "已办")]
    Done,
}

/// <summary>One step of the first days: how far it is, by what the region itself shows.</summary>
/// <param name="Manager">only who manages the opening can do it</param>
internal sealed record OpeningStep(string Name, string Title, StepState State, string Found, bool Manager = false);

/// <summary>
/// The six steps of a new region (首次启用). Each is read from what is there — accounts, posts, institutions, the last backup — so that
/// leaving and coming back, or doing a thing elsewhere, needs no bookkeeping.
/// </summary>
internal static class ShowOpening
{
    internal sealed record Input;

    internal sealed record Outcome(
        IReadOnlyList<OpeningStep> Steps,
        IReadOnlyList<Administrator> Administrators,
        IReadOnlyList<string> Unstaffed,
        DateTimeOffset? OpenedAt
    )
    {
        /// <summary>The first step that is still to be done.</summary>
        public OpeningStep? Next => Steps.FirstOrDefault(s => s.State != StepState.Done);

        /// <summary>The step to show first to somebody who may, or may not, do what only the manager of the opening does.</summary>
        internal OpeningStep NextFor(bool manager) =>
            Steps.FirstOrDefault(s => s.State != StepState.Done && (manager || !s.Manager)) ?? Steps[^1];

        public int DoneCount => Steps.Count(s => s.State == StepState.Done);
    }

    internal static readonly Look<Input, Outcome> Door = new("opening.show", "查看首次启用", OpeningNotes.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct) =>
        work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal ? refusal : await Of(work, ct);

    internal static async Task<Outcome> Of(Work work, CancellationToken ct)
    {
        var staffing = await Staffing.Of(work, ct);
        var members = (await InstitutionDirectory.All(work, ct)).Where(i => i.IsMember).ToList();
        var unstaffed = members.Where(i => !staffing.Staffed.Contains(i.Id)).Select(i => i.ShortName).ToList();
        var opened = await OpeningNotes.Find<OpeningNotes.Opened>(work.Db, ct);
        return new Outcome(
            [
                await Keys(work, ct),
                Own(await Staffing.HasSecondFactor(work, ct)),
                Three(staffing.Administrators),
                People(members.Count, unstaffed.Count),
                await Backup(work, ct),
                new(
                    "open",
                    "启用",
                    opened is null ? StepState.Open : StepState.Done,
                    opened is null ? "还没有宣布启用" : $"{opened.At.Local():yyyy-MM-dd HH:mm} 启用",
                    Manager: true
                ),
            ],
            staffing.Administrators,
            unstaffed,
            opened?.At
        );
    }

    private static async Task<OpeningStep> Keys(Work work, CancellationToken ct)
    {
        var kept = await OpeningNotes.Find<OpeningNotes.KeysKept>(work.Db, ct);
        var current = kept?.Fingerprint == work.Platform.Vault.Fingerprint;
        var who = await AccountDirectory.NameOf(work, kept?.By, ct);
        var found =
            kept is null ? "还没有人核对过另存的副本"
            : !current ? "密钥已更换，另存的副本要重新核对"
            : $"{who} {kept.At.Local():yyyy-MM-dd} 核对过";
        return new("keys", "密钥另存", current ? StepState.Done : StepState.Open, found, Manager: true);
    }

    private static OpeningStep Own(bool strong) =>
        new("own", "本人口令与认证器", strong ? StepState.Done : StepState.Open, strong ? "两样都已设好" : "还没有绑定认证器或通行密钥");

    private static OpeningStep Three(IReadOnlyList<Administrator> three)
    {
        var ready = three.Count(a => a.Ready);
        var state =
            ready == three.Count ? StepState.Done
            : ready == 0 ? StepState.Open
            : StepState.Begun;
        return new("administrators", "三员到位", state, $"{three.Count} 员中 {ready} 员已能登录");
    }

    private static OpeningStep People(int members, int unstaffed)
    {
        var state =
            members == unstaffed ? StepState.Open
            : unstaffed > 0 ? StepState.Begun
            : StepState.Done;
        return new("people", "机构与人员", state, $"{members} 家成员机构，{members - unstaffed} 家已有人能登录");
    }

    private static async Task<OpeningStep> Backup(Work work, CancellationToken ct)
    {
        var last = await OpeningNotes.Find<OpeningNotes.LastBackup>(work.Db, ct);
        var found = last is null ? "还没有备份过" : $"最近一次 {last.At.Local():yyyy-MM-dd HH:mm}，写到 {Path.GetFileName(last.Place)}";
        return new("backup", "备份与体检", last is null ? StepState.Open : StepState.Done, found, Manager: true);
    }
}
