#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job with real keys alone, from the work list to the receipt."""

import pathlib
import sys

from screen import Atspi, NotThere, Program, Tap

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


# Without check boxes: radio buttons are called so too, and of a group of them Tab meets one and arrow keys the others.
BY_TAB = {"push button", "toggle button", "text", "entry", "link"}
MOST_TABS = 90


def can_be_used(node):
    states = node.get_state_set()
    return all(states.contains(state) for state in (Atspi.StateType.FOCUSABLE, Atspi.StateType.SENSITIVE))


def tab_reaches_all(page):
    """Everything usable in @page comes under the focus by Tab alone."""
    wanted = {node.get_name() for node in program.walk(page) if node.get_role_name() in BY_TAB and can_be_used(node)}
    met = set()
    for _ in range(MOST_TABS):
        met.add(name_of_focus())
        if wanted <= met:
            return [] if len(wanted) > 1 else [f"only {wanted} on the page"]
        program.key("Tab")
    return [f"Tab does not lead to «{name}»" for name in sorted(wanted - met)]


def page_around(role, words, levels):
    """The part of the screen @levels above the node with @words."""
    node = program.wait_for(role, words)
    for _ in range(levels):
        node = node.get_parent()
    return node


def look_up_by_tab():
    row("Testesen, Ada")
    program.key("ctrl+l")
    program.wait_for("text", "Fødselsnummer")
    faults = tab_reaches_all(page_around("heading", "Slå opp pasient", 1))
    program.key("Escape")
    program.wait_for("label", "Velg en pasient")
    return faults


def edit_by_tab():
    step_to("metotreksat METHOTREXATE", "Up")
    program.key("e")
    program.wait_for("push button", "Bruk denne dosen")
    faults = tab_reaches_all(page_around("push button", "Bruk denne dosen", 2))
    program.press("Avbryt")
    program.wait_gone("push button", "Bruk denne dosen")
    program.act(row("metotreksat METHOTREXATE"), "row.details")
    program.key("shift+F6")
    wait_focus("metotreksat METHOTREXATE")
    return faults


def row(words):
    return program.wait_for("list item", words)


def open_patient():
    program.wait_for("list item", "Testesen, Ada")
    program.key("F6")
    wait_focus("Testesen, Ada")
    program.key("Return")
    wait_focus("metotreksat METHOTREXATE")


def escape_from_editor():
    """Back to the row, with nothing decided."""
    step_to("folsyre", "Down")
    program.key("e")
    program.wait_for("push button", "Bruk denne dosen")
    program.key("Escape")
    program.wait_gone("push button", "Bruk denne dosen")
    wait_focus("folsyre")
    return ["Escape decided"] if "Endret til" in row("folsyre").get_name() else []


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


def quick_hand():
    """Kept and undone faster than a message can come and go."""
    step_to("pantoprazol", "Down")
    for _ in range(2):
        program.key("--delay", "70", *["b", "ctrl+z"] * 8)
    program.wait(lambda: "Beholdt" not in row("pantoprazol").get_name(), "the last of many undos")


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


def escape_from_menu():
    """Who has only looked into the menu is where the work was; and what was half written is not overwritten."""
    step_to("folsyre", "Up")
    program.key("F10")
    program.wait_for("menu item", "Innstillinger")
    program.key("Escape")
    program.wait_gone("menu item", "Innstillinger")
    wait_focus("folsyre")


def fetch_again():
    """The row at work is the row at work of the list that was fetched anew."""
    def fetched():
        return pathlib.Path(program.profile, "log").read_text(encoding="utf-8").count("a list was fetched")

    step_to("pantoprazol", "Down")
    before = fetched()
    program.key("ctrl+r")
    program.wait(lambda: fetched() > before, "the list to be fetched")
    wait_focus("pantoprazol")


def search():
    before = name_of_focus()
    program.key("ctrl+f")
    wait_focus("Søk i listen")
    program.type("levo")
    program.wait_gone("list item", "folsyre")
    program.key("Escape")
    program.wait_for("list item", "folsyre")
    wait_focus(before)


def review_and_send():
    program.key("ctrl+k")
    program.wait_gone("push button", "Behold alle")
    program.key("ctrl+Return")
    program.wait_for("heading", "Endret  2")
    step_to("Kopier", "Tab")
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")


try:
    tap.attempt("look-up-by-tab", look_up_by_tab)
    if tap.attempt("open-patient", open_patient):
        tap.attempt("edit-by-tab", edit_by_tab)
        tap.attempt("escape-from-editor", escape_from_editor)
        tap.attempt("keep-is-refused", keep_is_refused)
        tap.attempt("correct-tablet", lambda: correct("metotreksat METHOTREXATE", "hver mandag"))
        tap.attempt("correct-pen", lambda: correct("metotreksat METEX", "hver fredag"))
        tap.attempt("take-in", take_in)
        tap.attempt("keep-and-undo", keep_and_undo)
        tap.attempt("quick-hand", quick_hand)
        tap.attempt("stop-with-reason", stop_with_reason)
        tap.attempt("escape-from-menu", escape_from_menu)
        tap.attempt("fetch-again", fetch_again)
        tap.attempt("search", search)
        tap.attempt("review-and-send", review_and_send)
finally:
    program.close()
sys.exit(tap.end())
