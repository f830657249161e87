"""Reads every exported workbook with pyxform, which knows nothing of Chorus, and holds the XForm that it makes against the
questionnaire beside it: the same questions, options, texts, languages, conditions and whether an answer is required.

    python tests/readers/pyxform_reads.py FOLDER
"""

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

from pyxform.xls2xform import convert

XF = "{http://www.w3.org/2002/xforms}"
CONTROLS = {"choice": "select1", "bands": "select1", "multiple": "select", "number": "range", "comment": "input",
            "information": "input", "matrix": "group"}


def squeezed(text):
    """pyxform makes quotation marks straight and changes white space; a guard stands where a text looks like a reference."""
    plain = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2060: None})
    return re.sub(r"\s+", " ", plain).strip()


class Form:
    """The parts of an XForm that a questionnaire speaks of."""

    def __init__(self, xml):
        root = ElementTree.fromstring(xml)
        self.texts = {}
        for translation in root.iter(f"{XF}translation"):
            tag = translation.get("lang").rsplit("(", 1)[1].rstrip(")")
            texts = self.texts[tag] = {}
            for text in translation.iter(f"{XF}text"):
                texts[text.get("id")] = squeezed("".join(text.itertext()))
        self.lists = {}
        for instance in root.iter(f"{XF}instance"):
            items = instance.findall(f"{XF}root/{XF}item")
            self.lists[instance.get("id")] = [(i.findtext(f"{XF}name"), i.findtext(f"{XF}itextId")) for i in items]
        self.binds = {bind.get("nodeset"): bind for bind in root.iter(f"{XF}bind")}
        self.controls = {}
        self.order = []
        for control in root.iter():
            kind = control.tag.removeprefix(XF)
            if control.get("ref") and kind in set(CONTROLS.values()):
                self.controls[control.get("ref")] = (kind, control)
                self.order.append(control.get("ref"))


class Reader:
    """Compares one questionnaire with one XForm. Names are known by position, since codes may have been renamed."""

    def __init__(self, name, document, form):
        self.name, self.form = name, form
        self.languages = document["languages"]
        self.items = document["waves"][0]["questionnaire"]["items"]
        self.introduction = document["waves"][0]["questionnaire"].get("introduction")
        self.paths = {}
        self.owner = {}

    def same(self, got, wanted, what):
        if got != wanted:
            raise SystemExit(f"{self.name}: {what}: pyxform has {got!r}, Chorus {wanted!r}")

    def text(self, key, wanted, what):
        # pyxform writes '-' for a translation that is missing.
        for tag in self.languages:
            got = self.form.texts[tag].get(key, "-")
            self.same(got, squeezed(wanted[tag]) if tag in wanted else "-", f"{what} in {tag}")

    def read(self):
        self.same(sorted(self.form.texts), sorted(self.languages), "languages")
        # The head of a matrix, made by pyxform itself, has no item.
        order = [ref for ref in self.form.order if "generated_table" not in ref and "reserved_name" not in ref]
        if self.introduction:
            self.text(f"{order[0]}:label", self.introduction, "introduction")
            order = order[1:]
        wanted = [entry for item in self.items for entry in [item, *item.get("rows", [])]]
        self.same(len(order), len(wanted), "number of questions")
        refs = iter(order)
        for item in self.items:
            self.paths[item["code"]] = next(refs)
            for row in item.get("rows", []):
                self.paths[row["code"]] = next(refs)
                self.owner[row["code"]] = item
            self.owner[item["code"]] = item
        for item in self.items:
            self.item(item)

    def item(self, item):
        path, kind = self.paths[item["code"]], item["kind"]
        control, element = self.form.controls[path]
        self.same(control, CONTROLS[kind], f"{item['code']}: control")
        if kind == "matrix":
            first = self.form.order[self.form.order.index(path) + 1]
            self.text(f"{first}:label", item["text"], f"{item['code']}: text")
            if "hint" in item:
                self.text(f"{first}:hint", item["hint"], f"{item['code']}: hint")
        else:
            self.text(f"{path}:label", item["text"], f"{item['code']}: text")
            if "hint" in item:
                self.text(f"{path}:hint", item["hint"], f"{item['code']}: hint")
        self.relevant(item, path)
        asked = [self.paths[row["code"]] for row in item["rows"]] if kind == "matrix" else [path]
        for ref, row in zip(asked, item.get("rows") or [None]):
            self.same(self.form.binds[ref].get("required") == "true()", item["required"], f"{ref}: required")
            if row:
                self.text(f"{ref}:label", row["text"], f"{row['code']}: text")
            if item.get("options"):
                self.options(item, ref)
        if kind == "number":
            ends = (int(element.get("start")), int(element.get("end")))
            self.same(ends, (item["range"]["from"], item["range"]["to"]), f"{path}: range")

    def options(self, item, ref):
        nodeset = self.form.controls[ref][1].find(f"{XF}itemset").get("nodeset")
        shuffled = item.get("random_order", False) and item["kind"] != "matrix"
        self.same(nodeset.startswith("randomize("), shuffled, f"{ref}: random order")
        list_name = re.search(r"instance\('([^']+)'\)", nodeset).group(1)
        options = self.form.lists[list_name]
        self.same([name for name, _ in options], [option["code"] for option in item["options"]], f"{ref}: options")
        for (_, key), option in zip(options, item["options"]):
            self.text(key, option["label"], f"{ref}: option {option['code']}")
        constraint = self.form.binds[ref].get("constraint", "")
        alone = re.findall(r"selected\(\.\s*, '([^']+)'\) and count-selected", constraint)
        self.same(alone, [option["code"] for option in item["options"] if option.get("exclusive")], f"{ref}: exclusive")

    def relevant(self, item, path):
        def is_one(condition, code):
            of, ref = self.owner[condition["item"]], self.paths[condition["item"]]
            if of["kind"] == "multiple":
                return f"selected({ref},'{code}')"
            return f"{ref}={code}" if of["kind"] == "number" else f"{ref}='{code}'"

        clauses = []
        conditions = item.get("show_if", [])
        for condition in conditions:
            clause = " or ".join(is_one(condition, code) for code in condition["any_of"])
            clauses.append(f"({clause})" if len(condition["any_of"]) > 1 and len(conditions) > 1 else clause)
        bind = self.form.binds.get(path)
        got = "" if bind is None else bind.get("relevant", "")
        plain = lambda text: re.sub(r"\s+", "", text)
        self.same(plain(got), plain(" and ".join(clauses)), f"{path}: relevant")


def main(folder):
    files = sorted(Path(folder).glob("*.xlsx"))
    if not files:
        raise SystemExit(f"there is no workbook in {folder}")
    questions = 0
    for file in files:
        result = convert(str(file), validate=False)
        document = json.loads(file.with_suffix(".json").read_text())
        reader = Reader(file.stem, document, Form(result.xform))
        reader.read()
        questions += len(reader.owner)
    print(f"pyxform reads {len(files)} workbooks with {questions} questions as Chorus wrote them")


if __name__ == "__main__":
    main(sys.argv[1])
