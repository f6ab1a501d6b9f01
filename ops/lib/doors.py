"""Every operation of the contract, tried as nobody, as another tenant, and as every role that is too low."""

import json
import time
import uuid
from datetime import datetime, timedelta, timezone
from urllib.parse import quote

from operations import BROWSER, CUSTOMERS, OPERATIONS, PUBLIC, ROLES, SENSOR, TOKEN
from product import activity

# What a path names besides an item of somebody's.
VALUES = {"person": "somebody@acme.example", "leaf_index": "0", "first": "1"}
# What no index finds across tenants.
NEEDS_TENANT = {"getEvent"}
# What is one tenant's alone: the operator's people always say whose.
ONE_TENANTS = {"getAuditHead", "listAuditHeads", "exportAuditLog", "proveAuditConsistency", "proveAuditInclusion"}
# A lead decides on who is let in, and needs no grant for that.
NEEDS_NO_GRANT = {"listGrantRequests", "approveAccess", "rejectAccess"}


def doors(checks, product, world=None):
    world = world or World(product)
    contract = Contract(product)
    missing = sorted(set(contract.operations) - set(OPERATIONS))
    stale = sorted(set(OPERATIONS) - set(contract.operations))
    checks.expect(not missing, "each operation says in ops/lib/operations.py who may call it; these do not:", missing)
    checks.expect(not stale, "ops/lib/operations.py names operations that are not in the contract:", stale)
    for parameter in contract.items() - set(world.theirs):
        checks.expect(False, f"World in ops/lib/doors.py names an item of the other tenant for {{{parameter}}}")
        world.theirs[parameter] = str(uuid.uuid4())
    # What was done so far gets its place in the audit log first.
    time.sleep(3)
    before = world.fingerprint()
    tried = {"nobody": 0, "other_tenant": 0, "too_low_role": 0, "operations": 0}
    for name, operation in contract.operations.items():
        allowed = OPERATIONS.get(name)
        if allowed is None:
            continue
        tried["operations"] += 1
        if allowed == PUBLIC:
            checks.expect(world.ask(operation, None)[0] in (200, 503), f"{name} is for everybody")
            continue
        if allowed == BROWSER:
            status = world.ask(operation, None)[0]
            checks.expect(status in (401, 422), f"{name} is nothing outside a log-in", status)
            continue
        tried["nobody"] += as_nobody(checks, world, operation)
        if allowed in (SENSOR, TOKEN):
            continue
        tried["other_tenant"] += as_another_tenant(checks, world, operation, allowed)
        tried["too_low_role"] += as_too_low_a_role(checks, world, operation, allowed)
    changed = world.changed_since(before)
    checks.expect(not changed, "none of it changed anything of the other tenant's", changed)
    checks.figures |= {f"tried_{name}": count for name, count in tried.items()}


def as_nobody(checks, world, operation):
    credentials = {"nobody": None, "an unknown token": "wfu_" + "A" * 43, "no token at all": "nonsense"}
    if OPERATIONS[operation.name] == SENSOR:
        credentials["a person"] = world.people["admin"]
    else:
        credentials["a sensor"] = world.sensor_key
    for who, token in credentials.items():
        status, headers, _ = world.ask(operation, token, world.theirs)
        checks.expect(status == 401 and "WWW-Authenticate" in headers, f"{operation.name} as {who} is 401", status)
    return len(credentials)


def as_another_tenant(checks, world, operation, allowed):
    """Asks for the other tenant's items as somebody whose role would do, and for what does not exist at all."""
    tried = 0
    nothing = {name: str(uuid.uuid4()) for name in world.theirs}
    for who, token in world.strangers(allowed):
        if operation.name in NEEDS_NO_GRANT and who != "a customer":
            continue
        for what, theirs, unknown in operation.aims(world, nothing, own=world.own_tenant if who == "a customer" else None):
            answer, expected = world.ask(operation, token, theirs), world.ask(operation, token, unknown)
            # Without the tenant's name the floor is asked for it, whatever the id.
            needs_tenant = operation.name in NEEDS_TENANT and who != "a customer" and what == "by its id"
            checks.expect(answer[0] == (422 if needs_tenant else 404), f"{operation.name} as {who}, {what}, is 404", answer[0])
            checks.expect(likeness(answer, theirs) == likeness(expected, unknown),
                          f"{operation.name} as {who}, {what}: the same answer as for what does not exist",
                          (answer[2][:300], expected[2][:300]))
            tried += 1
        if operation.method == "GET" and not operation.items():
            status, _, body = world.ask(operation, token)
            names_none = operation.name in ONE_TENANTS and who != "a customer"
            checks.expect(status == (422 if names_none else 200), f"{operation.name} as {who} is answered", (status, body[:200]))
            seen = [name for name in world.secrets if name.encode() in body]
            checks.expect(not seen, f"{operation.name} as {who} shows nothing of the other tenant's", seen)
            tried += 1
    return tried


