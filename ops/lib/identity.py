"""Tokens of customers' issuers, and everything that may be wrong with them and with an issuer; part of ops/prove."""

import http.client
import json
import statistics
import threading
import time
from urllib.parse import urlsplit

from product import Product


class Issuer:
    """A simulated identity provider."""

    def __init__(self, product, name):
        self.address = product.peer(name, "identity-provider")

    def call(self, method, path, value=None):
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        try:
            connection.request(method, path, body=json.dumps(value) if value is not None else None)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def token(self, email="security@acme.example", form=None, **claims):
        said = {"sub": email, "aud": "api", "scope": "all", "email": email, "email_verified": True} | claims
        return json.loads(self.call("POST", "/peer/tokens", {"claims": said} | (form or {}))[2])["token"]

    def fail(self, fault):
        self.call("PUT", f"/peer/keys/fault/{fault}")

    def rotate(self):
        self.call("POST", "/peer/keys")


def problem_of(answer):
    _, headers, body = answer
    return json.loads(body) if headers.get("Content-Type") == "application/problem+json" else None


def connect(product, tenant, issuer, **more):
    return product.call("PUT", f"/v1/tenants/{tenant['tenant_id']}/identity-provider", tenant["administrator_token"],
                        {"issuer": issuer.address, "client_id": "watchfloor", "audiences": ["api"]} | more)


def me(product, credential):
    return product.request("GET", "/v1/me", headers={"Authorization": f"Bearer {credential}"})


