#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of measures: what one reconciliation leaves on it, and that no patient is named."""

import os
import pathlib
import sys

import framebuffer
from screen import Program, Sandbox, Tap

PICTURES = os.environ.get("SMT_PICTURES")  # a folder: also leaves pictures there, for a person to look at

tap = Tap()
sandbox = Sandbox()
program = Program(*sys.argv[1:], sandbox=sandbox)


def facts():
    """What the page says, as a person who opens it from the menu reads it."""
    program.open_menu()
    program.press("Måltall", "menu item")
    window = program.wait(lambda: next((w for w in program.windows() if w.get_name() == "Måltall"), None), "the measures")
    program.wait_for("list item", "Ukjent utfall: ", window)
    said = [node.get_name() for node in program.find_all("list item", within=window)]
    faults = program.nameless(window) + [f"a patient is named: {words}" for words in said if "Astrid" in words or "montelukast" in words]
    if PICTURES:
        framebuffer.save(pathlib.Path(PICTURES) / "measures.png")
    program.key("Escape")
    program.wait(lambda: len(program.windows()) == 1, "the measures to close")
    return said, faults


def empty():
    program.wait_for("list item", "Allikevel, Astrid")
    said, faults = facts()
    return faults + ([] if said == ["Mottatt i sin helhet: 0", "Mottatt delvis: 0", "Ukjent utfall: 0"] else [f"the page says {said}"])


def reconciled():
    """Everything kept by one key: twelve decisions."""
    program.act(program.wait_for("list item", "Allikevel, Astrid"), "work-row.open")
    program.wait(lambda: "amlodipin" in ((program.focused() and program.focused().get_name()) or ""), "the focus on the first row")
    program.key("ctrl+k")
    program.wait(lambda: any("Beholdt" in row.get_name() for row in program.find_all("list item", "montelukast")), "montelukast to be kept")
    program.key("ctrl+Return")
    program.wait_for("push button", "Signer og send")
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")
    said, faults = facts()
    wanted = ["Mottatt i sin helhet: 1", "Beholdt: 12", "Valg og angringer underveis, median: 12"]
    return faults + [f"«{words}» is not among {said}" for words in wanted if words not in said]


try:
    if tap.attempt("empty", empty):
        tap.attempt("reconciled", reconciled)
finally:
    program.close()
    sandbox.close()
sys.exit(tap.end())