def as_too_low_a_role(checks, world, operation, allowed):
    for role in sorted(ROLES - allowed):
        status, _, body = world.ask(operation, world.people[role], world.theirs, tenant=role not in CUSTOMERS)
        checks.expect(status == 403, f"{operation.name} as {role} is 403", (status, body[:200]))
    # Nothing is proved by turning everybody away.
    if operation.method == "GET":
        role = sorted(allowed)[0]
        status, _, body = world.ask(operation, world.people[role], world.theirs, tenant=role not in CUSTOMERS)
        checks.expect(status == 200, f"{operation.name} as {role} is answered", (status, body[:200]))
    return len(ROLES - allowed)


def likeness(answer, ids):
    """All that an answer tells: status, headers and body, but the request's id, the time and the ids asked for."""
    status, headers, body = answer
    told = {name: value for name, value in headers.items()
            if name.lower() not in ("date", "x-request-id", "content-length") and not name.lower().startswith("ratelimit")}
    text = body.decode(errors="replace")
    if told.get("Content-Type") == "application/problem+json":
        problem = json.loads(text)
        problem.pop("instance", None)
        text = json.dumps(problem)
    for value in ids.values():
        text = text.replace(value, "ID")
    return status, told, text


class Contract:
    """What the product says it answers."""

    def __init__(self, product):
        self.document = json.loads(product.request("GET", "/openapi.json")[2])
        self.operations = {}
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                if method in ("get", "put", "post", "delete", "patch"):
                    parameters = [self.resolve(each) for each in item.get("parameters", []) + operation.get("parameters", [])]
                    found = Operation(method.upper(), path, operation["operationId"], parameters,
                                      self.example(operation.get("requestBody")))
                    self.operations[found.name] = found

    def resolve(self, node):
        while "$ref" in node:
            place = node["$ref"].split("/")[1:]
            node = self.document
            for step in place:
                node = node[step]
        return node

    def example(self, body):
        """The media type and the text of a request's example."""
        if body is None:
            return None
        for kind, content in self.resolve(body)["content"].items():
            example = content.get("example")
            if example is None and "examples" in content:
                example = self.resolve(next(iter(content["examples"].values())))["value"]
            return kind, example
        return None

    def items(self):
        return {name for operation in self.operations.values() for name in operation.items()}


class Operation:
    def __init__(self, method, path, name, parameters, body):
        self.method, self.path, self.name, self.parameters, self.body = method, path, name, parameters, body

    def items(self):
        """The parts of the path that name something of somebody's."""
        return [each["name"] for each in self.parameters if each["in"] == "path" and each["name"].endswith("_id")]

    def takes(self, name, place):
        return any(each["name"] == name and each["in"] == place for each in self.parameters)

    def aims(self, world, nothing, own):
        """What is asked for: in words, the ids of the other tenant's, and those that nothing has."""
        theirs, items = world.theirs, self.items()
        if "tenant_id" in items:
            yield "in its tenant", theirs, nothing
            # Which of one's own tenant's things these are, nobody knows.
            if own and len(items) > 1:
                yield "in one's own tenant", theirs | {"tenant_id": own}, nothing | {"tenant_id": own}
            return
        if items:
            yield "by its id", theirs, nothing
        if self.takes("tenant_id", "query"):
            yield "in its tenant by name", theirs | {"?": theirs["tenant_id"]}, theirs | {"?": nothing["tenant_id"]}

    def address(self, ids, tenant):
        path, query = self.path, []
        for each in self.parameters:
            name = each["name"]
            if each["in"] == "path":
                path = path.replace("{" + name + "}", quote(self.value(each, ids), safe=""))
            elif each["in"] == "query" and name == "tenant_id" and tenant:
                query.append(f"tenant_id={tenant}")
            elif each["in"] == "query" and each.get("required"):
                query.append(f"{name}={quote(self.value(each, ids))}")
        return path + ("?" + "&".join(query) if query else "")

    @staticmethod
    def value(parameter, ids):
        name, schema = parameter["name"], parameter.get("schema", {})
        given = ids.get(name) or VALUES.get(name) or parameter.get("example") or schema.get("example")
        return str(given or (schema.get("enum") or {"kind": ["revoke_sessions_and_disable_user"],
                                                    "source": ["google_workspace"]}.get(name, ["x"]))[0])


