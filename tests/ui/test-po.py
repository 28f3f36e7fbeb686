#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sentence of the window is translated to bokmål, and every file with sentences is known to the translators."""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
PO = ROOT / "po"
KEYWORDS = ["--keyword=C_:1c,2", "--keyword=N_", "--keyword=_", "--keyword=g_dngettext:2,3"]
SPEAKING = re.compile(r"\b(C_|N_|_|g_dngettext) \(|translatable=\"yes\"")


def listed():
    lines = (PO / "POTFILES").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def template(folder):
    pot = folder / "samstemt.pot"
    subprocess.run(["xgettext", "--from-code=UTF-8", *KEYWORDS, "-o", str(pot), *listed()], cwd=ROOT, check=True, capture_output=True)
    return pot


def test_potfiles_complete():
    known = set(listed())
    for folder, pattern in (("src/ui", "*.c"), ("src/app", "*.c"), ("resources/ui", "*.ui")):
        for path in sorted((ROOT / folder).glob(pattern)):
            name = str(path.relative_to(ROOT))
            if SPEAKING.search(path.read_text(encoding="utf-8")) and name not in known:
                yield f"{name} is not in po/POTFILES"


def test_potfiles_exist():
    for name in listed():
        if not (ROOT / name).is_file():
            yield f"po/POTFILES names {name}, which is not there"


def test_bokmal_is_complete():
    with tempfile.TemporaryDirectory() as folder:
        pot = template(pathlib.Path(folder))
        result = subprocess.run(["msgcmp", str(PO / "nb.po"), str(pot)], capture_output=True, text=True)
    for line in result.stderr.splitlines():
        if "not defined" in line or "not translated" in line or "fuzzy" in line:
            yield line


def statistics(name):
    return subprocess.run(["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(PO / name)], capture_output=True, text=True)


def test_bokmal_is_well_formed():
    result = statistics("nb.po")
    if result.returncode != 0 or "untranslated" in result.stderr or "fuzzy" in result.stderr:
        yield from result.stderr.splitlines()


def test_nynorsk_is_well_formed():
    """Nynorsk may lag behind (what it lacks is shown in English), but what it says is never a guess."""
    result = statistics("nn.po")
    if result.returncode != 0 or "fuzzy" in result.stderr:
        yield from result.stderr.splitlines()


def share(name):
    """How many of today's sentences @name translates, and of how many."""
    with tempfile.TemporaryDirectory() as folder:
        pot = template(pathlib.Path(folder))
        merged = subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "-o", "-", str(PO / name), str(pot)], capture_output=True, check=True)
        counted = subprocess.run(["msgfmt", "--statistics", "-o", "/dev/null", "-"], input=merged.stdout, capture_output=True, check=True)
    numbers = [int(n) for n in re.findall(rb"\d+", counted.stderr)]
    return numbers[0], sum(numbers)


def main():
    tests = [(name, function) for name, function in sorted(globals().items()) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for index, (name, function) in enumerate(tests, 1):
        faults = list(function())
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {index} {name[5:].replace('_', '-')}")
        for fault in faults:
            print(f"# {fault}")
    print("# nynorsk: {} of {} sentences".format(*share("nn.po")))
    return 1 if failed else 0


sys.exit(main())
