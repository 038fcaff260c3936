using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Joining;

/// <summary>The agreement is signed (签约): membership holds from its first day. KS-21, KS-24, KS-26.</summary>
internal static class SignJoining
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "协议要点"), Needed("请写明协议要点"), AtMost(4000)] string Text,
        [property: Display(Name = "生效日")] DateOnly From,
        [property: Display(Name = "截止日")] DateOnly? Until = null,
        [property: Display(Name = "签字盖章的协议（PDF）")] UploadedFile? File = null,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("joining.sign", "签订加入协议", Rights.SignAgreements, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (joining, refusal) = await work.Find<Joining>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (JoiningFlow.Table.Refuses(joining, JoiningMove.Sign, work.Actor) is { } illegal)
            return illegal;
        if (input.From < work.Today)
            return Refusal.Invalid("from", "生效日不能早于今天：以前的名单已经用过，不再改动");
        var terms = new Terms(joining.Name + "加入协议", input.Text, input.From, input.Until, input.File);
        var (agreement, unfit) = await Agreement.Draw(work, terms, [joining.Applicant, joining.Lead], null, ct);
        if (unfit is not null)
            return unfit;
        joining.Agreement = agreement.Id;
        InstitutionRegister.Join(work, joining.Applicant, new(joining.Consortium, MembershipRole.Member, input.From, joining.Zone));
        if (await JoiningFlow.Table.Make(work, joining, JoiningMove.Sign, ct) is { } not)
            return not;
        var done = await work.Commit(Done.Yes, ct);
        InstitutionDirectory.Of(work.Platform).Forget();
        return done;
    }
}
