# SPDX-License-Identifier: GPL-3.0-or-later
"""A small harness: every function of a test file called test_… is one TAP test."""

import subprocess
import sys
import tempfile
import traceback


class Run:
    """What a command wrote, and how it ended."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def __repr__(self):
        return f"status {self.status}\n{self.out}\n{self.err}"


def run(command, *arguments, stdin=b"", env=None, cwd=None):
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run([command, *arguments], input=stdin, capture_output=True, env=env, cwd=cwd, timeout=300,
                          check=False)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def short(value):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) < 2000 else text[:2000] + "…"


def equal(got, wanted, what=""):
    if got != wanted:
        raise AssertionError(f"{short(what)}: got {short(repr(got))}, wanted {short(repr(wanted))}")


def true(condition, what=""):
    if not condition:
        raise AssertionError(short(what))


class Skip(Exception):
    """What this machine cannot be asked, and why."""


def main(functions):
    """Runs the test_… functions with a fresh folder each, in the order they stand."""
    tests = [(name, function) for name, function in functions.items() if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}", flush=True)
    for index, (name, function) in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                function(folder)
                print(f"ok {index} {name[5:].replace('_', '-')}", flush=True)
            except Skip as why:
                print(f"ok {index} {name[5:].replace('_', '-')} # SKIP {why}", flush=True)
            except Exception:  # any fault of a test is a failed test
                failed += 1
                print(f"not ok {index} {name[5:].replace('_', '-')}")
                print("".join("# " + row + "\n" for row in traceback.format_exc().splitlines()), end="", flush=True)
    sys.exit(1 if failed else 0)
