#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every risk of docs/risk.md names tests, and each of them exists: a barrier that nothing holds up is none."""

import importlib.machinery
import importlib.util
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "risk.md"
ROW = re.compile(r"^\| ([A-Z]\d+) \|(.*)\|\s*$", re.MULTILINE)
TEST = re.compile(r"`([\w-]+):([^`]+)`")
LEAST_ROWS = 25


def load_run():
    """tests/faults/run is a command, and has no ending."""
    loader = importlib.machinery.SourceFileLoader("run", str(HERE / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("run", loader))
    loader.exec_module(module)
    return module


def faults(page, run, tests):
    rows = ROW.findall(page)
    if len(rows) < LEAST_ROWS or len({name for name, _ in rows}) != len(rows):
        yield f"{len(rows)} rows, and each must have a name of its own"
    known = {}
    for name, row in rows:
        cells = row.split(" | ")
        named = TEST.findall(cells[-1])
        if not named:
            yield f"{name} names no test"
        for program, path in named:
            if program not in tests:
                yield f"{name}: there is no test «{program}»"
                continue
            if program not in known:
                known[program] = run.known_paths(tests[program])
            if not run.exists(path, known[program]):
                yield f"{name}: «{program}» has no «{path}»"


def main():
    run = load_run()
    found = list(faults(PAGE.read_text(encoding="utf-8"), run, run.introspect(sys.argv[1])))
    # a page that names what is not there must be refused, or the test above says nothing
    broken = "\n".join(f"| X{n} | h | S1 | c | b | `test-json:/json/no-such-thing` |" for n in range(LEAST_ROWS))
    blind = len(list(faults(broken, run, run.introspect(sys.argv[1])))) != LEAST_ROWS
    print("1..2")
    print(f"{'not ok' if found else 'ok'} 1 every-risk-has-tests-that-exist")
    for fault in found:
        print(f"# {fault}")
    print(f"{'not ok' if blind else 'ok'} 2 what-does-not-exist-is-found")
    return 1 if found or blind else 0


sys.exit(main())
