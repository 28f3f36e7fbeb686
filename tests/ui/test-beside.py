#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists opened from files beside the patient at work: whose they are, what each says, what stands only there, and pairs
that are said and taken back by hand."""

import json
import os
import pathlib
import shutil
import sys
import tempfile

import framebuffer
from screen import Program, Sandbox, Tap

PICTURES = os.environ.get("SMT_PICTURES")  # a folder: also leaves pictures there, for a person to look at
DEMO = pathlib.Path(os.environ["SMT_SOURCE_ROOT"]) / "data" / "demo"

tap = Tap()
folder = tempfile.TemporaryDirectory()
sandbox = Sandbox()
program = Program(*sys.argv[1:], sandbox=sandbox, profile=folder.name + "/profile")
for name in ("ada-fastlege.json", "ada-sykehus-ips.json"):
    shutil.copy(DEMO / name, folder.name)


def picture(name):
    if PICTURES:
        framebuffer.save(pathlib.Path(PICTURES) / f"{name}.png")


def row(words):
    return program.wait_for("list item", words)


def said(words):
    """The whole row, with spaces that break."""
    return row(words).get_name().replace("\N{NO-BREAK SPACE}", " ")


def compare(name):
    program.wait_gone("push button", "Lukk meldingen")  # GTK 4.8 tells of a message that goes behind a chooser by no path
    program.key("ctrl+shift+o")
    program.choose_file("Sammenlign med en legemiddelliste", f"{folder.name}/{name}", "Åpne")


def edited(name, change):
    document = json.loads((DEMO / "ada-sykehus-ips.json").read_text(encoding="utf-8"))
    change(next(e["resource"] for e in document["entry"] if e["resource"]["resourceType"] == "Patient"))
    (pathlib.Path(folder.name) / name).write_text(json.dumps(document), encoding="utf-8")


def headings():
    return [node.get_name() for node in program.find_all("heading")]


def beside():
    """What differs stands on the row, what is only in the file in a group of its own with its count."""
    program.act(row("Testesen, Ada, "), "work-row.open")
    program.wait_for("heading", "Ada Testesen")
    compare("ada-fastlege.json")
    program.wait_for("label", "Sammenlignet med ada-fastlege.json, 20. august 2026")
    picture("beside-list")
    faults = program.nameless()
    if "Bare i ada-fastlege.json, 20. august 2026  2" not in headings():
        faults.append(f"no group of what is only in the file: {headings()}")
    if "Annerledes i ada-fastlege.json: Dose 2 tabletter → 1 tablett" not in said("atorvastatin"):
        faults.append(f"the other dose is not told: {said('atorvastatin')}")
    if program.find("label", "1 løs · 2 mulig dobbelt") is None:
        faults.append("the heading does not say how many rows are loose or double")
    if "Kan være det samme som metoprolol" not in said("Selo-Zok – depottablett"):
        faults.append("the other strength is not asked about")
    return faults


def paired():
    """The row's key leads to the lists side by side, and the menu there to what it may be."""
    program.act(row("metoprolol SELO-ZOK – "), "row.sources")
    program.wait_for("heading", "Side om side  ")
    picture("beside-detail")
    program.toggle("Knytt metoprolol")
    item = program.wait_for("menu item", "Selo-Zok")
    picture("beside-menu")
    program.act(item)
    program.wait_for("label", "De er én behandling.")
    program.wait(lambda: "Bare i ada-fastlege.json, 20. august 2026  1" in headings(), "a row less in the group")
    faults = []
    if "Styrke 100 mg → 50 mg" not in said("metoprolol SELO-ZOK – "):
        faults.append("the other strength is not told")
    return faults + program.nameless()


def undone():
    program.key("ctrl+z")
    program.wait(lambda: "Bare i ada-fastlege.json, 20. august 2026  2" in headings(), "the row to come back")
    program.key("ctrl+shift+z")
    program.wait(lambda: "Bare i ada-fastlege.json, 20. august 2026  1" in headings(), "the pair to be made again")
    return []


def apart():
    program.act(row("levotyroksin"), "row.sources")
    program.press("i ada-fastlege.json er ikke det samme")
    program.wait(lambda: "Bare i ada-fastlege.json, 20. august 2026  2" in headings(), "a row more in the group")
    program.act(row("levotyroksinnatrium LEVAXIN – "), "row.history")
    program.wait(lambda: any("Sagt å ikke være det samme: levotyroksin" in node.get_name() and "Lise Fastlegesen, lege" in node.get_name()
                             for node in program.walk()), "what was said by hand in the history")
    picture("beside-history")
    return []


def fill(label, text):
    program.wait_for("text", label).get_editable_text_iface().set_text_contents(text)


