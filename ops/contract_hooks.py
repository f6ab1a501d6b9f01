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
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # Nobody's issuer is asked: this one is refused before it could be.
    if case.operation.path.endswith("/identity-provider") and isinstance(case.body, dict):
        case.body = {**case.body, "issuer": "https://127.0.0.1"}
    # The same key with another request is refused, as it should be; no two requests here are the same.
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    # Random tenants are nobody's: then every answer would be 404.
    if TENANT and "tenant_id" in (case.path_parameters or {}):
        case.path_parameters["tenant_id"] = TENANT
        # A changed path is held against the schema again, in which an address has its @ and not %40.
        if isinstance(case.path_parameters.get("person"), str):
            case.path_parameters["person"] = case.path_parameters["person"].replace("%40", "@")
    elif TENANT and "tenant_id" in case.operation.query:
        case.query = {**(case.query or {}), "tenant_id": TENANT}
