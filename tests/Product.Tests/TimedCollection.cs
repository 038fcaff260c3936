[assembly: CollectionBehavior(MaxParallelThreads = 3)] // on two cores: many of them wait for a process or a browser

namespace Yihe.Product.Tests;

/// <summary>Tests that judge how long something took: one at a time, with no other test of the product beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimedCollection
{
    public const string Name = "timed";
}
