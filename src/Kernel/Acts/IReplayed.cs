namespace Yihe.Kernel.Acts;

/// <summary>
/// An entity whose history must be replayed from the acts alone: every act that changes it says in clear what it became.
/// Never personal data, and none of <c>|</c> or line breaks.
/// </summary>
public interface IReplayed
{
    string Trail { get; }
}
