#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of use: who did what to whom, when and why, read in its window and saved as a file."""

import os
import pathlib
import re
import shutil
import sys
import tempfile

import framebuffer
from screen import Atspi, Program, Sandbox, Tap

PICTURES = os.environ.get("SMT_PICTURES")  # a folder: also leaves pictures there, for a person to look at

LINE = re.compile(r"\d\d:\d\d  .+ · .+")
ME = "Lise Fastlegesen, lege, HPR 900100017"

tap = Tap()
sandbox = Sandbox()
folder = pathlib.Path(tempfile.mkdtemp(prefix="samstemt-test-"))
program = Program(*sys.argv[1:], sandbox=sandbox)


def picture(name):
    if PICTURES:
        framebuffer.save(pathlib.Path(PICTURES) / f"{name}.png")


def open_patient(name, first):
    program.act(program.wait_for("list item", name), "work-row.open")
    program.wait_for("list item", first)


def window():
    return next((w for w in program.windows() if w.get_name() == "Innsynslogg"), None)


def open_log():
    program.key("ctrl+shift+h")
    program.wait(window, "the log of use")
    program.wait_for("label", "Kjeden er hel: ", window())


def close_log():
    program.key("Escape")
    program.wait(lambda: window() is None, "the log of use to close")


def shown():
    text = program.wait_for("text", "Linjer i innsynsloggen", window()).get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def missing(text, wanted):
    return [f"«{words}» is not in: {text}" for words in wanted if words not in text]


def of_one():
    """Only the patient at work, by name; the others are not there."""
    open_patient("Øvelse, Jon", "cetirizin")
    open_patient("Testesen, Ada", "metotreksat METHOTREXATE")
    open_log()
    text = program.wait(lambda: shown() if "Leste denne loggen" in shown() else None, "the lines")
    picture("audit")
    faults = program.nameless(window())
    faults += missing(text, [f"Slo opp listen · formål: Legemiddelsamstemming · Ada Testesen · {ME}", f"Leste denne loggen · Ada Testesen · {ME}"])
    faults += [f"not a line: {line}" for line in text.splitlines()[1:] if line and not LINE.fullmatch(line)]
    if "pasient " in text:
        faults.append(f"another patient is in it: {text}")
    if program.find("label", "Syntetiske data", window()) is None:
        faults.append("the window does not say that the data are synthetic")
    return faults


def of_all():
    """Others by a number: no name is stored."""
    program.wait_for("check box", "Bare Ada Testesen", window())
    program.key("shift+Tab")  # from the lines, which have the focus
    program.key("space")
    text = program.wait(lambda: shown() if "pasient " in shown() else None, "the other patient")
    picture("audit-all")
    found = re.search(r"Slo opp listen · formål: Legemiddelsamstemming · pasient [0-9a-f]{8} · ", text)
    return ([] if found else [f"the other patient is not there: {text}"]) + (["a name is stored"] if "Jon Øvelse" in text else [])


def saved():
    """The file says what the window said; that it was saved is a line of its own."""
    path = folder / "log.txt"
    program.press("Lagre som fil…")
    program.choose_file("Lagre innsynsloggen", path, "Lagre")
    program.wait_for("label", "Lagret. At den ble lagret", window())
    program.wait(lambda: "Lagret denne loggen som fil" in shown(), "the line that it was saved")
    text = path.read_text(encoding="utf-8")
    faults = missing(text, ["Innsynslogg", "Kjeden er hel: ", f"Ada Testesen · {ME}", "pasient "])
    if path.stat().st_mode & 0o077:
        faults.append("others can read the file")
    return faults


def opened_again():
    """A list that is opened again without a lookup leaves its line too."""
    close_log()
    open_patient("Øvelse, Jon", "cetirizin")
    open_log()
    text = program.wait(lambda: shown() if "Åpnet listen igjen" in shown() else None, "the line that it was opened again")
    return missing(text, [f"Åpnet listen igjen · formål: Legemiddelsamstemming · Jon Øvelse · {ME}"])


def no_keyring():
    """The banner says why nothing is stored; the log does not call whole what is not there."""
    global program
    program.close()
    (folder / "secrets").write_text("no keyring")
    os.environ["SECRET_FILE_TEST_PATH"] = str(folder / "secrets")
    program = Program(*sys.argv[1:], sandbox=sandbox)
    banner = program.wait_for("label", "Valgene ligger bare i minnet").get_name()
    picture("audit-no-keyring")
    program.key("ctrl+shift+h")
    program.wait(window, "the log of use")
    program.wait_for("label", "Ingenting er lagret på denne maskinen", window())
    faults = [f"it says so {banner.count('minnet')} times"] if banner.count("minnet") != 1 else []
    return faults + missing(banner, ["går tapt", "nøkkelring"])


try:
    if tap.attempt("of-one", of_one):
        tap.attempt("of-all", of_all)
        tap.attempt("saved", saved)
        tap.attempt("opened-again", opened_again)
        tap.attempt("no-keyring", no_keyring)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(tap.end())
