using System.Text;
using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Matching;

/// <summary>The rows of a list, from the headings on.</summary>
internal sealed record Listed(IEnumerable<string[]> Rows);

/// <summary>Reads a list: CSV parted by commas, tabs or semicolons in UTF-8 or GBK (GB18030), or an Excel workbook.</summary>
internal sealed class ListFile(string path)
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);
    private const int MostSheetRows = 50_000;
    private readonly string name = Path.GetFileName(path);

    /// <summary>The rows from the headings on, as they stand; a row of a workbook has its cells in their columns.</summary>
    internal Result<Listed> Rows()
    {
        if (!File.Exists(path))
            return Wrong("没有找到，请检查文件名与目录");
        if (new FileInfo(path).Length == 0)
            return Wrong("是空的");
        if (Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase))
            return FromWorkbook();
        if (EncodingOf() is not { } encoding)
            return Wrong("的编码既不是 UTF-8 也不是 GBK（GB18030），请另存为“CSV UTF-8”再试");
        return new Listed(Csv.Read(path, encoding));
    }

    internal Refusal Wrong(string message) => Refusal.Invalid("file", $"文件 {name} {message}");

    private Result<Listed> FromWorkbook()
    {
        var (rows, refusal) = Spreadsheet.Read(File.ReadAllBytes(path), MostSheetRows);
        if (refusal is not null)
            return refusal;
        var width = rows.Count == 0 ? 0 : rows.Max(r => r.Cells.Keys.Max());
        return new Listed(rows.Select(r => Enumerable.Range(1, width).Select(c => r.Cells.GetValueOrDefault(c, "")).ToArray()));
    }

    private Encoding? EncodingOf()
    {
        Span<byte> mark = stackalloc byte[2];
        using (var file = File.OpenRead(path))
            file.ReadAtLeast(mark, 2, throwOnEndOfStream: false);
        if (mark is [0xFF, 0xFE] or [0xFE, 0xFF])
            return mark[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding(
            "GB18030",
            EncoderFallback.ExceptionFallback,
            DecoderFallback.ExceptionFallback
        )!;
        return Reads(s_utf8) ? s_utf8
            : Reads(gbk) ? gbk
            : null;
    }

    /// <summary>Whether the whole file is text in an encoding; a NUL is in no list.</summary>
    private bool Reads(Encoding encoding)
    {
        try
        {
            using var reader = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: false);
            var buffer = new char[1 << 16];
            for (int read; (read = reader.Read(buffer)) > 0; )
                if (buffer.AsSpan(0, read).Contains('\0'))
                    return false;
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
