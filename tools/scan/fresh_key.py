"""For sqlmap (--preprocess): every request has a key of its own; with one for all, only the first would be looked at."""
import uuid


def preprocess(req):
    if req.get_method() != "GET":
        req.add_header("Idempotency-Key", "scan-%s" % uuid.uuid4())
