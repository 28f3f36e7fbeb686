# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopp on whole lists: the sandbox's patients, of whom it is known which doses are wrong, and answers from outside."""

import datetime
import json
import os
import pathlib
import re
import tempfile

import program
import sfm

HERE = pathlib.Path(__file__).parent
CLEAN = ("bo", "una", "astrid")  # README.md says of these that all is in tune
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_of(words):
    """"today-30", "monday-4w" → date"""
    match = re.fullmatch(r"([a-z]*)([+-]\d+)?(w?)", words)
    name, away = match.group(1), int(match.group(2) or 0) * (7 if match.group(3) else 1)
    back = 0 if name in ("", "today") else (sfm.TODAY.weekday() - WEEKDAYS.index(name)) % 7
    return sfm.TODAY + datetime.timedelta(days=away - back)


def fill(match):
    words = match.group(1)
    if words == "now":
        return f"{sfm.TODAY}T10:00:00+01:00"
    if words.startswith("instant"):
        return f"{day_of(words[7:].lstrip(':'))}T09:00:00+01:00"
    if words.startswith("expiry"):
        day = day_of(words[6:].lstrip(":"))
        return str(day.replace(year=day.year + 1) - datetime.timedelta(days=1))
    return str(day_of(words))


def filled(path):
    """The template with its dates filled in, as one line."""
    text = re.sub(r"\{\{([^}]*)\}\}", fill, path.read_text(encoding="utf-8"))
    return json.dumps(json.loads(text), ensure_ascii=False)


def expected_stops():
    with open(HERE / "sandbox-stops.tsv", encoding="utf-8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return {(row[0], row[1]): row[2] for row in rows[1:]}


def measure_sandbox(report, options):
    paths = sorted(pathlib.Path(options.patients).glob("[0-9]*.json"), key=lambda path: int(path.name.split("-")[0]))
    meant, seen, false, n_statements = expected_stops(), set(), [], 0
    alarms = []
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            name = path.stem.split("-", 1)[1]
            answer = filled(path)
            n_statements += answer.count('"resourceType": "MedicationStatement"')
            copy = pathlib.Path(folder, path.name)
            copy.write_text(answer, encoding="utf-8")
            for finding in program.check_file(options.program, copy):
                if name in CLEAN and not finding.is_statement():
                    alarms.append((name, finding.medicine, finding.text or "", finding.message))
                if finding.severity_class != "stop":
                    continue
                key = (name, finding.medicine)
                if key in meant:
                    seen.add(key)
                else:
                    false.append((name, finding.medicine, finding.text or "", finding.message))
    missed = sorted(set(meant) - seen)
    report.say("", "## Stopp on whole lists", "",
               f"{len(paths)} patients of the sandbox with {n_statements} statements, of whom "
               f"`tests/quality/sandbox-stops.tsv` says which doses are wrong: {len(meant)}. Found {len(seen)}, missed {len(missed)}, false Stopp {len(false)}. "
               f"Of the lists of which all is in tune ({', '.join(CLEAN)}), alarms of any class: {len(alarms)}.")
    if false or missed or alarms:
        report.table(("patient", "medicine", "text", "finding"),
                     [*false, *alarms, *((*key, "", "missed") for key in missed)])
    report.must("sandbox: nothing on lists in tune", not alarms, "; ".join(f"{row[0]}: {row[1]}" for row in alarms[:3]))
    report.must("sandbox: no false Stopp", not false, "; ".join(f"{row[0]}: {row[1]}" for row in false[:3]))
    report.must("sandbox: every wrong dose stopped", not missed, "; ".join(": ".join(key) for key in missed[:3]))


def measure_outside(options):
    """Printed as comments, and nowhere else."""
    folder = os.environ.get("SMT_SAMPLES")
    if not folder:
        return
    for path in sorted(pathlib.Path(folder).glob("*response*.json")):
        try:
            findings = program.check_file(options.program, path)
        except SystemExit as trouble:
            print(f"# outside, {path.name}: {trouble}")
            continue
        stops = [finding for finding in findings if finding.severity_class == "stop"]
        print(f"# outside, {path.name}: {len(findings)} findings, {len(stops)} Stopp")
        for finding in stops:
            print(f"#   {finding.medicine}: {finding.text}: {finding.message}")


def measure(report, options):
    measure_sandbox(report, options)
    measure_outside(options)
