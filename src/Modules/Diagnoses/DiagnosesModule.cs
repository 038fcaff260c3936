namespace Yihe.Diagnoses;

/// <summary>The table of diagnoses that people choose from.</summary>
public static class DiagnosesModule
{
    public static readonly Module Definition = new("Diagnoses", typeof(DiagnosesModule).Assembly) { Chores = [LoadDiagnoses.Door] };
}
