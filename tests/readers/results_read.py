"""Reads results in every format with readers that know nothing of Chorus, and holds them against the JSON: the same numbers, and for
every number that is not released the same status and no value.

    python tests/readers/results_read.py FOLDER

FOLDER has a folder for each query, with results.json, results.csv, datapackage.json, results.json-stat.json and results.xlsx.
"""

import json
import math
import sys
from itertools import product
from pathlib import Path

import pandas
from frictionless import Package
from jsonstat_validator import validate_jsonstat


def of_json(results):
    """Value by group, measure, option and statistic."""
    scored = {measure["code"]: measure["scored"] for measure in results["measures"]}
    values = {}
    for cell in results["cells"]:
        key = (*(cell["group"][by["attribute"]] for by in results["by"]), cell["measure"])
        for statistic in ("responses", "n", "scored_n", "mean", "mean_low", "mean_high", "sd", "q1", "median", "q3"):
            if statistic in ("responses", "n") or scored[cell["measure"]]:
                values[(*key, "", statistic)] = cell[statistic]
        for option in cell["options"]:
            for statistic, name in (("count", "count"), ("percent", "percent"), ("percent_low", "low"), ("percent_high", "high")):
                values[(*key, option["code"], statistic)] = option[name]
        if cell["favourable"] is not None:
            for statistic, name in (("", "count"), ("_percent", "percent"), ("_low", "low"), ("_high", "high")):
                values[(*key, "", f"favourable{statistic}")] = cell["favourable"][name]
    return values


def of_table(frame, results):
    """The same of a table as CSV and XLSX have it, with the statuses."""
    by = [by["attribute"] for by in results["by"]]
    frame = frame.assign(option=frame["option"].fillna(""))
    values, statuses = {}, {}
    for row in frame.to_dict("records"):
        key = (*(row[attribute] for attribute in by), row["measure"], row["option"], row["statistic"])
        assert key not in values, f"{key} stands there twice"
        values[key] = None if math.isnan(row["OBS_VALUE"]) else row["OBS_VALUE"]
        statuses[key] = (row["OBS_STATUS"], row["CONF_STATUS"])
    return values, statuses


def of_json_stat(cube):
    """The same of a JSON-stat dataset, with its statuses."""
    dimensions = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
    values, statuses = {}, {}
    for at, place in enumerate(product(*dimensions)):
        *group, name = place
        measure, *option, statistic = name.split("/")
        key = (*group, measure, option[0] if option else "", statistic)
        values[key] = cube["value"][at]
        statuses[key] = cube.get("status", {}).get(str(at))
    return values, statuses


def same(found, expected, what):
    assert found.keys() == expected.keys(), f"{what} has other numbers: {found.keys() ^ expected.keys()}"
    for key, value in expected.items():
        other = found[key]
        equal = value is other if value is None or other is None else math.isclose(value, other, rel_tol=1e-12)
        assert equal, f"{what} says {other} of {key}, JSON says {value}"


def check(folder):
    results = json.loads((folder / "results.json").read_text())
    expected = of_json(results)

    cube = json.loads((folder / "results.json-stat.json").read_text())
    assert validate_jsonstat(cube)
    values, statuses = of_json_stat(cube)
    same(values, expected, "JSON-stat")

    # "Head office" is a value, and so is "NA": only an empty field of a number is none.
    frame = pandas.read_csv(folder / "results.csv", keep_default_na=False, na_values={"OBS_VALUE": [""]})
    of_csv, told = of_table(frame, results)
    same(of_csv, expected, "CSV")
    of_xlsx, told_in_xlsx = of_table(
        pandas.read_excel(folder / "results.xlsx", sheet_name="results", keep_default_na=False, na_values={"OBS_VALUE": [""]}),
        results,
    )
    same(of_xlsx, expected, "XLSX")
    assert told == told_in_xlsx
    letters = {("A", "F"): None, ("M", "F"): "M", ("Q", "C"): "C"}
    for key, value in expected.items():
        assert letters[told[key]] == statuses[key], f"{key} has two statuses"
        assert (value is None) == (told[key] != ("A", "F")), f"{key} is {value} with {told[key]}"

    # A withheld cell is withheld in everything that it has.
    for cell in results["cells"]:
        if cell["status"] == "withheld":
            group = tuple(cell["group"][by["attribute"]] for by in results["by"])
            of_cell = [status for key, status in told.items() if key[: len(group) + 1] == (*group, cell["measure"])]
            assert of_cell and set(of_cell) == {("Q", "C")}

    package = Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert len(package.resources[0].read_rows()) == len(expected)
    return len(expected), sum(value is None for value in expected.values())


folders = sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir())
assert folders, "there is nothing to read"
for folder in folders:
    numbers, missing = check(folder)
    print(f"{folder.name}: {numbers} numbers, {missing} of them withheld or none, the same in JSON, JSON-stat, CSV and XLSX")