def wrong_tokens(issuer, other):
    now = int(time.time())
    good = issuer.token()
    head, body, signature = good.split(".")
    yield "forged", issuer.token(form={"forged": True})
    yield "tampered with", issuer.token(form={"tampered": True})
    yield "without its signature", f"{head}.{body}."
    yield "with another's signature", f"{head}.{body}.{other.token().split('.')[2]}"
    yield "cut short", good[:-20]
    yield "alg none", issuer.token(form={"alg": "none"})
    yield "HS256 with the public key", issuer.token(form={"alg": "HS256"})
    yield "RS256 by the curve's name", issuer.token(form={"kid": "ec-1"})
    yield "no kid", issuer.token(form={"kid": ""})
    yield "an unknown kid", issuer.token(form={"kid": "nobody"})
    yield "crit", issuer.token(form={"header": {"crit": ["exp"]}})
    yield "jku", issuer.token(form={"header": {"jku": other.address + "/keys"}})
    yield "jwk", issuer.token(form={"header": {"jwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}}})
    yield "x5u", issuer.token(form={"header": {"x5u": other.address + "/keys"}})
    yield "typ of a log-out token", issuer.token(form={"typ": "logout+jwt"})
    yield "expired", issuer.token(exp=now - 120, iat=now - 3_600)
    yield "not yet valid", issuer.token(nbf=now + 3_600)
    yield "issued tomorrow", issuer.token(iat=now + 86_400, exp=now + 90_000)
    yield "valid for a year", issuer.token(exp=now + 31_536_000)
    yield "times that are texts", issuer.token(exp="tomorrow")
    yield "times beyond all", issuer.token(exp=10 ** 300)
    yield "another issuer's name", issuer.token(iss=other.address)
    yield "nobody's issuer", issuer.token(iss="https://issuer.example")
    yield "another audience", issuer.token(aud="another")
    yield "two audiences, no party", issuer.token(aud=["api", "another"])
    yield "no subject", issuer.token(sub=None)
    yield "an ID token", issuer.token(nonce="n")
    yield "no scope", issuer.token(scope=None)
    yield "a person who is not here", issuer.token("nobody@acme.example")
    yield "an address that is not verified", issuer.token(sub="x", email_verified=False)
    yield "a claim of 10,000 levels", f"{head}.{b64(('[' * 10_000).encode())}.{signature}"
    yield "20,000 bytes", issuer.token(filler="x" * 20_000)
    yield "three dots", good + "."
    yield "garbage", "eyJ.eyJ.eyJ"


def b64(data):
    import base64
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def prove(checks, options):
    with Product(smtp=False) as product:
        acme, borealis = product.onboard("Acme"), product.onboard("Borealis")
        issuer, other = Issuer(product, "issuer"), Issuer(product, "other")
        status, answer = connect(product, acme, issuer)
        checks.expect(status == 200, "an issuer is connected", answer)
        status, answer = connect(product, borealis, issuer)
        checks.expect(status == 409, "the same issuer and audience are one tenant's", (status, answer))
        status, answer = connect(product, borealis, other)
        checks.expect(status == 200, "another's is connected", answer)

        good = issuer.token()
        status, _, body = me(product, good)
        checks.expect(status == 200 and json.loads(body)["tenant_id"] == acme["tenant_id"], "a good token is its person", body)
        for what, token in wrong_tokens(issuer, other):
            answer = me(product, token)
            problem = problem_of(answer)
            checks.expect(answer[0] == 401 and problem is not None and problem["status"] == 401,
                          f"a token with {what} is 401", f"gave {answer[0]} {answer[2][:200]!r}")
        wrong = other.token()
        checks.expect(me(product, wrong)[0] == 401, "a person of one tenant is nobody by another's issuer")
        both = product.request("GET", "/v1/me", headers={"Authorization": f"Bearer {good} {good}"})
        checks.expect(both[0] == 401, "two tokens are none", both[0])
        checks.expect(product.send(good, "{}")[0] == 401, "a person's token opens no uplink")

        if not options.short:
            rotation(checks, product, issuer, good)
        faults(checks, product, acme, borealis, other)
        browser(checks, product, acme, issuer)
        checks.expect(product.request("GET", "/healthz")[0] == 200, "the service is up after all of it")
        checks.expect(" ERROR " not in product.log("service"), "nothing of it was an error in the log",
                      product.log("service")[-300:])


def rotation(checks, product, issuer, before):
    issuer.rotate()
    token = issuer.token()
    deadline = time.monotonic() + 60
    while me(product, token)[0] != 200 and time.monotonic() < deadline:
        time.sleep(1)
    checks.expect(me(product, token)[0] == 200, "a new key is known within a minute")
    checks.expect(me(product, before)[0] == 401, "and the old one forgotten")
    took = []
    for _ in range(200):
        began = time.monotonic()
        me(product, token)
        took.append(time.monotonic() - began)
    checks.figures["known_token_ms"] = round(statistics.median(took) * 1_000, 2)


def faults(checks, product, acme, borealis, other):
    """Each with an issuer that was never met: one that was serves on by its last keys."""
    theirs = acme["administrator_token"]
    slowest = 0.0
    for fault in ("gone", "failing", "huge", "nonsense", "slow"):
        broken = Issuer(product, f"issuer-{fault}")
        status, answer = connect(product, acme, broken)
        checks.expect(status == 200, "an issuer whose keys are not needed yet", answer)
        broken.fail(fault)
        token = broken.token()
        answers = []
        waiting = threading.Thread(target=lambda: answers.append(me(product, token)))
        waiting.start()
        while waiting.is_alive():
            began = time.monotonic()
            status, _, _ = me(product, theirs)
            slowest = max(slowest, time.monotonic() - began)
            checks.expect(status == 200, f"others go on while keys are {fault}", status)
            waiting.join(0.02)
        status, headers, body = answers[0]
        checks.expect(status == 503 and "Retry-After" in headers and problem_of(answers[0]) is not None,
                      f"keys that are {fault} are 503", f"gave {status} {body[:200]!r}")
    checks.figures["slowest_other_ms"] = round(slowest * 1_000, 1)
    checks.expect(slowest < 2, "nobody else waits for a slow issuer", slowest)


def browser(checks, product, acme, issuer):
    """The whole way by hand; a public client."""
    connect(product, acme, issuer)
    issuer.call("PUT", "/peer/person", {"sub": "log-in", "email": "security@acme.example", "email_verified": True})
    product.call("DELETE", f"/v1/tenants/{acme['tenant_id']}/users/{acme['administrator_id']}/identity",
                 acme["administrator_token"])
    status, headers, body = product.request("GET", f"/login/oidc?tenant_id={acme['tenant_id']}&return_to=/v1/me")
    checks.expect(status == 303, "a browser is sent to the issuer", body)
    carried = headers["Set-Cookie"].split(";")[0]
    target = headers["Location"]
    checks.expect(target.startswith(issuer.address) and "code_challenge_method=S256" in target, "with a challenge", target)
    _, headers, _ = issuer.call("GET", target.removeprefix(issuer.address))
    back = urlsplit(headers.get("Location") or headers.get("location"))
    back = f"{back.path}?{back.query}"
    checks.expect(product.request("GET", back)[0] == 401, "another browser is not let in")
    status, headers, body = product.request("GET", back, headers={"Cookie": carried})
    checks.expect(status == 303 and headers["Location"] == "/v1/me", "it comes back", body)
    checks.expect(product.request("GET", back, headers={"Cookie": carried})[0] == 401, "once")
