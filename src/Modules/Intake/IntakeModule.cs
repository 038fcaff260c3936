namespace Yihe.Intake;

/// <summary>Lists of residents: looked at, registered as one, taken back as one.</summary>
public static class IntakeModule
{
    public static readonly Module Definition = new("Intake", typeof(IntakeModule).Assembly)
    {
        Routes =
        [
            Route.Get("intakes", ListIntakes.Door),
            Route.Post("intakes", PreviewIntake.Door),
            Route.Get("intakes/template", IntakeTemplate.Door),
            Route.Get("intakes/{id}", ShowIntake.Door),
            Route.Get("intakes/{id}/residents", ListBrought.Door),
            Route.Get("intakes/{id}/returned", OpenReturned.Door),
            Route.Post("intakes/{id}/registration", RegisterIntake.Door),
            Route.Post("intakes/{id}/dropping", DropIntake.Door),
            Route.Post("intakes/{id}/undoing", TakeBackIntake.Door),
        ],
        Menu = [new("", "居民导入", "/intakes", "export", Rights.Import)],
        Flows = [IntakeFlow.Table],
        Acts =
        [
            new(IntakeFlow.Table, nameof(IntakeMove.Register), RegisterIntake.Door),
            new(IntakeFlow.Table, nameof(IntakeMove.Drop), DropIntake.Door),
            new(IntakeFlow.Table, nameof(IntakeMove.TakeBack), TakeBackIntake.Door),
        ],
    };
}
