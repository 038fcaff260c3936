using System.Collections;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Yihe.Indicators.Counting;

/// <summary>
/// Who was seen, by part, month and seat: each person is kept once and known by a number, so that whoever was seen in many places and
/// months is told apart by a bit.
/// </summary>
internal sealed class Crowd
{
    private readonly Dictionary<Guid, int> numbers = [];
    private readonly List<Guid> persons = [];
    private readonly Dictionary<(int Part, int Month, int Seat), Dictionary<int, int>> seen = [];

    internal void Add(Guid person, (int Part, int Month, int Seat) at, int sign)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, person, out var known);
        if (!known)
        {
            number = persons.Count;
            persons.Add(person);
        }
        var counts = CollectionsMarshal.GetValueRefOrAddDefault(seen, at, out _) ??= [];
        CollectionsMarshal.GetValueRefOrAddDefault(counts, number, out _) += sign;
    }

    /// <summary>Those seen at least so often in some seats and months together. What is taken back stood at the same seat in the same month.</summary>
    internal BitArray Of(int part, IEnumerable<int> seats, IReadOnlyList<int> months, int least)
    {
        var found = new BitArray(persons.Count);
        var often = new Dictionary<int, int>();
        foreach (var seat in seats)
        foreach (var month in months)
            if (seen.TryGetValue((part, month, seat), out var counts))
                foreach (var (number, times) in counts)
                    if (least > 1)
                        CollectionsMarshal.GetValueRefOrAddDefault(often, number, out _) += times;
                    else if (times > 0)
                        found[number] = true;
        foreach (var (number, times) in often)
            found[number] = times >= least;
        return found;
    }

    internal IEnumerable<Guid> Named(BitArray found) => persons.Where((_, number) => found[number]);

    internal static int Count(BitArray found)
    {
        var words = new int[(found.Count + 31) / 32];
        found.CopyTo(words, 0);
        return words.Sum(word => BitOperations.PopCount(unchecked((uint)word)));
    }
}
