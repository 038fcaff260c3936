using Yihe.Interop.Definitions;
using Yihe.Interop.Rest;

namespace Yihe.Interop;

/// <summary>Doors for the systems of others: FHIR R4 over the kernel's document store.</summary>
public static class InteropModule
{
    public static readonly Module Definition = new("Interop", typeof(InteropModule).Assembly)
    {
        Terms = Extractor.Read,
        HashedFields = Extractor.HashedFields,
        Subscriptions = [RefileOnSourceSettled.Subscription],
        Doors =
        [
            ReadRecord.Door,
            ReadRecord.Versions,
            TypeHistory.Door,
            SearchRecord.Door,
            EverythingOf.Door,
            PushRecord.Door,
            ExportRecord.Kick,
            ExportRecord.Status,
            ExportRecord.Files,
        ],
    };
}
