"""Solves the problems of bench/oracle/main.go again with OR-Tools and SciPy and compares. See README.md."""

import json
import pathlib
import sys
import time

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching


def read(path):
    with open(path, "rb") as f:
        h = json.loads(f.readline())
        n, m, posts, seats = h["people"], h["pairs"], h["posts"], h["seats"]
        sizes = [("first", n + 1), ("post", m), ("value", m), ("home", n), ("stay", n),
                 ("seats", posts + 1), ("worth", seats), ("unit", posts), ("wanted", h["units"])]
        for name, size in sizes:
            h[name] = np.fromfile(f, "<i8", size)
    h["person"] = np.repeat(np.arange(n), np.diff(h["first"]))
    return h


def now():
    """By the clock and in processor time."""
    return np.array([time.perf_counter(), time.process_time()])


def ortools(h):
    """Person to post to unit to sink; seats of a post are parallel arcs, a floor is demand at the unit."""
    n, posts, units = h["people"], h["posts"], h["units"]
    sink = n + posts + units
    housed = h["home"] >= 0
    who, post_of_seat = np.arange(n), np.repeat(np.arange(posts), np.diff(h["seats"]))
    arcs = [  # tail, head, capacity, cost
        (h["person"], n + h["post"], 1, -h["value"]),
        (who[housed], n + h["home"][housed], 1, -h["stay"][housed]),
        (who[~housed], np.full((~housed).sum(), sink), 1, 0),
        (n + post_of_seat, n + posts + h["unit"][post_of_seat], 1, -h["worth"]),
        (n + posts + np.arange(units), np.full(units, sink), n, 0),
    ]
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([a[0] for a in arcs]), np.concatenate([a[1] for a in arcs]),
        np.concatenate([np.broadcast_to(a[2], len(a[0])) for a in arcs]),
        np.concatenate([np.broadcast_to(a[3], len(a[0])) for a in arcs]))
    supply = np.concatenate([np.ones(n, int), np.zeros(posts, int), -h["wanted"], [h["wanted"].sum() - n]])
    flow.set_nodes_supplies(np.arange(sink + 1), supply)
    began = now()
    status = flow.solve()
    took = now() - began
    if status != flow.OPTIMAL:
        raise SystemExit(f"OR-Tools: status {status}")
    return -flow.optimal_cost(), took


def scipy(h):
    """People against copied seats, without floors; everybody without a seat has a column of their own for having none."""
    n, width = h["people"], np.diff(h["seats"])
    housed = h["home"] >= 0
    person = np.concatenate([h["person"], np.arange(n)[housed]])
    post = np.concatenate([h["post"], h["home"][housed]])
    value = np.concatenate([h["value"], h["stay"][housed]])
    copies = width[post]
    row = np.repeat(person, copies)
    begin = np.cumsum(copies) - copies
    column = np.repeat(h["seats"][post], copies) + np.arange(copies.sum()) - np.repeat(begin, copies)
    weight = np.repeat(value, copies) + h["worth"][column]
    idle = np.arange(n)[~housed]
    row = np.concatenate([row, idle])
    column = np.concatenate([column, len(h["worth"]) + np.arange(len(idle))])
    weight = np.concatenate([weight, np.zeros(len(idle), int)])
    shift = weight.max() + 1  # SciPy drops weights of zero
    matrix = csr_matrix(((shift - weight).astype(float), (row, column)), shape=(n, len(h["worth"]) + len(idle)))
    began = now()
    rows, columns = min_weight_full_bipartite_matching(matrix)
    took = now() - began
    return int(n * shift - int(matrix[rows, columns].astype(np.int64).sum())), took


def main(folder):
    total = equal = 0
    times = {}
    for path in sorted(pathlib.Path(folder).glob("*.problem")):
        h = read(path)
        a, a_took = ortools(h)
        b, b_took = scipy(h)
        total += 1
        same = a == h["objective"] and b == h["free_objective"]
        equal += same
        if not same:
            print(f"{path.name}: ours {h['objective']}, OR-Tools {a}; without floors ours {h['free_objective']}, SciPy {b}")
        times.setdefault(h["shape"], []).append((h["seconds"], a_took, h["free_seconds"], b_took))
    print(f"{equal} of {total} equal")
    for k, kind in enumerate(["by the clock", "of a processor"]):
        print(f"seconds {kind}, sums\nshape           ours  OR-Tools  ours without floors  SciPy")
        for shape, list_ in times.items():
            print("%-10s %9.3f %9.3f %20.3f %6.3f" % (shape, *np.sum(list_, axis=0)[:, k]))


main(sys.argv[1])
