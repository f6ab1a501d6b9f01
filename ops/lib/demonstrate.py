"""What ops/run does once there is a build: starts the service and the systems around it, gives it its main job, and
tells what came of it. Standard library alone."""

import argparse
import base64
import email
import email.policy
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["WATCHFLOOR_BINARY"]
KIND = "revoke_sessions_and_disable_user"
COMPANIES = [
    # The leaver's story, in a tenant that lets the product act.
    {"name": "Acme Studios", "domain": "acme.example", "seed": 7, "story": True, "mode": "act"},
    # The controls alone, in a tenant that wants to be asked.
    {"name": "Borealis Print", "domain": "borealis.example", "seed": 11, "story": False, "mode": "ask_customer"},
]


def say(text=""):
    print(text, file=sys.stderr, flush=True)


def head(text):
    say(f"\n\033[1;36m==> {text}\033[0m" if sys.stderr.isatty() else f"\n==> {text}")


def fail(text):
    raise SystemExit(f"run: {text}")


class Floor:
    """The running service, its data directory and the systems around it."""

    def __init__(self, directory, port):
        self.directory = directory
        self.port = port
        self.run = directory / "run"
        self.mails = directory / "mail"
        self.state_file = directory / "demonstration.json"
        self.state = json.loads(self.state_file.read_text()) if self.state_file.exists() else {}
        self.address = f"http://127.0.0.1:{port}"
        self.started = []

    def save(self):
        temporary = self.state_file.with_suffix(".new")
        temporary.touch(mode=0o600)
        temporary.write_text(json.dumps(self.state, indent=1))
        temporary.replace(self.state_file)

    # Processes

    def pid(self, name):
        """The process of an earlier run, if it still is that process."""
        try:
            pid = int((self.run / f"{name}.pid").read_text())
            words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        marker = {"service": b"serve", "smtp-sink": b"smtp-sink", "directory": b"google-directory",
                  "marketplace": b"marketplace"}[name]
        return pid if any(marker in word for word in words) else None

    def start(self, name, command, ready, environment=None, seconds=120):
        """Starts a process in the background and waits until `ready` gives something."""
        self.run.mkdir(parents=True, exist_ok=True)
        log = open(self.run / f"{name}.log", "ab")
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT,
            env={**os.environ, **(environment or {})}, start_new_session=True)
        (self.run / f"{name}.pid").write_text(str(process.pid))
        self.started.append(name)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if process.poll() is not None:
                tail = (self.run / f"{name}.log").read_text(errors="replace").strip().splitlines()[-3:]
                fail(f"{name} ended at once: {' / '.join(tail)}")
            found = ready()
            if found:
                return found
            time.sleep(0.05)
        fail(f"{name} did not become ready within {seconds} s; see {self.run / (name + '.log')}")

    def stop(self, names=("service", "directory", "marketplace", "smtp-sink")):
        for name in names:
            pid = self.pid(name)
            if pid is None:
                continue
            os.kill(pid, signal.SIGTERM)
            for _ in range(300):
                if self.pid(name) is None or pathlib.Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                    break
                time.sleep(0.1)
            (self.run / f"{name}.pid").unlink(missing_ok=True)

    def start_everything(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        self.mails.mkdir(exist_ok=True)
        self.smtp = self.start_smtp()
        self.marketplace = self.start_peer("marketplace", [])
        domains = [company["domain"] for company in COMPANIES]
        self.google = self.start_peer("directory", ["google-directory", "--domain", *domains])
        ready = self.run / "service.address"
        ready.unlink(missing_ok=True)
        if os.environ.get("WATCHFLOOR_DATABASE_URL"):
            # A server of one's own: its schema is brought up to date as the owner.
            self.command("migrate", "--json")
        self.address = self.start(
            "service",
            [BINARY, "serve", "--port", str(self.port), "--data-directory", str(self.directory), "--ready-file", str(ready)],
            lambda: ready.exists() and ready.read_text().strip(), self.environment())

    def start_smtp(self):
        log = self.run / "smtp-sink.log"
        self.run.mkdir(parents=True, exist_ok=True)
        log.unlink(missing_ok=True)

        def ready():
            for line in log.read_text(errors="replace").splitlines() if log.exists() else []:
                if line.startswith("{"):
                    return json.loads(line)
            return None

        return self.start(
            "smtp-sink",
            [sys.executable, str(ROOT / "ops/smtp-sink"), "--starttls", "--auth", "floor:demonstration", "--maildir",
             str(self.mails)], ready)

    def start_peer(self, name, words):
        """A stand-in for a system outside, on the port it had before: the tenants' settings name it."""
        ready = self.run / f"{name}.address"
        ready.unlink(missing_ok=True)
        port = str(self.state.get("ports", {}).get(name, 0))
        command = [BINARY, "simulate", *(words or [name]), "--port", port, "--ready-file", str(ready)]
        address = self.start(name, command, lambda: ready.exists() and ready.read_text().strip())
        self.state.setdefault("ports", {})[name] = int(address.rsplit(":", 1)[1])
        self.save()
        return address

    def environment(self):
        tls = f"?tls=required&ca_file={self.smtp['ca']}"
        return {
            "WATCHFLOOR_DATA_DIRECTORY": str(self.directory),
            "WATCHFLOOR_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "WATCHFLOOR_SMTP_URL": f"smtp://floor:demonstration@{self.smtp['smtp']}/{tls}",
            "WATCHFLOOR_MAIL_FROM": "soc@watchfloor.example",
            "WATCHFLOOR_MARKETPLACE_URL": f"{self.marketplace}/api",
            "WATCHFLOOR_MARKETPLACE_TOKEN_URL": f"{self.marketplace}/publisher/oauth2/token",
            "WATCHFLOOR_MARKETPLACE_CLIENT_ID": "demonstration",
            "WATCHFLOOR_MARKETPLACE_CLIENT_SECRET": "demonstration",
        }

    # Talking to it

    def call(self, method, path, token, body=None, headers=None):
        request = urllib.request.Request(
            self.address + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {token}", **({"Content-Type": "application/json"} if body is not None else {}),
                     **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                answer = response.read()
                self.etag = response.headers.get("ETag")
                if response.headers.get("Content-Type", "").startswith("application/json"):
                    return json.loads(answer)
                return answer.decode()
        except urllib.error.HTTPError as error:
            fail(f"{method} {path} answered {error.code}: {error.read().decode(errors='replace')}")

    def command(self, *words, secret=None):
        finished = subprocess.run(
            [BINARY, *words], capture_output=True, text=True, cwd=ROOT, input=secret,
            env={**os.environ, **self.environment()})
        if finished.returncode:
            fail(f"watchfloor {' '.join(words[:2])}: {finished.stderr.strip()}")
        return json.loads(finished.stdout)

    def settle(self, seconds=60):
        """Waits until detection has read everything and no work is due."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.command("admin", "status", "--json")["is_settled"]:
                return
            time.sleep(0.2)
        fail("the floor did not settle; see the service's log")

    def memory_mb(self):
        pid = self.pid("service")
        lines = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
        return {name: round(int(lines[key].split()[0]) / 1024, 1) for name, key in (("rss_mb", "VmRSS"), ("rss_peak_mb", "VmHWM"))}


# The main job


def onboard(floor, company):
    """Takes a company in, by the script that the marketplace's customers come through."""
    token = base64.b64encode(json.dumps({
        "id": str(uuid.uuid5(uuid.NAMESPACE_DNS, company["domain"])), "name": company["name"], "offerId": "managed-soc",
        "planId": "silver", "quantity": 40,
        "beneficiary": {"emailId": f"security@{company['domain']}", "objectId": str(uuid.uuid4()),
                        "tenantId": str(uuid.uuid4()), "puid": "1003200000000001"},
    }).encode()).decode()
    finished = subprocess.run(
        [str(ROOT / "ops/onboard-tenant"), "--token", "-", "--marketplace-url", f"{floor.marketplace}/api",
         "--admin-name", "Security Desk", "--sensor-name", "workspace", "--json"],
        input=token, capture_output=True, text=True, env={**os.environ, **floor.environment()})
    if finished.returncode:
        fail(finished.stderr.strip())
    outcome = json.loads(finished.stdout)
    say(f"  {company['name']}: tenant {outcome['tenant_id']}, {len(outcome['steps'])} steps")
    return {**company, "tenant": outcome["tenant_id"], "token": outcome["administrator_token"],
            "key": outcome["sensor_key"]}


def connect(floor, tenant):
    """Connects the company's directory and says what may be done in it."""
    key = subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
                         capture_output=True, text=True, check=True).stdout
    floor.call("PUT", "/v1/response/connectors/google_workspace", tenant["token"], {
        "base_url": floor.google, "token_url": f"{floor.google}/token",
        "service_account_email": f"watchfloor@{tenant['domain']}", "private_key_pem": key,
        "delegated_admin": f"admin@{tenant['domain']}"})
    floor.call("PUT", f"/v1/response/policies/{KIND}", tenant["token"], {"mode": tenant["mode"]})


def simulation(tenant, ending_at):
    words = ["simulate", "company", "--name", tenant["name"], "--domain", tenant["domain"], "--seed", str(tenant["seed"]),
             "--ending-at", ending_at, "--scenario", *(["leaver"] if tenant["story"] else []), "controls"]
    return words


def send_month(floor, tenant, ending_at):
    """watchfloor simulate company | watchfloor uplink"""
    words = simulation(tenant, ending_at)
    described = floor.command(*words, "--describe")
    if described.get("departed_person"):
        floor.call("PUT", f"/v1/tenants/{tenant['tenant']}/departures/{described['departed_person']}", tenant["token"],
                   {"left_at": described["departed_at"]})
        say(f"  {tenant['name']} says that {described['departed_person']} left at {described['departed_at']}")
    say(f"  {tenant['name']}: {described['records']} records")
    began = time.monotonic()
    source = subprocess.Popen([BINARY, *words], stdout=subprocess.PIPE)
    uplink = subprocess.run(
        [BINARY, "uplink", "--floor", floor.address, "--source", "google_workspace", "--control-lines", "--progress",
         "--expected", str(described["records"]), "--json"],
        stdin=source.stdout, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "WATCHFLOOR_SENSOR_KEY": tenant["key"]})
    source.stdout.close()
    if source.wait() or uplink.returncode:
        fail("the month could not be sent")
    seconds = time.monotonic() - began
    return {**described, "totals": json.loads(uplink.stdout), "seconds": round(seconds, 2)}


