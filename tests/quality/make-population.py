#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up population of treatments, some corrupted as in June 2024, for a regression figure.

    make-population.py --count=200000 --seed=20240613 --truth=FILE > answers.ndjson

Products, words and severities are written by hand here and taken from no table of the program, so that the two cannot be
wrong together. Every person is made up. The truth is a line a treatment: key, kind, severity, display, text, field.
"""

import argparse
import random
import sys

sys.dont_write_bytecode = True

import sfm  # noqa: E402
from population_hard import HARD, PAIRS  # noqa: E402
from population_products import AS_NEEDED, COURSES, DAILY, RARE, SINGLE, VACCINES, WORDLESS  # noqa: E402
from population_words import Bokmaal, Nynorsk  # noqa: E402

CORRUPTED = 0.004
PARTS = {1: [["morgen"], ["kveld"]], 2: [["morgen", "kveld"]], 3: [["morgen", "middag", "kveld"]],
         4: [["morgen", "formiddag", "ettermiddag", "kveld"]]}
WEEKDAYS = 7


class Truth:
    def __init__(self, kind, severity=""):
        self.kind, self.severity = kind, severity


class Population:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.key = 0
        self.substance = None  # of the treatment made last

    # --- pieces -----------------------------------------------------------------------------------------------------

    def words(self):
        return Nynorsk(self.rng) if self.rng.random() < 0.1 else Bokmaal(self.rng)

    def atc(self, product):
        """Half of real answers have no code."""
        return product.atc if self.rng.random() < 0.5 else None

    def make(self, product, text, periods, *, use="fast"):
        made = sfm.Treatment(self.key, product.display, self.atc(product), text, periods, use=use)
        self.key += 1
        self.substance = product.atc
        return made

    def renewed(self, treatment, days_apart=(60, 330)):
        """Prescriptions before it that say the same."""
        day = -30
        for _ in range(self.rng.randint(1, 3)):
            day -= self.rng.randint(*days_apart)
            treatment.earlier.append((day, treatment.text, [(sfm.days(day), None, intakes)
                                                            for _, _, intakes in treatment.periods]))

    def handed_out(self, treatment, days_of_package, package):
        """Dispensings as fast as the dose uses them up, a little sooner or later as people fetch them."""
        packages = self.rng.choice((1, 1, 2))
        day = -self.rng.randint(1, 40)
        for _ in range(self.rng.randint(2, 4)):
            treatment.handed.append((day, packages))
            day -= max(5, int(days_of_package * packages * self.rng.uniform(0.75, 1.3)))
        treatment.handed.reverse()
        treatment.package = package

    def begun(self, weekday=None):
        """A day in the past, on a weekday when that matters."""
        back = self.rng.randint(7, 300)
        if weekday is not None:
            back += ((sfm.TODAY.weekday() - back) - weekday) % WEEKDAYS
        return sfm.days(-back)

    def intakes(self, amount, product, interval, parts):
        return [(amount, product.unit, interval, part) for part in parts]

    # --- kinds ------------------------------------------------------------------------------------------------------

    def daily(self):
        rng, product, words = self.rng, self.rng.choice(DAILY), self.words()
        amount, times = rng.choice(product.amounts), rng.choice(product.times)
        parts = rng.choice(PARTS[times])
        text = words.daily(amount, product.unit, times, parts)
        periods = [] if rng.random() < 0.35 else [(self.begun(), None, self.intakes(amount, product, 1, parts))]
        made = self.make(product, text, periods)
        if rng.random() < 0.3:
            self.renewed(made)
        if product.unit in ("tablett", "kapsel") and periods and rng.random() < 0.3:
            self.handed_out(made, 100 / (amount * times), (100, "stk"))
        return made, Truth("daily")

    def as_needed(self):
        rng, product = self.rng, self.rng.choice(AS_NEEDED)
        amount, times = rng.choice(product.amounts), rng.choice(product.times)
        text = self.words().as_needed(amount, product.unit, times)
        return self.make(product, text, [], use="behov"), Truth("as needed")

    def course(self):
        rng, product, words = self.rng, self.rng.choice(COURSES), self.words()
        amount, times, length = rng.choice(product.amounts), rng.choice(product.times), rng.choice((3, 5, 7, 10, 14))
        back = rng.randint(0, length - 1)
        text = words.course(amount, product.unit, times, length)
        intakes = self.intakes(amount, product, 1, PARTS[times][0])
        return self.make(product, text, [(sfm.days(-back), sfm.days(length - back), intakes)], use="kur"), \
            Truth("course")

    def steps(self):
        rng, words = self.rng, self.words()
        product = next(one for one in COURSES if one.display.startswith("Prednisolon"))
        amounts = rng.choice(((8, 6, 4, 2), (6, 4, 2), (4, 3, 2, 1), (8, 4)))
        length = rng.choice((3, 5, 7))
        day, periods = -rng.randint(0, length), []
        for amount in amounts:
            periods.append((sfm.days(day), sfm.days(day + length), self.intakes(amount, product, 1, ["morgen"])))
            day += length
        return self.make(product, words.steps(amounts, product.unit, length), periods, use="kur"), Truth("steps")

    def vaccine(self):
        product = self.rng.choice(VACCINES)
        start = self.begun()
        periods = [(start, None, self.intakes(1, product, 1, ["morgen"]))] if self.rng.random() < 0.5 else []
        return self.make(product, "1 sprøyte morgen daglig" if periods else "1 sprøyte intramuskulært som engangsdose",
                         periods, use="vaksine"), Truth("vaccine")

    def single(self):
        product = self.rng.choice(SINGLE)
        periods = [(sfm.days(0), sfm.days(1), self.intakes(1, product, 1, ["morgen"]))]
        return self.make(product, self.words().single(1, product.unit), periods, use="kur"), Truth("single")

    def wordless(self):
        product = self.rng.choice(WORDLESS)
        return self.make(product, self.words().wordless(), []), Truth("free text")

    def rare(self):
        """Less often than daily, as it should be."""
        product, words = self.rng.choice(RARE), self.words()
        amount = self.rng.choice(product.amounts)
        text, interval, weekday = words.rare(amount, product)
        periods = []
        if interval is not None and self.rng.random() < 0.75:
            periods = [(self.begun(weekday), None, self.intakes(amount, product, interval, ["morgen"]))]
        made = self.make(product, text, periods)
        if self.rng.random() < 0.4:
            self.renewed(made)
        if product.unit in ("tablett", "kapsel", "plaster", "penn") and interval and self.rng.random() < 0.4:
            self.handed_out(made, 4 * interval / amount, (4, "stk"))
        return made, Truth("rare", product.severity)

    def hard(self):
        """Right, and easily taken for wrong."""
        return self.as_written(self.rng.choice(HARD)), Truth("hard")

    def as_written(self, row):
        display, atc, unit, text, periods, use = row
        dated = []
        for first, last, intakes in periods:
            end = None if last is None else sfm.days(last)
            start = self.begun(first[1]) if isinstance(first, tuple) else sfm.days(first)
            dated.append((start, end, [(amount, unit, interval, part) for amount, interval, part in intakes]))
        self.substance = atc
        atc = atc if self.rng.random() < 0.5 else None
        self.key += 1
        return sfm.Treatment(self.key - 1, display, atc, text, dated, use=use)

    def corrupted(self):
        """The fault of June 2024: the field says daily; the text what was meant, nothing, or what the field says."""
        product, words = self.rng.choice(RARE), self.words()
        amount = self.rng.choice(product.amounts)
        kind = self.rng.choices(("text right", "text silent", "text daily"), weights=(75, 15, 10))[0]
        part = self.rng.choice(("morgen", "kveld"))
        text = {"text right": lambda: words.rare(amount, product)[0], "text silent": words.wordless,
                "text daily": lambda: words.daily(amount, product.unit, 1, [part])}[kind]()
        kind = f"corrupted, {kind}" + ("" if product.verdict or kind == "text right" else ", also taken daily")
        made = self.make(product, text, [(self.begun(), None, self.intakes(amount, product, 1, [part]))])
        past = self.rng.random()
        if past < 0.35:
            self.renewed(made)  # the fault came with a renewal before this one
        elif past < 0.6:  # the fault came with this one
            text, interval, _ = words.rare(amount, product)
            right = [] if interval is None else [(sfm.days(-200), None, self.intakes(amount, product, interval, [part]))]
            made.earlier.append((-200, text, right))
        if product.unit in ("tablett", "kapsel", "plaster", "penn") and product.period == "week" and \
                self.rng.random() < 0.4:
            self.handed_out(made, 4 * 7 * product.every / amount, (4, "stk"))  # fetched as it is taken
        return made, Truth(kind, product.severity)

    # --- all --------------------------------------------------------------------------------------------------------

    def one(self):
        if self.rng.random() < CORRUPTED:
            return self.corrupted()
        kinds = (self.daily, self.rare, self.as_needed, self.course, self.steps, self.vaccine, self.single,
                 self.wordless, self.hard)
        return self.rng.choices(kinds, weights=(50, 14, 15, 7, 2, 2, 2, 5, 3))[0]()

    def patient(self, count):
        """A list in which no substance stands twice, but for pairs that belong together."""
        taken, left = set(), count
        if count > 2 and self.rng.random() < 0.1:
            for row in self.rng.choice(PAIRS):
                yield self.as_written(row), Truth("pair")
                taken.add(self.substance)
                left -= 1
        while left > 0:
            key = self.key
            treatment, truth = self.one()
            if self.substance in taken:
                self.key = key
                continue
            taken.add(self.substance)
            left -= 1
            yield treatment, truth


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200000)
    parser.add_argument("--seed", type=int, default=20240613)
    parser.add_argument("--truth", required=True)
    options = parser.parse_args()
    population = Population(options.seed)
    sys.stdout.reconfigure(encoding="utf-8")

    with open(options.truth, "w", encoding="utf-8") as truths:
        def treatments():
            made = (one for first in range(0, options.count, sfm.OF_EACH)
                    for one in population.patient(min(sfm.OF_EACH, options.count - first)))
            for treatment, truth in made:
                field = "; ".join(f"{amount} {unit} / {interval} d {part}"
                                  for _, _, intakes in treatment.periods for amount, unit, interval, part in intakes)
                truths.write("\t".join((str(treatment.key), truth.kind, truth.severity, treatment.display,
                                        treatment.text.replace("\n", "\\n"), field)) + "\n")
                yield treatment

        sfm.write(sys.stdout, treatments())


if __name__ == "__main__":
    main()
