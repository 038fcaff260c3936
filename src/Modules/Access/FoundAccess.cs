using Yihe.Access.Clinics;
using Yihe.Basis.Blueprints;

namespace Yihe.Access;

/// <summary>Turns the blueprint's clinics into rows.</summary>
internal static class FoundAccess
{
    internal static Task Run(Work work, Blueprint blueprint, CancellationToken ct)
    {
        var institutions = InstitutionDirectory.Founding(work);
        foreach (var plan in blueprint.Of<AccessSection>().Clinics)
            work.Add(
                new Clinic
                {
                    Id = work.NewId(),
                    Code = plan.Code,
                    Institution = institutions[plan.Institution],
                    Department = plan.Department,
                    Title = plan.Title,
                    Doctor = plan.Doctor,
                    With = plan.With,
                    Kind = plan.Kind,
                    Room = plan.Room,
                    Selling = plan.Selling,
                    Minutes = plan.Minutes,
                    Capacity = plan.Capacity,
                    Week = [.. plan.Week],
                }
            );
        return Task.CompletedTask;
    }
}
