"""One tenant's day, alone and beside a busy neighbour: the same answers, the same alerts, the same of what was learnt."""

import json
import re
import threading
import time
from datetime import datetime, timedelta, timezone

from product import Product, activity

# What no two runs share.
VARIABLE = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "ID"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00| UTC)?"), "TIME"),
    (re.compile(r"wf[a-z]_[A-Za-z0-9_-]{43}"), "SECRET"),
    (re.compile(r"kept as \S+"), "kept"),
]


def non_interference(checks, product, world, options):
    # Both days happen at the same time, as far as the sensors say.
    base = datetime.now(timezone.utc) - timedelta(minutes=2)
    with Product() as lonely:
        alone = Day(lonely, base).lived()
    with Product() as shared:
        day = Day(shared, base)
        with Neighbour(shared, base) as neighbour:
            beside = day.lived()
    checks.expect(neighbour.batches > 20 and neighbour.reads > 100, "the neighbour is busy", (neighbour.batches, neighbour.reads))
    checks.expect(not neighbour.faults, "and is served", neighbour.faults[:3])
    checks.expect(len(alone) == len(beside), "the same steps", (len(alone), len(beside)))
    for (step, before), (_, after) in zip(alone, beside):
        checks.expect(before == after, f"{step}: the same alone and beside a busy neighbour", difference(before, after))
    alerts = dict(alone)["alerts"][1]["items"]
    checks.expect(len(alerts) >= 2, "the day has alerts", len(alerts))
    checks.figures |= {"day_steps": len(alone), "day_alerts": len(alerts), "neighbour_batches": neighbour.batches,
                       "neighbour_reads": neighbour.reads}