def send_own_log(floor, tenant, file, source):
    """A log of one's own: its last day live, what lies before it as history, where the times can be told."""
    lines = [line for line in pathlib.Path(file).read_text(errors="replace").splitlines() if line.strip()]
    history, live = [], lines
    if source == "google_workspace":
        times = [(google_time(line), line) for line in lines]
        newest = max((moment for moment, _ in times if moment), default=None)
        if newest:
            history = [line for moment, line in times if moment and moment < newest - timedelta(hours=24)]
            live = [line for moment, line in times if not moment or moment >= newest - timedelta(hours=24)]
    text = "".join(f"{line}\n" for line in [
        '{"watchfloor_control":{"backfill":true}}', *history, '{"watchfloor_control":{"backfill":false}}', *live])
    uplink = subprocess.run(
        [BINARY, "uplink", "--floor", floor.address, "--source", source, "--control-lines", "--progress", "--expected",
         str(len(lines)), "--json"], input=text, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "WATCHFLOOR_SENSOR_KEY": tenant["key"]})
    if uplink.returncode:
        fail("the log could not be sent")
    return json.loads(uplink.stdout)


def google_time(line):
    try:
        text = json.loads(line)["id"]["time"].replace(" ", "T").replace("Z", "")[:26]
        return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def talk(floor, tenant, analyst, incident):
    """The customer asks the SOC for help; the analyst answers with the exact second and what the file was."""
    request = floor.call("POST", "/v1/support-requests", tenant["token"], {
        "kind": "investigate", "subject": f"What was taken in {incident['reference']}?",
        "text": "We had your mail. When exactly was the file downloaded, and what was in it?",
        "incident_id": incident["id"]}, {"Idempotency-Key": f"ask-{incident['id']}"})
    alert = next(a for a in floor.call("GET", f"/v1/alerts?incident_id={incident['id']}&tenant_id={tenant['tenant']}", analyst)["items"]
                 if "Download" in a["title"])
    alert = floor.call("GET", f"/v1/alerts/{alert['id']}?tenant_id={tenant['tenant']}", analyst)
    event_id = alert["event_ids"][-1]
    event = floor.call("GET", f"/v1/events/{event_id}?tenant_id={tenant['tenant']}", analyst)
    file = event["file"]
    floor.call("POST", f"/v1/support-requests/{request['id']}/messages?tenant_id={tenant['tenant']}", analyst, {
        "text": f"{event['actor']} downloaded \"{file['name']}\" at {event['time']} from {event['source_address']}.\n\n"
                f"It is an InDesign document (type {file['type']}, id {file['id']}), owned by {file['owner']} and shared "
                f"outside your company. The record as Google sent it is event {event_id}."})
    request = floor.call("GET", f"/v1/support-requests/{request['id']}?tenant_id={tenant['tenant']}", analyst)
    floor.call("PUT", f"/v1/support-requests/{request['id']}/resolution?tenant_id={tenant['tenant']}", analyst,
               {"resolution": "The account is disabled and its sessions are revoked; please withdraw the external share."},
               {"If-Match": floor.etag})
    return floor.call("GET", f"/v1/support-requests/{request['id']}", tenant["token"])


