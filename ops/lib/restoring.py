"""Puts the database back, on the embedded server and on one of the operator's, and looks at what holds afterwards."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
from datetime import datetime, timezone

from product import BINARY, ROOT, Product, activity


def moment():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def restore(checks, options):
    embedded(checks)
    own_server(checks)


def until(seconds, question):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    return None


class Backed(Product):
    """The product with its log archived as it is written."""

    def __init__(self, **other):
        super().__init__(start=False, **other)
        self.backups = self.directory / "backups"
        self.environment["WATCHFLOOR_BACKUP_DIRECTORY"] = str(self.backups)
        self.start()

    def has_base(self):
        return until(60, lambda: [base for base in self.backups.glob("timeline-*/base/*Z")])

    def archived(self):
        """Waits until the archive has what is written by now."""
        where = self.rows("SELECT pg_current_wal_flush_lsn()")[0][0]
        return until(20, lambda: self.rows(
            f"SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'watchfloor_archive' AND restart_lsn IS NOT NULL "
            f"AND EXISTS (SELECT FROM pg_stat_replication WHERE flush_lsn >= '{where}'::pg_lsn)")[0][0] == "1")


def live_through(checks, product):
    """A customer with a past: events, a token that ends, a mail that waits."""
    tenant = product.onboard("Acme")
    checks.expect(product.has_base(), "a base backup is taken by itself")
    sent = 0
    for round in range(5):
        status, _, _ = product.send(tenant["sensor_key"], "\n".join(activity(round * 100 + n) for n in range(100)))
        sent += 100 if status == 202 else 0
    status, staff, _ = product.command("admin", "add-staff", "--email", "ada@soc.example", "--name", "Ada", "--role",
                                       "platform_admin", "--json")
    token = json.loads(staff)["token"]
    product.end("smtp", signal.SIGTERM)
    status, _ = product.call("POST", "/v1/support-requests", tenant["administrator_token"],
                             {"kind": "other", "subject": "Before", "text": "Please look."})
    checks.expect(status == 201, "a request is opened, and its mail waits", status)
    time.sleep(0.3)
    then = moment()
    time.sleep(0.3)
    product.rows("UPDATE staff_tokens SET revoked_at = now()")
    for round in range(5, 10):
        product.send(tenant["sensor_key"], "\n".join(activity(round * 100 + n) for n in range(100)))
    checks.expect(product.call("GET", "/v1/me", token)[0] == 401, "a token is revoked")
    checks.expect(product.archived(), "the archive follows the log")
    journal = product.data / "journal"
    checks.expect(until(10, lambda: any("staff_tokens" in path.read_text() for path in journal.glob("endings-*"))),
                  "the revocation is in the journal")
    return tenant, token, then, sent


def stored(product):
    return int(product.rows("SELECT coalesce(sum(event_count), 0) FROM segments")[0][0])


def tell_restored(checks, product, tenant, token, events, where):
    checks.expect(stored(product) == events, f"{where}: the events of that moment are there", (stored(product), events))
    checks.expect(product.call("GET", "/v1/me", token)[0] == 401, f"{where}: what was revoked since stays revoked")
    checks.expect(product.call("GET", "/v1/me", tenant["administrator_token"])[0] == 200, f"{where}: what was not, is alive")
    product.start_smtp()
    time.sleep(2.5)
    pending = product.rows("SELECT count(*) FROM effects WHERE state = 'pending'")[0][0]
    arrived = len(list(product.mails.glob("*.eml")))
    checks.expect(int(pending) >= 1, f"{where}: what waited then waits again", pending)
    # The mail server's address is told to a service when it starts.
    product.end("service", signal.SIGTERM)
    product.start()
    time.sleep(2.5)
    checks.expect(len(list(product.mails.glob("*.eml"))) == arrived, f"{where}: and does not leave by itself")
    status, _, error = product.command("admin", "release-effects", "--pending", "send")
    checks.expect(status == 0, f"{where}: until somebody lets it go", error)
    # It has been tried before, so its next try may be seconds away.
    product.rows("UPDATE effects SET next_attempt_at = now() WHERE state = 'pending'; "
                 "UPDATE work SET run_at = now() WHERE kind = 'deliver'")
    checks.expect(until(20, lambda: len(list(product.mails.glob("*.eml"))) > arrived), f"{where}: then it arrives")


def embedded(checks):
    with Backed() as product:
        tenant, token, then, sent = live_through(checks, product)
        everything = stored(product)
        product.kill()
        product.database("stop", "-m", "immediate")
        shutil.rmtree(product.data / "postgres")

        status, output, error = product.command("admin", "restore", str(product.backups), "--json")
        checks.expect(status == 0, "the embedded database is put back to the end of its log", error)
        product.environment.pop("WATCHFLOOR_BACKUP_DIRECTORY")
        product.start()
        checks.expect(stored(product) == everything, "nothing that was acknowledged is missing", (stored(product), everything))
        product.end("service", signal.SIGTERM)
        shutil.rmtree(product.data / "postgres")

        began = time.monotonic()
        status, output, error = product.command("admin", "restore", str(product.backups), "--to", then, "--json")
        checks.figures["point_in_time_restore_seconds"] = round(time.monotonic() - began, 1)
        checks.expect(status == 0, "and then to a moment in between", error)
        told = json.loads(output or "{}")
        checks.expect(told.get("ended_again") == 1 and told.get("effects_are_held"), "it says what it did", told)
        product.start()
        tell_restored(checks, product, tenant, token, sent, "embedded")

        for words, wanted in [(["--to", "2020-01-01T00:00:00Z"], "from before"), (["--to", "yesterday"], "no time"),
                              ([], "is not empty")]:
            status, _, error = product.command("admin", "restore", str(product.backups), *words)
            checks.expect(status == 1 and wanted in error and len(error.strip().splitlines()) == 1,
                          f"restore {' '.join(words)}: one line and status 1", error)


class Server:
    """A PostgreSQL of the operator's own."""

    def __init__(self, product, directory):
        self.product, self.directory = product, directory
        self.sockets = product.directory / "sockets"

    def make(self):
        self.sockets.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.sockets, "postgres")
            made = self.directory.parent
            made.mkdir(exist_ok=True)
            shutil.chown(made, "postgres")
        self.product.postgres("initdb", "-D", str(self.directory), "-U", "postgres", "--auth=trust")
        self.start()
        self.sql("postgres", (ROOT / "migrations/bootstrap/roles.sql").read_text())
        self.sql("postgres", "CREATE DATABASE watchfloor OWNER watchfloor_owner")
        self.sql("postgres", "CREATE ROLE backup LOGIN REPLICATION")

    def start(self):
        return self.product.postgres(
            "pg_ctl", "start", "-D", str(self.directory), "-w", "-l", str(self.sockets / "log"), "-o",
            f"-c listen_addresses= -c unix_socket_directories={self.sockets}")

    def stop(self):
        return self.product.postgres("pg_ctl", "stop", "-D", str(self.directory), "-m", "immediate", "-w")

    def sql(self, database, text):
        answer = self.product.postgres("psql", "-h", str(self.sockets), "-U", "postgres", "-d", database, "-qAt",
                                       "-v", "ON_ERROR_STOP=1", text=text)
        if answer.returncode:
            raise SystemExit(f"prove: {answer.stderr}")
        return answer.stdout

    def url(self, user, database="watchfloor"):
        return f"postgresql:///{database}?host={self.sockets}&user={user}"


