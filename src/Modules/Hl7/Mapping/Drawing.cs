using Yihe.Hl7.Text;
using Yihe.Interop.Rest;

namespace Yihe.Hl7.Mapping;

/// <summary>Draws the resources of a message as its kind's row in the table says; nothing is known here of any one kind.</summary>
internal static class Drawing
{
    /// <summary>Which resources there will be, each with the segments it is drawn from.</summary>
    internal static void Lay(Stage stage)
    {
        var current = new Dictionary<string, Segment>();
        var segments = stage.Message.Segments;
        for (var i = 0; i < segments.Count; i++)
        {
            var name = segments[i].Name;
            if (stage.Table.Resets.TryGetValue(name, out var ended))
                foreach (var other in ended)
                    current.Remove(other);
            current[name] = segments[i];
            foreach (var resource in stage.Trigger.Writes.Where(r => stage.Table.Resources[r].Per == name))
            {
                var notes = segments.Skip(i + 1).TakeWhile(s => s.Name == "NTE").ToList();
                var scene = new Scene(stage, resource, new Dictionary<string, Segment>(current), notes);
                if (scene.Template.When is not { } when || scene.Text(Scene.Places(when)) is not null)
                    stage.Scenes.Add(scene);
            }
        }
    }

    /// <summary>The names under which they will be known; where several of one message have the same key, by their order too.</summary>
    internal static void Name(Work work, Stage stage, string patient)
    {
        var seen = new Dictionary<string, int>();
        foreach (var scene in stage.Scenes)
        {
            var key = scene.Resource == "patient" ? patient : scene.Key();
            var times = seen[$"{scene.Resource}\n{key}"] = seen.GetValueOrDefault($"{scene.Resource}\n{key}") + 1;
            scene.Name = RecordIntake.NameOf(work, stage.Application, scene.Template.Type, times == 1 ? key : $"{key}\n{times}");
        }
    }

    internal static JsonObject Draw(Scene scene, JsonObject? known)
    {
        var body = new JsonObject();
        foreach (var (member, template) in scene.Template.Body)
            Put(body, member, Value(scene, member, template!));
        if (scene.Template.Overlay)
            Overlay(scene, body, known ?? []);
        return body;
    }

    /// <summary>What was said before stays, where nothing is said of it now and it is not to be emptied.</summary>
    private static void Overlay(Scene scene, JsonObject body, JsonObject known)
    {
        foreach (var (member, before) in known)
            if (!body.TryGetPropertyValue(member, out var said))
            {
                if (!scene.Emptied.Contains(member))
                    body[member] = before!.DeepClone();
            }
            else if (said is JsonObject now && before is JsonObject old)
                foreach (var (inner, kept) in old.Where(o => !now.ContainsKey(o.Key)).ToList())
                    now[inner] = kept?.DeepClone();
            else if (said is JsonArray list && before is JsonArray listed)
                foreach (var kept in listed.Where(o => IsOfOtherSystem(o, list)).ToList())
                    list.Add(kept!.DeepClone());
        foreach (var (member, otherwise) in scene.Template.Defaults ?? [])
            if (!body.ContainsKey(member))
                body[member] = otherwise!.DeepClone();
    }

    /// <summary>A message that names one number of a patient says nothing of their numbers elsewhere.</summary>
    private static bool IsOfOtherSystem(JsonNode? kept, JsonArray said) =>
        kept is JsonObject one && one["system"] is { } system && said.All(s => $"{(s as JsonObject)?["system"]}" != $"{system}");

    /// <summary>What has a choice of types brings the whole name of its member with it.</summary>
    private static void Put(JsonObject body, string member, JsonNode? value)
    {
        if (value is JsonObject chosen && chosen.Count == 1 && chosen.First() is { Key: ['$', .. var name], Value: { } content })
            body[member + name] = content.DeepClone();
        else if (value is not null)
            body[member] = value;
    }

    private static JsonNode? Value(Scene scene, string member, JsonNode template)
    {
        switch (template)
        {
            case JsonArray list:
                JsonNode?[] items = [.. list.Select(item => Value(scene, member, item!)).Where(item => item is not null)];
                return items.Length == 0 ? null : new JsonArray(items);
            case JsonObject parts:
                return Object(scene, member, parts);
            default:
                var text = template.GetValue<string>();
                return text is ['{', .. var inner, '}'] ? Said(scene, member, inner) : JsonValue.Create(text);
        }
    }

    /// <summary>An object of which nothing was said is left out, however much of it stands in the table.</summary>
    private static JsonObject? Object(Scene scene, string member, JsonObject parts)
    {
        var (drawn, asked, said) = (new JsonObject(), false, false);
        foreach (var (name, part) in parts)
        {
            var isFixed = part is JsonValue text && text.GetValue<string>() is not ['{', ..];
            var isSystem = part is JsonValue value && value.GetValue<string>().EndsWith("| system}", StringComparison.Ordinal);
            var inner = Value(scene, member, part!);
            (asked, said) = (asked || !isFixed && !isSystem, said || !isFixed && !isSystem && inner is not null);
            Put(drawn, name, inner);
        }
        return asked && !said ? null : drawn;
    }

    private static JsonNode? Said(Scene scene, string member, string expression)
    {
        var (source, way) = expression.Split('|', 2, StringSplitOptions.TrimEntries) is [var s, var w] ? (s, w) : (expression, "text");
        var (function, argument) = way.Split(':', 2) is [var f, var a] ? (f, a) : (way, "");
        if (Values.OfScene.TryGetValue(function, out var told))
            return told(scene, source);
        var places = Scene.Places(source);
        if (scene.First(places) is { Raw: Segment.Empty })
            scene.Emptied.Add(member);
        return Values.OfPlaces[function](scene, places, argument);
    }
}
