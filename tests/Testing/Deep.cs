namespace Yihe.Testing;

/// <summary>A bar runs as a sample, or with its full figures where a deep run is asked for.</summary>
public static class Deep
{
    public static bool Asked { get; } = Environment.GetEnvironmentVariable("YIHE_DEEP") is not null;

    public static int Of(int sample, int full) => Asked ? full : sample;
}
