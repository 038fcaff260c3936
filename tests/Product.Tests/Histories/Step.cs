using FsCheck;
using FsCheck.Fluent;

namespace Yihe.Product.Tests.Histories;

/// <summary>One thing that is tried: what, on which of several, and which fault strikes before which statement of it.</summary>
internal sealed record Step(int Act, int On, Fault Fault, int At)
{
    private const int MostStatements = 14;

    public override string ToString() => Fault == Fault.None ? $"{Act}/{On}" : $"{Act}/{On} {Fault} at {At}";

    /// <summary>Scripts of so many steps; a failing one is shortened step by step, and its faults taken out.</summary>
    internal static Arbitrary<Step[]> Scripts(int most)
    {
        var step =
            from act in Gen.Choose(0, 99)
            from which in Gen.Choose(0, 5)
            from fault in Gen.Frequency((3, Gen.Constant(Fault.None)), (2, Gen.Elements(Enum.GetValues<Fault>())))
            from at in Gen.Choose(0, MostStatements)
            select new Step(act, which, fault, at);
        var script = from length in Gen.Choose(1, most) from steps in step.ArrayOf(length) select steps;
        return Arb.From(script, Shorter);
    }

    private static IEnumerable<Step[]> Shorter(Step[] script)
    {
        for (var length = script.Length / 2; length > 0; length /= 2)
        for (var from = 0; from + length <= script.Length; from += length)
            yield return [.. script[..from], .. script[(from + length)..]];
        for (var i = 0; i < script.Length; i++)
            if (script[i].Fault != Fault.None)
                yield return [.. script[..i], script[i] with { Fault = Fault.None }, .. script[(i + 1)..]];
    }
}
