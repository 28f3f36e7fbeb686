#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest asks for what the program needs and for nothing more. Argument: the folder of the manifest.

No runtime is fetched here, so the manifest is read and not built. It is held to a small part of YAML (maps and lists by
indent, plain or single-quoted scalars), which is read without a library; where PyYAML is installed, it must agree.
"""

import pathlib
import re
import sys

APP_ID = "no.samstemt.Samstemt"
FOLDER = pathlib.Path(sys.argv[1])
MANIFEST = FOLDER / f"{APP_ID}.yml"

ALLOWED = {"--share=ipc", "--share=network", "--socket=wayland", "--socket=fallback-x11", "--device=dri"}
# The first runtime with GTK 4.8 and libadwaita 1.2.
OLDEST_RUNTIME = 43
FIELD = re.compile(r"([A-Za-z][\w-]*):(?: +(\S.*))?$")


class NotPlain(ValueError):
    """A line outside the part of YAML that the manifest is held to."""


def scalar(text):
    if text.startswith("'") and text.endswith("'") and len(text) > 1:
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    if text[0] in "\"'[]{}&*!|>%@`#" or ": " in text or " #" in text or re.fullmatch(r"[\d.]*\d[\d.]*|null|~|yes|no|on|off", text):
        raise NotPlain(f"not a plain word: {text}")
    return text


def lines_of(text):
    """(indent, words) of each line that says something; "- a: b" becomes "-" and, two deeper, "a: b"."""
    for line in text.splitlines():
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if "\t" in line:
            raise NotPlain("a tab")
        if words.startswith("- ") and FIELD.match(words[2:]):
            yield indent, "-"
            indent, words = indent + 2, words[2:]
        yield indent, words


def read_block(lines, indent):
    """The list or map whose lines stand at `indent`; takes them off `lines`."""
    block = [] if lines[0][1].startswith("-") and not lines[0][1].startswith("--") else {}
    while lines and lines[0][0] == indent:
        words = lines.pop(0)[1]
        deeper = lines[0][0] if lines and lines[0][0] > indent else None
        if isinstance(block, list):
            if not re.match(r"-( |$)", words):
                raise NotPlain(f"no item of the list: {words}")
            block.append(scalar(words[2:]) if words != "-" else read_block(lines, deeper))
            continue
        field = FIELD.match(words)
        if field is None or field[1] in block or (field[2] is None) == (deeper is None):
            raise NotPlain(f"neither a field nor the start of a block, or said twice: {words}")
        block[field[1]] = scalar(field[2]) if field[2] else read_block(lines, deeper)
    if lines and lines[0][0] > indent:
        raise NotPlain(f"indented too far: {lines[0][1]}")
    return block


def read(text):
    lines = list(lines_of(text))
    manifest = read_block(lines, 0)
    if lines:
        raise NotPlain(f"left over: {lines[0][1]}")
    return manifest


def faults_of(manifest):
    if manifest.get("id") != APP_ID:
        yield f"the id is {manifest.get('id')}"
    if (manifest.get("runtime"), manifest.get("sdk")) != ("org.gnome.Platform", "org.gnome.Sdk"):
        yield "runtime and sdk are not GNOME's"
    version = str(manifest.get("runtime-version", ""))
    if not version.isdigit() or int(version) < OLDEST_RUNTIME:
        yield f"runtime {version or 'master'} is not a pinned one with GTK 4.8 and libadwaita 1.2"
    if manifest.get("command") != "samstemt":
        yield f"the command is {manifest.get('command')}"
    if manifest.get("separate-locales") is not False:
        yield "translations would be left out for who has another desktop language"
    asked = manifest.get("finish-args", [])
    yield from (f"asks for {one}" for one in asked if one not in ALLOWED)
    yield from (f"does not ask for {one}" for one in sorted(ALLOWED - set(asked)))
    yield from faults_of_modules(manifest.get("modules", []))


def faults_of_modules(modules):
    if not modules or modules[-1].get("name") != "samstemt" or modules[-1].get("buildsystem") != "meson":
        yield "the last module is not this program, built with meson"
    for module in modules:
        for option in module.get("config-opts", []):
            if "ndebug=true" in option or "G_DISABLE" in option:
                yield f"{option} leaves the invariants unchecked"
        for source in module.get("sources", []):
            if source.get("type") == "dir":
                if not (FOLDER / source["path"] / "po" / "LINGUAS").is_file():
                    yield f"{source['path']} is not the root of the project"
            elif not re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", source.get("sha256", source.get("commit", ""))):
                yield f"a source that is not held by its hash: {source}"


def test_manifest():
    yield from faults_of(read(MANIFEST.read_text(encoding="utf-8")))


def test_own_reader_agrees_with_pyyaml():
    try:
        import yaml
    except ImportError:
        raise Skip("PyYAML is not installed") from None
    text = MANIFEST.read_text(encoding="utf-8")
    if yaml.safe_load(text) != read(text):
        yield f"PyYAML reads {yaml.safe_load(text)}, we read {read(text)}"


def test_faults_are_seen():
    text = MANIFEST.read_text(encoding="utf-8")
    for old, new in (
        ("  - --share=ipc\n", ""),
        ("  - --device=dri\n", "  - --device=dri\n  - --filesystem=host\n"),
        ("  - --device=dri\n", "  - --device=all\n"),
        ("  - --device=dri\n", "  - --device=dri\n  - --talk-name=org.freedesktop.secrets\n"),
        ("runtime-version: '48'", "runtime-version: '42'"),
        ("runtime-version: '48'", "runtime-version: master"),
        ("separate-locales: false\n", ""),
        ("-Db_ndebug=false", "-Db_ndebug=true"),
        ("        path: ..\n", "        path: ../src\n"),
        ("      - type: dir\n        path: ..\n", "      - type: archive\n        url: https://example.org/a.tar.gz\n"),
    ):
        if old not in text:
            yield f"the manifest no longer says {old.strip()}"
        elif not list(faults_of(read(text.replace(old, new)))):
            yield f"{new.strip() or old.strip() + ' left out'} was let pass"


def test_what_is_not_plain_is_refused():
    for text in ("a: b\na: c\n", "a: [b]\n", "a:\nb: c\n", "a: b\n    c: d\n", "a:\n  - b\n c: d\n", "a: &b c\n", "a: 48\n", "a: b # c\n"):
        try:
            yield f"{text!r} was read as {read(text)}"
        except NotPlain:
            pass


class Skip(Exception):
    """What this machine cannot be asked, and why."""


def main():
    tests = [(name, function) for name, function in sorted(globals().items()) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for index, (name, function) in enumerate(tests, 1):
        title = name[5:].replace("_", "-")
        try:
            faults, skipped = list(function()), ""
        except Skip as why:
            faults, skipped = [], f" # SKIP {why}"
        except NotPlain as why:
            faults = [str(why)]
        failed += bool(faults)
        print(f"not ok {index} {title}" if faults else f"ok {index} {title}{skipped}")
        for fault in faults:
            print(f"# {fault}")
    return 1 if failed else 0


sys.exit(main())