def own_server(checks):
    product = Backed.__new__(Backed)
    Product.__init__(product, start=False)
    server = Server(product, product.directory / "servers/one")
    try:
        server.make()
        product.backups = product.directory / "backups"
        product.environment |= {
            "WATCHFLOOR_BACKUP_DIRECTORY": str(product.backups),
            "WATCHFLOOR_DATABASE_URL": server.url("watchfloor_service"),
            "WATCHFLOOR_DATABASE_OWNER_URL": server.url("watchfloor_owner"),
            "WATCHFLOOR_BACKUP_URL": server.url("backup", "postgres")}
        product.rows = lambda text: [line.split("|") for line in server.sql("watchfloor", text).splitlines()]
        status, _, error = product.command("migrate")
        checks.expect(status == 0, "a server of one's own is migrated", error)
        product.start()
        tenant, token, then, sent = live_through(checks, product)
        product.kill()
        server.stop()

        again = Server(product, product.directory / "servers/two")
        status, _, error = product.command("admin", "restore", str(product.backups), "--into", str(again.directory), "--to", then)
        checks.expect(status == 0, "a data directory is laid out for it", error)
        started = again.start()
        checks.expect(started.returncode == 0, "the server starts on it", started.stderr)
        server = again
        checks.expect(until(60, lambda: server.sql("postgres", "SELECT pg_is_in_recovery()").strip() == "f"),
                      "and replays the log to its moment")
        product.environment.pop("WATCHFLOOR_BACKUP_DIRECTORY")
        # Nobody has run `restore --finish`: the service finds out by itself.
        product.start()
        checks.expect("the database was put back" in product.log("service"), "the service notices that it was put back")
        tell_restored(checks, product, tenant, token, sent, "own server")
        status, output, error = product.command("admin", "restore", "--finish", "--json")
        checks.expect(status == 0 and json.loads(output)["ended_again"] == 0, "finishing again finds nothing left", error)
    finally:
        for name in list(product.processes):
            product.end(name, signal.SIGTERM)
        server.stop()
        product.__exit__()
