"""Proofs from the outside; ops/prove says which there are."""

import argparse
import json
import os
import random
import signal
import socket
import sys
import threading
import time
import uuid
import zlib

import identity
from doors import tell_story
from isolation import isolation
from pooler import pooler
from product import Product, activity, now, packed
from restoring import restore


class Checks:
    """Counts what held and what did not, and tells each failure."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.figures = {}

    def expect(self, holds, what, seen=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {what} {seen}", file=sys.stderr, flush=True)


def problem_of(answer):
    status, headers, body = answer
    if headers.get("Content-Type") != "application/problem+json":
        return None
    try:
        return json.loads(body)
    except json.JSONDecodeError:
        return None


# Bad input


def bad_input(checks, _):
    with Product(smtp=False) as product:
        tenant = product.onboard("Acme")
        key, token = tenant["sensor_key"], tenant["administrator_token"]
        good = activity(1)
        for what, status, answer in uplink_cases(product, key, token, good):
            problem = problem_of(answer)
            checks.expect(answer[0] == status, what, f"gave {answer[0]} {answer[2][:160]!r}, not {status}")
            checks.expect(
                problem is not None and problem["status"] == status and problem["type"].startswith("/problems/"),
                f"{what}: a problem", f"{answer[1].get('Content-Type')}")
        lines_apart(checks, product, key)
        raw_requests(checks, product, key)
        revoked_key(checks, product, tenant, good)
        commands(checks, product)
        checks.expect(product.request("GET", "/healthz")[0] == 200, "the service is up after all of it")
        checks.expect(" ERROR " not in product.log("service"), "nothing of it was an error in the log",
                      product.log("service")[-300:])
        checks.figures["bad_input_rss_peak_mb"] = product.memory_peak_mb()
        checks.expect(product.memory_peak_mb() < 400, "memory stays bounded", product.memory_peak_mb())


def uplink_cases(product, key, token, good):
    send = product.send
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(1024)) + bomb.flush()
    zipped = packed(good * 100)
    deep = "[" * 100_000 + "]" * 100_000
    yield "an empty body", 400, send(key, b"")
    yield "an empty packed body", 400, send(key, packed(""), Content_Encoding="gzip")
    yield "blank lines alone", 400, send(key, b"\n\n\r\n")
    yield "garbage", 400, send(key, os.urandom(4_096))
    yield "text", 400, send(key, b"hello\nworld\n")
    yield "gzip that is none", 400, send(key, b"not packed", Content_Encoding="gzip")
    yield "gzip cut short", 400, send(key, zipped[:len(zipped) // 2], Content_Encoding="gzip")
    yield "gzip of 1 GiB of zeros", 413, send(key, bomb, Content_Encoding="gzip")
    yield "zstd that is none", 400, send(key, b"(\xb5/\xfd garbage", Content_Encoding="zstd")
    yield "NUL bytes", 400, send(key, bytes(10_000))
    yield "invalid UTF-8", 400, send(key, b'{"id":"\xff\xfe"}\n')
    yield "100,000 levels of JSON", 400, send(key, deep.encode())
    yield "100,000 levels packed", 400, send(key, packed(deep), Content_Encoding="gzip")
    yield "17 MB", 413, send(key, b"x" * 17_000_000)
    yield "17 MB packed", 413, send(key, packed(b"x" * 17_000_000), Content_Encoding="gzip")
    yield "more records than a batch holds", 413, send(key, "{}\n" * 50_001)
    yield "no key", 401, send(None, good, Authorization=None)
    yield "another scheme", 401, send(key, good, Authorization=f"Basic {key}")
    yield "a wrong key", 401, send("wfs_" + "A" * 43, good)
    yield "half a key", 401, send(key[:20], good)
    yield "a person's token", 401, send(token, good)
    yield "a key of 10,000 characters", 401, send("wfs_" + "A" * 10_000, good)
    yield "an unknown source", 422, send(key, good, source="carrier_pigeon")
    yield "no source", 422, product.request("POST", "/v1/uplink/events", good, {
        "Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"})
    yield "an unknown parameter", 422, send(key, good, source="google_workspace&tenant=1")
    yield "a back-fill that is neither", 422, send(key, good, source="google_workspace&backfill=perhaps")
    yield "another media type", 415, send(key, good, Content_Type="text/csv")
    yield "no media type", 415, send(key, good, Content_Type=None)
    yield "another coding", 415, send(key, good, Content_Encoding="br")
    yield "a key with a space", 422, send(key, good, Idempotency_Key="a b")
    yield "a key that is too long", 422, send(key, good, Idempotency_Key="k" * 256)
    checks_key = str(uuid.uuid4())
    first = send(key, activity(900), Idempotency_Key=checks_key)
    assert first[0] == 202, first
    yield "a key with another body", 422, send(key, activity(901), Idempotency_Key=checks_key)
    yield "another method", 405, product.request("GET", "/v1/uplink/events?source=generic_alert")


def lines_apart(checks, product, key):
    """A bad line never spoils its batch."""
    wide = json.dumps({"id": {"time": now(), "applicationName": "drive", "uniqueQualifier": "77"}, "name": "x" * 10_000_000})
    line = activity(10).encode()
    body = b"\n".join([
        line, b"garbage", b'{"name":"\xff"}', b'{"name":"view"}', b"[1]", b"",
        activity(11, doc_title="nul\x00title").encode(), ("[" * 100_000).encode(), wide.encode(), activity(12).encode(),
        line])
    status, _, answer = product.send(key, body)
    receipt = json.loads(answer)
    checks.expect(status == 202, "good lines among bad ones are taken", status)
    checks.expect(receipt["accepted"] == 3 and receipt["rejected"] == 6 and receipt["duplicate"] == 1,
                  "each line has one outcome", receipt)
    checks.expect([error["line"] for error in receipt["errors"]] == [2, 3, 4, 5, 8, 9], "told by its line", receipt)
    status, _, answer = product.send(key, packed(body), Content_Encoding="gzip")
    again = json.loads(answer)
    checks.expect(status == 202 and again["receipt"] == receipt["receipt"] and again["accepted"] == 0
                  and again["duplicate"] == 4, "the same batch, packed otherwise, is the same batch", again)


def raw_requests(checks, product, key):
    """What no client library would send."""
    head = (f"POST /v1/uplink/events?source=google_workspace HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n"
            "Content-Type: application/x-ndjson\r\n")
    cases = [
        ("two lengths", head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", {400}),
        ("a length and chunks", head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n", {400}),
        ("a length that is no number", head + "Content-Length: many\r\n\r\n", {400}),
        ("a chunk that is no number", head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", {400}),
        ("no HTTP at all", "\x16\x03\x01 hello\r\n\r\n", {400}),
        ("a header without a name", "GET /healthz HTTP/1.1\r\n: x\r\n\r\n", {400}),
        ("a header of 200,000 bytes", "GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + "y" * 200_000 + "\r\n\r\n", {400, 431}),
        ("a line end in a header", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-ID: a\rb\r\n\r\n", {200, 400}),
    ]
    for what, text, allowed in cases:
        status = raw(product, text)
        checks.expect(status in allowed or status is None, f"{what} is refused or cut off", f"gave {status}")
    checks.expect(raw(product, head + "Content-Length: 1000\r\n\r\n{\"half\":", close=True) in (None, 400),
                  "a body that never ends stores nothing")


def raw(product, text, close=False):
    """The status of the first answer; `None` where the connection was closed without one."""
    with socket.create_connection((product.host, product.port), timeout=5) as connection:
        try:
            connection.sendall(text.encode("latin-1"))
            if close:
                connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(65_536)
        except OSError:
            return None
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else None


def revoked_key(checks, product, tenant, good):
    token, base = tenant["administrator_token"], f"/v1/tenants/{tenant['tenant_id']}/sensors"
    status, made = product.call("POST", base, token, {"name": "spare"})
    checks.expect(status == 201, "a sensor is enrolled", made)
    key = made["key"]["key"]
    checks.expect(product.send(key, activity(300))[0] == 202, "its key works")
    sensor = made["sensor"]["id"]
    _, more = product.call("POST", f"{base}/{sensor}/keys", token)
    checks.expect(product.send(more["key"], activity(301))[0] == 202, "and so does its second", more)
    checks.expect(product.call("DELETE", f"{base}/{sensor}/keys/{made['key']['id']}", token)[0] == 204, "the first is revoked")
    checks.expect(product.send(key, activity(302))[0] == 401, "and opens nothing any more")
    checks.expect(product.send(more["key"], activity(303))[0] == 202, "while the second goes on")


def commands(checks, product):
    for words in (["--help"], ["serve", "--help"], ["migrate", "--help"], ["uplink", "--help"], ["simulate", "--help"],
                  ["simulate", "company", "--help"], ["admin", "--help"], ["admin", "onboard-tenant", "--help"]):
        status, output, _ = product.command(*words)
        checks.expect(status == 0 and "USAGE" in output, f"watchfloor {' '.join(words)} helps", output[:100])
    for words, expected in ((["--nonsense"], 64), (["uplink", "--source"], 64), (["admin", "onboard-tenant"], 64),
                            (["admin", "onboard-tenant", "--token", "bm9uc2Vuc2U="], 1),
                            (["admin", "add-staff", "--email", "nobody", "--name", "x"], 1),
                            (["simulate", "company", "--people", "3"], 64),
                            (["uplink", "--key", "nonsense", "--input", "/nonexistent"], 1)):
        status, _, error = product.command(*words)
        checks.expect(status == expected and error.strip(), f"watchfloor {' '.join(words)} fails clearly", (status, error))
        if expected == 1:
            checks.expect(len(error.strip().splitlines()) == 1, f"watchfloor {' '.join(words)} says it in one line", error)
    purchase = product.purchase("Borealis")
    before = product.rows("SELECT count(*) FROM tenants")
    status, output, _ = product.command("admin", "onboard-tenant", "--token", purchase, "--dry-run", "--json")
    checks.expect(status == 0 and json.loads(output)["steps"] and product.rows("SELECT count(*) FROM tenants") == before,
                  "a dry run changes nothing", output)
    first = json.loads(product.command("admin", "onboard-tenant", "--token", purchase, "--json")[1])
    second = json.loads(product.command("admin", "onboard-tenant", "--token", purchase, "--json")[1])
    checks.expect(first["sensor_key"] and not second.get("sensor_key") and second["steps"] == []
                  and first["tenant_id"] == second["tenant_id"], "onboarding again changes nothing and shows nothing", second)


# Durability


def durability(checks, options):
    random.seed(options.seed)
    with Product() as product:
        tenant = product.onboard("Acme")
        tell_story(product, tenant, "kim@acme.example")
        load = Load(product, tenant["sensor_key"])
        for number in range(options.rounds):
            load.run()
            time.sleep(random.uniform(0.2, 1.5))
            if number % 3 == 2:
                stop_database(checks, product, load, random.choice(["fast", "immediate"]))
            else:
                product.kill()
                product.start()
            time.sleep(random.uniform(0.1, 0.5))
            load.stop()
        load.finish()
        checks.expect(product.settle(90), "the floor settles")
        tell_stored(checks, product, load)
        tell_once(checks, product)
        checks.figures |= {"rounds": options.rounds, "batches_acknowledged": len(load.acknowledged),
                           "events_acknowledged": sum(load.acknowledged.values())}
        status = product.end("service", signal.SIGTERM)
        checks.expect(status == 0, "SIGTERM ends it with status 0", status)
        checks.expect(not (product.data / "postgres/postmaster.pid").exists(), "and its database with it")
        product.start()
        checks.expect(product.request("GET", "/readyz")[0] == 200, "and it starts again on the same data")


class Load:
    """Four senders of distinct batches; each remembers what was acknowledged and sends the rest again."""

    def __init__(self, product, key):
        self.product, self.key = product, key
        self.acknowledged, self.unsure = {}, {}
        self.lock = threading.Lock()
        self.next = 10_000
        self.refused = 0

    def run(self):
        self.going = True
        self.threads = [threading.Thread(target=self.work) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.going = False
        for thread in self.threads:
            thread.join()

    def work(self):
        while self.going:
            with self.lock:
                if self.unsure:
                    name, body = self.unsure.popitem()
                else:
                    name = self.next
                    self.next += 1_000
                    body = "\n".join(activity(name + n) for n in range(200))
            if not self.attempt(name, body):
                time.sleep(0.05)

    def attempt(self, name, body):
        status, headers, answer = self.product.send(self.key, body)
        with self.lock:
            if status == 202:
                receipt = json.loads(answer)
                self.acknowledged[name] = receipt["accepted"] + receipt["duplicate"]
                return True
            if status == 503 and "Retry-After" in headers:
                self.refused += 1
            elif status != 0:
                print(f"unexpected: {status} {answer[:200]}", file=sys.stderr)
                self.unexpected = status
            self.unsure[name] = body
            return False

    def finish(self):
        deadline = time.monotonic() + 60
        while self.unsure and time.monotonic() < deadline:
            if not self.attempt(*self.unsure.popitem()):
                time.sleep(0.1)


def stop_database(checks, product, load, how):
    product.database("stop", "-m", how)
    time.sleep(0.5)
    status, headers, answer = product.send(load.key, activity(1_000_000 + random.randrange(1_000_000)))
    checks.expect(status == 503 and "Retry-After" in headers, "the uplink says that the database is away", (status, answer[:200]))
    product.start_database()
    deadline = time.monotonic() + 30
    while product.request("GET", "/readyz")[0] != 200 and time.monotonic() < deadline:
        time.sleep(0.1)
    checks.expect(product.request("GET", "/readyz")[0] == 200, "and is back with it, without a restart")


def tell_stored(checks, product, load):
    checks.expect(not load.unsure, "every batch is acknowledged in the end", len(load.unsure))
    checks.expect(not hasattr(load, "unexpected"), "no answer but 202 and 503", getattr(load, "unexpected", ""))
    checks.expect(all(count == 200 for count in load.acknowledged.values()), "every receipt counts every line")
    sent = 200 * len(load.acknowledged)
    stored = int(product.rows("SELECT coalesce(sum(event_count), 0) FROM segments")[0][0])
    ids = int(product.rows("SELECT count(*) FROM native_ids")[0][0])
    checks.expect(stored == ids, "each event is stored once", f"{stored} stored, {ids} ids")
    # The story's hundred and one, and what tried the stopped database and may have got through afterwards.
    checks.expect(0 <= stored - sent - 101 <= 100, "what was acknowledged is what is stored", f"{stored} stored, {sent} sent")
    gaps = product.rows("""SELECT count(*) FROM (SELECT e.position - coalesce(s.event_count, 1)
        - lag(e.position, 1, 0::bigint) OVER (ORDER BY e.position) AS gap FROM stream_entries e
        LEFT JOIN segments s ON s.id = e.segment_id) g WHERE gap <> 0""")
    checks.expect(gaps == [["0"]], "the stream has no gap", gaps)


def tell_once(checks, product):
    checks.expect(product.rows("SELECT count(*), count(DISTINCT fingerprint) FROM alerts") == [["1", "1"]], "one alert")
    checks.expect(product.rows("SELECT (SELECT count(*) FROM incidents), (SELECT count(*) FROM cases)") == [["1", "1"]],
                  "one incident with one case")
    mails = [path.read_text() for path in product.mails.glob("*.eml")]
    ids = [line for mail in mails for line in mail.splitlines() if line.lower().startswith("message-id:")]
    checks.expect(len(ids) == len(set(ids)) >= 1, "no mail arrives twice", ids)
    effects = product.rows("SELECT count(*) FROM effects WHERE kind = 'mail' AND state = 'done'")
    checks.expect(effects == [[str(len(set(ids)))]], "every mail of the ledger arrived", effects)


# Mail


def mail(checks, _):
    with Product() as product:
        tenant = product.onboard("Acme")
        product.end("smtp", signal.SIGTERM)
        tell_story(product, tenant, "kim@acme.example")
        deadline = time.monotonic() + 30
        attempts = 0
        while attempts < 2 and time.monotonic() < deadline:
            time.sleep(0.3)
            attempts = int(product.rows("SELECT coalesce(max(attempts), 0) FROM effects WHERE kind = 'mail'")[0][0])
        checks.expect(attempts >= 2, "a mail that cannot leave is tried again", attempts)
        checks.expect(product.rows("SELECT DISTINCT state FROM effects WHERE kind = 'mail'") == [["pending"]], "and kept")
        product.start_smtp()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and product.rows(
                "SELECT count(*) FROM effects WHERE kind = 'mail' AND state = 'pending'") != [["0"]]:
            time.sleep(0.3)
        arrived = list(product.mails.glob("*.eml"))
        effects = product.rows("SELECT count(*) FROM effects WHERE kind = 'mail'")
        checks.expect(effects == [[str(len(arrived))]] and arrived, "each arrives once when the server is back",
                      (effects, len(arrived)))


PROOFS = {
    "bad-input": bad_input,
    "isolation": isolation,
    "pooler": pooler,
    "durability": durability,
    "mail": mail,
    "restore": restore,
    "identity": identity.prove,
}


def main():
    parser = argparse.ArgumentParser(prog="ops/prove")
    parser.add_argument("what", choices=[*PROOFS, "all"])
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = list(PROOFS) if options.what == "all" else [options.what]
    options.short |= options.what == "all"
    options.rounds = options.rounds or (3 if options.what == "all" else 20)
    checks = Checks()
    for name in chosen:
        began = time.monotonic()
        PROOFS[name](checks, options)
        checks.figures[f"{name.replace('-', '_')}_seconds"] = round(time.monotonic() - began, 1)
        print(f"{name}: {checks.figures[name.replace('-', '_') + '_seconds']} s", file=sys.stderr, flush=True)
    print(f"{checks.passed} passed, {checks.failed} failed", flush=True)
    if options.json:
        print(json.dumps({"passed": checks.passed, "failed": checks.failed, **checks.figures}), flush=True)
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
