using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Yihe.Product.Tests;

/// <summary>
/// Hands on a keyboard, in a real browser: what they do is counted by the browser and weighed by the keystroke-level model. A written
/// character counts as the keys an input method asks for it; before each part stands a moment of thought.
/// </summary>
internal sealed class Typist(BrowserTab tab)
{
    /// <summary>Seconds of one key, and of one thought (Card, Moran and Newell 1980).</summary>
    private const double Key = 0.28;
    private const double Thought = 1.35;

    /// <summary>What an input method asks for one character.</summary>
    private const int KeysPerCharacter = 3;
    private readonly IPage page = tab.Page;
    private int pressed;
    private int composed;
    private int thoughts;
    private int before;

    internal static async Task<Typist> At(BrowserTab tab) => new(tab) { before = await tab.Count("keydown") };

    internal Typist Think()
    {
        thoughts++;
        return this;
    }

    internal async Task Press(params string[] each)
    {
        foreach (var key in each)
        {
            pressed += key.Split('+').Length;
            await page.Keyboard.PressAsync(key);
        }
    }

    internal async Task Type(string text)
    {
        foreach (var letter in text)
        {
            if (letter > 127)
                composed++;
            else
                pressed++;
            await (
                letter > 127 ? page.Keyboard.InsertTextAsync($"{letter}") : page.Keyboard.PressAsync(letter == ' ' ? "Space" : $"{letter}")
            );
        }
    }

    /// <summary>On with Tab until the focus is on what the selector names.</summary>
    internal async Task TabTo(string selector)
    {
        for (var n = 0; n < 60 && !await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector); n++)
            await Press("Tab");
        await tab.See($"{selector}:focus");
    }

    /// <summary>Waits for a place to arrive at, and that something there has the focus.</summary>
    internal async Task Arrive(string pattern, string? focus = null)
    {
        await tab.Arrive(pattern);
        if (focus is not null)
            await tab.See($"{focus}:focus");
    }

    /// <summary>The task is done: no pointer was touched, and it took no longer than the file of keystrokes says.</summary>
    internal async Task Done(string task)
    {
        Assert.Equal((before + pressed, 0), (await tab.Count("keydown"), await tab.Count("pointerdown")));
        var keys = pressed + (composed * KeysPerCharacter);
        Keystrokes.Hold(new(task, keys, thoughts, Math.Round((keys * Key) + (thoughts * Thought), 1)));
        Assert.Empty(tab.Complaints);
    }
}

/// <summary>One task as it was done: keys, thoughts and seconds.</summary>
internal sealed record Keystrokes(string Task, int Keys, int Thoughts, double Seconds)
{
    /// <summary>The file of what each task takes; a run may not take more. <c>YIHE_RECORD=1</c> writes what was done into it.</summary>
    internal static readonly IReadOnlyDictionary<string, Keystrokes> Known = File.Exists(Place())
        ? File.ReadLines(Place()).Skip(1).Select(l => l.Split('\t')).ToDictionary(c => c[0], Of)
        : new Dictionary<string, Keystrokes>();

    private static readonly Lock Writing = new();

    internal static void Hold(Keystrokes done)
    {
        if (Environment.GetEnvironmentVariable("YIHE_RECORD") == "1")
            Record(done);
        else
            Assert.True(
                Known.TryGetValue(done.Task, out var known) && done.Seconds <= known.Seconds,
                $"{done.Task}: {done.Keys} keys, {done.Thoughts} thoughts, {done.Seconds} s; the file says {known?.Seconds} s"
            );
    }

    private static void Record(Keystrokes done)
    {
        lock (Writing)
        {
            var all = File.Exists(Place()) ? File.ReadLines(Place()).Skip(1).Select(l => Of(l.Split('\t'))).ToDictionary(k => k.Task) : [];
            all[done.Task] = done;
            var lines = all
                .Values.OrderBy(k => k.Task, StringComparer.Ordinal)
                .Select(k => FormattableString.Invariant($"{k.Task}\t{k.Keys}\t{k.Thoughts}\t{k.Seconds:0.0}"));
            File.WriteAllLines(Place(), ["task\tkeys\tthoughts\tseconds", .. lines]);
        }
    }

    private static Keystrokes Of(string[] cells) =>
        new(
            cells[0],
            int.Parse(cells[1], CultureInfo.InvariantCulture),
            int.Parse(cells[2], CultureInfo.InvariantCulture),
            double.Parse(cells[3], CultureInfo.InvariantCulture)
        );

    private static string Place([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "keystrokes.tsv");
}
