#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log says what happened and never to whom: no name, number, medicine or dose of any patient of the sandbox."""

import json
import os
import pathlib
import re
import stat
import sys
import tempfile

from screen import Atspi, Program, Sandbox, Tap

PATIENTS = ("Testesen, Ada", "Mønster, Liv", "Reaksjon, Rita", "Delvis, Dag", "Feltfeil, Felix", "Magistrell, Mia")
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z) (info|message|warning|critical|error) [\w-]+ .+")
MOST_TABS = 6
LEAST_LETTERS = 4  # of a dose text or a medicine; shorter ones are words of any language

tap = Tap()
folder = tempfile.TemporaryDirectory()
sandbox = Sandbox()
program = Program(sandbox=sandbox, profile=folder.name)
log = pathlib.Path(folder.name) / "log"


def open_all():
    for name in PATIENTS:
        program.act(program.wait_for("list item", name), "work-row.open")
        program.wait_for("heading", " ".join(reversed(name.split(", "))))


def fail():
    sandbox.order("http-500", "lookup")
    program.act(program.wait_for("list item", "Prøve, Bo"), "work-row.open")
    program.wait_for("push button", "Prøv igjen")
    sandbox.order("")


def viewer():
    program.key("ctrl+shift+l")
    window = program.wait(lambda: next((w for w in program.windows() if w.get_name() == "Logg"), None), "the log")
    program.wait_for("push button", "Kopier alt", window)
    text = program.wait_for("text", "Linjer i loggen", window).get_text_iface()
    shown = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
    faults = program.nameless(window)
    if program.find("label", "Syntetiske data", window) is None:
        faults.append("the window does not say that the data are synthetic")
    if "a list was fetched" not in shown:
        faults.append("the window does not show what was logged")
    program.key("Escape")
    program.wait(lambda: len(program.windows()) == 1, "the log to close")
    return faults


def focus():
    node = program.focused()
    return node.get_name() or "" if node else ""


def help_window():
    """F1 answers beside the work: each answer is behind its question, and the main window can still be used."""
    program.key("F1")
    window = program.wait(lambda: next((w for w in program.windows() if w.get_name() == "Hjelp"), None), "the help")
    faults = [] if program.find("list item", "Stopp må avgjøres før listen kan sendes", window) is None else ["an answer is open beforehand"]
    program.wait_for("list item", "Hva betyr Stopp, Sjekk og Til orientering?", window)
    where = focus()
    for _ in range(MOST_TABS):
        if "Hva betyr Stopp" in where:
            break
        program.key("Tab")
        where = program.wait(lambda left=where: focus() not in ("", left) and focus(), "the focus to move on")
    program.key("Return")
    program.wait_for("list item", "Stopp må avgjøres før listen kan sendes", window)
    program.press("Hurtigtaster")
    program.wait(lambda: len(program.windows()) == 3, "the shortcuts")
    return faults


def lines():
    text = log.read_text(encoding="utf-8")
    faults = [f"not a line of a log: {line}" for line in text.splitlines() if not LINE.fullmatch(line)]
    for words in ("starts", "the session is open, synthetic", "a list was fetched: 11 rows", "lookup failed"):
        if words not in text:
            faults.append(f"«{words}» is not in the log: " + text.replace("\n", " | "))
    if stat.S_IMODE(log.stat().st_mode) != 0o600:
        faults.append("others can read the log")
    return faults


def texts(value, key=""):
    """What the sandbox's answers say of patients: names, numbers, dose texts, medicines, reactions."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == "url" and value.get("url") in ("dssn",):
                yield value.get("valueString", "")
            yield from texts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, key)
    elif isinstance(value, str) and key in ("family", "given", "text", "display", "birthDate", "city"):
        yield value
    elif isinstance(value, str) and key == "value" and re.fullmatch(r"\d{11}", value):
        yield value


def nobody():
    text = log.read_text(encoding="utf-8")
    secrets = set()
    for path in pathlib.Path(os.environ["SMT_SANDBOX_PATIENTS"]).glob("*.json"):
        for line in (json.loads(path.read_text(encoding="utf-8")),):
            secrets.update(part.strip() for whole in texts(line) for part in [whole, *whole.splitlines()])
    names = {s for s in secrets if len(s) >= LEAST_LETTERS or s.istitle()}
    if "01875010049" not in names or "Testesen" not in names or not any("hver mandag" in s for s in names):
        return ["the test does not know what to look for"]
    return [f"«{s}» is in the log" for s in sorted(names) if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", text)]


try:
    tap.attempt("open", open_all)
    tap.attempt("failed-lookup", fail)
    tap.attempt("viewer", viewer)
    tap.attempt("help", help_window)
finally:
    program.close()
    sandbox.close()
tap.attempt("lines", lines)
tap.attempt("no-patient-data", nobody)
folder.cleanup()
sys.exit(tap.end())
