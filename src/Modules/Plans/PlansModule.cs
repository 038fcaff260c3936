[assembly: TablesOf("organization")]

namespace Yihe.Plans;

/// <summary>Versions of the blueprint: proposed by one, approved by another, in force from a day.</summary>
public static class PlansModule
{
    public static readonly Module Definition = new("Plans", typeof(PlansModule).Assembly)
    {
        Routes =
        [
            Route.Get("plans", ListPlans.Door),
            Route.Get("plans/parameters", ListParameters.Door),
            Route.Get("plans/blueprint.json", ExportPlan.Door),
            Route.Post("plans", ProposePlan.Door),
            Route.Post("plans/comparison", ComparePlan.Door),
            Route.Post("plans/changes", ChangeParameters.Door),
            Route.Get("plans/{id}", ShowPlan.Door),
            Route.Post("plans/{id}/approval", ApprovePlan.Door),
            Route.Post("plans/{id}/declining", DeclinePlan.Door),
            Route.Post("plans/{id}/withdrawal", WithdrawPlan.Door),
        ],
        Flows = [PlanProposal.Flow],
        Acts =
        [
            new(PlanProposal.Flow, nameof(PlanMove.Approve), ApprovePlan.Door),
            new(PlanProposal.Flow, nameof(PlanMove.Decline), DeclinePlan.Door),
            new(PlanProposal.Flow, nameof(PlanMove.Withdraw), WithdrawPlan.Door),
        ],
        Menu = [new("管理", "方案参数", "/plans", "task", Rights.ReadPlans)],
    };
}
