"""A matching of inspectors and places without tickets: the peers of Benchmarks/assignment.py.

Run: assignment.py scipy|flow|squares POSTS INSPECTORS. Prints seconds from edges to a matching, the places
filled, the greatest load and the sum of squares of loads, as JSON. Reading and building edges is not timed.
"""
import json
import sys
import time

import numpy as np


def read(posts, inspectors):
    """Posts (object, kind) and for each kind who has it; caps."""
    able, caps = {}, []
    with open(inspectors, encoding="utf-8") as file:
        for person, line in enumerate(file):
            _, start, cap, *marks = line.rstrip("\n").split("\t")
            caps.append(int(cap) - int(start))
            for mark in marks:
                able.setdefault(mark[1:], []).append(person)
    places = []
    with open(posts, encoding="utf-8") as file:
        for number, line in enumerate(file):
            fields = line.rstrip("\n").split("\t")[1:]
            places += [(number, kind) for kind, count in zip(fields[::2], fields[1::2]) for _ in range(int(count))]
    return places, able, caps


def scipy_matching(places, able, caps):
    """Places to copies of inspectors. Two places of one object may get the same: it has no such rule."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    first = np.concatenate([[0], np.cumsum(caps)])
    copies = {kind: np.concatenate([np.arange(first[p], first[p + 1]) for p in who]) for kind, who in able.items()}
    ends = np.cumsum([0] + [len(copies[kind]) for _, kind in places])
    columns = np.concatenate([copies[kind] for _, kind in places]).astype(np.int32)
    graph = csr_matrix((np.ones(len(columns), np.int8), columns, ends), shape=(len(places), first[-1]))
    begin = time.perf_counter()
    found = maximum_bipartite_matching(graph, perm_type="column")
    seconds = time.perf_counter() - begin
    who = np.searchsorted(first, found[found >= 0], side="right") - 1
    return seconds, np.bincount(who, minlength=len(caps))


def flow(places, able, caps, squares):
    """Source, places, (object, inspector), inspectors, sink."""
    from ortools.graph.python import min_cost_flow

    people = len(caps)
    tails, heads, pairs = [], [], {}
    for place, (number, kind) in enumerate(places):
        for person in able[kind]:
            node = pairs.setdefault((number, person), len(pairs))
            tails.append(place)
            heads.append(len(places) + node)
    middle = len(places)
    person_node = middle + len(pairs)
    sink = person_node + people
    for (_, person), node in pairs.items():
        tails.append(middle + node)
        heads.append(person_node + person)
    capacity, cost = [1] * len(tails), [0] * len(tails)
    for person, cap in enumerate(caps):
        steps = range(cap) if squares else [None]
        for step in steps:
            tails.append(person_node + person)
            heads.append(sink)
            capacity.append(cap if step is None else 1)
            cost.append(0 if step is None else 2 * step + 1)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.array(tails, np.int32), np.array(heads, np.int32), np.array(capacity), np.array(cost))
    solver.set_nodes_supplies(np.arange(len(places), dtype=np.int32), np.ones(len(places), np.int64))
    solver.set_node_supply(sink, -len(places))
    begin = time.perf_counter()
    status = solver.solve()
    seconds = time.perf_counter() - begin
    if status != solver.OPTIMAL:
        sys.exit(f"no flow: {status}")
    last = arcs[-sum(caps):] if squares else arcs[-people:]
    owner = np.repeat(np.arange(people), caps) if squares else np.arange(people)
    return seconds, np.bincount(owner, weights=solver.flows(last), minlength=people).astype(np.int64)


def main():
    method, posts, inspectors = sys.argv[1:]
    places, able, caps = read(posts, inspectors)
    if method == "scipy":
        seconds, loads = scipy_matching(places, able, caps)
    else:
        seconds, loads = flow(places, able, caps, method == "squares")
    print(json.dumps({"seconds": seconds, "places": int(loads.sum()), "greatest": int(loads.max()),
                      "squares": int((loads.astype(object) ** 2).sum())}))


if __name__ == "__main__":
    main()
