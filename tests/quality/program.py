# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks samstemt-check itself: a file of answers in, findings by entry out."""

import collections
import json
import os
import subprocess
import tempfile

import sfm

RANK = {"info": 1, "check": 2, "stop": 3}
# True of what stands there and no alarm: the field is empty, the text says no interval, the product is not known, there
# is no folic acid beside methotrexate (the lists are thrown together).
STATEMENTS = {"C3", "C4", "C8", "recognition"}


class Finding:
    def __init__(self, line):
        self.entry, self.medicine, self.check = line["entry"], line["medicine"], line["check"]
        self.severity_class, self.message = line["class"], line["message"]
        self.field, self.text = line["field"], line["text"]

    def rank(self):
        return RANK[self.severity_class]

    def checks(self):
        return (self.check or "recognition").split("+")

    def is_statement(self):
        checks = self.checks()
        return self.severity_class == "info" and all(check in STATEMENTS for check in checks)


def check_file(program, path, *options):
    """(findings as a list, exit status)"""
    done = subprocess.run([program, "--catalogue=none", "--format=json", "--fail-on=never", f"--today={sfm.TODAY}",
                           f"--jobs={min(2, os.cpu_count() or 1)}", *options, str(path)],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"samstemt-check ended with {done.returncode}: {done.stderr[:300]}")
    return [Finding(json.loads(line)) for line in done.stdout.splitlines()]


def check(program, treatments):
    """Findings by key, of treatments made by sfm.py, each in a list of its own."""
    found = collections.defaultdict(list)
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as stream:
        sfm.write(stream, treatments, of_each=1)
        stream.flush()
        for finding in check_file(program, stream.name):
            found[sfm.key_of(finding.entry)].append(finding)
    return found


def read_texts(program, lines):
    """--read-dosing of lines that begin with their language."""
    done = subprocess.run([program, "--read-dosing=-"], input="".join(line + "\n" for line in lines),
                          capture_output=True, text=True, check=False)
    read = [json.loads(line) for line in done.stdout.splitlines()]
    if len(read) != len(lines):
        raise SystemExit(f"{len(lines)} texts, {len(read)} readings: {done.stderr[:300]}")
    return read
