using Yihe.Host.Commands;

namespace Yihe.Product.Tests;

/// <summary>A region is never founded upon a key that is none.</summary>
public class KeyFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("00112233")]
    [InlineData("000102030405060708090a0b0c0d0e0f0")]
    [InlineData("密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥密钥")]
    public async Task A_key_file_without_a_whole_key_is_refused(string content)
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("yihe-keys-").FullName;
        var (keys, data) = (Path.Combine(folder, "a.keys"), Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(keys, content, ct);
        await using var console = new StringWriter();
        var code = await CommandLine.Run(["init", "--blueprint", "county", "--data", data, "--keys", keys], console, ct);
        Assert.Equal(1, code);
        Assert.Contains("的内容不完整，请从保管处取回原件", console.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(data, "yihe.db")));
        Assert.Equal(content, await File.ReadAllTextAsync(keys, ct));
        Directory.Delete(folder, recursive: true);
    }
}
