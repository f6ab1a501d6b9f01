"""The service behind PgBouncer in transaction mode, with fewer connections than callers."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

from doors import tell_story
from product import Product, activity

SERVER_CONNECTIONS = 2


class PooledProduct(Product):
    """The product on a PostgreSQL that it did not start, reached through a pooler."""

    def start(self):
        if "pgbouncer" not in self.processes:
            self.make_cluster()
            self.start_pooler()
        super().start()

    def make_cluster(self):
        cluster, sockets = self.data / "postgres", self.directory / "sockets"
        self.data.mkdir()
        for folder in (cluster, sockets):
            folder.mkdir(mode=0o700)
            if os.geteuid() == 0:
                subprocess.run(["chown", "postgres", folder], check=True)
        self.postgres("initdb", "-D", str(cluster), "-A", "trust", "-U", "postgres", "--no-sync")
        self.postgres("pg_ctl", "start", "-D", str(cluster), "-w", "-l", str(cluster / "log"), "-o",
                      f"-c listen_addresses='' -c unix_socket_directories={sockets}")
        root = pathlib.Path(__file__).resolve().parents[2]
        self.rows((root / "migrations/bootstrap/roles.sql").read_text(), database="postgres")
        self.second_database("watchfloor")

    def start_pooler(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        folder = self.directory / "pooler"
        folder.mkdir(mode=0o755)
        (folder / "users.txt").write_text('"watchfloor_service" ""\n')
        (folder / "pgbouncer.ini").write_text(
            f"[databases]\nwatchfloor = host={self.sockets} port=5432 dbname=watchfloor\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = trust\n"
            f"auth_file = {folder}/users.txt\npool_mode = transaction\ndefault_pool_size = {SERVER_CONNECTIONS}\n"
            "max_client_conn = 200\nstats_users = watchfloor_service\nverbose = 0\n")
        self.pooler = f"postgresql://watchfloor_service@127.0.0.1:{port}"
        self.environment |= {
            "WATCHFLOOR_DATABASE_URL": f"{self.pooler}/watchfloor", "WATCHFLOOR_DATABASE_POOLER": "transaction",
            "WATCHFLOOR_DATABASE_OWNER_URL": self.url("watchfloor_owner"),
            "WATCHFLOOR_DATABASE_DIRECT_URL": self.url("watchfloor_service")}
        become = ["-u", "postgres"] if os.geteuid() == 0 else []

        def is_up():
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0
        self.launch("pgbouncer", ["pgbouncer", *become, str(folder / "pgbouncer.ini")], is_up)

    def through_pooler(self, sql, database="watchfloor"):
        answer = self.postgres("psql", f"{self.pooler}/{database}", "-qAt", "-F", "\t", text=sql)
        if answer.returncode or answer.stderr.strip():
            raise SystemExit(f"prove: {answer.stderr.strip()}")
        return [line.split("\t") for line in answer.stdout.splitlines()]

    def __exit__(self, *words):
        for name in ("service", "pgbouncer"):
            self.end(name, signal.SIGTERM if name == "service" else signal.SIGQUIT)
        super().__exit__(*words)


def pooler(checks, options):
    reads = 2_000 if options.short else 10_000
    with PooledProduct() as product:
        tenants = {name: product.onboard(name) for name in ("Acme", "Borealis")}
        for name, tenant in tenants.items():
            tell_story(product, tenant, f"kim@{name.lower()}.example")
        checks.expect(product.settle(), "the floor settles behind a pooler")
        for name, tenant in tenants.items():
            for path in ("alerts", "incidents", "cases", "response/actions"):
                _, page = product.call("GET", f"/v1/{path}", tenant["administrator_token"])
                checks.expect(len(page["items"]) >= 1, f"{name} has its {path}", page)
        arrived = list(product.mails.glob("*.eml"))
        sent = product.rows("SELECT count(*) FROM effects WHERE kind = 'mail' AND state = 'done'")
        checks.expect(arrived and sent == [[str(len(arrived))]], "the mails arrive, each once", (sent, len(arrived)))
        crowd(checks, product, tenants, reads)
        prepared = product.rows("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'listener'")
        checks.expect(prepared == [["1"]], "LISTEN goes past the pooler", prepared)
        log = product.log("service")
        checks.expect(" ERROR " not in log, "nothing of it was an error in the log", log[-300:])


def crowd(checks, product, tenants, reads):
    """Two tenants and a person of the floor read at once, and a sensor sends, over two connections to the server."""
    left = {name: tenant["tenant_id"] for name, tenant in tenants.items()}
    email = "ana@northgate.example"
    analyst = json.loads(product.administer("add-staff", "--email", email, "--name", "Ana", "--json"))["token"]
    product.administer("grant", "--email", email, "--tenant", left["Acme"], "--reason", "a watch", "--json")
    readers = [(tenants["Acme"]["administrator_token"], "Acme"), (tenants["Borealis"]["administrator_token"], "Borealis"),
               (analyst, "Acme")] * 2
    foreign = {"Acme": "Borealis", "Borealis": "Acme"}
    faults, counted, lock = [], [0], threading.Lock()

    def read(token, own, share):
        others = left[foreign[own]].encode()
        paths = ["alerts", "incidents", "cases", "audit-log", "notifications/deliveries", "tenants", "response/actions"]
        for number in range(share):
            status, _, body = product.request("GET", f"/v1/{paths[number % len(paths)]}", None, {
                "Authorization": f"Bearer {token}"})
            if status == 429:
                time.sleep(1)
                continue
            with lock:
                counted[0] += 1
                if status != 200 or others in body or left[own].encode() not in body:
                    faults.append((own, paths[number % len(paths)], status, body[:200]))

    going = threading.Event()

    def send():
        number = 100_000
        while not going.is_set():
            for tenant in tenants.values():
                number += 50
                status = product.send(tenant["sensor_key"], "\n".join(activity(number + n) for n in range(50)))[0]
                if status not in (202, 429):
                    faults.append(("sensor", status))
            time.sleep(0.1)

    def peep():
        """What a connection that the pooler hands out still holds of whoever had it before."""
        while not going.is_set():
            for role, tenant, staff, timeout in product.through_pooler(
                    "SELECT current_user, coalesce(current_setting('watchfloor.tenant_id', true), ''), "
                    "coalesce(current_setting('watchfloor.staff_id', true), ''), current_setting('statement_timeout');" * 20):
                if (role, tenant, staff, timeout) != ("watchfloor_service", "", "", "0"):
                    faults.append(("left behind", role, tenant, staff, timeout))

    threads = [threading.Thread(target=read, args=(token, own, reads // len(readers))) for token, own in readers]
    beside = [threading.Thread(target=send), threading.Thread(target=peep)]
    for thread in threads + beside:
        thread.start()
    most = 0
    while any(thread.is_alive() for thread in threads):
        most = max(most, int(product.rows(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'watchfloor_service' AND application_name <> 'listener'"
        )[0][0]))
        time.sleep(0.2)
    going.set()
    for thread in threads + beside:
        thread.join()
    checks.expect(not faults, "each answer holds its own tenant's rows and no other's", faults[:3])
    checks.expect(most <= SERVER_CONNECTIONS, "all over few connections", most)
    checks.figures |= {"pooler_reads": counted[0], "pooler_server_connections": most}
