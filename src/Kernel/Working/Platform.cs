using System.Collections.Concurrent;
using Yihe.Kernel.Data;
using Yihe.Kernel.News;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Working;

/// <summary>What every piece of work stands on, made once per process.</summary>
/// <param name="Knowledge">the folder of rule tables</param>
/// <param name="CheapPasswords">hash passwords cheaply; demos and tests only</param>
public sealed record Platform(
    Database Database,
    Vault Vault,
    BlueprintBook Blueprints,
    TimeProvider Time,
    Pinyin Pinyin,
    Modules Modules,
    string Knowledge,
    bool CheapPasswords = false
)
{
    private readonly ConcurrentDictionary<Type, object> shared = new();

    /// <summary>Something a module keeps once per process: a table it read, a snapshot it remembers.</summary>
    public T Shared<T>(Func<T> make)
        where T : notnull => (T)shared.GetOrAdd(typeof(T), _ => make());
}
