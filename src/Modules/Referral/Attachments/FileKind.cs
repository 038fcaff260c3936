namespace Yihe.Referral.Attachments;

/// <summary>The kinds of document that may go with a referral, told by their first bytes, never by their name.</summary>
internal static class FileKind
{
    /// <summary>50 MB.</summary>
    internal const int MostBytes = 50 * 1024 * 1024;

    /// <summary>The content type, or null for anything else.</summary>
    internal static string? Of(ReadOnlySpan<byte> content) =>
        content switch
        {
            _ when content.StartsWith("%PDF-"u8) => "application/pdf",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            _ when content.Length > 132 && content[128..132].SequenceEqual("DICM"u8) => "application/dicom",
            _ => null,
        };

    internal static string ExtensionOf(string contentType) =>
        contentType switch
        {
            "application/pdf" => ".pdf",
            "image/jpeg" => ".jpg",
            "image/png" => ".png",
            _ => ".dcm",
        };

    /// <summary>The name without path, control characters or a lying ending.</summary>
    internal static string CleanName(string name, string contentType)
    {
        var bare = name.Split('/', '\\')[^1];
        var stem = Path.GetFileNameWithoutExtension(
            string.Concat(
                bare.Where(c =>
                    !char.IsControl(c)
                    && c is not ('"' or '<' or '>' or ':' or '|' or '?' or '*')
                    && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format
                )
            )
        );
        return (
                stem.Length is 0 ? "附件"
                : stem.Length > 80 ? stem[..80]
                : stem
            ) + ExtensionOf(contentType);
    }
}
