#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that a compiler does not know: who may include whom, what the engine must not touch."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
SRC = ROOT / "src"

# room → rooms it may include, besides itself (docs/architecture.md)
BELOW = {
    "base": [],
    "dosing": ["base"],
    "medicine": ["dosing"],
    "list": ["medicine"],
    "check": ["list"],
    "reconcile": ["check"],
    "fhir": ["reconcile"],
    "keyring": [],
    "journal": ["reconcile", "keyring"],
    "exchange": ["fhir", "keyring"],
    "desk": ["exchange", "journal"],
    "ui": ["desk"],
    "app": ["ui", "fest"],
    "fest": ["medicine"],
    "cli": ["fhir", "fest", "keyring"],
    "sandbox": ["base"],
}
# The sandbox checks SFM's rules with code of its own, so that it cannot agree with our mistakes.
ONLY_DIRECT = {"sandbox"}
ENGINE = ["base", "dosing", "medicine", "list", "check", "reconcile"]

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')
ENGINE_HEADERS = re.compile(r"^(glib\.h|string\.h|stdlib\.h|errno\.h|stdint\.h|stddef\.h|limits\.h|stdatomic\.h|emmintrin\.h)$")
ENGINE_WORDS = re.compile(r"\b(float|double|gdouble|gfloat|g_get_real_time|g_date_time_new_now\w*|time \(|gettext|g_print|GObject|getenv|g_getenv|g_random\w*)\b")
BANNED_WORDS = re.compile(r"\b(sprintf|strcpy|strcat|atof|atoi|strtod|g_ascii_strtod|gets|gtk_label_set_markup)\s*\(")
NATIONAL_NUMBER = re.compile(r"(?<![\w-])(\d{11})(?![\w-])")


def reachable(room):
    seen = set()
    todo = list(BELOW[room])
    while todo:
        other = todo.pop()
        if other not in seen:
            seen.add(other)
            if room not in ONLY_DIRECT:
                todo += BELOW[other]
    return seen


def against_the_arrows(room, text):
    """Includes of `text`, a file of `room`, that go where no arrow goes."""
    allowed = reachable(room) | {room}
    bad = []
    for quote, name in INCLUDE.findall(text):
        first = name.split("/")[0]
        if quote == '"' and "/" in name and first in BELOW and first not in allowed:
            bad.append(name)
    return bad


def code_only(text):
    return STRING.sub('""', COMMENT.sub(" ", text))


def sources(room, endings=(".c", ".h")):
    return sorted(path for path in (SRC / room).rglob("*") if path.suffix in endings)


def tracked(*patterns):
    try:
        out = subprocess.run(["git", "-C", str(ROOT), "ls-files", *patterns], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return [ROOT / line for line in out.stdout.splitlines() if (ROOT / line).is_file()]


def test_arrows():
    for room in BELOW:
        for path in sources(room):
            for name in against_the_arrows(room, path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(ROOT)} includes {name}"


def test_arrows_have_teeth():
    if against_the_arrows("base", '#include "check/smt-finding.h"\n') != ["check/smt-finding.h"]:
        yield "an include from base up to check was not found"
    if against_the_arrows("sandbox", '#include "fhir/smt-answer.h"\n') != ["fhir/smt-answer.h"]:
        yield "an include from sandbox to fhir was not found"
    if against_the_arrows("ui", '#include "base/smt-json.h"\n'):
        yield "an include down the arrows was refused"


def test_every_room_is_known():
    for folder in sorted(SRC.iterdir()):
        if folder.is_dir() and folder.name not in BELOW:
            yield f"src/{folder.name} is no room of the house"


def test_engine_is_plain():
    for room in ENGINE:
        for path in sources(room):
            text = path.read_text(encoding="utf-8")
            for quote, name in INCLUDE.findall(text):
                if quote == "<" and not ENGINE_HEADERS.match(name):
                    yield f"{path.relative_to(ROOT)} includes <{name}>"
            for word in ENGINE_WORDS.findall(code_only(text)):
                yield f"{path.relative_to(ROOT)} uses {word}"


def test_banned_calls():
    for room in BELOW:
        for path in sources(room):
            for word in BANNED_WORDS.findall(code_only(path.read_text(encoding="utf-8"))):
                yield f"{path.relative_to(ROOT)} calls {word}"


def test_licence_lines():
    for path in tracked("src", "tests/**/*.c", "tests/**/*.py", "build-aux", "*meson.build"):
        if path.suffix in (".c", ".h", ".py", ".build", ".sh", ""):
            if "SPDX-License-Identifier: GPL-3.0-or-later" not in path.read_text(encoding="utf-8")[:400]:
                yield f"{path.relative_to(ROOT)} has no SPDX line"


def test_numbers_are_synthetic():
    """Every eleven-digit number that could be a person's has month + 80 (or + 65, or a bad date)."""
    for path in tracked("src", "tests", "data", "docs", "README.md"):
        if path.suffix not in (".c", ".h", ".json", ".ndjson", ".py", ".md", ".ui", ".tsv"):
            continue
        for number in NATIONAL_NUMBER.findall(path.read_text(encoding="utf-8", errors="replace")):
            day, month = int(number[0:2]), int(number[2:4])
            if 1 <= (day - 40 if day > 40 else day) <= 31 and (1 <= month <= 12 or 41 <= month <= 52) and checks(number):
                yield f"{path.relative_to(ROOT)} holds a number that could be a real person's"


def checks(number):
    digits = [int(c) for c in number]
    first = -sum(w * d for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits)) % 11
    second = -sum(w * d for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), digits)) % 11
    return first == digits[9] and second == digits[10]


def test_main_is_small():
    main = SRC / "app" / "main.c"
    if main.is_file() and len(main.read_text(encoding="utf-8").splitlines()) > 60:
        yield "src/app/main.c is longer than 60 lines"


def main():
    tests = [(name, function) for name, function in sorted(globals().items()) if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    for index, (name, function) in enumerate(tests, 1):
        faults = list(function())
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {index} {name.replace('_', '-')}")
        for fault in faults:
            print(f"# {fault}")
    return 1 if failed else 0


sys.exit(main())
