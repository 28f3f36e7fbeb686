# SPDX-License-Identifier: GPL-3.0-or-later
"""The closing line of check: what is counted, what a second run may mend, and what it may not."""

import json
import pathlib
import subprocess
import sys
import tempfile

COUNT = pathlib.Path(sys.argv[1]).resolve() / "build-aux" / "count-tests"
GOOD, BAD = "ok 1 a\nok 2 b\n", "ok 1 a\nnot ok 2 b\n"


def entry(name, result, text):
    return json.dumps({"name": f"samstemt:{name}", "result": result, "stdout": text}) + "\n"


def count(first, again="", *options):
    """What is printed and the exit status for a log and the runs made again."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder, "_build", "check", "log.json")
        log.parent.mkdir(parents=True)
        log.write_text(first, encoding="utf-8")
        if again:
            log.with_name("log-again.json").write_text(again, encoding="utf-8")
        done = subprocess.run([sys.executable, COUNT, *options, log.relative_to(folder)], cwd=folder, capture_output=True, text=True, check=False)
        return done.stdout.splitlines(), done.returncode


def window_fails(text=BAD):
    return entry("ui / print", "FAIL", text) + entry("base / json", "OK", GOOD)


CASES = {
    "all-pass": (count(entry("base / json", "OK", GOOD)), (["2 passed, 0 failed"], 0)),
    "nothing-ran": (count(""), (["0 passed, 0 failed"], 1)),
    "fails": (count(window_fails()), (["failed: samstemt:ui / print (check)", "3 passed, 1 failed"], 1)),
    "crash-counts": (count(window_fails("ok 1 a\n")), (["failed: samstemt:ui / print (check)", "3 passed, 1 failed"], 1)),
    "unsteady-is-named": (count(window_fails(), entry("ui / print", "OK", GOOD)),
                          (["unsteady, passed when run again alone: samstemt:ui / print (check)", "4 passed, 0 failed"], 0)),
    "fails-twice": (count(window_fails(), entry("ui / print", "FAIL", BAD)),
                    (["failed: samstemt:ui / print (check)", "3 passed, 1 failed"], 1)),
    "skipped-is-named": (count(entry("journal / disks", "OK", "ok 1 /a/b # SKIP needs a mount\nok 2 /a/c\n")),
                         (["skipped: /a/b (needs a mount) (check)", "1 passed, 0 failed, 1 skipped"], 0)),
    "only-programs-again": (count(window_fails() + entry("base / x", "FAIL", BAD) + entry("faults / y", "FAIL", BAD), "", "--failed-programs"),
                            (["print", "y"], 0)),
}

print(f"1..{len(CASES)}")
for number, (name, (got, wanted)) in enumerate(CASES.items(), 1):
    print(f"{'ok' if got == wanted else 'not ok'} {number} {name}")
    if got != wanted:
        print(f"# {got} instead of {wanted}")
sys.exit(any(got != wanted for got, wanted in CASES.values()))
