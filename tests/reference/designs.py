"""Reference values for src/evidence/src/designs, computed from single rows with statsmodels, scipy and numpy.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install numpy scipy pandas statsmodels
    cd tests/reference && /tmp/reference/bin/python designs.py ../../demo/osmi_2014.csv > designs.json

Chorus gets the aggregates that stand beside the values. Nothing is sealed or withheld here. Where statsmodels has no function, the
value comes by another road than Chorus takes: raking by the dual of its optimisation, the stepped wedge's variance by
generalised least squares, permutation tests by fitting every allocation anew.
"""

import itertools
import json
import platform
import sys
from math import sqrt

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from scipy.stats.contingency import relative_risk
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.power import TTestIndPower, TTestPower

SEED = 20140827
LEAVE = {"very_difficult": 1, "somewhat_difficult": 2, "somewhat_easy": 3, "very_easy": 4}


def aggregate(outcomes) -> dict:
    outcomes = np.asarray(outcomes, dtype=float)
    return {"n": len(outcomes), "sum": float(outcomes.sum()), "squares": float((outcomes**2).sum())}


def cells(frame: pd.DataFrame, by: list[str], outcome: str) -> list[dict]:
    """An aggregate for every combination of `by`, in sorted order."""
    return [
        {**{name: int(value) for name, value in zip(by, key)}, **aggregate(rows[outcome])}
        for key, rows in frame.groupby(by, sort=True)
    ]


def clustered(outcome, regressors, clusters):
    """Least squares over people with CR1 and Student's quantiles."""
    fit = sm.OLS(outcome, regressors).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True)
    assert fit.df_resid_inference == len(set(clusters)) - 1
    return fit


def effects(fit, places) -> list[dict]:
    intervals = np.asarray(fit.conf_int())
    return [
        {
            "value": float(fit.params[place]),
            "standard_error": float(fit.bse[place]),
            "low": float(intervals[place, 0]),
            "high": float(intervals[place, 1]),
            "p": float(fit.pvalues[place]),
        }
        for place in places
    ]


def regression(data: pd.DataFrame, name: str, outcome: str) -> dict:
    """On gender, remote work and their product, with countries as clusters."""
    rows = pd.DataFrame({
        "cluster": pd.Categorical(data["country"]).codes,
        "woman": (data["gender"] == "woman").astype(int),
        "remote": (data["remote_work"] == "yes").astype(int),
        "outcome": data[outcome],
    }).dropna()
    regressors = np.column_stack([np.ones(len(rows)), rows["woman"], rows["remote"], rows["woman"] * rows["remote"]])
    fit = clustered(rows["outcome"].to_numpy(), regressors, rows["cluster"].to_numpy())
    return {
        "name": name,
        "cells": cells(rows, ["cluster", "woman", "remote"], "outcome"),
        "people": len(rows),
        "clusters": int(rows["cluster"].nunique()),
        "effects": effects(fit, range(4)),
        "residual_variance": float(fit.mse_resid),
    }


def allocations(labels: list[int]):
    """Every distinct arrangement of the labels, each once."""
    if not labels:
        yield ()
        return
    for label in sorted(set(labels)):
        rest = list(labels)
        rest.remove(label)
        for arranged in allocations(rest):
            yield (label, *arranged)


def permutation(labels: list[int], effect) -> dict:
    observed = effect(labels)
    found = np.array([effect(arranged) for arranged in allocations(labels)])
    far = np.abs(found) >= abs(observed) * (1 - 1e-9)
    return {"statistic": float(observed), "p": float(far.mean()), "allocations": len(found)}


def trial(rng, arms: list[int], effect: list[float]) -> pd.DataFrame:
    """Two cross-sections of every cluster, of unequal sizes."""
    rows = []
    for cluster, arm in enumerate(arms):
        level = rng.normal(3, 0.4)
        for after in (0, 1):
            change = after * (0.2 + effect[arm]) + rng.normal(0, 0.2)
            for _ in range(int(rng.integers(5, 30))):
                rows.append((cluster, arm, after, float(np.clip(round(rng.normal(level + change, 1)), 1, 5))))
    return pd.DataFrame(rows, columns=["cluster", "arm", "after", "outcome"])


