#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed is what should be, runs from there, and is taken away again without a trace.

Needs a finished build. The record that a real `ninja uninstall` would go by is put back afterwards.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

APP_ID = "no.samstemt.Samstemt"
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")


def expected():
    """Paths below the prefix, from what the source tree holds."""
    yield from ("bin/samstemt-check", "bin/samstemt-fest", "bin/samstemt-sandbox", "share/samstemt/samstemt.cdx.json")
    completions = (path.name for path in (ROOT / "data" / "completions").glob("samstemt-*"))
    yield from (f"share/bash-completion/completions/{name}" for name in completions)
    pages = {path.name for path in (ROOT / "data" / "man").glob("*.1")}
    yield from (f"share/man/man1/{page}" for page in pages if OPTIONS.window or page != "samstemt.1")
    yield from (f"share/samstemt/sandbox/{path.name}" for path in (ROOT / "data" / "sandbox").glob("*.json"))
    if not OPTIONS.window:
        return
    yield "bin/samstemt"
    yield f"share/applications/{APP_ID}.desktop"
    yield f"share/metainfo/{APP_ID}.metainfo.xml"
    yield f"share/dbus-1/services/{APP_ID}.service"
    yield f"share/glib-2.0/schemas/{APP_ID}.gschema.xml"
    yield f"share/icons/hicolor/scalable/apps/{APP_ID}.svg"
    yield f"share/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg"
    yield "share/samstemt/demo/work-list.json"
    for path in (ROOT / "po").glob("*.po"):
        yield f"share/locale/{path.stem}/LC_MESSAGES/samstemt.mo"


def meson(*arguments, cwd=None):
    done = subprocess.run(["meson", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=100, check=False, cwd=cwd)
    if done.returncode != 0:
        raise AssertionError(f"meson {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}")


def say(program, option):
    """What an installed program prints; no display, no folder of its own to write to."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SMT_SANDBOX")}
    done = subprocess.run([PLACE / "bin" / program, option], capture_output=True, text=True, timeout=60, check=False,
                          env={**environment, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"})
    if done.returncode != 0 or done.stderr:
        raise AssertionError(f"{program} {option} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def programs():
    return sorted(path.name for path in (PLACE / "bin").iterdir())


def test_1_every_file_is_there_and_no_other():
    meson("install", "-C", str(BUILD), "--no-rebuild", "--quiet", "--destdir", str(DESTDIR))
    there = {str(path.relative_to(PLACE)) for path in PLACE.rglob("*") if not path.is_dir()}
    outside = [path for path in DESTDIR.rglob("*") if not path.is_dir() and PLACE not in path.parents]
    compressed = {path.removesuffix(".gz") for path in there if path.startswith("share/man/")}
    there = {path for path in there if not path.startswith("share/man/")} | compressed
    yield from (f"{path} is not there" for path in sorted(set(expected()) - there))
    yield from (f"{path} should not be there" for path in sorted(there - set(expected())))
    yield from (f"{path} is outside the prefix" for path in outside)


def test_2_permissions():
    for path in PLACE.rglob("*"):
        mode = path.stat().st_mode & 0o777
        if mode != (0o755 if path.is_dir() or path.parent.name == "bin" else 0o644):
            yield f"{path.relative_to(PLACE)} has mode {mode:o}"


def test_3_programs_run_from_there():
    for program in programs():
        help_text = say(program, "--help")
        if program not in help_text:
            yield f"{program} --help does not name {program}"
        if "--version" in help_text and OPTIONS.version not in say(program, "--version"):
            yield f"{program} --version does not say {OPTIONS.version}"
    if not any("--version" in say(program, "--help") for program in programs()):
        yield "no program tells its version"


def test_4_every_option_stands_in_its_page():
    for program in programs():
        page = (ROOT / "data" / "man" / f"{program}.1").read_text(encoding="utf-8").replace("\\-", "-")
        said = set(OPTION.findall(say(program, "--help"))) - {"--help", "--help-all", "--help-gapplication"}
        yield from (f"{program} has {option}, its page has not" for option in sorted(said - set(OPTION.findall(page))))


def test_5_no_path_of_the_build_is_left():
    for path in PLACE.rglob("*"):
        if path.suffix in (".desktop", ".service", ".xml", ".json", ".svg", ".1") and f"{BUILD}/" in path.read_text(encoding="utf-8"):
            yield f"{path.relative_to(PLACE)} names the build folder"


def test_6_uninstall_leaves_nothing():
    # What `ninja uninstall` runs; ninja itself might configure anew first, in the middle of the tests.
    meson("--internal", "uninstall", cwd=BUILD)
    yield from (f"{path} is left" for path in sorted(DESTDIR.rglob("*")))


def run_tests():
    tests = [(name, function) for name, function in sorted(globals().items()) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for index, (name, function) in enumerate(tests, 1):
        title = name[7:].replace("_", "-")
        try:
            faults = list(function())
        except AssertionError as fault:
            faults = str(fault).splitlines()
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {index} {title}", flush=True)
        for fault in faults:
            print(f"# {fault}")
    return 1 if failed else 0


def main():
    if shutil.which("meson") is None:
        print("1..0 # SKIP meson is not on the path")
        return 0
    record = BUILD / "meson-logs" / "install-log.txt"
    before = record.read_bytes() if record.is_file() else None
    try:
        return run_tests()
    finally:
        shutil.rmtree(DESTDIR)
        if before is not None:
            record.write_bytes(before)
        else:
            record.unlink(missing_ok=True)


PARSER = argparse.ArgumentParser()
PARSER.add_argument("root", type=pathlib.Path)
PARSER.add_argument("build", type=pathlib.Path)
PARSER.add_argument("--prefix", required=True)
PARSER.add_argument("--version", required=True)
PARSER.add_argument("--window", action="store_true")
OPTIONS = PARSER.parse_args()
ROOT, BUILD = OPTIONS.root, OPTIONS.build
DESTDIR = pathlib.Path(tempfile.mkdtemp(prefix="samstemt-install-"))
PLACE = DESTDIR / OPTIONS.prefix.lstrip("/")

sys.exit(main())
