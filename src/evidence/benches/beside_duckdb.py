"""DuckDB's part of `cargo bench -p chorus-evidence`: how long it takes to count the same table, in several forms.

    python3 beside_duckdb.py table.csv items repetitions threads

Reads a CSV file of codes (a, b, q1, q2, ...; empty where there is none) into tables in memory and prints JSON: the version, the median
of each form in milliseconds, and the counts. Every form is put into a sum, so that no time goes into handing rows to Python.
"""

import json
import statistics
import sys
import time

import duckdb

path, items, repetitions, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
names = [f"q{at}" for at in range(1, items + 1)]
columns = ["a", "b", *names]
connection = duckdb.connect(":memory:")
connection.execute(f"PRAGMA threads={threads}")
types = ", ".join(f"'{column}': 'UTINYINT'" for column in columns)
connection.execute(f"CREATE TABLE nulls AS SELECT * FROM read_csv('{path}', header=true, columns={{{types}}})")
# Without nulls: the code after the last stands for none.
greatest = {"a": 8, "b": 6}
whole = ", ".join(f"coalesce({column}, {greatest.get(column, 5)})::UTINYINT AS {column}" for column in columns)
connection.execute(f"CREATE TABLE whole AS SELECT {whole} FROM nulls")
connection.execute("CREATE TYPE code AS ENUM ('0', '1', '2', '3', '4', '5', '6', '7')")
enums = ", ".join(f"{column}::VARCHAR::code AS {column}" for column in columns)
connection.execute(f"CREATE TABLE enums AS SELECT {enums} FROM nulls")


def united(table, group):
    """One GROUP BY an item, united."""
    of = [
        f"SELECT {at} AS item, {group.format(name=name)}, count(*) AS n FROM {table} GROUP BY {group.format(name=name)}"
        for at, name in enumerate(names, 1)
    ]
    return " UNION ALL ".join(of)


def at_once(table):
    """One GROUP BY for all items, with a filtered count for each option."""
    counts = [f"count(*) FILTER ({name} = {code}) AS {name}_{code}" for name in names for code in range(5)]
    total = " + ".join(f"{name}_{code}" for name in names for code in range(5))
    return f"SELECT sum({total}), count(*) FROM (SELECT a, b, {', '.join(counts)} FROM {table} GROUP BY a, b)"


def summed(query):
    return f"SELECT sum(n), count(*) FROM ({query})"


key = "((a::USMALLINT * 7 + b) * 6 + {name})::USMALLINT"
forms = {
    "one GROUP BY an item, united; UTINYINT with nulls": summed(united("nulls", "a, b, {name}")),
    "one GROUP BY an item, united; UTINYINT without nulls": summed(united("whole", "a, b, {name}")),
    "one GROUP BY an item, united; ENUM": summed(united("enums", "a, b, {name}")),
    "one GROUP BY an item, united; one computed key": summed(united("whole", key)),
    "one GROUP BY for all, filtered counts; UTINYINT": at_once("nulls"),
}
medians = {}
for name, query in forms.items():
    connection.execute(query).fetchall()
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        connection.execute(query).fetchall()
        times.append(1000 * (time.perf_counter() - start))
    medians[name] = statistics.median(times)
counts = connection.execute(united("nulls", "a, b, {name}")).fetchall()
print(json.dumps({"version": duckdb.__version__, "medians": medians, "counts": counts}))
