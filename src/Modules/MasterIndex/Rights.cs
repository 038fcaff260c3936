namespace Yihe.MasterIndex;

/// <summary>What people and systems may do with the index.</summary>
internal static class Rights
{
    internal static readonly Permission Review = new("index.review", "核对来源记录", Clinical: true);

    /// <summary>Whoever is merged is read by all who care for either, so it reaches no further than those whom one's consortium cares for.</summary>
    internal static readonly Permission Merge = new("resident.merge", "合并居民", Clinical: true);
}
