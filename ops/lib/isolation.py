"""Nobody sees across, and what would notice if somebody did."""

import time

from cost import cost
from doors import World, doors
from interference import non_interference
from product import ROOT, Product
from timing import timing


def isolation(checks, options):
    with Product() as product:
        world = World(product)
        for name, part in PARTS.items():
            began = time.monotonic()
            part(checks, product, world, options)
            checks.figures[f"isolation_{name}_seconds"] = round(time.monotonic() - began, 1)


def operations(checks, product, world, options):
    doors(checks, product, world)


def mutants(checks, product, world, options):
    """Each policy, flag and function that isolation rests on is weakened in turn: ops/lib/isolation.sql."""
    product.second_database("isolation")
    script = (ROOT / "ops/lib/isolation.sql").read_text()
    run = lambda sql: product.rows(sql, database="isolation")
    run(script)
    run("SELECT proof.seed()")
    breaches = run("SELECT b FROM proof.tables t CROSS JOIN proof.breaches(t.name) b")
    checks.expect(not breaches, "every role does in every table what it was granted, and nothing else", breaches)
    found = run("SELECT kind, table_name, what, coalesce(noticed, '') FROM proof.mutants()")
    for kind, table, what, noticed in found:
        checks.expect(noticed, f"{kind} of {table}: {what}: somebody notices")
    references = run("SELECT * FROM proof.references()")
    for name, across, within in references:
        checks.expect((across, within) == ("23503", "accepted"), f"{name} refuses another tenant's row alone", (across, within))
    checks.figures |= {
        "policies": int(run("SELECT count(*) FROM proof.policies")[0][0]),
        "tables": int(run("SELECT count(*) FROM proof.tables WHERE NOT is_partition")[0][0]),
        "probes": int(run("SELECT count(*) FROM proof.probes")[0][0]),
        "mutants": len(found), "mutants_caught": sum(1 for mutant in found if mutant[3]),
        "references_tried": len(references)}


# One a line; each takes (checks, product, world, options), where `options.short` is for ops/prove all. The product has
# had a day of its own by then: what needs it fresh opens another.
PARTS = {
    "operations": operations,
    "mutants": mutants,
    "cost": cost,
    "timing": timing,
    "non_interference": non_interference,
}
