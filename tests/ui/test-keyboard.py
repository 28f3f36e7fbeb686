#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job with real keys alone, from the work list to the receipt."""

import sys

from screen import NotThere, Program, Tap

tap = Tap()
program = Program()


def name_of_focus():
    node = program.focused()
    return node.get_name() or "" if node is not None else ""


def wait_focus(words):
    program.wait(lambda: words in name_of_focus(), f"the focus on «{words}», it is on «{name_of_focus()}»")


def step_to(words, key, most=40):
    """Presses @key until the focus is on @words."""
    for _ in range(most):
        if words in name_of_focus():
            return
        before = name_of_focus()
        program.key(key)
        try:
            program.wait(lambda: name_of_focus() != before, "the focus to move")
        except NotThere:
            raise NotThere(f"«{words}»: {key} leads no further than «{before}»") from None
    raise NotThere(f"«{words}» by {key}")


def row(words):
    return program.wait_for("list item", words)


def open_patient():
    program.wait_for("list item", "Testesen, Ada")
    program.key("F6")
    wait_focus("Testesen, Ada")
    program.key("Return")
    wait_focus("metotreksat METHOTREXATE")


def correct(words, tempo):
    step_to(words, "Down")
    program.key("F6")
    wait_focus("Bruk tekstens intervall")
    program.key("Return")
    program.wait_for("push button", "Bruk denne dosen")
    step_to("Bruk denne dosen", "Tab")
    program.key("Return")
    program.wait(lambda: tempo in row(words).get_name() and "Endret til" in row(words).get_name(), f"«{words}» to be changed")
    wait_focus(words)


def keep_and_undo():
    step_to("folsyre", "Down")
    program.key("b")
    program.wait(lambda: "Beholdt" in row("folsyre").get_name(), "B to keep the row")
    program.key("ctrl+z")
    program.wait(lambda: "Beholdt" not in row("folsyre").get_name(), "Ctrl+Z to undo it")
    program.key("ctrl+shift+z")
    program.wait(lambda: "Beholdt" in row("folsyre").get_name(), "Ctrl+Shift+Z to do it again")


def keep_is_refused():
    """B on a row with an open Stopp decides nothing and is answered with a sentence."""
    step_to("metotreksat METHOTREXATE", "Up")
    program.key("b")
    program.wait_for("label", "åpen Stopp")
    return ["the row was kept"] if "Beholdt" in row("METHOTREXATE").get_name() else []


def take_in():
    step_to("PARALGIN", "Down")
    program.key("i")
    program.wait(lambda: "Tatt inn" in row("PARALGIN").get_name(), "I to take the prescription in")


def stop_with_reason():
    step_to("pantoprazol", "Down")
    program.key("s")
    wait_focus("Avsluttet behandling")
    program.key("Escape")
    wait_focus("pantoprazol")
    if "Seponert" in row("pantoprazol").get_name():
        return ["Escape decided"]
    program.key("s")
    wait_focus("Avsluttet behandling")
    program.key("Return")
    program.wait(lambda: "Seponert: Avsluttet" in row("pantoprazol").get_name(), "the row to be stopped")


def search():
    program.key("ctrl+f")
    wait_focus("Søk i listen")
    program.type("levo")
    program.wait_gone("list item", "folsyre")
    program.key("Escape")
    program.wait_for("list item", "folsyre")


def review_and_send():
    program.key("ctrl+k")
    program.wait_gone("push button", "Behold alle")
    program.key("ctrl+Return")
    program.wait_for("heading", "Endret  2")
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")


try:
    if tap.attempt("open-patient", open_patient):
        tap.attempt("keep-is-refused", keep_is_refused)
        tap.attempt("correct-tablet", lambda: correct("metotreksat METHOTREXATE", "hver mandag"))
        tap.attempt("correct-pen", lambda: correct("metotreksat METEX", "hver fredag"))
        tap.attempt("take-in", take_in)
        tap.attempt("keep-and-undo", keep_and_undo)
        tap.attempt("stop-with-reason", stop_with_reason)
        tap.attempt("search", search)
        tap.attempt("review-and-send", review_and_send)
finally:
    program.close()
sys.exit(tap.end())
