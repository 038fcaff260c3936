namespace Yihe.Basis;

/// <summary>An outcome that is a file: the API answers its bytes for saving, never for showing in place.</summary>
public sealed record FileContent(string Name, string ContentType, byte[] Content);