def read_mails(floor):
    found = []
    for file in sorted(floor.mails.glob("*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        found.append({"file": file, "to": mail["To"], "subject": mail["Subject"], "received_at": mail["X-Received-At"],
                      "id": mail["Message-ID"], "tls": mail["X-Envelope-TLS"],
                      "text": mail.get_body(("plain",)).get_content()})
    return sorted(found, key=lambda mail: mail["received_at"])


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def main_job(floor):
    if not floor.state.get("tenants"):
        head("Onboarding two customers through the marketplace (ops/onboard-tenant)")
        tenants = [onboard(floor, company) for company in COMPANIES]
        analyst = floor.command("admin", "add-staff", "--email", "analyst@watchfloor.example", "--name", "Robin, night shift",
                                "--role", "analyst", "--json")
        for tenant in tenants:
            floor.command("admin", "grant", "--email", "analyst@watchfloor.example", "--tenant", tenant["tenant"],
                          "--reason", "standing watch", "--json")
            connect(floor, tenant)
        floor.state |= {"tenants": tenants, "analyst": analyst["token"]}
        floor.save()
    tenants, analyst = floor.state["tenants"], floor.state["analyst"]
    if not floor.state.get("sent"):
        head("Sending a simulated month of each company (watchfloor simulate company | watchfloor uplink)")
        ending_at = datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")
        floor.state["sent"] = [send_month(floor, tenant, ending_at) for tenant in tenants]
        floor.save()
        head("Letting detection, investigation, response and mail finish")
        floor.settle()
    if not floor.state.get("asked"):
        story = next(tenant for tenant in tenants if tenant["story"])
        incidents = floor.call("GET", "/v1/incidents", story["token"])["items"]
        if len(incidents) == 1:
            head("The customer asks for help, the analyst answers")
            floor.state["asked"] = talk(floor, story, analyst, incidents[0])["id"]
            floor.save()
            floor.settle()


