namespace Yihe.Interop.Rest;

/// <summary>What systems and people may do with the record; a token carries them by name.</summary>
internal static class Rights
{
    internal static readonly Permission Read = new("record.read", "查阅健康档案", Clinical: true);
    internal static readonly Permission Push = MasterIndex.PatientIndex.Push;
    internal static readonly Permission Export = new("record.export", "批量导出档案（FHIR）", Clinical: true);
}

/// <summary>A document as a target: of the institution it came from, and of those that care for the person it is about.</summary>
internal sealed record Reachable(Document Document, IReadOnlyList<InstitutionId> Caring) : IScoped
{
    /// <summary>Directories and definitions, in which nobody's health is told: open to whoever may read at all.</summary>
    private static readonly HashSet<string> Open =
    [
        "Organization",
        "OrganizationAffiliation",
        "Location",
        "Practitioner",
        "PractitionerRole",
        "HealthcareService",
        "Endpoint",
        "Medication",
        "MedicationKnowledge",
        "Substance",
        "Schedule",
        "Slot",
        "CodeSystem",
        "ValueSet",
        "ConceptMap",
        "NamingSystem",
        "StructureDefinition",
        "SearchParameter",
        "OperationDefinition",
        "CapabilityStatement",
        "Questionnaire",
        "ActivityDefinition",
        "PlanDefinition",
        "Library",
        "Measure",
    ];

    public IEnumerable<InstitutionId> Parties => Caring.Prepend(Document.Institution);

    public Guid? Subject => Document.Subject;

    internal static bool IsOpen(string type) => Open.Contains(type);

    /// <summary>Who cares for the person is asked, and said, only where the actor's own institutions did not write it.</summary>
    internal static async Task<Reachable> Of(Work work, Document document, CancellationToken ct)
    {
        var written = new Reachable(document, IsOpen(document.Type) ? [work.Actor.Institution] : []);
        return document.Subject is not { } person || work.Reach.Covers(written)
            ? written
            : new(document, await Residents.ResidentDirectory.CaringFor(work, person, ct));
    }

    /// <summary>Those of the documents the actor may see.</summary>
    internal static IQueryable<Document> Among(Work work, string type, IQueryable<Document> documents)
    {
        var reach = work.Reach;
        if (IsOpen(type))
            return documents;
        documents = Residents.Sensitive.SensitiveRule.Among(work, documents);
        if (reach.All)
            return documents;
        var cared = Residents.ResidentDirectory.CaredFor(work, reach);
        return documents.Where(d => reach.Institutions.Contains(d.Institution) || cared.Any(p => p == d.Subject));
    }
}
