using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>How illnesses usually go: most end at the first clinic, some climb one or two floors and come down again, a few turn on the way.</summary>
internal sealed class Usual(Place place, Words words)
{
    public void Write(Pathway way)
    {
        if (way.Episode.Severity == Severity.Emergency)
            Emergency(way);
        else if (way.Episode.Severity == Severity.NeedsSpecialist)
            UpFromClinic(way);
        else
            Mild(way);
    }

    private static void Mild(Pathway way)
    {
        if (way.Random.PerMille(965))
            way.Visit("home");
        else
            way.Visit("ask").Ask(way.Hospital).Answer(way.Hospital, refer: false, Hours(way, 3, 8)).Close(Hours(way, 1, 24));
    }

    private void UpFromClinic(Pathway way)
    {
        var priority = way.Random.PerMille(300) ? "priority" : "routine";
        if (way.Random.PerMille(120))
        {
            way.Visit("ask").Ask(way.Hospital).Answer(way.Hospital, refer: true, Hours(way, 2, 8)).Close(Hours(way, 1, 20));
            AtHospital(way.SendUp(way.Hospital, priority, TimeSpan.FromMinutes(1)));
        }
        else if (way.Villager.Clinic.Parent is { Parent: not null } branch && way.Random.PerMille(640))
            AtBranch(way.Visit("refer").SendUp(branch, priority), branch, priority);
        else
            AtHospital(way.Visit("refer").SendUp(way.Hospital, priority));
    }

    private void AtBranch(Pathway way, Site branch, string priority)
    {
        var turn = way.Random.Next(100);
        if (turn < 7)
            Completed(way, "请补充既往检查与用药", 6);
        else if (turn < 9)
        {
            way.Return(words.Reason("return", way.Random), "症状较轻，可先观察", Hours(way, 1, 6)).Cancel(Hours(way, 1, 30));
            return;
        }
        else if (turn < 11 && place.OverseerOf(way.Villager.Clinic.Hospital) is { } overseer)
        {
            AtHospital(way.Overrule(overseer, way.Hospital, Hours(way, 26, 40)));
            return;
        }
        way.Accept(Minutes(way, 20, 120)).Arrive(way.Episode.NeedsStay ? "outpatient" : Kind(way), Hours(way, 1, 26));
        if (way.Episode.NeedsStay || way.Random.PerMille(550))
            AtHospital(way.PassOn(way.Hospital, priority, Hours(way, 1, 30)));
        else if (way.Random.PerMille(600))
            Below(way.StepDown(way.Villager.Clinic, Days(way, 2, 6)));
        else
            way.Conclude(Hours(way, 2, 40));
    }

    private void AtHospital(Pathway way)
    {
        var turn = way.Random.Next(100);
        if (turn < 8)
            Completed(way, "请补充既往检查与用药", 4);
        else if (turn < 10)
        {
            way.Cancel(Hours(way, 1, 4));
            return;
        }
        if (way.AtOffice && turn is > 10 and < 15)
            way.Redirect(Hours(way, 1, 4)).Accept(Hours(way, 1, 4));
        else
            way.Accept(Minutes(way, 15, 120));
        if (turn > 94)
        {
            way.GiveUp(Days(way, 3, 4));
            return;
        }
        var kind = way.Episode.NeedsStay ? "inpatient" : Kind(way);
        way.Arrive(kind, Hours(way, 2, 60));
        Treated(way, kind);
    }

    /// <summary>Whatever the day, the patient goes at once; the branch of the village hears of it on the way down.</summary>
    private void Emergency(Pathway way)
    {
        way.Visit("refer").SendUp(way.Hospital, "emergency");
        if (way.Random.PerMille(300))
            way.Arrive("emergency", Minutes(way, 9, 14));
        else
            way.Accept(Minutes(way, 2, 12)).Arrive("emergency", Minutes(way, 22, 50));
        Treated(way, "inpatient");
    }

    private void Treated(Pathway way, string kind)
    {
        if (kind == "outpatient")
        {
            way.Conclude(Hours(way, 2, 50));
            return;
        }
        var stay = TimeSpan.FromDays(way.Episode.Days);
        var clinic = way.Villager.Clinic;
        var branch = clinic.Parent == clinic.Hospital ? clinic : clinic.Parent!;
        if (way.Random.PerMille(120))
            way.Conclude(stay);
        else if (clinic == branch || way.Random.PerMille(700))
        {
            way.StepDown(branch, stay);
            if (way.Random.PerMille(50))
                way.Return(words.FirstReason("return"), "请补充出院带药与复查时间", Hours(way, 2, 20)).Resubmit(Hours(way, 2, 20));
            if (clinic != branch && way.Random.PerMille(550))
                Below(way.Accept(Hours(way, 1, 20)).StepDown(clinic, Days(way, 2, 6)));
            else
                Below(way);
        }
        else
            Below(way.StepDown(clinic, stay));
    }

    /// <summary>Returned for what is missing within some hours, and sent again.</summary>
    private void Completed(Pathway way, string missing, int within) =>
        way.Return(words.FirstReason("return"), missing, Hours(way, 1, within)).Resubmit(Hours(way, 1, 20));

    /// <summary>Taken over, seen again, closed; a few never come back.</summary>
    private static void Below(Pathway way)
    {
        var turn = way.Random.Next(100);
        if (turn < 2)
            way.Cancel(Hours(way, 1, 10));
        else if (turn < 5)
            way.Accept(Hours(way, 1, 20)).GiveUp(Days(way, 9, 14));
        else
            way.Accept(Hours(way, 1, 20)).FollowUp();
    }

    private static string Kind(Pathway way) => way.Random.PerMille(450) ? "inpatient" : "outpatient";

    private static TimeSpan Minutes(Pathway way, int from, int to) => TimeSpan.FromMinutes(way.Random.Next(from, to));

    private static TimeSpan Hours(Pathway way, int from, int to) => TimeSpan.FromMinutes(way.Random.Next(from * 60, to * 60));

    private static TimeSpan Days(Pathway way, int from, int to) => TimeSpan.FromHours(way.Random.Next(from * 24, to * 24));
}
