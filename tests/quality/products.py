# SPDX-License-Identifier: GPL-3.0-or-later
"""Products by the names that lists, labels and people give them (products.tsv), on both sides of their line.

Each with its ATC code and by its display alone, as it stands, in capitals and in small letters. Nothing here is taken from
the table of the program: what is right and wrong was written by hand.
"""

import pathlib

import program
import sfm

HERE = pathlib.Path(__file__).parent
RANK = {**program.RANK, "-": 0}


def read_table():
    with open(HERE / "products.tsv", encoding="utf-8") as table:
        lines = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def parts(cell):
    return [part for part in cell.split("|") if part]


def number(word):
    value = {"1/2": 0.5}.get(word) or float(word.replace(",", "."))
    return int(value) if value == int(value) else value


def doses(row):
    """(text, interval of the field or None, lowest rank, highest rank) of all that is asked about a product."""
    wanted = RANK[row["class"]]
    for wrong in parts(row["wrong"]):
        yield f"{row['dose']} {wrong}", None, wanted, 3
        if wrong == "daglig":
            yield "Som avtalt", 1, wanted, 3
            yield f"{row['dose']} daglig", 1, wanted, 3
            yield f"{row['dose']} {parts(row['right'])[0]}", 1, wanted, 3
    for right in parts(row["right"]):
        yield f"{row['dose']} {right}", None, 0, 0
    if row["line"] != "-":
        yield "Som avtalt", int(row["line"]), 0, 0
        if int(row["line"]) > 1:
            yield "Som avtalt", int(row["line"]) - 1, wanted, 3


class Case:
    def __init__(self, key, row, way, names, dose):
        self.row, self.way, (display, atc) = row, way, names
        text, interval, self.low, self.high = dose
        amount, unit = row["dose"].split(" ", 1)
        periods = [] if interval is None else [(sfm.days(-28), None, [(number(amount), unit, interval, "morgen")])]
        self.treatment = sfm.Treatment(key, display, atc, text, periods)

    def is_good(self, findings):
        rank = max((finding.rank() for finding in findings if not finding.is_statement()), default=0)
        known = all(finding.check for finding in findings)
        return known and self.low <= rank <= self.high

    def words(self):
        field = self.treatment.periods[0][2][0][2] if self.treatment.periods else "-"
        return f"{self.treatment.display} ({self.way}): {self.treatment.text}, field {field}"


def cases():
    made = []
    for row in read_table():
        for display in parts(row["displays"]):
            ways = {"coded": (display, row["atc"]), "by name": (display, None), "in capitals": (display.upper(), None),
                    "in small letters": (display.lower(), None)}
            for way, names in ways.items():
                made += [Case(len(made) + at, row, way, names, dose) for at, dose in enumerate(doses(row))]
    return made


def measure(report, options):
    asked = cases()
    found = program.check(options.program, [case.treatment for case in asked])
    bad = [case for key, case in enumerate(asked) if not case.is_good(found[key])]
    names = sum(len(parts(row["displays"])) for row in read_table())
    report.say("## Products by the names people give them", "",
               f"`tests/quality/products.tsv`, written by hand and apart from the program's table: {names} displays of the 188 "
               "products of the survey and those beside them, each coded and by name alone, in capitals and in small letters: "
               f"{len(asked)} treatments. Recognised, what is wrong raised in its class or above, and nothing raised where it is "
               f"right: {len(asked) - len(bad)} of {len(asked)}.", "")
    numbers = {row["number"] for row in read_table()}
    report.must("products: all of the survey are asked about", numbers == {str(one) for one in range(1, 189)})
    for row in read_table():
        mine = [case.words() for case in bad if case.row == row]
        report.must(f"products: {row['number']} {parts(row['displays'])[0]}", not mine, "; ".join(mine[:3]))
