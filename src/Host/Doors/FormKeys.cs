using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;

namespace Yihe.Host.Doors;

/// <summary>Keeps the keys of form tokens in the database, encrypted, so that every node and every restart knows them.</summary>
internal sealed class FormKeys(Platform platform) : IXmlRepository
{
    private const string Prefix = "form-key:";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = platform.Database.Open();
        var rows = db.Set<Setting>().Where(s => s.Name.StartsWith(Prefix)).Select(s => s.Value).ToList();
        return [.. rows.Select(v => XElement.Parse(platform.Vault.DecryptText(Convert.FromBase64String(v), "setting.form-key")))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var turn = platform.Database.Turn(CancellationToken.None).GetAwaiter().GetResult();
        using var db = platform.Database.Open();
        var value = Convert.ToBase64String(platform.Vault.EncryptText(element.ToString(), "setting.form-key"));
        db.Add(new Setting { Name = Prefix + friendlyName, Value = value });
        db.SaveChanges();
    }
}
