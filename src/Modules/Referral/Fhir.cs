using System.Text.Json.Nodes;
using Yihe.Kernel.Records;

namespace Yihe.Referral;

/// <summary>Referrals as other systems read them: FHIR ServiceRequest.</summary>
internal static class Fhir
{
    internal static readonly Face ServiceRequest = Face.Of<Referral>(
        "ServiceRequest",
        Draw,
        r => (r.From, r.Resident.Value),
        id => new ReferralId(id)
    );

    private static JsonObject Draw(Platform platform, Referral r, bool whole) =>
        new()
        {
            ["resourceType"] = "ServiceRequest",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "urn:yihe:referral", ["value"] = r.Number }),
            ["status"] =
                r.EndedAt is null ? "active"
                : r.ArrivedAt is null ? "revoked"
                : "completed",
            ["intent"] = "order",
            ["priority"] = r.Priority switch
            {
                ReferralPriority.Emergency => "stat",
                ReferralPriority.Priority => "urgent",
                _ => "routine",
            },
            ["code"] = new JsonObject { ["text"] = r.IsUp ? "上转" : "下转" },
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{r.Resident}" },
            ["authoredOn"] = r.RequestedAt.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            ["requester"] = new JsonObject { ["reference"] = $"Organization/{r.From}" },
            ["performer"] = new JsonArray(new JsonObject { ["reference"] = $"Organization/{r.To}" }),
            ["reasonCode"] = new JsonArray([
                .. (whole ? r.Picture.Diagnoses.Prepend(r.Picture.Line) : [r.Picture.Line]).Select(t => new JsonObject { ["text"] = t }),
            ]),
        };
}
