"""What Schemathesis cannot know by itself; ops/contract loads it."""

import os
import uuid

import schemathesis

TENANT = os.environ.get("CONTRACT_TENANT", "")


@schemathesis.serializer("application/x-ndjson")
def ndjson(context, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@schemathesis.hook
def before_call(context, case, **kwargs):
    """Makes good requests meaningful, and leaves bad ones as bad as they are."""
    # The same key with another request is refused, as it should be; no two requests here are the same.
    if "Idempotency-Key" in (case.headers or {}) and is_key(case.headers["Idempotency-Key"]):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    # Random tenants are nobody's: then every answer would be 404.
    if TENANT:
        if is_id((case.path_parameters or {}).get("tenant_id")):
            case.path_parameters["tenant_id"] = TENANT
        elif "tenant_id" in case.operation.query and is_id((case.query or {}).get("tenant_id", TENANT)):
            case.query = {**(case.query or {}), "tenant_id": TENANT}


def is_key(value):
    return isinstance(value, str) and 0 < len(value) < 256 and all("!" <= each <= "~" for each in value)


def is_id(value):
    try:
        return str(uuid.UUID(value)) == value.lower()
    except (AttributeError, TypeError, ValueError):
        return False
