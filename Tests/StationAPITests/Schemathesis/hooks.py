"""Makes requests that a station could make: a digest that belongs to the body, most of the time."""

import base64
import hashlib

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.operation.label != "PUT /v1/batches/{id}/files/{name}" or not case.headers:
        return
    # A digest of the right form is made the right one, those of other forms stay what they are.
    field = case.headers.get("Content-Digest", "")
    body = getattr(case.body, "data", case.body)
    if field.startswith("sha-256=:") and len(field) == 54 and isinstance(body, bytes):
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        case.headers["Content-Digest"] = f"sha-256=:{digest}:"
