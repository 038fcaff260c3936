namespace Yihe.Simulation.People;

/// <summary>A village with its leading surnames and its groups of houses.</summary>
internal sealed class Hamlet(string village, IReadOnlyList<string> surnames, int groups)
{
    private int _homes;

    /// <summary>The name of the village.</summary>
    public string Village => village;

    /// <summary>The surnames most families of the village bear.</summary>
    public IReadOnlyList<string> Surnames => surnames;

    /// <summary>The address of the next house to be lived in.</summary>
    public string NextHome()
    {
        var home = _homes++;
        return $"{village}{home % groups + 1}组{home / groups + 1}号";
    }
}
