"""How much of the OSMI survey's attribute values any choice of classes of at least k could keep: a proven bound.

Rows with equal values are a profile; a class is a combination of values, each kept, climbed to its region, or withheld. Rows of a
profile p go to classes c that they lie in: 0 <= x[p,c] <= n[p] y[c], sum over c of x[p,c] = n[p], sum over p of x[p,c] >= k y[c], with
y[c] from 0 to 1 (1 for an open class). Without asking y for whole numbers, the maximum of what is kept is a bound that no seal can
pass; asking for them (argument `milp`, minutes) gives the best that there is, or a closer bound.

    python3 tests/reference/seal_bound.py [milp SECONDS]        (scipy 1.17.1, HiGHS; pandas)
"""
import itertools
import sys

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

ATTRIBUTES = ["country", "company_size", "age_band", "gender", "remote_work", "tech_company"]
rows = pd.read_csv("demo/osmi_2014.csv", dtype=str, keep_default_na=False)[ATTRIBUTES].to_numpy()
region = dict(pd.read_csv("src/seal/tests/osmi_regions.csv", dtype=str).to_numpy())
given = sum(value != "" for row in rows for value in row)


def chains(attribute, value, regions):
    """What a value may become, with what that counts; nothing is withheld."""
    if value == "":
        return [("", 0.0)]
    coarser = [("region " + region[value], 0.6)] if regions and attribute == 0 else []
    return [(value, 1.0), *coarser, ("", 0.0)]


def problem(k, regions):
    profiles = {}
    for row in rows:
        profiles[tuple(row)] = profiles.get(tuple(row), 0) + 1
    classes, pairs = {}, []
    for p, (row, count) in enumerate(profiles.items()):
        for choice in itertools.product(*(chains(a, v, regions) for a, v in enumerate(row))):
            key = tuple(value for value, _ in choice)
            entry = classes.setdefault(key, [len(classes), sum(worth for _, worth in choice), 0])
            entry[2] += count
            pairs.append((p, key))
    pairs = [(p, classes[key]) for p, key in pairs if classes[key][2] >= k]
    # Of classes that the same rows could be in, only the one that keeps most is of use.
    below = {}
    for p, entry in pairs:
        below.setdefault(entry[0], []).append(p)
    best = {}
    worth = {entry[0]: entry[1] for _, entry in pairs}
    for c, members in below.items():
        other = best.get(tuple(members))
        if other is None or worth[other] < worth[c]:
            best[tuple(members)] = c
    kept = {c: i for i, c in enumerate(best.values())}
    return list(profiles.values()), [(p, kept[e[0]], e[1]) for p, e in pairs if e[0] in kept], len(kept)


def solve(k, regions, seconds):
    counts, pairs, classes = problem(k, regions)
    x, n = np.arange(len(pairs)), len(pairs)
    p, c, worth = (np.array(part) for part in zip(*pairs))
    ones = np.ones(n)
    every_row = coo_array((ones, (p, x)), (len(counts), n + classes))
    filled = coo_array((np.r_[ones, -k * np.ones(classes)], (np.r_[c, np.arange(classes)], np.arange(n + classes))), (classes, n + classes))
    only_open = coo_array((np.r_[ones, -np.array(counts)[p]], (np.r_[x, x], np.r_[x, n + c])), (n, n + classes))
    result = milp(
        -np.r_[worth, np.zeros(classes)],
        integrality=np.r_[np.zeros(n), np.full(classes, 1.0 if seconds else 0.0)],
        bounds=Bounds(0, np.r_[np.full(n, np.inf), np.ones(classes)]),
        constraints=[LinearConstraint(every_row, counts, counts), LinearConstraint(filled, 0, np.inf), LinearConstraint(only_open, -np.inf, 0)],
        options={"time_limit": seconds} if seconds else {},
    )
    found = "" if result.fun is None else f"{100 * -result.fun / given:.3f} %"
    bound = f", at most {100 * -result.mip_dual_bound / given:.3f} %" if seconds else ""
    print(f"k = {k}{', regions' if regions else ''}: {found}{bound} ({classes} classes, {n} pairs)", flush=True)


seconds = float(sys.argv[2]) if sys.argv[1:2] == ["milp"] else 0
for regions in (True, False):
    for k in (10, 5):
        solve(k, regions, seconds)
