"""Whether the time of an answer tells an id of another tenant's from one that does not exist."""

import http.client
import json
import random
import statistics
import time
import uuid

from doors import Contract
from operations import OPERATIONS, ROLES

# A caller cannot tell from the time of an answer what a ratio of medians within these does not show.
RATIO = (0.9, 1.1)


def timing(checks, product, world, options):
    """Pairs of the one and the other, in turn and in random order, so that a busy machine is as busy for both."""
    pairs = 200 if options.short else 1_000
    targets = list(pick(world, Contract(product)))
    if options.short:
        targets = [target for target in targets if target[1].name in ("getAlert", "getCase", "listUsers")]
    line = Line(product)
    ratios = {}
    for name, operation, token, theirs, nothing in targets:
        measure = lambda count: ratio(line, lambda ids: prepared(world, operation, token, ids), theirs, nothing, count)
        ratios[name] = measure(pairs)
        # What is only the machine's mood is gone the next time; what tells something stays.
        for _ in range(2):
            if not RATIO[0] <= ratios[name] <= RATIO[1]:
                ratios[name] = measure(1_000)
        checks.expect(RATIO[0] <= ratios[name] <= RATIO[1], f"{name}: as fast for another tenant's id as for none",
                      round(ratios[name], 3))
    checks.figures |= {"timed_operations": len(ratios), "timed_pairs_each": pairs, "timing_ratio_min": round(min(ratios.values()), 3),
                       "timing_ratio_max": round(max(ratios.values()), 3),
                       "timing_ratio_median": round(statistics.median(ratios.values()), 3)}


def ratio(line, request, theirs, nothing, pairs):
    """The median time of what is another tenant's, over that of what does not exist."""
    existing, missing = [], []
    for _ in range(pairs):
        unknown = {name: theirs[name] if nothing[name] == theirs[name] else str(uuid.uuid4()) for name in nothing}
        turn = [(existing, request(theirs)), (missing, request(unknown))]
        random.shuffle(turn)
        for times, asked in turn:
            times.append(line.time(asked))
    return statistics.median(existing) / statistics.median(missing)


def pick(world, contract):
    """Each operation that takes an item's id, by everybody whose role would do."""
    nothing = {name: str(uuid.uuid4()) for name in world.theirs}
    for operation in contract.operations.values():
        allowed = OPERATIONS.get(operation.name, set())
        if not operation.items() or not isinstance(allowed, set) or not allowed <= ROLES:
            continue
        for who, token in world.strangers(allowed):
            own = world.own_tenant if who == "a customer" else None
            for what, theirs, unknown in operation.aims(world, nothing, own):
                if "?" not in theirs:
                    yield f"{operation.name} as {who}, {what}", operation, token, theirs, unknown


def prepared(world, operation, token, ids):
    headers, body = {"Authorization": f"Bearer {token}"}, None
    if operation.takes("If-Match", "header"):
        headers["If-Match"] = '"1"'
    if operation.body is not None:
        kind, example = operation.body
        headers["Content-Type"] = kind
        body = json.dumps(world.fitting(operation, example))
    return operation.method, operation.address(ids, None), body, headers


class Line:
    """One connection that stays open."""

    def __init__(self, product):
        self.connection = http.client.HTTPConnection(product.host, product.port, timeout=30)

    def time(self, asked):
        while True:
            began = time.perf_counter()
            self.connection.request(*asked)
            answer = self.connection.getresponse()
            answer.read()
            took = time.perf_counter() - began
            if answer.status != 429:
                return took
            time.sleep(float(answer.headers.get("Retry-After", 1)))
