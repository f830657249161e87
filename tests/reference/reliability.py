"""Reference values for alpha and omega, computed from single rows with pingouin and scipy.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install numpy scipy pandas statsmodels pingouin
    cd tests/reference && /tmp/reference/bin/python reliability.py ../../demo/osmi_2014.csv > reliability.json

Chorus gets the covariance matrix and the number of people. Omega is that of one factor by maximum likelihood: the discrepancy is
minimised here by Newton steps from several starts, and held against the factor analysis of statsmodels.
"""

import json
import platform
import sys

import numpy as np
import pandas as pd
import pingouin
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.multivariate.factor import Factor

SEED = 20261127
SCORES = {
    "mh_consequence": {"no": 0, "maybe": 1, "yes": 2},
    "ph_consequence": {"no": 0, "maybe": 1, "yes": 2},
    "coworkers": {"yes": 0, "some": 1, "some_of_them": 1, "no": 2},
    "supervisor": {"yes": 0, "some": 1, "some_of_them": 1, "no": 2},
}


def omega(data: np.ndarray) -> float | None:
    """McDonald's omega total of one factor."""
    covariance = np.cov(data, rowvar=False)
    deviations = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(deviations, deviations)
    items = len(correlation)

    def discrepancy(x):
        loadings, own = x[:items], np.exp(x[items:])
        model = np.outer(loadings, loadings) + np.diag(own)
        return np.linalg.slogdet(model)[1] + np.trace(np.linalg.solve(model, correlation))

    best = None
    for start in (0.3, 0.6, 0.8):
        x = np.concatenate([np.full(items, start), np.log(np.full(items, 1 - start**2))])
        found = optimize.minimize(discrepancy, x, method="BFGS", options={"gtol": 1e-10, "maxiter": 10_000})
        found = optimize.minimize(discrepancy, found.x, method="Nelder-Mead", options={"xatol": 1e-12, "fatol": 1e-15, "maxiter": 20_000, "maxfev": 40_000})
        found = optimize.minimize(discrepancy, found.x, method="BFGS", options={"gtol": 1e-12, "maxiter": 10_000})
        if best is None or found.fun < best.fun:
            best = found
    loadings, own = best.x[:items], np.exp(best.x[items:])
    if own.min() < 1e-3:
        return None  # a Heywood case: no proper solution
    fitted = Factor(corr=correlation, n_factor=1, method="ml", nobs=len(data)).fit(tol=1e-12)
    assert np.allclose(np.abs(fitted.loadings[:, 0]), np.abs(loadings), atol=1e-4), (fitted.loadings[:, 0], loadings)
    common = (loadings * deviations).sum() ** 2
    return float(common / (common + (own * deviations**2).sum()))


def case(name: str, data, omega_too: bool = True) -> dict:
    data = np.asarray(data, float)
    n, k = data.shape
    alpha, rounded = pingouin.cronbach_alpha(pd.DataFrame(data))
    ends = [1 - (1 - alpha) * stats.f.ppf(q, n - 1, (n - 1) * (k - 1)) for q in (0.975, 0.025)]
    assert np.allclose(ends, rounded, atol=5.1e-4)
    return {
        "name": name,
        "n": n,
        "covariance": np.cov(data, rowvar=False).tolist(),
        "alpha": float(alpha),
        "low": float(ends[0]),
        "high": float(ends[1]),
        "omega": omega(data) if omega_too else None,
    }


def simulated(rng, people: int, loadings: list[float], levels: int) -> np.ndarray:
    factor = rng.normal(size=(people, 1))
    own = rng.normal(size=(people, len(loadings))) * np.sqrt(1 - np.square(loadings))
    return np.clip(np.round((factor * loadings + own) * 1.2 + (levels - 1) / 2), 0, levels - 1)


def main() -> None:
    rng = np.random.default_rng(SEED)
    osmi = pd.read_csv(sys.argv[1])
    scored = pd.DataFrame({item: osmi[item].map(scores) for item, scores in SCORES.items()}).dropna()
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
                "cases": [
                    case("osmi: four items", scored.to_numpy()),
                    case("eight items of five", simulated(rng, 300, [0.7, 0.6, 0.8, 0.5, 0.65, 0.75, 0.55, 0.7], 5)),
                    case("unlike items", simulated(rng, 500, [0.9, 0.3, 0.5, 0.4, 0.6], 7)),
                    case("few people, a Heywood case", simulated(rng, 12, [0.8, 0.8, 0.8, 0.8], 5)),
                    case("two items", simulated(rng, 50, [0.7, 0.8], 5), omega_too=False),
                    case("against each other", rng.integers(0, 5, (40, 1)) * [1, -0.4] + rng.integers(0, 5, (40, 2)), omega_too=False),
                    case("one item reversed by mistake", simulated(rng, 200, [0.7, 0.7, 0.7, -0.4], 5)),
                ],
            },
            indent=1,
        )
    )


main()
