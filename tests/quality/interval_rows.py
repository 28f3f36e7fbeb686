# SPDX-License-Identifier: GPL-3.0-or-later
"""Both sides of every row of the interval table: the dose that must be flagged and the one that must not.

The table says which products and intervals there are; the texts, fields and expected classes are made here, from what
the table's columns mean (docs/medicine.md) and from the rule of classes (docs/check.md), not from the program.
"""

from fractions import Fraction

import sfm

# form of the table → what a display says, and what the dose is counted in
FORMS = {"solid": ("tab", "tablett"), "liquid": ("mikst", "ml"), "injection": ("inj, oppl i ferdigfylt penn", "penn"),
         "patch": ("depotplaster", "plaster"), "sublingual": ("resoriblett", "tablett"),
         "vaginal": ("vag tab", "vaginaltablett"), "topical": ("lakk", "påføring"), "implant": ("implantat", "implantat"),
         "rectal": ("stikkpille", "stikkpille"), "": ("tab", "tablett")}
PERIODS = {Fraction(1): "daglig", Fraction(7, 2): "2 ganger i uken", Fraction(7): "én gang i uken",
           Fraction(14): "hver 2. uke", Fraction(30): "én gang i måneden", Fraction(60): "hver 2. måned",
           Fraction(90): "hver 3. måned", Fraction(180): "hver 6. måned", Fraction(182): "hver 6. måned",
           Fraction(365): "én gang i året"}


def rows(path):
    with open(path, encoding="utf-8") as table:
        lines = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def often(days):
    if days in PERIODS:
        return PERIODS[days]
    if days.denominator == 1 and days % 7 == 0:
        return f"hver {days // 7}. uke"
    return f"hver {days}. dag" if days.denominator == 1 else None


def display_of(row, name):
    """A name, form and strength as an answer displays them."""
    form, unit = FORMS[row["forms"].split("|")[0]]
    parts = [name[:1].upper() + name[1:], form]
    strength = row["strength_min"] if row["strength_min"] not in ("", "0") else row["strength_max"]
    if strength and strength != "0":
        parts.append(f"{strength.replace('.', ',')} {row['strength_unit']}")
    return " ".join(parts), unit


def expected_class(row):
    if row["note_days"] and Fraction(row["note_days"]) <= 1:
        return "info"  # daily is unusual but used
    if row["severity"] in ("S3", "S4") or row["named_2024"] == "yes":
        return "stop"
    return "check" if row["severity"] == "S2" else "info"


class Case:
    """One treatment and what must be found: flags = the lowest class that counts as found, or None for a clean one."""

    def __init__(self, row, name, way, treatment, flags):
        self.row, self.name, self.way, self.treatment, self.flags = row, name, way, treatment, flags


class Maker:
    def __init__(self):
        self.cases = []

    def add(self, row, name, text, interval, flags):
        """With the ATC code, and by the generic name and a brand alone, as half of real answers come."""
        names = row["names"].split("|")
        codes = [code for code in row["atc"].split("|") if len(code) == 7]
        ways = [("coded", names[0], codes[0])] if codes else []
        ways += [("generic", names[0], None)] + ([("brand", names[-1], None)] if len(names) > 1 else [])
        for way, product, atc in ways:
            display, unit = display_of(row, product)
            periods = []
            if interval is not None:
                periods = [(sfm.days(-28), None, [(1, unit, int(interval), "morgen")])]
            words = f"1 {unit} {text}" if text else "Som avtalt"
            treatment = sfm.Treatment(len(self.cases), display, atc, words, periods)
            self.cases.append(Case(row, name, way, treatment, flags))

    def add_row(self, row):
        shortest = Fraction(row["min_days"])
        longest = Fraction(row["max_days"]) if row["max_days"] else shortest
        wrong, rule = expected_class(row), row["daily"]
        if rule == "allowed" or (shortest == 1 and rule == "at-first"):
            self.add(row, "daily where daily is allowed", "daglig", 1, None)
            return
        if rule == "in-cycle" and shortest == 1:
            self.add(row, "daily in a cycle with its break", "daglig dag 1–14 av hver 21-dagers syklus", None, None)
            return
        self.add(row, "field and text daily", "daglig", 1, wrong)
        self.add(row, "field daily, text silent", None, 1, wrong)
        self.add(row, "field silent, text daily", "daglig", None, wrong)
        self.add(row, "field daily, text right", often(shortest), 1, wrong)
        below = shortest - 1 if shortest.denominator == 1 else Fraction(int(shortest))
        if below > 1 and (not row["note_days"] or below < Fraction(row["note_days"])):
            self.add(row, "one day too often", f"hver {below}. dag", below, "info")
        for days in {shortest, longest}:
            words = often(days)
            if words is not None:
                whole = days if days.denominator == 1 else None
                self.add(row, "right", words, whole, None)
                self.add(row, "right, text alone", words, None, None)
        if rule == "at-first":
            self.add(row, "bounded first doses", "daglig i 7 dager", None, None)


def cases(path):
    maker = Maker()
    for row in rows(path):
        maker.add_row(row)
    return maker.cases
