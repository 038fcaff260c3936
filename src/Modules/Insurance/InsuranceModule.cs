namespace Yihe.Insurance;

/// <summary>What the medical insurance makes of a patient's way through the members: the deductible of the next stay.</summary>
public static class InsuranceModule
{
    public static readonly Module Definition = new("Insurance", typeof(InsuranceModule).Assembly)
    {
        Sections = [InsuranceSection.Section],
        Routes = [Route.Get("deductibles", ShowDeductibles.Door)],
        Menu = [new("资源", "起付线", "/deductibles", "coin", ShowDeductibles.Read)],
    };
}
