using Yihe.Kernel.Acts;

namespace Yihe.Kernel.Pools;

/// <summary>
/// Plays every pool again from the acts alone. After each act, until the release: taken by others ≤ capacity − kept, save
/// what a recorded breach allows; nothing taken beyond capacity; every mark accounted for.
/// Acts of one unit follow its versions, so the order of commits is found again even where clocks were close.
/// </summary>
internal static class PoolReplay
{
    private const string Units = "kernel_pool_unit";
    private const string Pools = "kernel_pool";

    internal static IEnumerable<Finding> Of(IEnumerable<Act> acts)
    {
        var (units, pools) = (new Dictionary<string, UnitNow>(), new Dictionary<string, PoolNow>());
        var waiting = new List<Step>();
        foreach (var step in acts.Where(a => a.Changes.Contains(Pools)).OrderBy(a => a.At).ThenBy(a => a.Id).Select(Step.Of))
        {
            waiting.Add(step);
            while (waiting.FirstOrDefault(s => s.Follows(units)) is { } next)
            {
                waiting.Remove(next);
                foreach (var finding in next.Play(units, pools))
                    yield return finding;
            }
        }
        foreach (var lost in waiting)
            yield return new Finding("号床的占用接不上前一步", $"kernel_act {lost.Act.Id}");
    }

    private sealed record UnitNow(int Version, string Pool, bool Occupied, bool Withdrawn, bool Kept, bool Entitled);

    private sealed record PoolNow(int Capacity, int Kept, int Missing, long? Release)
    {
        internal int Others { get; set; }
        internal int Occupied { get; set; }
        internal int Marks { get; set; }
        internal int Units { get; set; }
    }

    /// <summary>The lines of one act that touch pools.</summary>
    private sealed record Step(Act Act, List<string[]> Lines)
    {
        internal static Step Of(Act act) =>
            new(act, [.. act.Changes.Split('\n').Select(l => l.Split('|')).Where(c => c is [Units or Pools, _, _, _, _, _])]);

        internal bool Follows(Dictionary<string, UnitNow> units) =>
            Lines.Where(l => l[0] == Units).All(l => (units.GetValueOrDefault(l[1])?.Version ?? 0) + 1 == int.Parse(l[2]));

        internal IEnumerable<Finding> Play(Dictionary<string, UnitNow> units, Dictionary<string, PoolNow> pools)
        {
            foreach (var line in Lines.Where(l => l[0] == Pools))
                pools[line[1]] = Read(line[5], pools.GetValueOrDefault(line[1]));
            var touched = new HashSet<string>();
            foreach (var line in Lines.Where(l => l[0] == Units))
            {
                var now = ReadUnit(line);
                var pool = pools[now.Pool];
                if (units.GetValueOrDefault(line[1]) is { } before)
                    Count(pool, before, -1);
                Count(pool, now, +1);
                units[line[1]] = now;
                touched.Add(now.Pool);
            }
            return touched.SelectMany(id => Faults(id, pools[id]));
        }

        private IEnumerable<Finding> Faults(string id, PoolNow pool)
        {
            var where = $"kernel_pool {id}，留痕 {Act.Id}";
            if (pool.Occupied > pool.Capacity || pool.Units != pool.Capacity)
                yield return new Finding($"占用 {pool.Occupied} 个，超过容量 {pool.Capacity}", where);
            if (pool.Marks != pool.Kept - pool.Missing)
                yield return new Finding($"应预留 {pool.Kept} 个，只标出 {pool.Marks} 个", where);
            if (!(pool.Release <= Act.At.UtcTicks) && pool.Others > pool.Capacity - pool.Kept + pool.Missing)
                yield return new Finding($"其他人占用 {pool.Others} 个，超过 {pool.Capacity} − 预留 {pool.Kept}", where);
        }

        private static void Count(PoolNow pool, UnitNow unit, int by)
        {
            pool.Units += unit.Withdrawn ? 0 : by;
            pool.Marks += unit.Kept ? by : 0;
            pool.Occupied += unit.Occupied ? by : 0;
            pool.Others += unit is { Occupied: true, Entitled: false } ? by : 0;
        }

        private static PoolNow Read(string trail, PoolNow? before)
        {
            var cells = trail.Split(',');
            var now = new PoolNow(
                int.Parse(cells[0]),
                int.Parse(cells[1]),
                int.Parse(cells[2]),
                cells[3] is "" ? null : long.Parse(cells[3])
            );
            (now.Others, now.Occupied, now.Marks, now.Units) = before is null
                ? (0, 0, 0, 0)
                : (before.Others, before.Occupied, before.Marks, before.Units);
            return now;
        }

        private static UnitNow ReadUnit(string[] line)
        {
            var cells = line[5].Split(',');
            var state = Enum.Parse<UnitState>(cells[1]);
            var occupied = state is UnitState.Held or UnitState.Taken;
            return new(int.Parse(line[2]), cells[0], occupied, state == UnitState.Withdrawn, cells[2] == "1", cells[3] == "1");
        }
    }
}
