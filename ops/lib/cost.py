"""What row security costs the busiest statements."""

import json
import statistics

from product import ROOT

# Beyond this, row security is too dear for a statement that runs all day.
SHARE_MAX = 0.05


def cost(checks, product, world, options):
    """Each statement as the product sends it, by the service under a scope and by a role that passes row security and
    names the tenant itself: one run of pgbench that draws between the two, a median of each."""
    run = lambda sql: product.rows(sql, database="isolation")
    run((ROOT / "ops/lib/cost.sql").read_text())
    tenants, each, turns = (5, 500, 400) if options.short else (20, 2_000, 6_000)
    run(f"SELECT proof.crowd({tenants}, {each})")
    run("VACUUM ANALYZE")
    folder = product.directory / "cost"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    medians = {}
    for (told,) in run("SELECT row_to_json(s) FROM proof.scripts() s"):
        script = json.loads(told)
        for kind in ("bound", "free"):
            (folder / f"{kind}.sql").write_text(script[kind])
        done = product.postgres(
            "pgbench", "-h", product.sockets, "-U", "postgres", "-d", "isolation", "-n", "-M", "prepared", "-t", str(turns),
            "-f", str(folder / "bound.sql"), "-f", str(folder / "free.sql"), "--log", "--log-prefix", str(folder / "log"))
        if done.returncode:
            raise SystemExit(f"prove: {done.stderr.strip()}")
        times = {"0": [], "1": []}
        for log in folder.glob("log.*"):
            # client, number, latency in microseconds, script, ...
            for line in log.read_text().splitlines():
                words = line.split()
                times[words[3]].append(int(words[2]))
            log.unlink()
        medians[script["name"]] = [statistics.median(times[kind]) for kind in ("0", "1")]
    shares = {name: bound / free - 1 for name, (bound, free) in medians.items()}
    overall = statistics.median(shares.values())
    # A single statement's figure on a busy machine is told, not judged.
    checks.expect(overall < SHARE_MAX, "row security costs the busiest statements less than 5 % at the median",
                  {name: round(share, 3) for name, share in shares.items()})
    checks.figures |= {"row_security_cost_median": round(overall, 3),
                       "row_security_cost": {name: {"with_us": medians[name][0], "without_us": medians[name][1],
                                                    "share": round(shares[name], 3)} for name in medians}}