class World:
    """A customer whom everybody tries to look at, another, and somebody in every role."""

    def __init__(self, product):
        self.product = product
        own, other = product.onboard("Acme"), product.onboard("Borealis")
        self.own, self.other = own, other
        self.own_tenant, tenant = own["tenant_id"], other["tenant_id"]
        self.sensor_key = other["sensor_key"]
        self.people = {"admin": other["administrator_token"]}
        for role in ("viewer", "member"):
            self.people[role] = self.user(tenant, self.people["admin"], role)
        for role in ("support", "hunter", "analyst", "lead", "platform"):
            self.people[role] = self.staff(role, tenant)
        self.somebody = self.product.rows("SELECT id FROM staff LIMIT 1")[0][0]
        # Somebody of the floor who may see the first customer alone.
        self.stranger = self.staff("lead", self.own_tenant, name="otto")
        self.theirs = self.items(tenant)
        # What is the other tenant's, in words that an answer to somebody else must not hold.
        self.secrets = [value for value in self.theirs.values() if value] + ["borealis.example"]

    def user(self, tenant, token, role):
        base = f"/v1/tenants/{tenant}/users"
        _, user = self.call("POST", base, token, {
            "email": f"{role}@borealis.example", "name": role, "role": f"tenant_{role}"})
        return self.call("POST", f"{base}/{user['id']}/tokens", token)[1]["token"]

    def staff(self, role, tenant, name="ana"):
        email = f"{name}.{role}@northgate.example"
        words = ["--role", "platform_admin" if role == "platform" else role]
        added = json.loads(self.product.administer("add-staff", "--email", email, "--name", name, *words, "--json"))
        if role != "platform":
            self.product.administer("grant", "--email", email, "--tenant", tenant, "--reason", "a watch", "--json")
        return added["token"]

    def items(self, tenant):
        """One of everything that a path can name, of the other tenant's."""
        token = self.people["admin"]
        person = "kim@borealis.example"
        tell_story(self.product, self.other, person)
        if not self.product.settle():
            raise SystemExit("prove: the floor does not settle")
        first = lambda path: self.call("GET", path, token)[1]["items"][0]["id"]
        incident = first("/v1/incidents")
        sensor = self.call("POST", f"/v1/tenants/{tenant}/sensors", token, {"name": "spare"})[1]
        request = self.call("POST", "/v1/support-requests", token, {
            "kind": "investigate", "subject": "Help", "text": "Please look.", "incident_id": incident})[1]
        site = self.call("POST", f"/v1/tenants/{tenant}/sites", token, {"name": "Oslo"})[1]
        program = self.call("POST", f"/v1/tenants/{tenant}/integrations", token, {
            "name": "tickets", "scopes": ["case:read"]})[1]
        platform = self.people["platform"]
        partner = self.call("POST", "/v1/organisations", platform, {"name": "Northwind"})[1]
        engaged = self.call("POST", "/v1/staff", platform, {
            "email": "noa@northwind.example", "name": "Noa", "role": "analyst", "organisation_id": partner["id"]})[1]
        alert = first("/v1/alerts")
        # Whose grant it is may end it, too: so it is nobody's who tries.
        self.staff("analyst", tenant, name="gil")
        self.product.settle()
        self.identity_providers(tenant, partner["id"])
        asked = self.call("POST", "/v1/grant-requests", self.people["analyst"], {
            "tenant_id": tenant, "reason": "CASE-1", "minutes": 5})[1]
        return {
            "grant_request_id": asked["id"],
            "tenant_id": tenant, "alert_id": alert, "incident_id": incident, "case_id": first("/v1/cases"),
            "request_id": request["id"], "action_id": first("/v1/response/actions"),
            "event_id": self.call("GET", f"/v1/alerts/{alert}", token)[1]["event_ids"][-1],
            "user_id": first(f"/v1/tenants/{tenant}/users"), "grant_id": first(f"/v1/tenants/{tenant}/grants"),
            "sensor_id": sensor["sensor"]["id"], "key_id": sensor["key"]["id"], "site_id": site["id"],
            "integration_id": program["integration"]["id"], "organisation_id": partner["id"],
            "staff_id": engaged["staff"]["id"],
            "certificate_id": self.certificate(tenant, sensor["sensor"]["id"]),
        }

    def identity_providers(self, tenant, partner):
        """Lets an issuer say who the other tenant's people are, and a partner's."""
        address = self.product.peer("issuer", "identity-provider")
        for kind, owner, who in (("tenants", tenant, "admin"), ("organisations", partner, "platform")):
            self.call("PUT", f"/v1/{kind}/{owner}/identity-provider", self.people[who], {
                "issuer": address, "client_id": f"of-{kind}", "audiences": [f"of-{kind}"]})

    def certificate(self, tenant, sensor):
        """Bound past the doors: there it takes a handshake."""
        certificate = str(uuid.uuid4())
        self.product.rows(
            "INSERT INTO sensor_certificates (tenant_id, id, sensor_id, binding, sha256, subject, not_after, created_at) "
            f"VALUES ('{tenant}', '{certificate}', '{sensor}', 'certificate', sha256('borealis'), 'CN=borealis.example', "
            "now() + interval '1 day', now())")
        return certificate

    def strangers(self, allowed):
        """Whose role would do, but for the tenant."""
        if "admin" in allowed:
            yield "a customer", self.own["administrator_token"]
        if "lead" in allowed:
            yield "an analyst without a grant", self.stranger

    def ask(self, operation, token, ids=None, tenant=False):
        """`tenant`: also names the tenant where a query may, as the operator's people do."""
        ids = ids or {}
        headers, body = {}, None
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if operation.takes("If-Match", "header"):
            headers["If-Match"] = '"1"'
        if operation.body is not None:
            kind, example = operation.body
            headers["Content-Type"] = kind
            body = example if isinstance(example, str) else json.dumps(self.fitting(operation, example))
        named = ids.get("?") or (ids.get("tenant_id") if tenant else None)
        return self.patiently(operation.method, operation.address(ids, named), body, headers)

    def fitting(self, operation, example):
        """An example of the contract's, of this world and at today's date."""
        if operation.name == "grantAccess":
            ahead = datetime.now(timezone.utc) + timedelta(hours=1)
            return example | {"expires_at": ahead.isoformat(timespec="seconds").replace("+00:00", "Z"),
                              "staff_id": self.somebody}
        return example

    def patiently(self, method, path, body, headers):
        for _ in range(60):
            answer = self.product.request(method, path, body, headers)
            if answer[0] != 429:
                return answer
            time.sleep(float(answer[1].get("Retry-After", 1)))
        return answer

    def call(self, method, path, token, value=None):
        status, answer = self.product.call(method, path, token, value)
        if status >= 300:
            raise SystemExit(f"prove: {method} {path}: {status} {answer}")
        return status, answer

    # What the other tenant has

    def fingerprint(self):
        tables = self.product.rows(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition")
        return dict(self.product.rows(" UNION ALL ".join(
            f"SELECT '{table}', md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {table} t "
            f"WHERE tenant_id = '{self.theirs['tenant_id']}'" for (table,) in tables)))

    def changed_since(self, before):
        after = self.fingerprint()
        return sorted(table for table in after if after[table] != before.get(table))


def tell_story(product, tenant, person):
    """A person leaves, and logs in from a network never seen."""
    token, left = tenant["administrator_token"], "2026-01-02T09:00:00Z"
    status, answer = product.call("PUT", f"/v1/tenants/{tenant['tenant_id']}/departures/{person}", token, {"left_at": left})
    assert status == 200, answer
    history = "\n".join(activity(n, person=person, time="2026-01-01T10:00:00Z") for n in range(100))
    assert product.send(tenant["sensor_key"], history, source="google_workspace&backfill=true")[0] == 202
    login = activity(5_000, person=person, application="login", name="login_success", address="2001:db8:77::9")
    return product.send(tenant["sensor_key"], login)
