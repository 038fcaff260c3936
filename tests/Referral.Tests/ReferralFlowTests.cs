using Yihe.Accounts;
using Yihe.Host;
using Yihe.Kernel.Flows;
using Yihe.Residents;

namespace Yihe.Referral.Tests;

/// <summary>The two tables of moves, written out, and every state × move × side held against them. XX-23, XX-24, XX-25.</summary>
public class ReferralFlowTests
{
    private const string Up = """
        Requested  Accept          Accepted   receiver
        Requested  Redirect        Requested  receiver overseer
        Requested  Return          Returned   receiver
        Requested  ConfirmArrival  Arrived    receiver, green channel only
        Requested  Cancel          Cancelled  sender patient
        Returned   Resubmit        Requested  sender
        Returned   Cancel          Cancelled  sender patient
        Accepted   ConfirmArrival  Arrived    receiver office
        Accepted   GiveUp          GivenUp    receiver office sender patient
        Arrived    StepDown        Concluded  receiver
        Arrived    PassOn          Concluded  receiver
        Arrived    Conclude        Concluded  receiver
        Arrived    GiveUp          GivenUp    receiver
        """;

    private const string Down = """
        Requested  Accept          Accepted   receiver
        Requested  Redirect        Requested  receiver overseer
        Requested  Return          Returned   receiver
        Requested  Cancel          Cancelled  sender patient
        Returned   Resubmit        Requested  sender
        Returned   Cancel          Cancelled  sender patient
        Accepted   FollowUp        Concluded  receiver
        Accepted   StepDown        Concluded  receiver
        Accepted   GiveUp          GivenUp    receiver
        """;

    private static readonly RoleBook Roles = RoleBook.Read(Path.Combine(HostOptions.Home, "knowledge"));
    private static readonly InstitutionId From = New<InstitutionId>();
    private static readonly InstitutionId To = New<InstitutionId>();
    private static readonly ResidentId Patient = New<ResidentId>();

    /// <summary>Who they are, and which words of the table mean them, before and after the referral office has passed it on.</summary>
    private static readonly (string Side, Actor Actor, string AtOffice, string PassedOn)[] Sides =
    [
        ("sender", At(From, "villageDoctor"), "sender", "sender"),
        ("doctor above", At(To, "specialist"), "", "receiver"),
        ("office above", At(To, "referralClerk"), "receiver office", "office"),
        ("overseer", At(New<InstitutionId>(), "operationsOfficer"), "overseer", "overseer"),
        ("stranger", At(New<InstitutionId>(), "branchDoctor", "specialist", "referralClerk"), "", ""),
        ("clerk of the sender", At(From, "referralClerk"), "", ""),
        ("administrator", At(To, "systemAdministrator"), "", ""),
        ("patient", Actor.Resident([Patient.Value], Guid.Empty), "patient", "patient"),
        ("other resident", Actor.Resident([New<ResidentId>().Value], Guid.Empty), "", ""),
        ("nobody", Actor.Nobody, "", ""),
    ];

    [Theory]
    [InlineData(ReferralDirection.Up, Up)]
    [InlineData(ReferralDirection.Down, Down)]
    public void Every_state_move_and_side_is_as_the_table_says(ReferralDirection direction, string table)
    {
        var wrong = new List<string>();
        var rows = table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        foreach (var state in Enum.GetValues<ReferralState>())
        foreach (var move in Enum.GetValues<ReferralMove>())
        foreach (var (atOffice, green) in new[] { (false, false), (true, false), (false, true), (true, true) })
        foreach (var (side, actor, words, wordsAfter) in Sides)
        {
            var row = rows.SingleOrDefault(r => r[0] == state.ToString() && r[1] == move.ToString());
            var may =
                row is not null
                && row[3..].Select(w => w.TrimEnd(',')).Intersect((atOffice ? words : wordsAfter).Split(' ')).Any()
                && (green || !row.Contains("green"));
            var referral = New(direction, state, atOffice, green);
            var flow = ReferralFlow.Of(referral);
            var led = ((IFlow)flow).Next(state.ToString(), move.ToString());
            if (flow.Allows(referral, move, actor) != may || led != row?[2])
                wrong.Add(
                    $"{state} {move} by {side}{(atOffice ? ", at the office" : "")}{(green ? ", green" : "")}: {!may}, leads to {led}"
                );
        }
        Faults.None(wrong);
    }

    [Fact]
    public void What_is_not_offered_says_why()
    {
        var referral = New(ReferralDirection.Up, ReferralState.Requested, atOffice: false, green: false);
        var offers = ReferralFlow.Up.Offers(referral, At(To, "specialist"));
        Assert.Equal("只有绿色通道可以先到院，请先受理", offers.Single(o => o.Move == ReferralMove.ConfirmArrival).WhyNot);
        Assert.Equal("“撤销”由另一方办理，您当前的岗位不能办", offers.Single(o => o.Move == ReferralMove.Cancel).WhyNot);
        Assert.All(offers, o => Assert.Equal(o.Allowed, o.WhyNot is null));
    }

    [Fact]
    public void Each_open_state_waits_for_someone_and_each_end_for_no_one()
    {
        foreach (var flow in new[] { ReferralFlow.Up, ReferralFlow.Down })
            Assert.All(flow.States, s => Assert.Equal(flow.Moves.Any(m => m.From == s.State), s.Holder is not null));
    }

    private static Actor At(InstitutionId institution, params string[] roles) =>
        new(New<AccountId>(), "某人", institution, "某院") { Grants = Roles.GrantsOf(roles) };

    private static TId New<TId>()
        where TId : struct, IId<TId> => TId.From(Guid.CreateVersion7(TestRegion.Start));

    private static Referral New(ReferralDirection direction, ReferralState state, bool atOffice, bool green) =>
        new()
        {
            Id = New<ReferralId>(),
            Number = "XX261119-0001",
            Direction = direction,
            State = state,
            AtOffice = atOffice,
            Priority = green ? ReferralPriority.Emergency : ReferralPriority.Routine,
            From = From,
            To = To,
            Resident = Patient,
            Person = "钱桂珍",
            PersonDetail = "女 76 岁",
            Course = Guid.CreateVersion7(TestRegion.Start),
            Blueprint = 1,
            RequestedBy = null,
            RequestedAt = TestRegion.Start,
            Picture = new ClinicalPicture("头晕", "", [], "", null, null),
            Basis = new Basis([], null, "本人"),
        };
}
