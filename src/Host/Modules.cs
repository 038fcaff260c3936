using Yihe.Access;
using Yihe.Accounts;
using Yihe.Audit;
using Yihe.Basis;
using Yihe.Beds;
using Yihe.Consents;
using Yihe.DataQuality;
using Yihe.Diagnoses;
using Yihe.Evaluation;
using Yihe.HealthRecord;
using Yihe.Hl7;
using Yihe.Indicators;
using Yihe.Insurance;
using Yihe.Intake;
using Yihe.Interop;
using Yihe.Joining;
using Yihe.Kernel;
using Yihe.Kernel.Working;
using Yihe.MasterIndex;
using Yihe.Monitoring;
using Yihe.Organization;
using Yihe.Plans;
using Yihe.Referral;
using Yihe.Reporting;
using Yihe.ResidentAccounts;
using Yihe.Residents;
using Yihe.Sharing;

namespace Yihe.Host;

/// <summary>What this build consists of, lowest floor first; a line less is a feature less.</summary>
public static class ModuleList
{
    public static readonly Modules All = new([
        KernelModule.Definition,
        OrganizationModule.Definition,
        AccountsModule.Definition,
        JoiningModule.Definition,
        PlansModule.Definition,
        AuditModule.Definition,
        DiagnosesModule.Definition,
        ResidentsModule.Definition,
        ResidentAccountsModule.Definition,
        ConsentsModule.Definition,
        MasterIndexModule.Definition,
        IntakeModule.Definition,
        SharingModule.Definition,
        AccessModule.Definition,
        BedsModule.Definition,
        InsuranceModule.Definition,
        ReferralModule.Definition,
        IndicatorsModule.Definition,
        MonitoringModule.Definition,
        DataQualityModule.Definition,
        EvaluationModule.Definition,
        ReportingModule.Definition,
        InteropModule.Definition,
        Hl7Module.Definition,
        HealthRecordModule.Definition,
        HostModule.Definition,
    ]);
}