def own_log(floor, file, source):
    head(f"Taking in one more customer and sending {file}")
    company = {"name": "Own log", "domain": "own.example", "seed": 0, "story": False, "mode": "ask_customer"}
    if not floor.state.get("own"):
        floor.state["own"] = onboard(floor, company)
        floor.save()
    totals = send_own_log(floor, floor.state["own"], file, source)
    floor.settle()
    return totals


# Telling what happened


def collect(floor, began, own=None):
    tenants = floor.state.get("tenants", []) + ([floor.state["own"]] if floor.state.get("own") else [])
    result = {"events": 0, "duplicates": 0, "rejected": 0, "alerts": 0, "incidents": 0, "cases": 0, "support_requests": 0,
              "responses": 0}
    for sent in floor.state.get("sent", []) + ([{"totals": own}] if own else []):
        result["events"] += sent["totals"]["accepted"]
        result["duplicates"] += sent["totals"]["duplicate"]
        result["rejected"] += sent["totals"]["rejected"]
    for tenant in tenants:
        for key, path in (("alerts", "alerts"), ("incidents", "incidents"), ("cases", "cases"),
                          ("support_requests", "support-requests"), ("responses", "response/actions")):
            items = floor.call("GET", f"/v1/{path}?limit=200", tenant["token"])["items"]
            tenant[key] = items
            result[key] += len(items)
    mails = read_mails(floor)
    result["mails"] = len(mails)
    result["mails_distinct"] = len({mail["id"] for mail in mails})
    result |= timing(floor, tenants, mails)
    result |= delivery(floor, tenants)
    result |= floor.memory_mb()
    result["seconds"] = round(time.monotonic() - began, 2)
    # The company without the story is sent without its pauses.
    plain = next((sent for sent in floor.state.get("sent", []) if not sent.get("departed_person")), None)
    if plain:
        result["events_per_second"] = round(plain["totals"]["accepted"] / plain["seconds"])
    return result, tenants, mails


