using Yihe.Kernel.News;
using Yihe.Residents.Messages;
using Yihe.Residents.Sensitive;

namespace Yihe.Residents;

/// <summary>The index of residents, their encounters, messages to them, and who may look.</summary>
public static class ResidentsModule
{
    public static readonly Module Definition = new("Residents", typeof(ResidentsModule).Assembly)
    {
        Sections = [ResidentsSection.Section],
        Facts = ResidentFacts.All,
        Faults = OnePerson.Faults,
        Faces = [Fhir.Patient, Fhir.Encounter],
        Marks = (platform, json) => SensitiveTable.Of(platform).Read(json),
        MarksEdition = platform => SensitiveTable.Of(platform).Edition,
        Routes =
        [
            Route.Get("residents", SearchResidents.Door),
            Route.Get("residents/suggestions", SuggestResidents.Door),
            Route.Post("residents", RegisterResident.Door),
            Route.Post("residents/openings", OpenByReason.Door),
            Route.Post("residents/openings-by-code", OpenByCode.Door),
            Route.Post("residents/emergency-openings", OpenInEmergency.Door),
            Route.Get("residents/{id}", ShowResident.Door),
            Route.Post("residents/{id}/reveals", RevealNumber.Door),
            Route.Post("residents/{id}/signing", SignTeam.Door),
            Route.Post("visits", RecordVisit.Door),
            Route.Get("diagnoses", SearchDiagnoses.Door),
        ],
        Menu = [new("", "居民", "/residents", "people", Rights.Read)],
        Subscriptions = [Subscription.Outside<MessageWritten>("sms", "发送短信", SmsGateway.Send)],
    };
}
