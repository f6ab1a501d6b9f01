"""The built product with everything around it, under a directory of its own, for proofs from the outside."""

import base64
import gzip
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import datetime, timezone

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["WATCHFLOOR_BINARY"]


class Product:
    """Starts the service, a marketplace, a directory and a mail server; ends them all."""

    def __init__(self, smtp=True, start=True):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="watchfloor-proof-"))
        self.directory.chmod(0o711)
        self.data = self.directory / "data"
        self.mails = self.directory / "mail"
        self.mails.mkdir()
        self.processes = {}
        self.smtp_port = 0
        self.environment = dict(os.environ, WATCHFLOOR_LOG_LEVEL="warning", WATCHFLOOR_LOG_FORMAT="text",
                                WATCHFLOOR_DATA_DIRECTORY=str(self.data))
        for name in ("WATCHFLOOR_DATABASE_URL", "WATCHFLOOR_DATABASE_OWNER_URL"):
            self.environment.pop(name, None)
        self.marketplace = self.peer("marketplace", "marketplace")
        self.google = self.peer("directory", "google-directory", "--domain", "acme.example", "borealis.example")
        self.environment |= {
            "WATCHFLOOR_MARKETPLACE_URL": f"{self.marketplace}/api",
            "WATCHFLOOR_MARKETPLACE_TOKEN_URL": f"{self.marketplace}/publisher/oauth2/token",
            "WATCHFLOOR_MARKETPLACE_CLIENT_ID": "proof", "WATCHFLOOR_MARKETPLACE_CLIENT_SECRET": "proof",
            "WATCHFLOOR_ISSUER_NETWORKS": "loopback"}
        if smtp:
            self.start_smtp()
        if start:
            self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in list(self.processes):
            self.end(name, signal.SIGTERM)
        if (self.data / "postgres/postmaster.pid").exists():
            self.database("stop", "-m", "immediate")
        shutil.rmtree(self.directory, ignore_errors=True)

    # Processes

    def launch(self, name, command, ready, seconds=60):
        log = open(self.directory / f"{name}.log", "ab")
        self.processes[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                env=self.environment, cwd=ROOT, start_new_session=True)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = ready()
            if found:
                return found
            if self.processes[name].poll() is not None:
                break
            time.sleep(0.02)
        raise SystemExit(f"prove: {name} did not start: {self.log(name)[-400:]}")

    def peer(self, name, *words):
        ready = self.directory / f"{name}.address"
        return self.launch(name, [BINARY, "simulate", *words, "--ready-file", str(ready)],
                           lambda: ready.exists() and ready.read_text().strip())

    def start(self):
        ready = self.directory / "service.address"
        ready.unlink(missing_ok=True)
        self.address = self.launch(
            "service", [BINARY, "serve", "--port", "0", "--ready-file", str(ready)],
            lambda: ready.exists() and ready.read_text().strip())
        self.host, port = self.address.removeprefix("http://").rsplit(":", 1)
        self.port = int(port)

    def start_smtp(self):
        log = self.directory / "smtp.log"
        log.unlink(missing_ok=True)
        told = self.launch(
            "smtp", [sys.executable, str(ROOT / "ops/smtp-sink"), "--maildir", str(self.mails), "--port",
                     str(self.smtp_port)],
            lambda: next((json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")), None)
            if log.exists() else None)
        self.smtp_port = int(told["smtp"].rsplit(":", 1)[1])
        self.environment["WATCHFLOOR_SMTP_URL"] = f"smtp://127.0.0.1:{self.smtp_port}/?tls=none&timeout_seconds=5"

    def end(self, name, how):
        process = self.processes.pop(name, None)
        if process is None:
            return None
        process.send_signal(how)
        try:
            return process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return "killed after 60 s"

    def kill(self):
        self.end("service", signal.SIGKILL)

    def log(self, name):
        return (self.directory / f"{name}.log").read_text(errors="replace")

    def memory_peak_mb(self):
        status = pathlib.Path(f"/proc/{self.processes['service'].pid}/status").read_text()
        return round(int(status.split("VmHWM:")[1].split()[0]) / 1024, 1)

    # The database, past the service

    def postgres(self, program, *words, text=None):
        binaries = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        return subprocess.run([*become, str(binaries / program), *words], capture_output=True, text=True, input=text,
                              cwd="/", env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})

    def database(self, action, *words):
        return self.postgres("pg_ctl", action, "-D", str(self.data / "postgres"), "-w", *words)

    def start_database(self):
        """With the options that the service started it with."""
        options = (self.data / "postgres/postmaster.opts").read_text().strip().split(" ", 3)[3]
        self.postgres("pg_ctl", "start", "-D", str(self.data / "postgres"), "-w", "-l", "/dev/null", "-o", options)

    @property
    def sockets(self):
        return (self.data / "postgres/postmaster.pid").read_text().splitlines()[4]

    def url(self, user, database="watchfloor"):
        return f"postgresql://{user}@/{database}?host={self.sockets}"

    def rows(self, sql, database="watchfloor"):
        """What a superuser, whom row security does not bind, is answered."""
        answer = self.postgres("psql", "-h", self.sockets, "-U", "postgres", "-d", database, "-qAt", "-F", "\t",
                               "-v", "ON_ERROR_STOP=1", text=sql)
        if answer.returncode:
            raise SystemExit(f"prove: {answer.stderr.strip()}")
        return [line.split("\t") for line in answer.stdout.splitlines()]

    def second_database(self, name):
        """One with every migration behind it and nothing in it."""
        self.rows(f"CREATE DATABASE {name} OWNER watchfloor_owner", database="postgres")
        environment = self.environment | {"WATCHFLOOR_DATABASE_URL": self.url("watchfloor_service", name),
                                          "WATCHFLOOR_DATABASE_OWNER_URL": self.url("watchfloor_owner", name)}
        done = subprocess.run([BINARY, "migrate"], capture_output=True, text=True, env=environment, cwd=ROOT)
        if done.returncode:
            raise SystemExit(f"prove: {done.stderr.strip()}")

    # People and sensors

    def command(self, *words):
        finished = subprocess.run([BINARY, *words], capture_output=True, text=True, env=self.environment, cwd=ROOT)
        return finished.returncode, finished.stdout, finished.stderr

    def administer(self, *words):
        """The output of `watchfloor admin`, which succeeds."""
        status, output, error = self.command("admin", *words)
        if status:
            raise SystemExit(f"prove: admin {words[0]}: {error}")
        return output

    def purchase(self, name):
        return base64.b64encode(json.dumps({
            "id": str(uuid.uuid5(uuid.NAMESPACE_DNS, name)), "name": name, "offerId": "managed-soc", "planId": "bronze",
            "quantity": 20, "beneficiary": {"emailId": f"security@{name.lower()}.example"}}).encode()).decode()

    def onboard(self, name):
        return json.loads(self.administer("onboard-tenant", "--token", self.purchase(name), "--json"))

    def settle(self, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            status, output, _ = self.command("admin", "status", "--json")
            if status == 0 and json.loads(output)["is_settled"]:
                return True
            time.sleep(0.2)
        return False

    # HTTP

    def request(self, method, path, body=None, headers=None, timeout=30):
        """Status, headers and body; status 0 where no answer came."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except (OSError, http.client.HTTPException) as error:
            return 0, {}, repr(error).encode()
        finally:
            connection.close()

    def send(self, key, body, source="google_workspace", **headers):
        named = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        named = {name: value for name, value in named.items() if value is not None}
        return self.request("POST", f"/v1/uplink/events?source={source}", body, named)

    def call(self, method, path, token, value=None, **headers):
        named = {"Authorization": f"Bearer {token}"} | {name.replace("_", "-"): text for name, text in headers.items()}
        body = None
        if value is not None:
            body = json.dumps(value)
            named["Content-Type"] = "application/json"
        status, answered, data = self.request(method, path, body, named)
        try:
            return status, json.loads(data or b"null")
        except json.JSONDecodeError:
            return status, data


def now():
    return datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")


def activity(number, person="kim@acme.example", application="drive", name="view", address="192.0.2.10", time=None, **parameters):
    """One record of the Reports API."""
    return json.dumps({
        "kind": "admin#reports#activity",
        "id": {"time": time or now(), "uniqueQualifier": str(number), "applicationName": application, "customerId": "C01"},
        "actor": {"email": person, "profileId": "1"}, "ipAddress": address,
        "events": [{"type": "access", "name": name, "parameters": [
            {"name": key, "value": value} for key, value in
            {"doc_id": f"d{number}", "doc_title": "plan.docx", "doc_type": "document", "visibility": "private",
             **parameters}.items()] if application == "drive" else []}]})


def packed(text):
    return gzip.compress(text if isinstance(text, bytes) else text.encode())
