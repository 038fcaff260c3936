namespace Yihe.Intake;

/// <summary>A list is looked at, then registered whole or dropped; what was registered may be taken back.</summary>
internal static class IntakeFlow
{
    internal static readonly Flow<IntakeBatch, IntakeState, IntakeMove> Table = new("intake", "居民导入", IntakeState.Previewed)
    {
        States =
        [
            new(IntakeState.Previewed, "待确认", Tone.Warn, b => new(b.Institution, Rights.Import), "确认导入居民"),
            new(IntakeState.Registered, "已登记", Tone.Ok),
            new(IntakeState.Dropped, "已放弃", Tone.Quiet),
            new(IntakeState.TakenBack, "已撤销", Tone.Quiet),
        ],
        Moves =
        [
            new(IntakeState.Previewed, IntakeMove.Register, IntakeState.Registered, "登记", Importer),
            new(IntakeState.Previewed, IntakeMove.Drop, IntakeState.Dropped, "放弃", Importer),
            new(IntakeState.Registered, IntakeMove.TakeBack, IntakeState.TakenBack, "整批撤销", Importer),
        ],
    };

    private static Holder Importer(IntakeBatch b) => new(b.Institution, Rights.Import);
}