def timing(floor, tenants, mails):
    """When the log-in, the disabling and the download were, and how long the first mail took after the commit."""
    story = next((tenant for tenant in tenants if tenant["story"] and tenant["incidents"]), None)
    if story is None:
        return {}
    times = {}
    analyst = floor.state["analyst"]
    for alert in story["alerts"]:
        alert = floor.call("GET", f"/v1/alerts/{alert['id']}?tenant_id={story['tenant']}", analyst)
        event = floor.call("GET", f"/v1/events/{alert['event_ids'][-1]}?tenant_id={story['tenant']}", analyst)
        name = "download" if "Download" in alert["title"] else "log_in"
        times[f"{name}_at"] = event["time"]
        times[f"{name}_committed_at"] = event["received_at"]
    action = next((a for a in story["responses"] if a["state"] == "confirmed"), None)
    if action:
        times["disabled_at"] = action["confirmed_at"]
        times["disabled_between_log_in_and_download"] = times["log_in_at"] < action["confirmed_at"] < times["download_at"]
    first = next((mail for mail in mails if "INC-" in mail["subject"]), None)
    if first and "log_in_committed_at" in times:
        delay = moment(first["received_at"]) - moment(times["log_in_committed_at"])
        times["event_to_mail_seconds"] = round(delay.total_seconds(), 3)
    return times


def delivery(floor, tenants):
    """From the commit that gave cause to the mail server's acknowledgement, over all mails."""
    seconds = sorted(
        (moment(effect["finished_at"]) - moment(effect["created_at"])).total_seconds()
        for tenant in tenants
        for effect in floor.call("GET", "/v1/notifications/deliveries?limit=200", tenant["token"])["items"]
        if effect["kind"] == "mail" and effect.get("finished_at"))
    if not seconds:
        return {}
    at = lambda share: round(seconds[min(len(seconds) - 1, int(share * len(seconds)))], 3)
    return {"commit_to_mail_p50_seconds": at(0.5), "commit_to_mail_p99_seconds": at(0.99)}


def tell(floor, result, tenants, mails):
    head("What happened")
    say(f"  {result['events']} events stored, {result['duplicates']} duplicates, {result['rejected']} rejected")
    for tenant in tenants:
        say(f"\n  {tenant['name']} ({tenant['tenant']}): {len(tenant['alerts'])} alerts, {len(tenant['incidents'])} incidents")
        for alert in tenant["alerts"]:
            say(f"    {alert['reference']} {alert['severity']}: {alert['title']}")
        for incident in tenant["incidents"]:
            say(f"    {incident['reference']} {incident['severity']} {incident['status']}: {incident['title']}")
            timeline = floor.call("GET", f"/v1/incidents/{incident['id']}/timeline", tenant["token"])["items"]
            for entry in timeline:
                say(f"      {entry['time']}  {entry['kind']}: {entry['text']}")
        for case in tenant["cases"]:
            say(f"    {case['reference']} {case['status']}: {case['title']}")
        for action in tenant["responses"]:
            say(f"    {action['reference']} {action['state']} ({action['mode']}): {action['target']['name']}")
        for request in tenant["support_requests"]:
            say(f"    {request['reference']} {request['status']}: {request['subject']}")
    say(f"\n  {result['mails']} mails, kept in {floor.mails}")
    for mail in mails:
        say(f"    {mail['received_at']}  to {mail['to']}: {mail['subject']}")
    if "event_to_mail_seconds" in result:
        say(f"\n  The security contact had the mail {result['event_to_mail_seconds']} s after the log-in was committed.")
    if result.get("disabled_between_log_in_and_download"):
        say(f"  The account was disabled at {result['disabled_at']}: after the log-in ({result['log_in_at']}), before the "
            f"download ({result['download_at']}).")


