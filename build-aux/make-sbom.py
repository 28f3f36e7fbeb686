#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a bill of materials (CycloneDX 1.5, JSON): every shared library the programs are linked with, directly or not, by
the package and version it came from.

    make-sbom.py --version=VERSION --output=FILE PROGRAM…

What is loaded while a program runs (gio's TLS module, pixbuf loaders, fonts) is not linked and not in it. Where there is no
dpkg a library stands by its file's name alone. The same programs on the same system give the same bytes.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import uuid

NAME = "samstemt"
LINKED = re.compile(r"^\s*(\S+) => (/\S+) \(0x", re.MULTILINE)
LOADER = re.compile(r"^\s*(/\S*ld-linux\S*) \(0x", re.MULTILINE)


def libraries(program):
    """soname → file of all that @program is linked with, as the loader finds it."""
    told = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}).stdout
    if "not found" in told:
        raise SystemExit(f"{program}: a library is missing\n{told}")
    found = dict(LINKED.findall(told))
    found.update((pathlib.Path(path).name, path) for path in LOADER.findall(told))
    return found


def spellings(path):
    """The same file as dpkg may have it in its lists: /lib is a link to /usr/lib since the directories were merged."""
    for one in (path, os.path.realpath(path)):
        yield one
        yield one.removeprefix("/usr") if one.startswith("/usr/lib") else f"/usr{one}"


def dpkg(*arguments):
    told = subprocess.run(["dpkg-query", *arguments], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    return [line for line in told.stdout.splitlines() if not line.startswith("diversion by")]


def packages_of(paths):
    """path → (name, version, architecture) of the Debian package it came with, of those that came with one."""
    if shutil.which("dpkg-query") is None:
        return {}
    asked = {spelling: path for path in paths for spelling in spellings(path)}
    owners = {}
    for line in dpkg("-S", *sorted(asked)):
        owner, _, spelling = line.rpartition(": ")
        owners[asked[spelling]] = owner.split(",")[0]
    shown = (line.split("\t") for line in dpkg("-W", "-f=${binary:Package}\t${Package}\t${Version}\t${Architecture}\n", *sorted(set(owners.values()))))
    known = {names[0]: tuple(names[1:]) for names in shown}
    known.update({binary.split(":")[0]: package for binary, package in known.items()})
    return {path: known[owner] if owner in known else known[owner.split(":")[0]] for path, owner in owners.items()}


def component(package, sonames):
    if package is None:
        reference = f"library:{sonames[0]}"
        entry = {"type": "library", "bom-ref": reference, "name": sonames[0]}
    else:
        name, version, architecture = package
        reference = f"pkg:deb/debian/{name}@{version}?arch={architecture}"
        entry = {"type": "library", "bom-ref": reference, "name": name, "version": version, "purl": reference}
    entry["properties"] = [{"name": "samstemt:soname", "value": soname} for soname in sonames]
    return entry


def bill(version, programs):
    owners = collections.defaultdict(set)
    linked = {program.name: libraries(program) for program in programs}
    paths = {soname: path for found in linked.values() for soname, path in found.items()}
    packages = packages_of(set(paths.values()))
    for soname, path in paths.items():
        owners[packages.get(path, soname)].add(soname)
    entries = [component(owner if isinstance(owner, tuple) else None, sorted(sonames)) for owner, sonames in owners.items()]
    entries.sort(key=lambda entry: entry["bom-ref"])
    by_soname = {part["value"]: entry["bom-ref"] for entry in entries for part in entry["properties"]}
    own = [{"type": "application", "bom-ref": name, "name": name, "version": version} for name in sorted(linked)]
    uses = [{"ref": name, "dependsOn": sorted({by_soname[soname] for soname in linked[name]})} for name in sorted(linked)]
    content = {"components": own + entries, "dependencies": [{"ref": NAME, "dependsOn": sorted(linked)}, *uses]}
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{serial}", "version": 1,
            "metadata": {"component": {"type": "application", "bom-ref": NAME, "name": NAME, "version": version,
                                       "licenses": [{"license": {"id": "GPL-3.0-or-later"}}]}},
            **content}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("programs", type=pathlib.Path, nargs="+")
    options = parser.parse_args()
    text = json.dumps(bill(options.version, options.programs), indent=1, ensure_ascii=False)
    options.output.write_text(text + "\n", encoding="utf-8")


main()
