#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad row of the lexicon stops the build with its file and line; a good one becomes a constant."""
import os
import subprocess
import sys
import tempfile

MAKE = os.path.join(os.environ["SMT_SOURCE_ROOT"], "build-aux", "make-lexicon.py")
HEAD = "# comment\nwords\tclass\tvalue\tlanguages\n"
GOOD = "hver\teach\t\tnb\n"

BAD = {
    "unknown class": "hver\teech\t\tnb",
    "unknown language": "hver\teach\t\tno",
    "too few columns": "hver\teach\t",
    "not folded": "Hver\teach\t\tnb",
    "two spaces": "i  uken\teach\t\tnb",
    "no decimal": "halv\tnumber\thalf\tnb",
    "unknown time unit": "uke\ttime_unit\tweeek bare\tnb",
    "unknown weekday": "mandag\tweekday\tmonday\tnb",
    "value too much": "hver\teach\t1\tnb",
    "no unit kind": "tablett\tunit\ttablett\tnb",
    "same word twice": "hver\tnoise\t\tnb",
}


def run(rows):
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "lexicon-test.tsv")
        out = os.path.join(folder, "out.c")
        with open(table, "w", encoding="utf-8") as file:
            file.write(HEAD + rows)
        done = subprocess.run([sys.executable, MAKE, out, table], capture_output=True, text=True)
        made = open(out, encoding="utf-8").read() if os.path.exists(out) else ""
        return done.returncode, done.stderr, made


def main():
    tests = [("good row", *check_good())] + [(name, *check_bad(row)) for name, row in BAD.items()]
    print(f"1..{len(tests)}")
    for number, (name, ok, seen) in enumerate(tests, 1):
        print(f"{'ok' if ok else 'not ok'} {number} /dosing/lexicon/{name.replace(' ', '-')}")
        if not ok:
            print(f"# {seen!r}")


def check_good():
    code, error, made = run(GOOD)
    return code == 0 and '"hver", 1, 1, SMT_TERM_EACH' in made, error + made


def check_bad(row):
    code, error, made = run(GOOD + row + "\n")
    return code != 0 and "lexicon-test.tsv:4: " in error and made == "", error


main()
