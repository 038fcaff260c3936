using System.Security.Cryptography;
using System.Text;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Tests;

public class VaultTests
{
    private static readonly Vault Vault = Vault.FromMaster(new byte[32]);
    private static readonly byte[] Cipher = Vault.EncryptText("11010519491231002X", "resident.identity");

    [Fact]
    public void What_was_sealed_opens_in_its_place_alone()
    {
        Assert.Equal("11010519491231002X", Vault.DecryptText(Cipher, "resident.identity"));
        Assert.ThrowsAny<CryptographicException>(() => Vault.DecryptText(Cipher, "resident.phone"));
        var other = Vault.FromMaster([.. Enumerable.Repeat((byte)1, 32)]);
        Assert.ThrowsAny<CryptographicException>(() => other.DecryptText(Cipher, "resident.identity"));
    }

    [Fact]
    public void Every_flipped_byte_is_refused()
    {
        foreach (var at in Enumerable.Range(0, Cipher.Length))
        {
            var flipped = Cipher.ToArray();
            flipped[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Vault.Decrypt(flipped, "resident.identity"));
        }
    }

    [Fact]
    public void The_same_text_is_never_sealed_alike_and_does_not_show()
    {
        var again = Vault.EncryptText("11010519491231002X", "resident.identity");
        Assert.NotEqual(Cipher, again);
        Assert.DoesNotContain("1949", Encoding.Latin1.GetString(again), StringComparison.Ordinal);
    }

    [Fact]
    public void Indexes_are_equal_for_equal_texts_of_one_kind_alone()
    {
        Assert.Equal(Vault.Index("phone", "139"), Vault.Index("phone", "139"));
        Assert.NotEqual(Vault.Index("phone", "139"), Vault.Index("identity-tail", "139"));
        Assert.NotEqual(Vault.Index("phone", "139"), Vault.FromMaster([.. Enumerable.Repeat((byte)1, 32)]).Index("phone", "139"));
    }

    [Fact]
    public void A_key_file_is_made_once_and_for_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("yihe-keys-").FullName;
        try
        {
            var path = Path.Combine(folder, "keys");
            var made = Vault.Create(path);
            Assert.Equal(made.Fingerprint, Vault.Open(path).Fingerprint);
            Assert.Throws<IOException>(() => Vault.Create(path));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