class Day:
    """What one tenant does and sees in a day, step by step, without what differs between any two days."""

    def __init__(self, product, base):
        self.product, self.base = product, base
        self.tenant = product.onboard("Acme")
        self.token, self.key, self.id = (self.tenant[name] for name in ("administrator_token", "sensor_key", "tenant_id"))
        email = "ana@northgate.example"
        self.analyst = json.loads(product.administer("add-staff", "--email", email, "--name", "Ana", "--json"))["token"]
        product.administer("grant", "--email", email, "--tenant", self.id, "--reason", "a watch", "--json")
        self.steps = []

    def at(self, seconds):
        return (self.base + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")

    def lived(self):
        self.prepare()
        self.send("history", [activity(n, person=f"p{n % 7}@acme.example", time=self.at(-86_400 * 3 + n * 60))
                              for n in range(600)], "&backfill=true")
        for person in ("kim", "lena"):
            self.send(f"{person}'s history", [
                activity(n + (1_000 if person == "kim" else 2_000), person=f"{person}@acme.example",
                         time=self.at(-86_400 * 2 + n * 60)) for n in range(120)], "&backfill=true")
        self.settle()
        self.send("kim comes back", [activity(5_000, person="kim@acme.example", application="login", name="login_success",
                                              address="2001:db8:77::9", time=self.at(0))])
        self.settle()
        self.look("after the first")
        self.work()
        self.send("lena comes back and takes something", [
            activity(6_000, person="lena@acme.example", application="login", name="login_success",
                     address="2001:db8:88::9", time=self.at(20)),
            activity(6_001, person="lena@acme.example", name="download", address="2001:db8:88::9", time=self.at(30),
                     doc_title="brochure.indd", doc_type="indd", visibility="people_with_link")])
        self.send("the same again", [activity(5_000, person="kim@acme.example", application="login", name="login_success",
                                              address="2001:db8:77::9", time=self.at(0))])
        self.settle()
        self.look("")
        self.learnt()
        return self.steps

    def prepare(self):
        tenant = f"/v1/tenants/{self.id}"
        for person in ("kim", "lena"):
            self.call(f"{person} leaves", "PUT", f"{tenant}/departures/{person}@acme.example",
                      {"left_at": self.at(-86_400 * 4)})
        self.call("a policy", "PUT", "/v1/response/policies/revoke_sessions_and_disable_user", {"mode": "ask_customer"})
        self.call("a sensor", "POST", f"{tenant}/sensors", {"name": "spare"})
        self.call("somebody who only reads", "POST", f"{tenant}/users", {
            "email": "vic@acme.example", "name": "Vic", "role": "tenant_viewer"})

    def work(self):
        """What the floor and the customer do about the first alert."""
        named = f"tenant_id={self.id}"
        first = lambda path: self.product.call("GET", path, self.token)[1]["items"][0]["id"]
        alert, case, action = first("/v1/alerts"), first("/v1/cases"), first("/v1/response/actions")
        self.call("acknowledged", "PUT", f"/v1/alerts/{alert}/acknowledgement?{named}", token=self.analyst)
        self.call("commented", "POST", f"/v1/cases/{case}/comments?{named}", {
            "text": "We look into it.", "visibility": "customer_visible"}, token=self.analyst)
        self.call("asked", "POST", "/v1/support-requests", {
            "kind": "investigate", "subject": "What was it?", "text": "We wonder."})
        request = first("/v1/support-requests")
        self.call("answered", "POST", f"/v1/support-requests/{request}/messages?{named}", {"text": "A log-in."},
                  token=self.analyst)
        self.call("rejected", "POST", f"/v1/response/actions/{action}/rejection", {"reason": "She sits beside me."})
        self.call("closed", "PUT", f"/v1/alerts/{alert}/verdict?{named}", {
            "verdict": "true_positive", "reason": "suspicious_activity"}, token=self.analyst)
        self.settle()

    def look(self, when):
        for path in ("alerts", "incidents", "cases", "support-requests", "response/actions", "response/policies", "audit-log",
                     "notifications/deliveries", "tenants", f"tenants/{self.id}/users", f"tenants/{self.id}/sensors",
                     f"tenants/{self.id}/grants", f"tenants/{self.id}/departures"):
            page = self.call(f"{path} {when}".strip(), "GET", f"/v1/{path}?limit=200" if "polic" not in path else f"/v1/{path}")
            for number, item in enumerate(page["items"]):
                if path in ("alerts", "incidents", "cases", "support-requests"):
                    self.call(f"{path} {number} {when}", "GET", f"/v1/{path}/{item['id']}")
                if path == "incidents":
                    for part in ("timeline", "report"):
                        self.call(f"{part} {number} {when}", "GET", f"/v1/incidents/{item['id']}/{part}")

    def learnt(self):
        """What the event store and detection hold, past the interface."""
        where = f"WHERE tenant_id = '{self.id}'"
        for name, sql in {
            "entities": f"SELECT entity, sum(event_count) FROM segment_entities {where} GROUP BY 1 ORDER BY 1",
            "events": f"SELECT source, is_backfill, sum(event_count) FROM segments {where} GROUP BY 1, 2 ORDER BY 1, 2",
            "findings": f"SELECT finding FROM alerts {where} ORDER BY number",
            "investigations": f"SELECT i.verdict, confidence, markdown FROM investigations i JOIN alerts a "
                              f"ON (a.tenant_id, a.id) = (i.tenant_id, i.alert_id) WHERE a.tenant_id = '{self.id}' ORDER BY number",
            "native ids": f"SELECT count(*) FROM native_ids {where}",
        }.items():
            self.steps.append((name, plain(json.dumps(self.product.rows(sql)))))
        mails = sorted(plain(line) for mail in self.product.mails.glob("*.eml") for text in [mail.read_text()]
                       if re.search(r"(?m)^To: .*@acme\.example", text)
                       for line in text.splitlines() if line.startswith("Subject:"))
        self.steps.append(("mails", mails))

    def send(self, name, lines, query=""):
        status, _, body = self.product.send(self.key, "\n".join(lines), source=f"google_workspace{query}")
        self.steps.append((name, (status, tidy(json.loads(body)))))

    def call(self, name, method, path, value=None, token=None):
        status, answer = self.product.call(method, path, token or self.token, value)
        self.steps.append((name, (status, tidy(answer))))
        return answer

    def settle(self, seconds=90):
        """Until this tenant's stream is read and its work is done, whatever others have waiting."""
        of = f"WHERE tenant_id = '{self.id}'"
        quiet, deadline = 0, time.monotonic() + seconds
        while time.monotonic() < deadline:
            [[waiting]] = self.product.rows(
                f"SELECT (SELECT count(*) FROM work {of} AND run_at <= now()) + (SELECT count(*) FROM effects {of} "
                f"AND state = 'pending') + (SELECT count(*) FROM stream_heads h LEFT JOIN detectors d USING (tenant_id) {of} "
                "AND coalesce(d.position, 0) < h.position)")
            quiet = quiet + 1 if waiting == "0" else 0
            if quiet == 3:
                return
            time.sleep(0.1)
        raise SystemExit("prove: a tenant's day does not come to rest")


class Neighbour:
    """Another tenant that sends and reads all the time: the same people, the same files, the same ids at the source."""

    def __init__(self, product, base):
        self.product, self.base = product, base
        self.tenant = product.onboard("Borealis")
        self.batches, self.reads, self.faults = 0, 0, []
        self.going = True

    def __enter__(self):
        token, id = self.tenant["administrator_token"], self.tenant["tenant_id"]
        for person in ("kim", "lena"):
            self.product.call("PUT", f"/v1/tenants/{id}/departures/{person}@acme.example", token, {
                "left_at": (self.base - timedelta(days=4)).isoformat().replace("+00:00", "Z")})
        self.threads = [threading.Thread(target=part) for part in (self.send, self.read, self.read)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.going = False
        for thread in self.threads:
            thread.join()

    def send(self):
        number = 0
        while self.going:
            people = ["kim", "lena"] + [f"p{n}" for n in range(7)]
            lines = [activity(number + n, person=f"{people[n % 9]}@acme.example", address=f"2001:db8:{(number + n) % 200:x}::9",
                              application="login" if n % 9 < 2 else "drive",
                              name="login_success" if n % 9 < 2 else "download") for n in range(100)]
            number += 50
            self.told(self.product.send(self.tenant["sensor_key"], "\n".join(lines))[0], 202)
            self.batches += 1

    def read(self):
        token = self.tenant["administrator_token"]
        while self.going:
            for path in ("alerts", "incidents", "cases", "audit-log", "notifications/deliveries", "response/actions"):
                self.told(self.product.call("GET", f"/v1/{path}?limit=200", token)[0], 200)
                self.reads += 1

    def told(self, status, expected):
        if status == 429:
            time.sleep(0.5)
        elif status != expected:
            self.faults.append(status)


def plain(text):
    for pattern, word in VARIABLE:
        text = pattern.sub(word, text)
    return text


def tidy(answer):
    """Without ids and times; a list's items in an order that rests on neither."""
    if isinstance(answer, bytes):
        return plain(answer.decode())
    if isinstance(answer, dict):
        return {key: tidy(value) for key, value in answer.items() if key not in ("next_cursor", "leaf_index")}
    if isinstance(answer, list):
        return sorted((tidy(item) for item in answer), key=lambda item: json.dumps(item, sort_keys=True))
    return plain(answer) if isinstance(answer, str) else answer


def difference(before, after):
    first, second = (json.dumps(each, indent=1, sort_keys=True).splitlines() for each in (before, after))
    return [pair for pair in zip(first, second) if pair[0] != pair[1]][:3] or (len(first), len(second))
