"""A running demo as its people see it: who they are, and a session for each. No password of a real place is known here."""
import json
import re
import urllib.error
import urllib.request

PASSWORD = "Yihe-demo-2026"
ROW = re.compile("<tr>" + r"<td[^>]*>(?:<b>)?([^<]*)(?:</b>)?</td>" * 5 + "</tr>")


def ask(base, path, token=None, body=None, method=None):
    """Status and text of one request."""
    headers = {"Content-Type": "application/json", **({"Authorization": "Bearer " + token} if token else {})}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(base + path, data, headers, method=method), timeout=60) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode(errors="replace")


def people(base):
    """The first login of each role, as the banner of the demo lists them: role to login and, for administrators, a code of now."""
    first = {}
    for role, _, _, login, code in ROW.findall(ask(base, "/sign-in")[1]):
        first.setdefault(role, (login, code if code.isdigit() else None))
    return first


def session(base, login, code):
    """A token; None where signing in was refused."""
    given = {"login": login, "password": PASSWORD, **({"code": code} if code else {})}
    status, text = ask(base, "/api/session", body=given)
    return json.loads(text)["token"] if status == 200 else None
