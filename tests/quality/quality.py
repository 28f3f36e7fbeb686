#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How good the checks and the reader are, measured with samstemt-check itself. Prints TAP; --write makes docs/quality.md.

Environment: SMT_TEST_LONG for the full counts, SMT_PHRASES for a csv of phrases from outside, SMT_SAMPLES for a folder of
answers from outside. What comes from outside is measured and never kept.
"""

import argparse
import collections
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import interval_rows  # noqa: E402
import practice  # noqa: E402
import products  # noqa: E402
import program  # noqa: E402
import samples  # noqa: E402
import sfm  # noqa: E402

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
WAYS = ("coded", "generic", "brand")
NAMES = {"stop": "Stopp", "check": "Sjekk", "info": "Til orientering", None: "nothing"}
UNEXPLAINED = "**not explained**"
SEED = 20240613
COUNT, LONG_COUNT = 20000, 200000


def percent(part, whole):
    return "–" if whole == 0 else f"{100 * part / whole:.2f} %"


class Report:
    """What was measured, as lines of a page, and what must hold, as lines of TAP."""

    def __init__(self):
        self.page, self.tap = [], []
        with open(HERE / "known.tsv", encoding="utf-8") as table:
            rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
        self.known, self.used = rows[1:], set()

    def say(self, *lines):
        self.page += lines

    def table(self, head, rows):
        self.say("", "| " + " | ".join(head) + " |", "|" + "---|" * len(head))
        self.say(*("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ⏎ ") for cell in row) + " |"
                   for row in rows), "")

    def must(self, name, holds, note=""):
        self.tap.append((bool(holds), name, note))

    def reason(self, row, case):
        for known_row, part, reason in self.known:
            if known_row == row and part in case:
                self.used.add((known_row, part))
                return reason
        return None


# --- (a) the interval table -----------------------------------------------------------------------------------------

def measure_rows(report, options):
    cases = interval_rows.cases(options.table)
    found = program.check(options.program, [case.treatment for case in cases])
    tally = collections.defaultdict(lambda: [0, 0])
    left = []
    for key, case in enumerate(cases):
        alarms = [finding for finding in found[key] if not finding.is_statement()]
        best = max((finding.rank() for finding in alarms), default=0)
        good = best == 0 if case.flags is None else best >= program.RANK[case.flags]
        tally[case.flags, case.name, case.way][0] += good
        tally[case.flags, case.name, case.way][1] += 1
        if not good:
            left.append((case, alarms))
    report.say("## Both sides of every row of the interval table", "",
               f"{len(cases)} treatments of {len(interval_rows.rows(options.table))} rows, each as an answer of SFM through "
               "decoder and checks: *coded* with the ATC code, *generic* and *brand* by a name alone. Found means: in the class that "
               "severity asks for, or above.")
    rows = sorted({(str(flags), flags, name) for flags, name, _ in tally})
    report.table(("must raise", "case", *WAYS), (
        (NAMES[flags], name, *(f"{tally[flags, name, way][0]} of {tally[flags, name, way][1]}" for way in WAYS))
        for _, flags, name in rows))
    for flags in ("stop", "check", "info", None):
        good, whole = map(sum, zip(*(counts for (wanted, *_), counts in tally.items() if wanted == flags)))
        report.say(f"- {'Recall, ' + NAMES[flags] if flags else 'Clean, nothing raised'}: {good} of {whole} "
                   f"({percent(good, whole)})")
        report.must(f"interval rows: {NAMES[flags]}", good >= 0.95 * whole, f"{good} of {whole}")
    show_left(report, left)


def show_left(report, left):
    rows = [(case.row["id"], f"{case.name}, {case.way}", case.treatment.text,
             "; ".join(alarm.message for alarm in alarms) or "nothing",
             report.reason(case.row["id"], f"{case.name}, {case.way}") or UNEXPLAINED) for case, alarms in left]
    report.say("", "What is left:" if rows else "Nothing is left.")
    if rows:
        report.table(("row", "case", "text", "raised", "why"), rows)
    new = [row for row in rows if row[4] == UNEXPLAINED]
    report.must("interval rows: what is left is explained", not new, "; ".join(f"{row[0]} {row[1]}" for row in new[:5]))


# --- (d) the population -----------------------------------------------------------------------------------------------

class Truth:
    def __init__(self, line):
        key, self.kind, self.severity, self.display, self.text, self.field = line.rstrip("\n").split("\t")
        self.key = int(key)
        self.corrupted = self.kind.startswith("corrupted")
        self.grave = self.severity in ("S3", "S4")
        self.beside_corrupted = False  # in a list with a corrupted treatment


def run_population(options, count):
    with tempfile.TemporaryDirectory() as folder:
        answers, truth = pathlib.Path(folder, "answers.ndjson"), pathlib.Path(folder, "truth.tsv")
        with open(answers, "wb") as out:
            subprocess.run([sys.executable, str(HERE / "make-population.py"), f"--count={count}", f"--seed={SEED}",
                            f"--truth={truth}"], stdout=out, check=True)
        found = collections.defaultdict(list)
        for finding in program.check_file(options.program, answers):
            found[sfm.key_of(finding.entry)].append(finding)
        with open(truth, encoding="utf-8") as lines:
            truths = [Truth(line) for line in lines]
    lists = {truth.key // sfm.OF_EACH for truth in truths if truth.corrupted}
    for truth in truths:
        truth.beside_corrupted = truth.key // sfm.OF_EACH in lists
    return truths, found


def is_alarm(truth, finding):
    """Folic acid is only known to be right beside the methotrexate it belongs to, and never beside one that is corrupted."""
    if "C8" in finding.checks() and truth.beside_corrupted and not truth.corrupted:
        return False
    return not finding.is_statement() or (truth.kind == "pair" and "C8" in finding.checks())


def worst(truth, found):
    return max((finding.rank() for finding in found[truth.key] if is_alarm(truth, finding)), default=0)


def say_recall(report, truths, found):
    groups = collections.defaultdict(lambda: [0, 0, 0])
    for truth in truths:
        if truth.corrupted:
            counts = groups[truth.kind, truth.severity]
            counts[0] += 1
            counts[1] += worst(truth, found) == 3
            counts[2] += worst(truth, found) > 0
    report.table(("kind", "severity", "treatments", "Stopp", "share", "any finding", "share"), (
        (kind, severity, whole, stopped, percent(stopped, whole), raised, percent(raised, whole))
        for (kind, severity), (whole, stopped, raised) in sorted(groups.items())))
    for name, least, wanted in (("with the text right", 0.99, "corrupted, text right"),
                                ("without the text, where the product allows a verdict", 0.95, "corrupted, text")):
        some = [truth for truth in truths if truth.grave and truth.kind.startswith(wanted)
                and "also taken daily" not in truth.kind and (least > 0.98 or "right" not in truth.kind)]
        hit = sum(worst(truth, found) == 3 for truth in some)
        report.say(f"- Recall of Stopp, S3 and S4, {name}: {hit} of {len(some)} ({percent(hit, len(some))}); "
                   f"target {100 * least:.0f} %")
        report.must(f"population: recall {name}", hit >= least * len(some), f"{hit} of {len(some)}")
    missed = collections.Counter((truth.kind, truth.display) for truth in truths
                                 if truth.corrupted and worst(truth, found) < (3 if truth.grave else 1))
    if missed:
        report.say("", "Missed:")
        report.table(("kind", "product", "times", "why"), (
            (kind, display, times, "daily use exists, and neither text nor product says otherwise"
             if "also taken daily" in kind else report.reason(display, kind) or UNEXPLAINED)
            for (kind, display), times in sorted(missed.items())))


def say_evidence(report, truths, found):
    """Which checks speak up beside one another."""
    checks = collections.Counter()
    corrupted = [truth for truth in truths if truth.corrupted]
    for truth in corrupted:
        said = {check for finding in found[truth.key] for check in finding.checks()}
        checks.update(said)
    report.say("", "Checks that speak of a corrupted treatment: " + ", ".join(
        f"{check} {percent(times, len(corrupted))}" for check, times in sorted(
            checks.items(), key=lambda item: int(item[0][1:]) if item[0][1:].isdigit() else 99)) + ".")


def say_false_alarms(report, truths, found):
    clean = [truth for truth in truths if not truth.corrupted]
    ranks = collections.Counter(worst(truth, found) for truth in clean)
    raised = len(clean) - ranks[0]
    report.say("", f"- False Stopp on {len(clean)} clean treatments: {ranks[3]} ({percent(ranks[3], len(clean))}); target 0.1 %",
               f"- False alarms of any class: {raised} ({percent(raised, len(clean))}; Sjekk {ranks[2]}, til orientering "
               f"{ranks[1]}); target 1 %", "",
               "Not counted as alarms, since they say what is so: the field is empty (C3), the text of a medicine of S3 or S4 "
               "gives no interval (C4), the product is not in the table, methotrexate and folic acid do not go together "
               "in the list (C8; the lists are thrown together).")
    stopped = sum(worst(truth, found) == 3 for truth in truths)
    right = stopped - ranks[3]
    report.say("", f"Of {stopped} treatments with a Stopp, {right} are corrupted ({percent(right, stopped)}).", "")
    report.must("population: false Stopp", ranks[3] <= 0.001 * len(clean), f"{ranks[3]} of {len(clean)}")
    report.must("population: false alarms", raised <= 0.01 * len(clean), f"{raised} of {len(clean)}")
    kinds, example = collections.Counter(), {}
    for truth in clean:
        for finding in found[truth.key]:
            if is_alarm(truth, finding):
                group = (truth.display, finding.check, finding.severity_class)
                kinds[group] += 1
                example.setdefault(group, f"{truth.text}; {finding.message}")
    if kinds:
        report.say("", "Every false alarm, by product and check:")
        report.table(("product", "check", "class", "times", "example", "why"), (
            (*group, times, example[group], report.reason(group[0], group[1] or "") or report.reason("*", group[1] or "")
             or UNEXPLAINED) for group, times in sorted(kinds.items(), key=lambda item: -item[1])))


def say_reading(report, options, truths):
    texts = collections.defaultdict(set)
    for truth in truths:
        texts["free text" if truth.kind == "free text" or "silent" in truth.kind else truth.kind.split(",")[0]].add(
            truth.text.replace("\\n", " / "))
    report.say("How the distinct texts are read:")
    rows, unread = [], []
    for kind, some in sorted(texts.items()):
        readings = program.read_texts(options.program, sorted(some))
        read = collections.Counter(one["status"] for one in readings)
        if kind != "free text":
            unread += [text for text, one in zip(sorted(some), readings) if one["status"] == "unread"]
        rows.append((kind, len(some), read["read"], read["ambiguous"], read["unread"], percent(read["read"], len(some))))
    report.table(("kind", "texts", "read", "ambiguous", "unread", "share read"), rows)
    report.say("Not read, though they say a dose: " + "; ".join(f"*{text}*" for text in unread) + ".")


def measure_population(report, options):
    count = options.count or (LONG_COUNT if options.long else COUNT)
    truths, found = run_population(options, count)
    n_corrupted = sum(truth.corrupted for truth in truths)
    report.say("", "## A made-up population", "",
               f"{count} treatments (seed {SEED}), {n_corrupted} of them corrupted as in June 2024: the field says daily "
               "where weekly or rarer was meant. Lists of ten, no substance twice but for pairs that belong together; many "
               "have earlier prescriptions and dispensings. Products, words and severities come from `make-population.py`, "
               "which shares no table with the program. A regression figure: its texts were invented by the same people "
               "as the reader.")
    say_recall(report, truths, found)
    say_evidence(report, truths, found)
    say_false_alarms(report, truths, found)
    say_reading(report, options, truths)


# --- all ----------------------------------------------------------------------------------------------------------------

def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--table", default=ROOT / "data/tables/interval.tsv")
    parser.add_argument("--patients", default=ROOT / "data/sandbox")
    parser.add_argument("--long", action="store_true", default=bool(os.environ.get("SMT_TEST_LONG")))
    parser.add_argument("--count", type=int, help="treatments of the population")
    parser.add_argument("--write", help="the page to write")
    parser.add_argument("--date", help="its date")
    return parser.parse_args()


def main():
    options = parse()
    report = Report()
    for measure in (measure_rows, products.measure, practice.measure, samples.measure, measure_population):
        measure(report, options)
    if options.long:
        stale = [row for row in report.known if (row[0], row[1]) not in report.used]
        report.must("known.tsv: every row explains something", not stale, "; ".join(row[0] for row in stale))
    if options.write:
        head = ["# Quality: what the checks find, and what they raise for nothing", "",
                f"Measured {options.date or sfm.TODAY} with `build-aux/quality{' --long' if options.long else ''}`, which writes "
                "this page. Everything is made up for the purpose; nobody with a clinical licence has reviewed it.", ""]
        pathlib.Path(options.write).write_text("\n".join(head + report.page).rstrip() + "\n", encoding="utf-8")
    print(f"1..{len(report.tap)}")
    for number, (holds, name, note) in enumerate(report.tap, 1):
        print(f"{'ok' if holds else 'not ok'} {number} - {name}{' (' + note + ')' if note else ''}")
    return 0 if all(holds for holds, _, _ in report.tap) else 1


if __name__ == "__main__":
    sys.exit(main())