def clarified():
    """A row that stands only in the file: a key asks who is to clarify it and by when, and it is a task at once."""
    program.act(row("Zopiklon"), "row.clarify")
    fill("Avklares med", "sykehuset")
    picture("beside-clarify")
    fill("Svar innen", "07.12.2099")
    program.press("Avklar", exact=True)
    program.wait(lambda: "Avklares med sykehuset innen 7. desember 2099" in said("Zopiklon"), "the row to say it")
    program.wait(lambda: any(h.startswith("Følges opp  1") for h in headings()), "a task")
    picture("beside-clarified")
    return program.nameless()


def declined():
    """Another one does not come onto the list: a ready answer is enough, and both are undone and done again."""
    program.press("Ikke på listen… levotyroksin")
    program.wait_for("push button", "Brukes ikke lenger")
    picture("beside-decline")
    program.press("Brukes ikke lenger")
    program.wait(lambda: "Skal ikke på listen: Brukes ikke lenger" in said("levotyroksin LEVAXIN –"), "the row to say it")
    program.key("ctrl+z")
    program.wait(lambda: "Skal ikke" not in said("levotyroksin LEVAXIN –"), "it to be taken back")
    program.key("ctrl+z")
    program.wait(lambda: "Avklares" not in said("Zopiklon"), "the clarification to be taken back")
    program.wait(lambda: not any(h.startswith("Følges opp") for h in headings()), "the task to go")
    program.key("ctrl+shift+z", "ctrl+shift+z")
    program.wait(lambda: "Skal ikke" in said("levotyroksin LEVAXIN –") and "Avklares" in said("Zopiklon"), "both to be said again")
    return []


def recorded():
    """Named at review, told in the note, and nothing of it among what is sent."""
    program.key("ctrl+Return")
    program.wait_for("heading", "Bare i lister fra filer: i notatet, ikke i det som sendes  2")
    note = program.wait_for("label", "Bare i fil: Zopiklon").get_name().replace("\N{NO-BREAK SPACE}", " ")
    picture("beside-review")
    program.key("alt+Left")
    row("Zopiklon")
    return [f"«{part}» is not in the note: {note}" for part in
            ("kjernejournal, liste fra en fil (ada-fastlege.json, 20. august 2026).",
             "(ada-fastlege.json, 20. august 2026): Avklares med sykehuset innen 7. desember 2099.", "Skal ikke på listen: Brukes ikke lenger.")
            if part not in note]


def refused():
    edited("annen.json", lambda patient: patient.update(birthDate="1951-07-01"))
    compare("annen.json")
    program.wait_for("label", "annen.json gjelder en annen pasient og blir ikke sammenlignet.")
    return [] if len([h for h in headings() if h.startswith("Bare i") and ".json" in h]) == 1 else ["it was taken"]


def asked():
    """Too little to know: nothing is compared before somebody says so."""
    edited("ukjent.json", lambda patient: patient.pop("birthDate"))
    compare("ukjent.json")
    program.wait_for("push button", "Samme pasient")
    picture("beside-asked")
    faults = [] if program.find("label", "Sammenlignet med ukjent.json") is None else ["it was taken unasked"]
    program.press("Samme pasient")
    program.wait_for("label", "Sammenlignet med ukjent.json, 1. september 2026")
    return faults


def removed():
    for name in ("ukjent.json", "ada-fastlege.json"):
        program.press(f"Ikke sammenlign med {name} lenger")
        program.wait(lambda: program.find("label", f"Sammenlignet med {name}") is None, f"{name} to be gone")
    return [f"«{h}»" for h in headings() if h.startswith("Bare i") and ".json" in h]


def remembered():
    """The pair was written down: the same file beside the same patient stands as it was left."""
    compare("ada-fastlege.json")
    program.wait(lambda: "Bare i ada-fastlege.json, 20. august 2026  2" in headings(), "the pairs as they were left")
    return [] if "Styrke 100 mg → 50 mg" in said("metoprolol SELO-ZOK – ") else ["forgotten"]


def nowhere_else():
    """Nothing of what stands only in a file was written down, but for what was said of a pair."""
    return [str(place) for place in pathlib.Path(folder.name, "profile").rglob("*")
            if place.is_file() and b"Zopiklon" in place.read_bytes()]


steps = [("beside", beside), ("paired", paired), ("undone", undone), ("apart", apart), ("clarified", clarified), ("declined", declined), ("recorded", recorded), ("refused", refused), ("asked", asked),
         ("removed", removed), ("remembered", remembered), ("nowhere-else", nowhere_else)]
for name, step in steps:
    tap.attempt(name, step)
program.close()
sandbox.close()
folder.cleanup()
sys.exit(tap.end())
