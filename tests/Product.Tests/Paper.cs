using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Yihe.Product.Tests;

/// <summary>A page as it would come out of the printer, with what poppler and zbar read of it.</summary>
/// <param name="Words">where each word stands, in points from the upper left corner</param>
/// <param name="Fonts">one line of pdffonts each</param>
/// <param name="Code">what a scanner reads of the first page</param>
internal sealed record Paper(
    int Count,
    (double Width, double Height) Size,
    string Text,
    IReadOnlyList<(double Left, double Top, double Right, double Bottom)> Words,
    IReadOnlyList<string> Fonts,
    string Code
)
{
    /// <summary>The font is in the file, and its glyphs tell which characters they are.</summary>
    internal static readonly Regex Embedded = new(@" yes +(yes|no) +yes +\d+ +\d+\s*$");

    internal static async Task<Paper> Of(BrowserTab tab)
    {
        var folder = Directory.CreateTempSubdirectory("yihe-paper-").FullName;
        try
        {
            var pdf = Path.Combine(folder, "paper.pdf");
            await tab.Page.PdfAsync(new() { Path = pdf, PreferCSSPageSize = true });
            var boxes = XDocument.Parse(Run("pdftotext", "-bbox", pdf, "-").Replace("&nbsp;", " ", StringComparison.Ordinal)).Descendants();
            var pages = boxes.Where(e => e.Name.LocalName == "page").ToList();
            var words = boxes.Where(e => e.Name.LocalName == "word");
            Run("pdftoppm", "-r", "200", "-f", "1", "-l", "1", "-png", pdf, Path.Combine(folder, "page"));
            return new(
                pages.Count,
                (Math.Round(Number(pages[0], "width")), Math.Round(Number(pages[0], "height"))),
                Run("pdftotext", "-raw", pdf, "-"),
                [.. words.Select(w => (Number(w, "xMin"), Number(w, "yMin"), Number(w, "xMax"), Number(w, "yMax")))],
                [.. Run("pdffonts", pdf).Split('\n').Skip(2).Where(l => l.Length > 0)],
                Run("zbarimg", "-q", "--raw", Directory.GetFiles(folder, "*.png").Single()).Trim()
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Number(XElement of, string name) => double.Parse(of.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        using var run = Process.Start(start)!;
        var said = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return said;
    }
}
