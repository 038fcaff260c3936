"""Prints every address of the platform's own description as requests for sqlmap (-l), each as somebody who may use it, with a real id
and the names it really takes: python3 addresses.py http://127.0.0.1:5240. What was left out, and why, goes to standard error."""
import functools
import json
import re
import sys
import urllib.parse
import uuid

import demo

base = sys.argv[1]
host = urllib.parse.urlparse(base).netloc
described = json.loads(demo.ask(base, "/api/openapi.json")[1])
schemas = described.get("components", {}).get("schemas", {})
tokens = [t for t in (demo.session(base, login, code) for login, code in demo.people(base).values()) if t]
names = sorted({name for schema in schemas.values() for name in schema.get("properties", {})} | {"text", "after", "sort", "q", "month", "code"})


def shape(schema):
    while "$ref" in schema:
        schema = schemas[schema["$ref"].split("/")[-1]]
    return schema


def sample(schema):
    kind = shape(schema).get("type", "string")
    kind = [k for k in kind if k != "null"][0] if isinstance(kind, list) else kind
    return {"integer": 1, "number": 1, "boolean": True, "array": ["1"], "object": {}}.get(kind, "1")


@functools.cache
def one_of(above, token):
    found = re.search(r'"id":"([^"]+)"', demo.ask(base, above, token)[1])
    return found.group(1) if found else str(uuid.UUID(int=7))


def filled(path, token, mark=""):
    """The address with an id out of the list above it, where there is one, and a mark where sqlmap shall try."""
    while "{" in path:
        above, rest = path.split("{", 1)
        path = above + one_of(above.rstrip("/*"), token) + mark + rest.split("}", 1)[1]
    return path


def taken(address, token):
    """The names a look takes: it says which of all names it does not know."""
    status, text = demo.ask(base, address + "?" + "&".join(n + "=1" for n in names), token)
    if status != 422:
        return []
    unknown = {fault["field"] for fault in json.loads(text)["errors"] if fault["message"].startswith("不认识")}
    return [n for n in names if n not in unknown]


def write(method, address, token, body):
    print("=" * 54)
    print("%s %s HTTP/1.1" % (method.upper(), address))
    print("Host: %s\nAuthorization: Bearer %s" % (host, token))
    if method != "get":
        print("Idempotency-Key: scan-%s\nContent-Type: application/json" % uuid.uuid4())
    print()
    if body is not None:
        print(json.dumps(body))
    print("=" * 54)


written, closed, bare = 0, [], []
for path, methods in described["paths"].items():
    for method, operation in methods.items():
        if path.endswith(("/session", "/code")) or "clock" in path or path.startswith("/my/"):
            continue  # these end the scan's own session, send messages, or are the residents' own
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        body = {k: sample(v) for k, v in shape(content["schema"]).get("properties", {}).items()} if content else None
        def may(token):
            return demo.ask(base, filled(path, token), token, {} if body else None, method.upper())[0] not in (401, 403)

        token = next(filter(may, tokens), None)
        if not token:
            closed.append("%s %s" % (method.upper(), path))
            continue
        address = filled(path, token)
        known = [n for n in taken(address, token) if "{%s}" % n not in path] if method == "get" else []
        if method == "get" and not known and "{" not in path:
            bare.append(path)
            continue
        if "{" in path:
            write(method, filled(path, token, "*"), token, body)
            written += 1
        if known or body:
            write(method, address + ("?" + "&".join(n + "=1" for n in known) if known else ""), token, body)
            written += 1
print(
    "%d 个请求；演示中没有人能用的 %d 个：%s；没有可填之处的 %d 个：%s"
    % (written, len(closed), "、".join(closed), len(bare), "、".join(bare)),
    file=sys.stderr,
)
