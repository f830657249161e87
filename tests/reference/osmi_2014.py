"""Reference values for room 5 (src/evidence), computed independently of Chorus with pandas.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install pandas numpy
    cd tests/reference && /tmp/reference/bin/python osmi_2014.py ../../demo/osmi_2014.csv > osmi_2014.json

Nothing here is sealed: groups of fewer than k rows are listed as they are, so that a test can check that Chorus withholds them.
"""

import itertools
import json
import platform
import sys

import numpy as np
import pandas as pd

ATTRIBUTES = ["age_band", "gender", "country", "company_size", "remote_work", "tech_company"]
SCORES = {
    "leave": {"very_difficult": 1, "somewhat_difficult": 2, "somewhat_easy": 3, "very_easy": 4},
    "mh_consequence": {"no": 0, "maybe": 1, "yes": 2},
    "coworkers": {"no": 0, "some": 1, "yes": 2},
    "supervisor": {"no": 0, "some": 1, "yes": 2},
    "benefits": {"no": 0, "yes": 1},
    "care_options": {"no": 0, "yes": 1},
    "seek_help": {"no": 0, "yes": 1},
    "anonymity": {"no": 0, "yes": 1},
}
# (items, those that are reversed, sum or mean, how many must be scored); "support" has many "don't know", so it is prorated.
SCALES = {
    "stigma": (["mh_consequence", "coworkers", "supervisor"], ["coworkers", "supervisor"], "mean", 3),
    "support": (["benefits", "care_options", "seek_help", "anonymity"], ["anonymity"], "sum", 2),
}


def scored(frame: pd.DataFrame, measure: str) -> pd.Series | None:
    """The score of every row, NaN where there is none."""
    if measure in SCALES:
        items, reverse, how, needed = SCALES[measure]
        columns = pd.DataFrame({item: frame[item].map(SCORES[item]).astype(float) for item in items})
        for item in reverse:
            columns[item] = min(SCORES[item].values()) + max(SCORES[item].values()) - columns[item]
        score = columns.mean(axis=1, skipna=True)  # over the answered ones: person-mean imputation
        if how == "sum":
            score = score * len(items)
        return score.where(columns.notna().sum(axis=1) >= needed)
    return frame[measure].map(SCORES[measure]).astype(float) if measure in SCORES else None


def number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def table(data: pd.DataFrame, measure: str, by: list[str], where: dict[str, list[str]]) -> dict:
    matching = data
    for attribute, values in where.items():
        matching = matching[matching[attribute].isin(values)]
    cells = []
    for group in itertools.product(*(sorted(data[attribute].dropna().unique()) for attribute in by)):
        rows = matching
        for attribute, value in zip(by, group):
            rows = rows[rows[attribute] == value]
        cell = {"group": dict(zip(by, group)), "responses": len(rows)}
        if measure in SCALES:
            cell["n"] = int(rows[SCALES[measure][0]].notna().any(axis=1).sum())
        else:
            counts = rows[measure].value_counts()
            cell["n"] = int(rows[measure].notna().sum())
            cell["counts"] = {option: int(counts.get(option, 0)) for option in sorted(data[measure].dropna().unique())}
        score = scored(rows, measure)
        if score is not None:
            cell |= {"scored_n": int(score.count()), "mean": number(score.mean()), "sd": number(score.std(ddof=1))}
            cell |= {name: number(score.quantile(q)) for name, q in [("q1", 0.25), ("median", 0.5), ("q3", 0.75)]}
        cells.append(cell)
    return {"measure": measure, "by": by, "where": where, "responses": len(matching), "cells": cells}


def main(path: str) -> None:
    data = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    items = [column for column in data.columns if column not in ATTRIBUTES]
    united_kingdom = {"country": ["United Kingdom"]}
    tables = [table(data, item, [], {}) for item in items]
    tables += [
        table(data, "treatment", ["gender"], {}),
        table(data, "treatment", ["age_band"], {}),
        table(data, "treatment", ["country", "gender"], {}),
        table(data, "leave", ["company_size"], {}),
        table(data, "leave", ["company_size", "remote_work"], {}),
        table(data, "mh_consequence", ["gender"], united_kingdom),
        table(data, "mh_consequence", ["gender"], {"country": ["United Kingdom", "Ireland"], "remote_work": ["yes"]}),
    ]
    for scale in SCALES:
        tables += [
            table(data, scale, [], {}),
            table(data, scale, ["gender"], united_kingdom),
            table(data, scale, ["country"], {}),
            table(data, scale, ["age_band", "gender", "company_size"], {}),
        ]
    json.dump(
        {
            "header": {
                "script": "tests/reference/osmi_2014.py",
                "command": "cd tests/reference && python osmi_2014.py ../../demo/osmi_2014.csv > osmi_2014.json",
                "python": platform.python_version(),
                "pandas": pd.__version__,
                "numpy": np.__version__,
                "data": "OSMI Mental Health in Tech 2014, Open Sourcing Mental Illness, CC BY-SA 4.0",
            },
            "scores": SCORES,
            "scales": {
                code: {"items": items, "reverse": reverse, "score": how, "minimum_answered": needed}
                for code, (items, reverse, how, needed) in SCALES.items()
            },
            "tables": tables,
        },
        sys.stdout,
        indent=1,
    )
    print()


if __name__ == "__main__":
    main(sys.argv[1])
