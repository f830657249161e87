"""Reference values for src/evidence/src/statistics, computed from single rows with scipy, statsmodels and pingouin.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install numpy scipy pandas statsmodels pingouin
    cd tests/reference && /tmp/reference/bin/python comparisons.py ../../demo/osmi_2014.csv > comparisons.json

Chorus gets the counts and moments that stand beside the values. Nothing is sealed or exchanged here.
"""

import json
import platform
import sys

import numpy as np
import pandas as pd
import pingouin
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

LEAVE = {"very_difficult": 1, "somewhat_difficult": 2, "somewhat_easy": 3, "very_easy": 4}
SEED = 20261127


def moments(scores) -> dict:
    return {"n": len(scores), "mean": float(np.mean(scores)), "sd": float(np.std(scores, ddof=1))}


def means(name: str, earlier, later) -> dict:
    """Welch's test and Hedges' g with its interval."""
    earlier, later = np.asarray(earlier, float), np.asarray(later, float)
    test = stats.ttest_ind(later, earlier, equal_var=False)
    interval = test.confidence_interval()
    g = pingouin.compute_effsize(later, earlier, eftype="hedges")
    esci = pingouin.compute_esci(stat=g, nx=len(later), ny=len(earlier), eftype="hedges", decimals=15)
    return {
        "name": name,
        "earlier": moments(earlier),
        "later": moments(later),
        "welch": {"value": float(later.mean() - earlier.mean()), "low": float(interval.low), "high": float(interval.high), "p": float(test.pvalue)},
        "g": {"value": float(g), "low": float(esci[0]), "high": float(esci[1])},
    }


def paired(name: str, earlier, later) -> dict:
    earlier, later = np.asarray(earlier, float), np.asarray(later, float)
    test = stats.ttest_rel(later, earlier)
    interval = test.confidence_interval()
    difference = later - earlier
    d_z = difference.mean() / difference.std(ddof=1)
    esci = pingouin.compute_esci(stat=d_z, nx=len(difference), paired=True, eftype="cohen", decimals=15)
    return {
        "name": name,
        "difference": moments(difference),
        "paired": {"value": float(difference.mean()), "low": float(interval.low), "high": float(interval.high), "p": float(test.pvalue)},
        "d_z": {"value": float(d_z), "low": float(esci[0]), "high": float(esci[1])},
    }


def shares(name: str, earlier: tuple, later: tuple) -> dict:
    (a, n), (b, m) = earlier, later
    low, high = confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff")
    pooled = proportions_ztest([b, a], [m, n])[1] if 0 < a + b < n + m else 1.0
    return {"name": name, "earlier": [a, n], "later": [b, m], "value": b / m - a / n, "low": float(low), "high": float(high), "p": float(pooled)}


def shift(name: str, earlier, later, levels: int) -> dict:
    """Mann and Whitney, Cureton, and Brunner and Munzel from single answers, which are 0 to `levels` - 1."""
    earlier, later = np.asarray(earlier), np.asarray(later)
    test = stats.mannwhitneyu(later, earlier, method="asymptotic", use_continuity=True, alternative="two-sided")
    n, m = len(earlier), len(later)
    rank_biserial = 2 * test.statistic / (n * m) - 1
    # Brunner and Munzel's variance by ranks, as scipy's own statistic has it; their degrees of freedom.
    ranks = stats.rankdata(np.concatenate([earlier, later]))
    within_earlier, within_later = stats.rankdata(earlier), stats.rankdata(later)
    s_earlier = np.var(ranks[:n] - within_earlier, ddof=1)
    s_later = np.var(ranks[n:] - within_later, ddof=1)
    error = np.sqrt(n * s_earlier + m * s_later) / (n * m)
    freedom = (n * s_earlier + m * s_later) ** 2 / ((n * s_earlier) ** 2 / (n - 1) + (m * s_later) ** 2 / (m - 1))
    half = 2 * stats.t.ppf(0.975, freedom) * error
    if error > 0:
        reported = stats.brunnermunzel(earlier, later)
        t = (test.statistic / (n * m) - 0.5) / error
        assert abs(abs(reported.statistic) - abs(t)) < 1e-9 * abs(t) + 1e-12
        low, high = max(rank_biserial - half, -1), min(rank_biserial + half, 1)
    else:
        low = high = None
    return {
        "name": name,
        "earlier": np.bincount(earlier, minlength=levels).tolist(),
        "later": np.bincount(later, minlength=levels).tolist(),
        "u": float(test.statistic),
        "p": float(test.pvalue),
        "rank_biserial": float(rank_biserial),
        "low": low,
        "high": high,
    }


