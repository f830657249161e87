"""sdcMicro's local suppression on the OSMI survey, beside the seal: a re-implementation of the documented algorithm.

sdcMicro (M. Templ, A. Kowarik, B. Meindl, 2015, https://doi.org/10.18637/jss.v067.i04) is what statistical offices use. This is
not a run of that package but its algorithm in Python, written from its documentation and source, for `kAnon(k)` on all key variables
with default options:

- rows beyond k of each combination are set aside and come back unchanged;
- while a row agrees with fewer than k rows, the rarest first, one of its values is suppressed: of the least important variable in
  which a row that differs from it in the fewest variables differs;
- variables with more values are less important; a missing value agrees with every value.

Under that last rule k is reached more easily than the seal reaches it, for which *withheld* is a value like any other, so that
differences of groups are covered too. Hence two more figures: how many rows are in groups under k if they are counted the seal's way,
and what is kept if the same steps go on, with values compared exactly, until there are none.

    python3 tests/reference/local_suppression.py        (numpy)
"""

import collections
import csv

import numpy as np

ATTRIBUTES = ["country", "company_size", "age_band", "gender", "remote_work", "tech_company"]
MISSING = 0


def survey():
    """The values as numbers from 1; 0 is missing."""
    with open("demo/osmi_2014.csv", encoding="utf-8") as file:
        rows = [[row[attribute] for attribute in ATTRIBUTES] for row in csv.DictReader(file)]
    numbers = [{value: i + 1 for i, value in enumerate(sorted({row[a] for row in rows} - {""}))} for a in range(6)]
    return np.array([[numbers[a].get(value, MISSING) for a, value in enumerate(row)] for row in rows])


def differences(table, row, exactly):
    differ = table != row
    return differ if exactly else differ & (table != MISSING) & (row != MISSING)


def aside(table, k):
    """The rows beyond k of each combination; missing values count as the variable's first value."""
    filled = table.copy()
    for column in range(filled.shape[1]):
        gaps = filled[:, column] == MISSING
        filled[gaps, column] = filled[~gaps, column][0]
    seen, beyond = collections.Counter(), []
    for number, row in enumerate(map(tuple, filled)):
        seen[row] += 1
        if seen[row] > k:
            beyond.append(number)
    return np.array(beyond, dtype=int)


def suppress(table, k, exactly):
    table = table.copy()
    values = [len(set(column) - {MISSING}) for column in table.T]
    least_important_first = np.argsort(values)[::-1]
    beyond = aside(table, k) if not exactly else np.array([], dtype=int)
    small = np.delete(table, beyond, axis=0)
    while True:
        agree = np.array([(~differences(small, row, exactly).any(axis=1)).sum() for row in small])
        problems = np.flatnonzero(agree < k)
        if exactly:
            problems = problems[(small[problems] != MISSING).any(axis=1)]
        if len(problems) == 0:
            break
        for number in problems[np.argsort(agree[problems], kind="stable")]:
            row = small[number]
            differ = differences(small, row, exactly)
            if exactly and (~differ.any(axis=1)).sum() >= k:
                continue  # An earlier step has helped it already.
            distance = differ.sum(axis=1)
            nearest = differ[distance == distance[distance > 0].min()] if (distance > 0).any() else differ
            usable = [a for a in least_important_first if row[a] != MISSING and nearest[:, a].any()]
            usable = usable or [a for a in least_important_first if row[a] != MISSING]
            if usable:
                row[usable[0]] = MISSING
    return np.concatenate([small, table[beyond]])


def under(table, k):
    """How many rows share all their values, missing ones included, with fewer than k."""
    return sum(size for size in collections.Counter(map(tuple, table)).values() if size < k)


if __name__ == "__main__":
    rows = survey()
    given = (rows != MISSING).sum()
    for k in (5, 10):
        loose, strict = suppress(rows, k, False), suppress(rows, k, True)
        shares = [100 * (table != MISSING).sum() / given for table in (loose, strict)]
        print(
            f"k = {k}: keeps {shares[0]:.2f} %, {under(loose, k)} of {len(rows)} rows in groups under k; "
            f"until there are none: {shares[1]:.2f} % ({under(strict, k)} rows left)"
        )
