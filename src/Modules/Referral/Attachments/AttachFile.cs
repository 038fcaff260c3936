using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Referral.Attachments;

/// <summary>Either side adds a document to an open referral: PDF, JPEG, PNG or DICOM up to 50 MB.</summary>
internal static class AttachFile
{
    private const int MostFiles = 20;

    internal sealed record Input(ReferralId Id, [property: Display(Name = "附件"), Needed("请选择文件")] UploadedFile File);

    internal sealed record Outcome(Guid Id, string Name);

    internal static readonly Change<Input, Outcome> Door = new("referral.attach", "添加附件", Rights.Act, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (input.File.Content.Length > FileKind.MostBytes)
            return Refusal.Invalid("file", $"文件不能超过 50 MB，这个有 {input.File.Content.Length / 1024 / 1024} MB；请压缩或分开上传");
        if (FileKind.Of(input.File.Content) is not { } type)
            return Refusal.Invalid("file", "只收 PDF、JPEG、PNG 和 DICOM 文件（按内容判断，改扩展名无用）；请转换后再传");
        if (await work.Db.Set<Attachment>().CountAsync(a => a.Referral == input.Id, ct) >= MostFiles)
            return Refusal.Conflict("too-many-files", $"一份转诊单最多 {MostFiles} 个附件");
        var attachment = work.Add(
            new Attachment
            {
                Id = work.NewId(),
                Referral = input.Id,
                Name = FileKind.CleanName(input.File.Name, type),
                ContentType = type,
                Size = input.File.Content.Length,
                Blob = Blobs.Store(work, input.File.Content),
                At = work.Now,
            }
        );
        (work.Subject, work.Matter) = (found.Value.Subject, found.Value.Course);
        return await work.Commit(new Outcome(attachment.Id, attachment.Name), ct);
    }
}

/// <summary>Someone opens a document of a referral they may read.</summary>
internal static class OpenAttachment
{
    internal sealed record Input(ReferralId Id, Guid Attachment);

    internal static readonly Look<Input, FileContent> Door = new("referral.attachment", "打开附件", Rights.Read, Run);

    private static async Task<Result<FileContent>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var attachment = await work
            .Db.Set<Attachment>()
            .AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == input.Attachment && a.Referral == input.Id, ct);
        if (attachment is null || (await Closed.To(work, [found.Value], ct))(found.Value))
            return Refusal.NotFound;
        work.About(attachment);
        (work.Subject, work.Matter, work.Purpose) = (found.Value.Subject, found.Value.Course, "referral");
        return await work.Look(new FileContent(attachment.Name, attachment.ContentType, await Blobs.Open(work, attachment.Blob, ct)), ct);
    }
}