def differences(rng) -> list[dict]:
    found = []
    for name, arms, effect in [
        ("three arms of eight", [0] * 8 + [1] * 8 + [2] * 8, [0, 0.5, 0]),
        ("two arms of four", [0, 1, 1, 0, 1, 0, 0, 1], [0, 0.6]),
    ]:
        rows = trial(rng, arms, effect)
        treated = [(rows["arm"] == arm).astype(float) for arm in range(1, max(arms) + 1)]
        columns = [np.ones(len(rows)), rows["after"], *treated, *(t * rows["after"] for t in treated)]
        fit = clustered(rows["outcome"].to_numpy(), np.column_stack(columns), rows["cluster"].to_numpy())
        case = {
            "name": name,
            "cells": cells(rows, ["cluster", "arm", "after"], "outcome"),
            "effects": effects(fit, range(2 + len(treated), 2 + 2 * len(treated))),
        }
        if max(arms) == 1:

            def effect_of(labels, rows=rows):
                t = np.asarray(labels, dtype=float)[rows["cluster"]]
                columns = np.column_stack([np.ones(len(rows)), rows["after"], t, t * rows["after"]])
                return np.linalg.lstsq(columns, rows["outcome"].to_numpy(), rcond=None)[0][3]

            case["test"] = permutation(arms, effect_of)
        found.append(case)
    return found


def wedge(rng) -> dict:
    starts = [1, 3, 2, 1, 4, 2, 3, 9]  # the last one never starts
    rows = []
    for cluster, start in enumerate(starts):
        level = rng.normal(0, 0.5)
        for period in range(5):
            if (cluster, period) == (5, 0):
                continue  # nobody answered there
            for _ in range(int(rng.integers(5, 20))):
                rows.append((cluster, period, float(rng.normal(level + 0.1 * period + 0.4 * (period >= start), 1))))
    rows = pd.DataFrame(rows, columns=["cluster", "period", "outcome"])
    fixed = pd.get_dummies(rows["cluster"], dtype=float).join(
        pd.get_dummies(rows["period"], prefix="period", drop_first=True, dtype=float)
    )

    def columns(starts):
        treated = (rows["period"].to_numpy() >= np.asarray(starts)[rows["cluster"]]).astype(float)
        return np.column_stack([treated, fixed.to_numpy()])

    fit = clustered(rows["outcome"].to_numpy(), columns(starts), rows["cluster"].to_numpy())
    table = rows.groupby(["cluster", "period"])["outcome"].agg(["count", "mean"])
    root = np.sqrt(table["count"].to_numpy())
    cluster, period = (table.index.get_level_values(level).to_numpy() for level in (0, 1))
    fixed_cells = np.column_stack([np.eye(8)[cluster], np.eye(5)[period][:, 1:]])

    def effect_of(starts):
        treated = (period >= np.asarray(starts)[cluster]).astype(float)
        x = np.column_stack([treated, fixed_cells]) * root[:, None]
        return np.linalg.lstsq(x, table["mean"].to_numpy() * root, rcond=None)[0][0]

    return {
        "starts": starts,
        "cells": cells(rows, ["cluster", "period"], "outcome"),
        "effects": effects(fit, [0]),
        "test": permutation(starts, effect_of),
    }


def quantiles(freedom: float) -> float:
    return float(stats.t.ppf(0.975, freedom) + stats.t.ppf(0.8, freedom))


def wedge_variance(starting: list[int], people: int, icc: float) -> float:
    """Of the effect in the mixed model of cluster means, by generalised least squares with sd 1."""
    periods = len(starting) + 1
    block = np.linalg.inv(np.eye(periods) * (1 - icc) / people + icc)
    information = np.zeros((periods + 1, periods + 1))
    for step, clusters in enumerate(starting):
        x = np.column_stack([np.eye(periods), (np.arange(periods) > step).astype(float)])
        information += clusters * x.T @ block @ x
    return float(np.linalg.inv(information)[-1, -1])


