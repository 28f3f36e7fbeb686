#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Earlier reconciliations through the window: one patient reconciled, changed by somebody else, reconciled again; then each
list as it was, by its row and by a day, and two of them compared."""

import datetime
import json
import os
import pathlib
import shutil
import sys
import tempfile
import urllib.request

import framebuffer
from screen import Program, Sandbox, Tap

PICTURES = os.environ.get("SMT_PICTURES")  # a folder: also leaves pictures there, for a person to look at
ELI = "23894410094"

tap = Tap()
sandbox = Sandbox()
profile = tempfile.mkdtemp(prefix="samstemt-test-")
program = Program(*sys.argv[1:], sandbox=sandbox, profile=profile)


def picture(name):
    if PICTURES:
        framebuffer.save(pathlib.Path(PICTURES) / f"{name}.png")


def row(words):
    return program.wait_for("list item", words)


def open_eli():
    program.act(row("Modell, Eli, "), "work-row.open")
    program.wait_for("heading", "Eli Modell")
    row("kandesartan")


def headings():
    return [node.get_name() for node in program.find_all("heading")]


def missing(words):
    return [f"no heading «{part}» among {headings()}" for part in words if not any(part in name for name in headings())]


def send():
    program.press("Se over og send")
    program.wait_for("label", "Samstemmes igjen innen")
    program.press("Signer og send")
    program.wait_for("label", "Alt er mottatt")
    program.key("Escape")
    row("kandesartan")


def nothing_yet():
    """Before anything was reconciled here: that, and when the list was seen first."""
    open_eli()
    program.key("ctrl+t")
    program.wait_for("heading", "Tidligere samstemminger")
    program.wait_for("label", "Ingen samstemming av denne pasienten er tatt vare på her. Programmet så denne listen første gang ")
    picture("1-nothing")
    program.key("Escape")
    row("kandesartan")
    return program.nameless()


def reconcile_twice():
    program.act(row("alendronsyre"), "row.clarify")
    program.wait_for("text", "Avklares med").get_editable_text_iface().set_text_contents("endokrinologen")
    program.act([b for b in program.find_all("push button") if b.get_name() == "Avklar"][0])
    program.wait_for("heading", "Følges opp  1")
    program.press("Behold alle")
    send()
    state = json.loads(urllib.request.urlopen(f"{sandbox.base_url}/sandbox/state", timeout=10).read())
    body = json.dumps({"patient": ELI, "entry": entry_id(state, "Candesartan"), "dssn": "2 tabletter kveld"}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{sandbox.base_url}/sandbox/other-writer", data=body, method="POST",
                                                  headers={"Content-Type": "application/json"}), timeout=10).read()
    program.key("F5")
    program.wait_for("heading", "Endret siden du sist samstemte  1")
    program.act(row("kandesartan"), "row.keep")
    program.act(row("alendronsyre"), "row.clarify")
    program.wait_for("text", "Avklares med").get_editable_text_iface().set_text_contents("endokrinologen")
    program.act([b for b in program.find_all("push button") if b.get_name() == "Avklar"][0])
    program.wait_gone("text", "Avklares med")
    send()


def entry_id(state, medicine):
    def look(node):
        if isinstance(node, dict):
            if medicine in str(node.get("medicine", "")) and node.get("pll"):
                yield node["pll"]
            for child in node.values():
                yield from look(child)
        elif isinstance(node, list):
            for child in node:
                yield from look(child)
    return next(look(state))


def kept():
    program.key("ctrl+t")
    program.wait_for("heading", "Tatt vare på her  2")
    picture("2-kept")
    rows = [node.get_name() for node in program.find_all("list item", ". Samstemt ")]
    faults = [] if len(rows) == 2 else [f"{len(rows)} rows: {rows}"]
    faults += [f"the row does not say who and from what: {name}" for name in rows
               if "av Lise Fastlegesen (lege), hele listen." not in name or "Kilder: " not in name]
    return faults + program.nameless()


def nth(words, n):
    """The @n-th of the buttons that open or compare, the newest first."""
    program.wait_for("push button", words)
    return program.find_all("push button", words)[n]


def as_it_was():
    """The older one: its dose, what was decided with it; nothing can be decided, and Escape leads back."""
    program.act(nth("Åpne: ", 1))
    program.wait_for("label", "samstemt av Lise Fastlegesen. Den blir bare vist.")
    name = row("kandesartan").get_name()
    picture("3-as-it-was")
    faults = [f"the dose is the later one: {name}"] if "2 tabletter kveld" in name else []
    if "Sendt: " not in name or "Lise Fastlegesen, lege" not in name:
        faults.append(f"the row does not say what was decided, and by whom: {name}")
    faults += missing(["Denne samstemmingen  1"])
    if program.find("push button", "Behold kandesartan") is not None or program.find("push button", "Se over og send") is not None:
        faults.append("something can be decided")
    faults += program.nameless()
    program.key("Escape")
    program.wait_for("heading", "Tatt vare på her  2")
    return faults


def two_compared():
    """The two against each other, the earlier one first whichever was chosen where."""
    program.act(program.wait_for("push button", "Sammenlign med nå: "))
    program.wait_for("label", "Listen nå, mot listen fra ")
    row("kandesartan")
    faults = [f"the newest is the list of now: {name}" for name in headings() if name.startswith("Endret siden")]
    program.key("Escape")
    program.act(nth("Sammenlign med nå: ", 1))
    program.wait_for("heading", "Endret siden ")
    picture("4-compared")
    name = row("kandesartan").get_name()
    faults += [f"the row does not say «{words}»: {name}" for words in ("Dose 1 tablett", "→ 2 tabletter kveld") if words not in name]
    faults += missing(["Den tidligere samstemmingen  1", "Uendret"]) + program.nameless()
    program.key("Escape")
    program.wait_for("heading", "Tatt vare på her  2")
    return faults


def ask(day):
    program.wait_for("text", "Listen slik den var denne dagen").get_editable_text_iface().set_text_contents(day)
    program.press("Vis listen slik den var")


def by_day():
    """Today's is the newest; of a day before anything was kept that is said, and of words that no date is."""
    before = datetime.date.today() - datetime.timedelta(days=30)
    ask("i fjor")
    program.wait_for("label", "Det er ingen dato.")
    ask(before.strftime("%d.%m.%Y"))
    program.wait_for("label", "eller før er tatt vare på her. Den første som er tatt vare på, er fra ")
    picture("5-none")
    faults = [] if program.find("label", "Programmet så denne listen første gang") else ["the first look is not said"]
    ask((datetime.date.today() + datetime.timedelta(days=1)).strftime("%d.%m.%Y"))
    program.wait_for("label", "samstemt av Lise Fastlegesen. Den blir bare vist.")
    if "2 tabletter kveld" not in row("kandesartan").get_name():
        faults.append("a day means an older list than the newest of that day")
    program.key("Escape")
    program.wait_for("heading", "Tatt vare på her  2")
    return faults


def back_to_work():
    """From the page to the list of now, which can be worked on."""
    program.key("Escape")
    row("kandesartan")
    program.wait_gone("label", "Den blir bare vist.")
    program.wait_for("push button", "Se over og send")
    program.press("Tidligere samstemminger…")
    program.wait_for("heading", "Tatt vare på her  2")
    program.key("Escape")
    row("kandesartan")
    return []


try:
    if tap.attempt("nothing-yet", nothing_yet):
        if tap.attempt("reconcile-twice", reconcile_twice):
            tap.attempt("kept", kept)
            tap.attempt("as-it-was", as_it_was)
            tap.attempt("two-compared", two_compared)
            tap.attempt("by-day", by_day)
            tap.attempt("back-to-work", back_to_work)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(profile, ignore_errors=True)
sys.exit(tap.end())
