#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list in a file: opened by its name, shown read-only under a banner, and nothing of it to be sent or remembered."""

import json
import os
import pathlib
import sys
import tempfile

from screen import Program, Sandbox, Tap

tap = Tap()
folder = tempfile.TemporaryDirectory()
sandbox = Sandbox()
program = Program(sandbox=sandbox, profile=folder.name + "/profile")
path = pathlib.Path(folder.name) / "oppsummering.json"
broken = pathlib.Path(folder.name) / "broken.json"


def medicine(number, text, repeat, **more):
    return {"resource": {"resourceType": "MedicationRequest", "id": f"r{number}", "status": "active", "intent": "order", **more,
                         "dosageInstruction": [{"text": text, "timing": {"repeat": repeat}, "doseAndRate": [
                             {"doseQuantity": {"value": 3, "unit": "tablett"}}]}]}}


DOCUMENT = {"resourceType": "Bundle", "type": "searchset", "entry": [
    {"resource": {"resourceType": "Patient", "id": "p", "name": [{"family": "Filesen", "given": ["Fia"]}],
                  "birthDate": "1950-01-02"}},
    medicine(1, "3 tabletter hver mandag", {"frequency": 1, "period": 1, "periodUnit": "d"},
             medicationCodeableConcept={"text": "Methotrexate Prøvefarm tab 2,5 mg",
                                        "coding": [{"system": "http://www.whocc.no/atc", "code": "L04AX03"}]}),
    medicine(2, "3 tabletter hver mandag", {"dayOfWeek": ["mon"]},
             medicationCodeableConcept={"text": "Alendronat Prøvefarm tab 70 mg"})]}


def choose(file):
    program.key("ctrl+o")
    program.choose_file("Åpne en legemiddelliste", file, "Åpne")


def opened():
    program.wait_for("list item", "Testesen, Ada")
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    choose(path)
    program.wait_for("heading", "Fia Filesen")
    faults = program.nameless()
    if program.find("label", "En fil: oppsummering.json") is None:
        faults.append("no banner says that it is a file")
    for words in ("Gå gjennom og send", "Behold"):
        if program.find("push button", words) is not None:
            faults.append(f"«{words}» can be pressed")
    if program.find("list item", "metotreksat") is None:
        faults.append("the list is not shown")
    if len(sys.argv) > 1:
        import framebuffer
        framebuffer.save(pathlib.Path(sys.argv[1]), 1280, 800)
    return faults


def certainty():
    """The second has no code: by what it was recognised stands with its name."""
    program.act(program.wait_for("list item", "alendronsyre"), "row.details")
    program.wait(lambda: any("gjenkjent på navnet" in (node.get_name() or "") for node in program.walk()),
                 "the words that it was recognised by its name")
    return []


def keys():
    program.key("ctrl+Return")
    program.key("ctrl+k")
    return [] if program.find("heading", "Fia Filesen") else ["a key led away from the list"]


def refused():
    broken.write_text("{", encoding="utf-8")
    choose(broken)
    program.wait_for("label", "Filen er ikke JSON")
    return []


def forgotten():
    """Neither profile nor desktop know of the file or the patient."""
    faults = []
    for root in (folder.name + "/profile", os.environ["XDG_RUNTIME_DIR"], os.path.expanduser("~/.local/share/recently-used.xbel")):
        for place in [pathlib.Path(root), *pathlib.Path(root).rglob("*")] if os.path.exists(root) else []:
            if place.is_file() and "Xvfb" not in place.name and any(
                    word in place.read_bytes() for word in (b"Filesen", b"oppsummering.json")):
                faults.append(f"{place} knows of it")
    return faults


tap.attempt("opened", opened)
tap.attempt("certainty", certainty)
tap.attempt("keys", keys)
tap.attempt("refused", refused)
tap.attempt("forgotten", forgotten)
program.close()
sandbox.close()
folder.cleanup()
sys.exit(tap.end())
