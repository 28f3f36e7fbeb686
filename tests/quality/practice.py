# SPDX-License-Identifier: GPL-3.0-or-later
"""Dose texts as practice writes them (practice-*.tsv): how many are read exactly as meant, and how many periods are wrong.

A wrong period is the dangerous fault: a text read with another number of doses in its time than it says. Texts that are
not read where they should be are a loss, not a danger.
"""

import collections
import csv
import os
import pathlib

import program

HERE = pathlib.Path(__file__).parent
NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "English", "da": "Danish", "sv": "Swedish"}


def read_table(path):
    with open(path, encoding="utf-8") as table:
        lines = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def number_of(value):
    """A number or a range of the object, as the tables write it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "-".join(number_of(one) for one in value)
    return value if isinstance(value, str) else format(value, "g")


def whole(text):
    """1.50 and 1.5 are one number."""
    try:
        return "-".join(format(float(part), "g") for part in text.split("-")) if text else ""
    except ValueError:
        return text


def says(read):
    return {"status": read["status"], "amount": number_of(read["amount"]), "unit": read["unit"] or "",
            "times": number_of(read["times"]), "period_days": number_of(read["period_days"]),
            "weekdays": ",".join(read["weekdays"]), "as_needed": "1" if read["as_needed"] else "0",
            "max_per_day": number_of(read["max_per_day"]), "duration_days": number_of(read["duration_days"])}


def differs(row, said):
    """The names of what is not as meant."""
    if row["status"] != "read" and row["status"] == said["status"]:
        return []
    return [name for name, value in said.items()
            if row[name] != "*" and whole(row[name].replace(" ", "")) != whole(value.replace(" ", ""))]


def rate(times, period):
    """Doses a day as (lowest, highest); None when it is not said."""
    if not times or not period or "*" in (times, period):
        return None
    lows = [float(one) for one in times.split("-")]
    spans = [float(one) for one in period.split("-")]
    if 0 in spans:
        return ("once", lows[-1])
    return round(lows[0] / spans[-1], 6), round(lows[-1] / spans[0], 6)


def period_is_wrong(row, said):
    """Read as a time it does not say: another number of doses a day, or one where nothing certain is said."""
    if said["status"] != "read":
        return False
    if row["status"] != "read":
        return row["status"] == "unread" and rate(said["times"], said["period_days"]) is not None
    meant, read = rate(row["times"], row["period_days"]), rate(said["times"], said["period_days"])
    return read is not None and "*" not in (row["times"], row["period_days"]) and meant != read


def measure_rows(rows, options):
    """(exact, not read though readable, wrong period) as lists of (row, said)"""
    exact, unread, wrong, other = [], [], [], []
    lines = [f"{row['lang']}:" + row["text"].replace("\\n", " / ") for row in rows]
    for row, read in zip(rows, program.read_texts(options.program, lines)):
        said = says(read)
        if period_is_wrong(row, said):
            wrong.append((row, said))
        elif not differs(row, said):
            exact.append((row, said))
        elif said["status"] != "read" and row["status"] == "read":
            unread.append((row, said))
        else:
            other.append((row, said))
    return exact, unread, wrong, other


def percent(part, count):
    return f"{100 * part / count:.1f} %" if count else "–"


def measure(report, options):
    rows = [row for path in sorted(HERE.glob("practice-*.tsv")) for row in read_table(path)]
    languages = collections.defaultdict(list)
    for row in rows:
        languages[row["lang"]].append(row)
    report.say("", "## Dose texts as practice writes them", "",
               "`tests/quality/practice-*.tsv`: constructed texts with what they mean, written before they were read. *Exact*: every "
               "attribute as meant, and what cannot be read said to be so. *Wrong period*: read as another number of doses in "
               "its time than it says.")
    table, details = [], []
    for language, some in sorted(languages.items()):
        exact, unread, wrong, other = measure_rows(some, options)
        table.append((NAMES[language], len(some), len(exact), percent(len(exact), len(some)), len(unread), len(other), len(wrong)))
        details += [(language, row["text"], kind, ", ".join(differs(row, said)) or said["status"])
                    for kind, group in (("wrong period", wrong), ("not read", unread), ("other", other)) for row, said in group]
        report.must(f"practice, {NAMES[language]}: exact", len(exact) >= 0.95 * len(some), f"{len(exact)} of {len(some)}")
        report.must(f"practice, {NAMES[language]}: no wrong period", not wrong, "; ".join(row["text"] for row, _ in wrong[:3]))
    report.table(("language", "texts", "exact", "share", "not read", "other difference", "wrong period"), table)
    if details:
        report.say("Not exact:")
        report.table(("language", "text", "what", "attributes"), details)
    measure_outside(options)


# --- from outside -----------------------------------------------------------------------------------------------------

def outside_rows(path):
    with open(path, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            dose, times, period = (row[name].replace(" ", "") for name in ("dose", "times_per_period", "period_days"))
            yield {"lang": row["lang"], "text": row["text"], "status": "*", "amount": dose or "*",
                   "unit": row["unit"] or "*", "times": times or "*", "period_days": period or "*", "weekdays": "*",
                   "as_needed": row["as_needed"] or "*", "max_per_day": "*", "duration_days": "*", "kind": row["status"]}


def measure_outside(options):
    """Printed as comments, and nowhere else."""
    path = os.environ.get("SMT_PHRASES")
    if not path:
        return
    groups = collections.defaultdict(list)
    for row in outside_rows(path):
        groups[row["lang"], row["kind"]].append(row)
    for (language, kind), some in sorted(groups.items()):
        lines = [f"{language}:{row['text']}" for row in some]
        exact = wrong = unread = 0
        for row, read in zip(some, program.read_texts(options.program, lines)):
            said = says(read)
            meant = rate(row["times"], row["period_days"])
            is_read = said["status"] == "read"
            unread += not is_read
            nothing_meant = {row[name] for name in ("amount", "times", "period_days")} == {"*"}
            in_steps = read["steps"] is not None
            exact += (in_steps or not is_read) if nothing_meant else is_read and not differs(row, said)
            if is_read and meant is not None and rate(said["times"], said["period_days"]) not in (meant, None):
                wrong += 1
                print(f"# outside, wrong period: {row['text']!r} read {said['times']}/{said['period_days']}, "
                      f"table {row['times']}/{row['period_days']}")
        print(f"# outside, {language}, {kind}: {len(some)} texts, {exact} exact, {unread} not read, {wrong} wrong periods")
