namespace Yihe.Basis.Files;

/// <summary>A file as it came in a form or as base64 in JSON.</summary>
public sealed record UploadedFile(string Name, byte[] Content);