def point(floor):
    head(f"Watchfloor is up at {floor.address}")
    say(f"  the interface   {floor.address}/docs")
    say(f"  mail server     {floor.smtp['smtp']} (keeps what it gets in {floor.mails})")
    say(f"  Directory API   {floor.google}/peer/accounts and /peer/journal")
    story = next((tenant for tenant in floor.state.get("tenants", []) if tenant["story"]), None)
    if story:
        incidents = floor.call("GET", "/v1/incidents", story["token"])["items"]
        say(f"  the customer    curl -H 'Authorization: Bearer {story['token']}' {floor.address}/v1/incidents")
        say(f"  the analyst     curl -H 'Authorization: Bearer {floor.state['analyst']}' {floor.address}/v1/cases")
        if incidents:
            say(f"  the report      curl -H 'Accept: text/markdown' -H 'Authorization: Bearer {story['token']}' "
                f"{floor.address}/v1/incidents/{incidents[0]['id']}/report")
    say("  stop it         ops/run --stop")


def data_directory():
    """The project's own data directory, or one in /var/lib where PostgreSQL's user cannot reach that."""
    chosen = pathlib.Path(os.environ.get("WATCHFLOOR_DATA_DIRECTORY", ROOT / "data")).absolute()
    if os.geteuid() == 0:
        for parent in chosen.parents:
            if parent.exists() and not parent.stat().st_mode & 0o001:
                moved = pathlib.Path("/var/lib/watchfloor") / uuid.uuid5(uuid.NAMESPACE_URL, str(chosen)).hex[:12]
                say(f"  the database's user cannot reach {parent}; the data is in {moved}")
                return moved
    return chosen


def main():
    parser = argparse.ArgumentParser(prog="ops/run", add_help=False)
    parser.add_argument("--input")
    parser.add_argument("--source", choices=["google_workspace", "generic_alert"], default="google_workspace")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--stop", action="store_true")
    parser.add_argument("--port", type=int, default=8080)
    options = parser.parse_args()
    if options.input and not pathlib.Path(options.input).is_file():
        fail(f"{options.input} is no file")
    began = time.monotonic()
    directory = pathlib.Path(tempfile.mkdtemp(prefix="watchfloor-")) if options.once else data_directory()
    if options.once:
        directory.chmod(0o711)
    floor = Floor(directory, 0 if options.once else options.port)
    if options.stop:
        floor.stop()
        return
    if options.fresh and not options.once:
        floor.stop()
        shutil.rmtree(directory, ignore_errors=True)
        floor = Floor(directory, options.port)
    if floor.pid("service"):
        head("The service of an earlier run is up; it is restarted")
        floor.stop()
    else:
        floor.stop(("directory", "marketplace", "smtp-sink"))
    try:
        head("Starting the mail server, the stand-ins for Google and the marketplace, PostgreSQL and the service")
        floor.start_everything()
        say(f"  {floor.address}, data in {floor.directory}, mail caught at {floor.smtp['smtp']}")
        own = None
        if options.input:
            own = own_log(floor, options.input, options.source)
        else:
            main_job(floor)
        result, tenants, mails = collect(floor, began, own)
        tell(floor, result, tenants, mails)
        if not options.once:
            point(floor)
    except BaseException:
        floor.stop()
        raise
    finally:
        if options.once:
            floor.stop()
            shutil.rmtree(directory, ignore_errors=True)
    if options.json:
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
