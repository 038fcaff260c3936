namespace Yihe.MasterIndex;

/// <summary>What people and systems may do with the index.</summary>
internal static class Rights
{
    internal static readonly Permission Review = new("index.review", "核对来源记录", Clinical: true);
}
