#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desktop file, metainfo, schema, icons, screens, translations, manual pages and scripts are what their readers expect.

A test is skipped, in words, only where the tool that judges is not installed.
"""

import argparse
import configparser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml

APP_ID = "no.samstemt.Samstemt"
SVG = "{http://www.w3.org/2000/svg}"
SHELL = re.compile(r"^(#!.*\b(ba)?sh\b|# shellcheck shell=)")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Skip(Exception):
    """What this machine cannot be asked, and why."""


def judge(tool, *arguments):
    """Faults as `tool` words them: its output, when it does not end with 0."""
    if shutil.which(tool) is None:
        raise Skip(f"{tool} is not installed")
    done = subprocess.run([tool, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=120, check=False, cwd=ROOT, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return [] if done.returncode == 0 else done.stdout.splitlines() or [f"{tool} ended with {done.returncode}"]


def built(path):
    if path is None:
        raise Skip("built without the window")
    return path


def keys_of(path, group):
    reader = configparser.RawConfigParser(delimiters="=", comment_prefixes="#", strict=True)
    reader.optionxform = str
    reader.read(path, encoding="utf-8")
    return dict(reader[group])


def shell_scripts():
    for folder in ("build-aux", ".ci", "data/completions"):
        for path in sorted((ROOT / folder).iterdir()):
            if path.is_file() and SHELL.match(path.read_text(encoding="utf-8")):
                yield path


def languages():
    lines = (ROOT / "po" / "LINGUAS").read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def test_desktop_file():
    yield from judge("desktop-file-validate", built(OPTIONS.desktop))


def test_metainfo():
    yield from judge("appstreamcli", "validate", "--no-net", built(OPTIONS.metainfo))


def test_schema():
    yield from judge("glib-compile-schemas", "--strict", "--dry-run", ROOT / "data")


def test_one_name_everywhere():
    """A desktop finds window, icon, service and metainfo of a program by one id."""
    desktop = keys_of(built(OPTIONS.desktop), "Desktop Entry")
    service = keys_of(OPTIONS.service, "D-BUS Service")
    metainfo = xml.parse(OPTIONS.metainfo).getroot()
    schema = xml.parse(ROOT / "data" / f"{APP_ID}.gschema.xml").getroot().find("schema")
    said = {
        "the icon of the desktop file": desktop["Icon"],
        "the name of the service": service["Name"],
        "the id of the metainfo": metainfo.findtext("id"),
        "the metainfo's service": metainfo.findtext("provides/dbus"),
        "the id of the schema": schema.get("id"),
        "the path of the schema": schema.get("path").strip("/").replace("/", "."),
        "the file of the desktop file": OPTIONS.desktop.stem,
        "the metainfo's desktop file": metainfo.findtext("launchable").removesuffix(".desktop"),
        "the file of the service": OPTIONS.service.stem,
    }
    yield from (f"{what} is {name}" for what, name in said.items() if name != APP_ID)
    program = service["Exec"].split()[0]
    if not program.startswith("/") or pathlib.Path(program).name != desktop["Exec"].split()[0]:
        yield f"desktop file and service start different programs: {desktop['Exec']}, {service['Exec']}"


def test_metainfo_says_what_is_released():
    metainfo = xml.parse(built(OPTIONS.metainfo)).getroot()
    newest = metainfo.find("releases/release").get("version")
    if newest != OPTIONS.version:
        yield f"the newest release is {newest}, the program is {OPTIONS.version}"


def test_metainfo_and_desktop_file_are_translated():
    desktop = keys_of(built(OPTIONS.desktop), "Desktop Entry")
    metainfo = xml.parse(OPTIONS.metainfo).getroot()
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        if f"{key}[nb]" not in desktop:
            yield f"the desktop file has no {key} in bokmål"
    for path in ("name", "summary", "description/p", "screenshots/screenshot/caption", "releases/release/description/p"):
        said = [one.get(XML_LANG) for one in metainfo.findall(path)]
        if said.count("nb") != said.count(None):
            yield f"the metainfo has {said.count(None)} {path}, {said.count('nb')} of them in bokmål"


def test_icons():
    folder = ROOT / "data" / "icons" / "hicolor"
    for place, name in (("scalable", APP_ID), ("symbolic", f"{APP_ID}-symbolic")):
        path = folder / place / "apps" / f"{name}.svg"
        root = xml.parse(path).getroot()
        if root.tag != f"{SVG}svg" or root.get("width") != root.get("height") or root.get("viewBox") != f"0 0 {root.get('width')} {root.get('height')}":
            yield f"{path.name} is not a square on its own grid"
        if root.find(f".//{SVG}image") is not None:
            yield f"{path.name} holds a bitmap"
        colours = {one.get("fill") for one in root.iter() if one.get("fill")}
        if place == "symbolic" and colours != {"#2e3436"}:
            yield f"{path.name} is not of the one colour that a theme replaces: {colours}"


def test_xml_is_well_formed():
    patterns = ("resources/**/*.ui", "resources/*.xml", "data/*.xml", "data/*.xml.in", "data/icons/**/*.svg")
    paths = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    yield from judge("xmllint", "--noout", "--nonet", *paths)


def test_translations():
    files = {path.stem for path in (ROOT / "po").glob("*.po")}
    if files != languages():
        yield f"po/LINGUAS names {sorted(languages())}, but there are {sorted(files)}"
    for language in sorted(files):
        yield from judge("msgfmt", "-c", "-o", "/dev/null", ROOT / "po" / f"{language}.po")


def test_manual_pages():
    for path in sorted((ROOT / "data" / "man").glob("*.[1-8]")):
        if shutil.which("groff") is None:
            raise Skip("groff is not installed")
        done = subprocess.run(["groff", "-man", "-ww", "-z", "-Kutf8", "-Tutf8", str(path)], capture_output=True,
                              text=True, timeout=60, check=False)
        yield from done.stderr.splitlines()
        if done.returncode != 0:
            yield f"groff cannot format {path.name}"


def test_shell_scripts_are_sound():
    paths = list(shell_scripts())
    if len(paths) < 4:
        yield f"only these scripts were found: {paths}"
    for path in paths:
        yield from judge("bash", "-n", path)
    yield from judge("shellcheck", "--external-sources", *paths)


def main():
    tests = [(name, function) for name, function in sorted(globals().items()) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for index, (name, function) in enumerate(tests, 1):
        title = name[5:].replace("_", "-")
        faults, skipped = [], ""
        try:
            for fault in function():
                faults.append(fault)
        except Skip as why:
            skipped = f" # SKIP {why}"
        failed += bool(faults)
        print(f"not ok {index} {title}" if faults else f"ok {index} {title}{skipped}")
        for fault in faults:
            print(f"# {fault}")
    return 1 if failed else 0


PARSER = argparse.ArgumentParser()
PARSER.add_argument("root", type=pathlib.Path)
PARSER.add_argument("--version")
PARSER.add_argument("--desktop", type=lambda path: pathlib.Path(path).resolve())
PARSER.add_argument("--metainfo", type=lambda path: pathlib.Path(path).resolve())
PARSER.add_argument("--service", type=pathlib.Path)
OPTIONS = PARSER.parse_args()
ROOT = OPTIONS.root

sys.exit(main())