def main() -> None:
    rng = np.random.default_rng(SEED)
    osmi = pd.read_csv(sys.argv[1])
    osmi["score"] = osmi["leave"].map(LEAVE)
    asked = osmi[osmi["score"].notna()]
    women, men = (asked[asked["gender"] == gender]["score"].to_numpy(int) for gender in ("woman", "man"))
    remote, office = (asked[asked["remote_work"] == answer]["score"].to_numpy(int) for answer in ("yes", "no"))
    five = [3, 4, 2, 5, 3], [4, 4, 5, 2, 5]
    constant = [3] * 5
    big = rng.integers(1, 6, 100_000), rng.integers(1, 6, 100_000) + (rng.random(100_000) < 0.02)
    p_values = [float(p) for p in rng.random(40) ** 3] + [0.01, 0.01, 1.0, 0.0, 1e-12]
    ties = [0.04, 0.04, 0.04]
    yes = lambda scores: (int((scores >= 3).sum()), len(scores))
    print(
        json.dumps(
            {
                "made_with": {
                    "python": platform.python_version(),
                    "numpy": np.__version__,
                    "scipy": scipy.__version__,
                    "statsmodels": statsmodels.__version__,
                    "pingouin": pingouin.__version__,
                },
                "means": [
                    means("osmi: leave, men and women", men, women),
                    means("osmi: leave, office and remote", office, remote),
                    means("five and five", *five),
                    means("one does not vary", constant, five[1]),
                    means("a hundred thousand each", *big),
                    means("a great mean", [1e6 + x for x in five[0]], [1e6 + x for x in five[1]]),
                ],
                "paired": [
                    paired("five pairs", *five),
                    paired("osmi rows, by lot", asked["score"].to_numpy(), rng.permutation(asked["score"].to_numpy())),
                    paired("a hundred thousand pairs", *big),
                ],
                "shares": [
                    shares("osmi: easy leave, men and women", yes(men), yes(women)),
                    shares("osmi: easy leave, office and remote", yes(office), yes(remote)),
                    shares("none and some", (0, 5), (3, 5)),
                    shares("all and none", (5, 5), (0, 5)),
                    shares("none and none", (0, 5), (0, 7)),
                    shares("of a million", (300_000, 1_000_000), (302_000, 1_000_000)),
                ],
                "shift": [
                    shift("osmi: leave, men and women", men - 1, women - 1, 4),
                    shift("osmi: leave, office and remote", office - 1, remote - 1, 4),
                    shift("five and five", np.array(five[0]) - 1, np.array(five[1]) - 1, 5),
                    shift("apart", [0, 0, 0, 1, 1], [2, 3, 3, 3, 3], 4),
                    shift("no shift", [0, 1, 2], [0, 1, 2], 3),
                    shift("one does not vary", [1] * 5, [0, 1, 2, 2, 2], 3),
                ],
                "adjusted": [
                    {"p": list(p), "holm": multipletests(p, method="holm")[1].tolist(), "bh": multipletests(p, method="fdr_bh")[1].tolist()}
                    for p in (p_values, ties, [0.03])
                ],
            },
            indent=1,
        )
    )


main()