def detectable() -> dict:
    return {
        "groups": [
            {
                "sd": sd,
                "sizes": [a, b],
                "effect": quantiles(a + b - 2) * sd * sqrt(1 / a + 1 / b),
                "exact": sd * float(TTestIndPower().solve_power(nobs1=a, ratio=b / a, alpha=0.05, power=0.8)),
            }
            for sd, a, b in [(1.0, 20, 20), (0.8, 150, 50), (2.5, 6, 6)]
        ],
        "pairs": [
            {
                "sd": sd,
                "pairs": n,
                "correlation": r,
                "effect": quantiles(n - 1) * sd * sqrt(2 * (1 - r) / n),
                "exact": sd * sqrt(2 * (1 - r)) * float(TTestPower().solve_power(nobs=n, alpha=0.05, power=0.8)),
            }
            for sd, n, r in [(1.0, 30, 0.5), (0.7, 11, 0.2)]
        ],
        "clusters": [
            {
                "sd": 1.0,
                "clusters": [a, b],
                "people": m,
                "icc": icc,
                "effect": quantiles(a + b - 2) * sqrt((1 + (m - 1) * icc) * (1 / (a * m) + 1 / (b * m))),
            }
            for a, b, m, icc in [(10, 10, 25, 0.05), (4, 7, 60, 0.02), (12, 12, 1, 0.3)]
        ],
        "wedge": [
            {
                "sd": 1.3,
                "starting": starting,
                "people": m,
                "icc": icc,
                "effect": quantiles(sum(starting) - 1) * 1.3 * sqrt(wedge_variance(starting, m, icc)),
            }
            for starting, m, icc in [([2, 2, 2, 2], 20, 0.05), ([3, 0, 4], 8, 0.2), ([5, 5], 40, 0.0)]
        ],
    }


def raking(data: pd.DataFrame) -> dict:
    """People by gender, company size and remote work, raked to headcounts of an imagined workforce."""
    rows = pd.DataFrame({
        "gender": data["gender"].map({"woman": 0, "man": 1, "another": 2}),
        "size": pd.Categorical(data["company_size"]).codes,
        "remote": data["remote_work"].map({"no": 0, "yes": 1}),
        "outcome": data["treatment_yes"],
    }).dropna()
    by, margins = ["gender", "size", "remote"], [[4100, 5700, 200], [900, 1500, 2100, 1700, 800, 3000], [7700, 2300]]
    rows[by] = rows[by].astype(int)
    assert [rows[name].nunique() for name in by] == [len(margin) for margin in margins]
    # A column for every category but the first of each margin after the first: those follow.
    columns = [rows[name] == place for name, m in zip(by, margins) for place in range(int(name != by[0]), len(m))]
    x = np.column_stack(columns).astype(float)
    totals = np.array([m[p] for name, m in zip(by, margins) for p in range(int(name != by[0]), len(m))], dtype=float)
    start = np.zeros(x.shape[1])
    start[:3] = np.log(sum(margins[0]) / len(rows))
    found = optimize.root(
        lambda b: (x.T @ np.exp(x @ b)) / totals - 1,
        start,
        jac=lambda b: (x.T * np.exp(x @ b)) @ x / totals[:, None],
        tol=1e-14,
    )
    assert np.abs(found.fun).max() < 1e-12, found
    rows["weight"] = np.exp(x @ found.x)
    fit = sm.WLS(rows["outcome"], np.ones(len(rows)), weights=rows["weight"]).fit(cov_type="HC1")
    effective = rows["weight"].sum() ** 2 / (rows["weight"] ** 2).sum()
    half = stats.t.ppf(0.975, effective - 1) * fit.bse.iloc[0]
    return {
        "margins": margins,
        "cells": cells(rows, by, "outcome"),
        "weights": [float(weights.iloc[0]) for _, weights in rows.groupby(by, sort=True)["weight"]],
        "effective_n": float(effective),
        "mean": float(fit.params.iloc[0]),
        "standard_error": float(fit.bse.iloc[0]),
        "low": float(fit.params.iloc[0] - half),
        "high": float(fit.params.iloc[0] + half),
    }


