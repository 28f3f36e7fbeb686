#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad row of the interval table stops the build with its file and line; the table itself passes. Prints TAP."""

import os
import subprocess
import sys
import tempfile

GOOD = {
    "id": "example", "substance": "eksempel", "atc": "A01AA01", "names": "eksempel", "forms": "solid",
    "strength_min": "1", "strength_max": "2.5", "strength_unit": "mg", "min_days": "7", "max_days": "14",
    "note_days": "3", "weekly_max": "20", "weekly_max_unit": "mg",
    "daily_max": "", "daily_max_unit": "", "ddd": "", "ddd_unit": "", "daily": "never", "severity": "S4",
    "named_2024": "no", "harm_nb": "Det er farlig.", "harm_nn": "Det er farleg.",
    "harm_en": "It is dangerous.", "source": "unsourced",
}
# What is changed in a good row, and a word that the complaint must hold
BAD = [
    ({"id": "Example"}, "id"),
    ({"substance": "Eksempel"}, "lower case"),
    ({"substance": ""}, "lower case"),
    ({"atc": "A01AA1"}, "atc"),
    ({"atc": ""}, "atc"),
    ({"names": "Eksempel"}, "names"),
    ({"names": "eksempel|"}, "names"),
    ({"names": "eksempel|eksempel"}, "twice"),
    ({"forms": "tablet"}, "forms"),
    ({"strength_min": "1,5"}, "decimal"),
    ({"strength_min": "3"}, "above strength_max"),
    ({"strength_unit": ""}, "unit"),
    ({"strength_unit": "pounds"}, "unit"),
    ({"min_days": "0"}, "min_days"),
    ({"min_days": "x"}, "min_days"),
    ({"min_days": ""}, "min_days"),
    ({"max_days": "6"}, "above max_days"),
    ({"note_days": "7"}, "note_days"),
    ({"weekly_max_unit": ""}, "weekly maximum"),
    ({"daily_max": "16"}, "daily_max"),
    ({"daily_max": "16", "daily_max_unit": "mg"}, "daily maximum"),
    ({"ddd": "2,5"}, "ddd"),
    ({"ddd": "0", "ddd_unit": "mg"}, "ddd"),
    ({"ddd": "2.5", "ddd_unit": "pounds"}, "ddd_unit"),
    ({"min_days": "1", "note_days": "", "daily": "in-cycle", "ddd": "2.5", "ddd_unit": "mg"}, "DDD"),
    ({"daily": "sometimes"}, "daily"),
    ({"daily": "allowed"}, "daily"),
    ({"min_days": "1", "note_days": ""}, "never"),
    ({"severity": "S5"}, "severity"),
    ({"severity": ""}, "severity"),
    ({"named_2024": "perhaps"}, "named_2024"),
    ({"harm_en": ""}, "one language"),
    ({"harm_nn": ""}, "one language"),
    ({"harm_nb": "Det er farlig"}, "sentence"),
    ({"source": ""}, "source"),
    ({"source": " unsourced"}, "space"),
]


def run(script, text):
    with tempfile.TemporaryDirectory() as folder:
        table, target = os.path.join(folder, "table.tsv"), os.path.join(folder, "rows.c")
        with open(table, "w", encoding="utf-8") as out:
            out.write(text)
        done = subprocess.run([sys.executable, script, table, target], capture_output=True, text=True, check=False)
        return done.returncode, done.stderr, table, os.path.exists(target)


def line(row):
    return "\t".join(row.values()) + "\n"


def main():
    script, real = sys.argv[1:]
    header = "# a comment\n" + "\t".join(GOOD) + "\n"
    results = []

    status, _, _, made = run(script, header + line(GOOD))
    results.append(("a good row passes", status == 0 and made))
    with open(real, encoding="utf-8") as table:
        status, _, _, made = run(script, table.read())
    results.append(("the table of the program passes", status == 0 and made))
    status, error, table, _ = run(script, "id\tsubstance\n")
    results.append(("columns are checked", status != 0 and f"{table}:1:" in error))
    status, error, table, _ = run(script, header + line(GOOD) + "one\ttwo\n")
    results.append(("a short row is refused", status != 0 and f"{table}:4:" in error))
    status, error, table, _ = run(script, header + line(GOOD) + line(GOOD))
    results.append(("an id stands once", status != 0 and f"{table}:4:" in error and "line 3" in error))
    other = {**GOOD, "id": "other", "substance": "annet", "names": "eksempell"}
    status, error, _, _ = run(script, header + line(GOOD) + line(other))
    results.append(("two substances are not spelt alike", status != 0 and "spelt like" in error))
    for change, word in BAD:
        status, error, table, made = run(script, header + line({**GOOD, "id": "first"}) + line({**GOOD, **change}))
        results.append((f"refused: {change}", status != 0 and f"{table}:4:" in error and word in error and not made))

    print(f"1..{len(results)}")
    for number, (name, good) in enumerate(results, 1):
        print(f"{'ok' if good else 'not ok'} {number} - {name}")


if __name__ == "__main__":
    main()
