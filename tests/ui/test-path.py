#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job by accessibility actions alone; on every page each control has a name."""

import sys

from screen import Program, Tap

tap = Tap()
program = Program()


def names(page):
    tap.attempt(f"names-{page}", program.nameless)


def row(words):
    return program.wait_for("list item", words)


def start():
    row("Testesen, Ada")


def look_up():
    program.press("Slå opp pasient")
    field = program.wait_for("text", "Fødselsnummer")
    field.get_editable_text_iface().set_text_contents("123")
    program.wait_for("label", "elleve siffer")
    names("lookup")
    program.press("Avbryt")
    program.wait_for("label", "Velg en pasient")


def open_patient():
    program.act(row("Testesen, Ada"), "work-row.open")
    row("metotreksat METHOTREXATE")


def finding():
    faults = []
    for words in ("Stopp", "Strukturert felt", "hver mandag"):
        if words not in row("metotreksat METHOTREXATE").get_name():
            faults.append(f"the row's name does not say «{words}»")
    if program.find("push button", "Behold metotreksat") is not None:
        faults.append("a row with an open Stopp offers to be kept")
    return faults


def correct(words, tempo):
    program.act(row(words), "row.details")
    program.press("Bruk tekstens intervall")
    program.wait_for("push button", "Bruk denne dosen")
    names(f"dose-editor-{tempo}")
    program.press("Bruk denne dosen")
    program.wait(lambda: "Endret til" in row(words).get_name() and tempo in row(words).get_name(), f"«{words}» to be changed")


def take_in():
    program.press("Inn i PLL kodein")
    program.wait(lambda: "Tatt inn" in row("PARALGIN").get_name(), "the loose prescription to be taken in")


def undo_and_redo():
    program.press("Angre")
    program.wait(lambda: "Tatt inn" not in row("PARALGIN").get_name(), "the decision to be undone")
    program.press("Gjør om")
    program.wait(lambda: "Tatt inn" in row("PARALGIN").get_name(), "the decision to be done again")


def stop_with_reason():
    program.press("Seponer pantoprazol")
    program.wait_for("push button", "Manglende effekt")
    if "Seponert" in row("pantoprazol").get_name():
        return ["the row was stopped before a reason was chosen"]
    names("stop-reason")
    program.press("Manglende effekt")
    program.wait(lambda: "Seponert: Manglende effekt" in row("pantoprazol").get_name(), "the row to be stopped")


def clarify():
    program.act(row("amlodipin"), "row.clarify")
    field = program.wait_for("text", "Avklares med")
    names("clarify")
    program.press("Avklar", role="push button") if field is None else None
    accept = [b for b in program.find_all("push button") if b.get_name() == "Avklar"]
    program.act(accept[0])
    program.wait_for("label", "Noe mangler")
    field.get_editable_text_iface().set_text_contents("Apoteket")
    program.act(accept[0])
    program.wait(lambda: "Avklares med Apoteket" in row("amlodipin").get_name(), "the row to be clarified")


def keep_unchanged():
    program.press("Behold alle")
    program.wait_gone("push button", "Behold alle")
    program.wait(lambda: "Beholdt" in row("folsyre").get_name(), "the unchanged rows to be kept")


def menus():
    program.open_menu()
    names("menu")
    program.key("Escape")
    program.wait_gone("menu item", "Innstillinger")


def windows():
    """The lesser windows: opened by their keys, each control named, closed by Escape."""
    faults = []
    for key, words in (("ctrl+comma", "Lyst"), ("ctrl+question", "Behold")):
        program.key(key)
        window = program.wait(lambda: next((w for w in program.windows() if program.find("label", words, w)), None), words)
        faults += program.nameless(window)
        if program.find("label", "Syntetiske data", window) is None:
            faults.append(f"the window with «{words}» does not say that the data are synthetic")
        program.key("Escape")
        program.wait(lambda: len(program.windows()) == 1, f"the window with «{words}» to close")
    return faults


def review():
    program.press("Se over og send")
    program.wait_for("push button", "Signer og send")
    faults = [f"«{words}» is not on the page" for words in ("Endret  2", "Nytt på listen  1", "Seponert eller tilbakekalt  1", "Til avklaring  1")
              if program.find("heading", words) is None]
    talk = program.wait_for("check box", "Samtale med pasienten")
    from gi.repository import Atspi
    if talk.get_state_set().contains(Atspi.StateType.CHECKED):
        faults.append("the conversation with the patient is ticked beforehand")
    return faults


def send():
    program.press("Signer og send")
    program.wait_for("label", "Alt er mottatt")
    receipts = [n.get_name() for n in program.find_all("list item") if ": ✓" in n.get_name()]
    wanted = {"ny resept": 2, "gammel resept tilbakekalt": 3, "Pasientens legemiddelliste": 1}
    return [f"{count} × «{words}» wanted, got {receipts}" for words, count in wanted.items()
            if sum(words in name for name in receipts) != count]


try:
    if tap.attempt("start", start):
        names("start")
        tap.attempt("look-up", look_up)
        tap.attempt("open-patient", open_patient)
        names("patient")
        tap.attempt("finding", finding)
        tap.attempt("correct-tablet", lambda: correct("metotreksat METHOTREXATE", "hver mandag"))
        tap.attempt("correct-pen", lambda: correct("metotreksat METEX", "hver fredag"))
        tap.attempt("take-in", take_in)
        tap.attempt("undo-and-redo", undo_and_redo)
        tap.attempt("stop-with-reason", stop_with_reason)
        tap.attempt("clarify", clarify)
        tap.attempt("keep-unchanged", keep_unchanged)
        tap.attempt("menus", menus)
        tap.attempt("windows", windows)
        tap.attempt("review", review)
        names("review")
        tap.attempt("send", send)
        names("receipt")
finally:
    program.close()
sys.exit(tap.end())
