#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the main loop stands still while a page of forty rows, beside a file of forty more, is worked with.

    bench-page.py BENCH-PAGE [ROWS]       on a display; prints what bench-page.c measures
"""

import importlib.util
import json
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def make_lists():
    spec = importlib.util.spec_from_file_location("make_lists", HERE / "make-lists.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Rows(random.Random):
    """As random, but for the number of rows of a patient."""

    rows = 40

    def randint(self, a, b):
        return self.rows if (a, b) == (1, 16) else super().randint(a, b)


def patient_of(document):
    return next(e["resource"] for p in document["parameter"] if "resource" in p for e in p["resource"]["entry"]
                if e["resource"]["resourceType"] == "Patient")


def main():
    Rows.rows = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    rng = Rows(7)
    lists = make_lists()
    ours, other = lists.Patient(rng).parameters(), lists.Patient(rng).parameters()
    mine, theirs = patient_of(ours), patient_of(other)
    for part in ("identifier", "name", "birthDate"):
        theirs[part] = mine[part]
    with tempfile.TemporaryDirectory() as folder:
        for name, document in (("list.json", ours), ("file.json", other)):
            pathlib.Path(folder, name).write_text(json.dumps(document), encoding="utf-8")
        subprocess.run([sys.argv[1], f"{folder}/list.json", f"{folder}/file.json"], check=True)


main()
