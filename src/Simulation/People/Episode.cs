namespace Yihe.Simulation.People;

/// <summary>One illness of one person, with the clinical texts used along the way.</summary>
public sealed record Episode(
    string DiagnosisCode,
    string Diagnosis,
    string ChiefComplaint,
    Vitals Vitals,
    Severity Severity,
    string SpecialistDepartment,
    string SummaryForReferral,
    string DischargeSummary,
    string MedicationPlan,
    string RehabilitationPlan
);
