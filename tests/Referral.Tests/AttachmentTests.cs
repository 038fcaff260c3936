using System.Text;
using Yihe.Basis.Files;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Files;
using Yihe.Referral.Attachments;

namespace Yihe.Referral.Tests;

/// <summary>Documents that go along: told by their bytes, kept sealed, opened on file.</summary>
public abstract class AttachmentTests(TestDb db) : ReferralStory(db)
{
    private static readonly byte[] Pdf = "%PDF-1.7 心电图"u8.ToArray();
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1];
    private static readonly byte[] Dicom = [.. new byte[128], .. "DICM"u8, 2];

    private ReferralId referral;

    protected override async Task Begin()
    {
        await base.Begin();
        referral = ReferralId.From(Guid.Parse(await Region.Refer(Village, "hx")));
    }

    private Task<Result<AttachFile.Outcome>> Attach(Actor actor, byte[] content, string name = "心电图.pdf", ReferralId? to = null) =>
        Region.Run(AttachFile.Door, actor, new(to ?? referral, new UploadedFile(name, content)));

    [Fact]
    public async Task Each_kind_is_told_by_its_first_bytes()
    {
        foreach (
            var (content, type) in new[]
            {
                (Pdf, "application/pdf"),
                (Jpeg, "image/jpeg"),
                (Png, "image/png"),
                (Dicom, "application/dicom"),
            }
        )
        {
            var done = await Attach(Village, content, "报告.exe");
            var opened = await Region.Must(OpenAttachment.Door, Branch, new(referral, done.Value.Id));
            Assert.Equal((type, "报告" + FileKind.ExtensionOf(type)), (opened.ContentType, opened.Name));
            Assert.Equal(content, opened.Content);
        }
        Assert.Equal(4, (await Show(referral.ToString()))["attachments"]!.AsArray().Count);
    }

    [Fact]
    public async Task Other_kinds_and_too_much_are_refused()
    {
        byte[][] others =
        [
            [],
            "MZ"u8.ToArray(),
            "<svg onload=alert(1)>"u8.ToArray(),
            "PK\x03\x04"u8.ToArray(),
            "%PD"u8.ToArray(),
            new byte[200],
            [0xFF, 0xD8],
        ];
        foreach (var content in others)
            Assert.Equal("file", (await Attach(Village, content)).Refusal!.Faults.Single().Field);
        var large = new byte[(50 * 1024 * 1024) + 1];
        Pdf.CopyTo(large, 0);
        Assert.Contains("50 MB", (await Attach(Village, large)).Refusal!.Message, StringComparison.Ordinal);
        Assert.Null((await Attach(Village, large[..^1])).Refusal);
    }

    [Fact]
    public async Task What_is_stored_is_not_what_came_and_comes_back_whole()
    {
        var content = new byte[2_500_000];
        new Random(1).NextBytes(content);
        Pdf.CopyTo(content, 0);
        var done = await Attach(Village, content);
        await using var db = Region.Platform.Database.Open();
        var pieces = await db.Set<BlobPiece>().AsNoTracking().OrderBy(p => p.No).ToListAsync(Ct);
        Assert.Equal([0, 1, 2], pieces.Select(p => p.No));
        Assert.All(pieces, p => Assert.True(p.Bytes.AsSpan().IndexOf(content.AsSpan(p.No << 20, 16)) < 0));
        Assert.DoesNotContain("心电图", Encoding.UTF8.GetString(pieces[0].Bytes), StringComparison.Ordinal);
        Assert.Equal(content, (await Region.Must(OpenAttachment.Door, Branch, new(referral, done.Value.Id))).Content);
    }

    [Fact]
    public async Task A_piece_that_was_changed_or_moved_does_not_open()
    {
        var done = await Attach(Village, Pdf);
        await Region.Sql("UPDATE kernel_blob_piece SET no = 5");
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() =>
            Region.Run(OpenAttachment.Door, Branch, new(referral, done.Value.Id))
        );
    }

    [Fact]
    public async Task Every_opening_is_an_act_and_strangers_get_none()
    {
        var done = await Attach(Village, Pdf);
        await Region.Must(OpenAttachment.Door, Branch, new(referral, done.Value.Id));
        Assert.Equal(Refusal.NotFound, (await Region.Run(OpenAttachment.Door, Stranger, new(referral, done.Value.Id))).Refusal);
        Assert.Equal(Refusal.NotFound, (await Attach(Stranger, Pdf)).Refusal);
        var acts = await Region.Acts("referral.attachment");
        Assert.Equal([(ActOutcome.Done, Branch.Account), (ActOutcome.Denied, Stranger.Account)], acts.Select(a => (a.Outcome, a.Account)));
        Assert.Equal(done.Value.Id, acts[0].EntityId);
    }

    [Fact]
    public async Task A_document_opens_only_through_its_own_referral()
    {
        var done = await Attach(Village, Pdf);
        var other = ReferralId.From(Guid.Parse(await Region.Refer(await Region.Person("zhaoyulan"), "sl")));
        Assert.Equal(Refusal.NotFound, (await Region.Run(OpenAttachment.Door, Stranger, new(other, done.Value.Id))).Refusal);
    }

    [Fact]
    public async Task Twenty_documents_are_enough()
    {
        for (var i = 0; i < 20; i++)
            Assert.Null((await Attach(Village, Pdf, $"{i}.pdf")).Refusal);
        Assert.Equal("too-many-files", (await Attach(Village, Pdf)).Refusal?.Code);
    }
}

public sealed class AttachmentTestsOnSqlite(SqliteDb db) : AttachmentTests(db), IClassFixture<SqliteDb>;

public sealed class AttachmentTestsOnPostgres(PostgresDb db) : AttachmentTests(db), IClassFixture<PostgresDb>;

/// <summary>Names as they arrive from anywhere.</summary>
public class FileNameTests
{
    [Theory]
    [InlineData("心电图.pdf", "心电图.pdf")]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData(@"C:\Users\x\报告.PDF", "报告.pdf")]
    [InlineData("报告.pdf.exe", "报告.pdf.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.pdf")]
    [InlineData("\"><script>.pdf", "script.pdf")]
    [InlineData("", "附件.pdf")]
    [InlineData(".pdf", "附件.pdf")]
    [InlineData("\0\0", "附件.pdf")]
    public void A_name_loses_path_control_characters_and_a_lying_ending(string given, string kept) =>
        Assert.Equal(kept, FileKind.CleanName(given, "application/pdf"));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(84, FileKind.CleanName(new string('长', 300), "application/pdf").Length);
}
