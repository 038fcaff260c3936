namespace Yihe.Beds;

/// <summary>What people may do with beds.</summary>
internal static class Rights
{
    internal static readonly Permission ReadBeds = new("bed.read", "查看床位");
    internal static readonly Permission Hold = new("bed.hold", "预占床位", Clinical: true);
    internal static readonly Permission Admit = new("bed.admit", "收治、转床与出院", Clinical: true);
    internal static readonly Permission Tend = new("bed.tend", "床位清洁、停用与增减");
    internal static readonly Permission Book = SharingRights.Book;
    internal static readonly Permission Confirm = SharingRights.Confirm;
}
