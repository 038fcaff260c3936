namespace Yihe.Simulation.People;

/// <summary>One illness of one person, with the clinical texts used along the way.</summary>
/// <param name="Days">how long a stay in hospital would take</param>
/// <param name="NeedsStay">treated by operation or in danger: not a matter for the outpatient clinic</param>
/// <param name="Conclusion">what a clinic writes back when the person goes home the same day</param>
public sealed record Episode(
    string DiagnosisCode,
    string Diagnosis,
    string ChiefComplaint,
    Vitals Vitals,
    Severity Severity,
    int Days,
    bool NeedsStay,
    string SpecialistDepartment,
    string SummaryForReferral,
    string Conclusion,
    string DischargeSummary,
    string MedicationPlan,
    string RehabilitationPlan,
    string FollowUp,
    string Question
);
