"""Prints every address of the platform's own description as a request for sqlmap (-l): python3 requests.py http://127.0.0.1:5240 TOKEN < openapi.json"""
import json
import sys
import urllib.parse
import uuid

base, token = sys.argv[1], sys.argv[2]
host = urllib.parse.urlparse(base).netloc
described = json.load(sys.stdin)
schemas = described.get("components", {}).get("schemas", {})


def shape(schema):
    while "$ref" in schema:
        schema = schemas[schema["$ref"].split("/")[-1]]
    return schema


def sample(schema):
    kind = shape(schema).get("type", "string")
    kind = [k for k in kind if k != "null"][0] if isinstance(kind, list) else kind
    return {"integer": 1, "number": 1, "boolean": True, "array": ["1"], "object": {}}.get(kind, "1")


for path, methods in described["paths"].items():
    for method, operation in methods.items():
        if path.endswith(("/session", "/code")) or "clock" in path:
            continue  # these end the scan's own session or send messages
        address = path
        while "{" in address:
            address = address[: address.index("{")] + str(uuid.UUID(int=7)) + address[address.index("}") + 1 :]
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        body = {k: sample(v) for k, v in shape(content["schema"]).get("properties", {}).items()} if content else None
        if method == "get":
            address += "?text=1&after=1&sort=1&who=1&useCase=1&code=1&tab=1"
        print("=" * 54)
        print("%s %s HTTP/1.1" % (method.upper(), address))
        print("Host: %s\nAuthorization: Bearer %s" % (host, token))
        if method != "get":
            print("Idempotency-Key: scan-%s\nContent-Type: application/json" % uuid.uuid4())
        print()
        if body is not None:
            print(json.dumps(body))
        print("=" * 54)
