using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Yihe.Kernel.Data;

/// <summary>A query on a busy path that is translated once for each engine: <c>new(() =&gt; EF.CompileAsyncQuery(…))</c>.</summary>
public sealed class Compiled<TQuery>(Func<TQuery> translate)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> known = [];

    public TQuery In(AppDb db) => known.GetValue(db.Model, _ => translate());
}
