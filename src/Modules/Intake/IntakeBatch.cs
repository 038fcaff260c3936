using Yihe.Kernel.Secrets;

namespace Yihe.Intake;

public enum IntakeState
{
    [Display(Name = "待确认")]
    Previewed,

    [Display(Name = "已登记")]
    Registered,

    [Display(Name = "已放弃")]
    Dropped,

    [Display(Name = "已撤销")]
    TakenBack,
}

internal enum IntakeMove
{
    Register,
    Drop,
    TakeBack,
}

/// <summary>What a file comes to against the register: its rows, and how many of them are what.</summary>
internal sealed record IntakeCounts(int Rows, int New, int Known, int Doubtful, int Wrong);

/// <summary>A list of residents that came as a file (居民导入): looked at first, registered as one, taken back as one. XX-37.</summary>
[Index(nameof(Institution), nameof(Id))]
internal sealed class IntakeBatch : IMatter<IntakeState>
{
    private const string Place = "intake.sample";

    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Number { get; init; }
    public required InstitutionId Institution { get; init; }
    public required AccountId? By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Blueprint { get; init; }
    public required string FileName { get; init; }
    public IntakeState State { get; set; }

    /// <summary>The file as it came; kept until it is decided.</summary>
    public Guid? File { get; private set; }

    /// <summary>The same file with what is wrong in which row; null where nothing is.</summary>
    public Guid? Returned { get; private set; }

    [AsJson]
    public IntakeCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>The first rows, numbers masked already.</summary>
    [Sealed(Place)]
    public byte[] Sample { get; private set; } = [];
    public int Registered { get; private set; }
    public int TakenBack { get; private set; }

    /// <summary>Why it was taken back.</summary>
    public string? Reason { get; private set; }
    public Guid Course => Id;
    public Guid? Subject => null;
    public IEnumerable<InstitutionId> Parties => [Institution];
    public WorkItemFace Face =>
        new(
            Number,
            "居民导入",
            FileName,
            $"可登记 {Counts.New} 人，已登记过 {Counts.Known}，疑似重复 {Counts.Doubtful}，有错 {Counts.Wrong}",
            $"/intakes/{Id}",
            Urgency.Routine
        );

    internal void Keep(Guid file) => File = file;

    internal void Say(Vault vault, IntakeCounts counts, Guid? returned, IReadOnlyList<SampleRow> sample) =>
        (Counts, Returned, Sample) = (counts, returned, vault.EncryptText(JsonText.Write(sample), Place));

    internal IReadOnlyList<SampleRow> Rows(Vault vault) => JsonText.Read<IReadOnlyList<SampleRow>>(vault.DecryptText(Sample, Place));

    /// <summary>It is decided; the file is not needed any more.</summary>
    internal void Close(int registered) => (File, Registered) = (null, registered);

    internal void Undo(int takenBack, string reason) => (TakenBack, Reason) = (takenBack, reason);
}

/// <summary>A row as it is shown before anything is registered.</summary>
internal sealed record SampleRow(
    int Row,
    string Name,
    string IdentityMasked,
    string? PhoneMasked,
    string? Address,
    string At,
    string Becomes
);
