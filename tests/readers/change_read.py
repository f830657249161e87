"""Reads a change between two waves in every format with readers that know nothing of Chorus: JSON-stat, CSV and XLSX hold the same
numbers, and the same status where there is none.

    python tests/readers/change_read.py FOLDER

FOLDER has change.csv, datapackage.json, change.json-stat.json and change.xlsx.
"""

import json
import math
import sys
from itertools import product
from pathlib import Path

import pandas
from frictionless import Package
from jsonstat_validator import validate_jsonstat

folder = Path(sys.argv[1])
LETTERS = {("A", "F"): None, ("M", "F"): "M", ("Q", "C"): "C"}


def rows(frame, by):
    frame = frame.assign(option=frame["option"].fillna(""))
    found = {}
    for row in frame.to_dict("records"):
        key = (*(row[attribute] for attribute in by), row["measure"], row["option"], row["statistic"])
        assert key not in found, f"{key} stands there twice"
        value = None if math.isnan(row["OBS_VALUE"]) else row["OBS_VALUE"]
        found[key] = (value, LETTERS[row["OBS_STATUS"], row["CONF_STATUS"]])
    return found


cube = json.loads((folder / "change.json-stat.json").read_text())
assert validate_jsonstat(cube)
by = cube["id"][:-1]
dimensions = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
of_cube = {}
for at, (*group, name) in enumerate(product(*dimensions)):
    measure, *option, statistic = name.split("/")
    of_cube[(*group, measure, option[0] if option else "", statistic)] = (cube["value"][at], cube.get("status", {}).get(str(at)))

options = {"keep_default_na": False, "na_values": {"OBS_VALUE": [""]}}
of_csv = rows(pandas.read_csv(folder / "change.csv", **options, dtype={name: str for name in [*by, "option"]}), by)
of_xlsx = rows(pandas.read_excel(folder / "change.xlsx", sheet_name="change", **options, dtype={name: str for name in [*by, "option"]}), by)
for other, what in ((of_csv, "CSV"), (of_xlsx, "XLSX")):
    assert other.keys() == of_cube.keys(), f"{what} has other numbers: {other.keys() ^ of_cube.keys()}"
    for key, (value, status) in of_cube.items():
        found, told = other[key]
        equal = value is found if value is None or found is None else math.isclose(value, found, rel_tol=1e-12)
        assert equal and told == status, f"{what} says {other[key]} of {key}, JSON-stat {value}, {status}"
        assert (value is None) == (status is not None)
withheld = sum(status == "C" for _, status in of_cube.values())
assert 0 < withheld < len(of_cube)

package = Package(str(folder / "datapackage.json"))
report = package.validate()
assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
assert len(package.resources[0].read_rows()) == len(of_cube)
print(f"change: {len(of_cube)} numbers, {withheld} of them withheld, the same in JSON-stat, CSV and XLSX")
