namespace Yihe.Hl7;

/// <summary>Messages of member institutions' systems by HL7 v2: taken whole or kept with the reason.</summary>
public static class Hl7Module
{
    public static readonly Module Definition = new("Hl7", typeof(Hl7Module).Assembly)
    {
        Routes =
        [
            Route.Get("failed-messages", ListMessages.Door),
            Route.Get("messages/{id}", ShowMessage.Door),
            Route.Post("messages/{id}/retry", RetryMessage.Door),
            Route.Post("messages/{id}/setting-aside", SetAsideMessage.Door),
            Route.Get("message-sources", ListMessageSources.Door),
            Route.Post("message-sources", RegisterSource.Door),
            Route.Get("message-sources/{id}", ShowMessageSource.Door),
            Route.Post("message-sources/{id}/codes", MapCode.Door),
            Route.Post("message-joins/{id}/parting", PartNumbers.Door),
        ],
        Menu = [new("", "来文", "/messages", "swap", Rights.Mend)],
        Doors = [TakeMessage.Door, KeepMessage.Door],
        Flows = [FailedMessage.Flow],
        Acts =
        [
            new(FailedMessage.Flow, nameof(FailedMove.Take), RetryMessage.Door, Direct: true),
            new(FailedMessage.Flow, nameof(FailedMove.SetAside), SetAsideMessage.Door),
        ],
    };
}