def equity(data: pd.DataFrame) -> dict:
    groups = [rows.dropna().to_numpy() for _, rows in data.groupby("company_size", sort=True)["leave_score"]]
    pairs = list(itertools.combinations(groups, 2))
    level = 1 - 0.05 / len(pairs)
    intervals = [stats.ttest_ind(a, b, equal_var=False).confidence_interval(level) for a, b in pairs]
    means = [float(group.mean()) for group in groups]
    effects_of = np.array(means)
    variances = np.array([group.var(ddof=1) / len(group) for group in groups])
    meta = combine_effects(effects_of, variances, method_re="chi2")

    def q(tau):
        weights = 1 / (variances + tau)
        return (weights * (effects_of - np.average(effects_of, weights=weights)) ** 2).sum()

    k = len(groups)
    ends = [
        optimize.brentq(lambda tau: q(tau) - stats.chi2.ppf(p, k - 1), 0, 1e3, xtol=1e-15, rtol=1e-14)
        if q(0) > stats.chi2.ppf(p, k - 1) else 0.0
        for p in (0.975, 0.025)
    ]
    ratio = {}
    for gender in ("woman", "man"):
        answers = data.loc[data["gender"] == gender, "treatment_yes"].dropna()
        ratio[gender] = [int(answers.sum()), len(answers)]
    risk = relative_risk(*ratio["woman"], *ratio["man"])
    risk_interval = risk.confidence_interval()
    # Four independent groups: gender and remote work stand in for group and wave.
    four = [
        data.loc[(data["gender"] == gender) & (data["remote_work"] == remote), "leave_score"].dropna().to_numpy()
        for remote in ("no", "yes")
        for gender in ("woman", "man")
    ]
    parts = np.array([group.var(ddof=1) / len(group) for group in four])
    change = (four[2].mean() - four[3].mean()) - (four[0].mean() - four[1].mean())
    freedom = parts.sum() ** 2 / (parts**2 / np.array([len(group) - 1 for group in four])).sum()
    error = sqrt(parts.sum())
    return {
        "groups": [aggregate(group) for group in groups],
        "widest": {
            "lowest": int(np.argmin(means)),
            "highest": int(np.argmax(means)),
            "value": max(means) - min(means),
            "low": max(0.0, *(max(i.low, -i.high) for i in intervals)),
            "high": max(max(i.high, -i.low) for i in intervals),
        },
        "between": {
            "tau_squared": float(meta.tau2),
            "q": float(meta.q),
            "p": float(stats.chi2.sf(meta.q, k - 1)),
            "i_squared": float(max(0.0, meta.i2)),
            "low": ends[0],
            "high": ends[1],
        },
        "ratio": {
            **ratio,
            "value": float(risk.relative_risk),
            "low": float(risk_interval.low),
            "high": float(risk_interval.high),
        },
        "change": {
            "groups": [aggregate(group) for group in four],
            "value": float(change),
            "standard_error": error,
            "low": float(change - stats.t.ppf(0.975, freedom) * error),
            "high": float(change + stats.t.ppf(0.975, freedom) * error),
            "p": float(2 * stats.t.sf(abs(change / error), freedom)),
            "freedom": float(freedom),
        },
    }


def main(path: str) -> None:
    data = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    data["leave_score"] = data["leave"].map(LEAVE)
    data["treatment_yes"] = data["treatment"].map({"no": 0, "yes": 1})
    rng = np.random.default_rng(SEED)
    json.dump(
        {
            "header": {
                "script": "tests/reference/designs.py",
                "command": "cd tests/reference && python designs.py ../../demo/osmi_2014.csv > designs.json",
                "python": platform.python_version(),
                **{library.__name__: library.__version__ for library in (np, scipy, pd, statsmodels)},
                "seed of the simulated sets": SEED,
                "data": "OSMI Mental Health in Tech 2014, Open Sourcing Mental Illness, CC BY-SA 4.0",
            },
            "regression": [
                regression(data, "treatment", "treatment_yes"),
                regression(data, "leave", "leave_score"),
            ],
            "differences": differences(rng),
            "wedge": wedge(rng),
            "detectable": detectable(),
            "raking": raking(data),
            "equity": equity(data),
        },
        sys.stdout,
        indent=1,
    )
    print()


if __name__ == "__main__":
    main(sys.argv[1])
