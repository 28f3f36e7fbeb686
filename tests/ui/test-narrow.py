#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A narrow window with large text: every entry of a menu that is higher than the window is reached by keys and seen when it has
them, and who a page is about stays in sight. Nor does a wide one grow out of the screen."""

import sys

from screen import Atspi, NotThere, Program, Tap

WIDTH, HEIGHT = 360, 800
MOST_ENTRIES = 40

tap = Tap()
program = Program(f"--width={WIDTH}", f"--height={HEIGHT}", "--text-scale=200")


def name_of_focus():
    node = program.focused()
    return node.get_name() or "" if node is not None else ""


def step(key):
    """Presses @key and waits until the focus has gone on."""
    before = name_of_focus()
    program.key(key)
    program.wait(lambda: name_of_focus() not in ("", before), f"the focus to leave «{before}» by {key}")


def pane_of(node):
    """What scrolls the menu that @node is in."""
    while node is not None and node.get_role_name() != "scroll pane":
        node = node.get_parent()
    return node


def is_seen(entry, pane):
    """Inside the part of the menu that is shown, which is no higher than the window."""
    shown, place = (node.get_extents(Atspi.CoordType.WINDOW) for node in (pane, entry))
    return shown.height <= HEIGHT and shown.y <= place.y and place.y + place.height <= shown.y + shown.height


def focused_in(pane, but=""):
    return next((n for n in program.walk(pane) if n.get_role_name() == "menu item" and n.get_name() != but
                 and n.get_state_set().contains(Atspi.StateType.FOCUSED)), None)


def reaches_all(last):
    """Down through the menu until an entry comes again; what has the focus is seen. What then has it is left open."""
    pane = pane_of(program.wait_for("menu item", last))
    if pane is None:
        return ["the menu does not scroll"]
    faults = []
    met = []
    if focused_in(pane) is None:
        program.key("Down")
    entry = program.wait(lambda: focused_in(pane), "an entry of the menu to have the focus")
    while entry.get_name() not in met and len(met) < MOST_ENTRIES:
        met.append(entry.get_name())
        try:
            program.wait(lambda: is_seen(focused_in(pane), pane), f"«{met[-1]}» to be seen")
        except NotThere as error:
            faults.append(str(error))
        program.key("Down")
        entry = program.wait(lambda: focused_in(pane, but=met[-1]), f"the focus to leave «{met[-1]}»")
    if last not in met:
        faults.append(f"«{last}» is not reached: {met}")
    return faults


def main_menu():
    program.wait_for("push button", "Slå opp pasient")
    program.key("F10")
    program.wait_for("menu item", "Om Samstemt")
    faults = reaches_all("Om Samstemt")
    program.key("Escape")
    program.wait_gone("menu item", "Om Samstemt")
    return faults


def row_menu():
    program.toggle("Arbeidsliste")
    program.act(program.wait_for("list item", "Testesen, Ada"), "work-row.open")
    program.wait(lambda: "metotreksat METHOTREXATE" in name_of_focus(), "the first row to have the focus")
    for _ in range(MOST_ENTRIES):
        if "Flere valg for metotreksat" in name_of_focus():
            break
        step("Tab")
    program.key("Return")
    program.wait_for("menu item", "Vis historikk")
    faults = reaches_all("Vis historikk")
    while name_of_focus() != "Vis historikk":
        step("Up")  # it is near the end
    program.key("Return")
    program.wait(lambda: any("Historikk for metotreksat" in node.get_name() for node in program.walk()), "the history")
    return faults


def identity_stays():
    """Where nothing can be shown there is much to say about it, which scrolls; the name does not."""
    program.toggle("Arbeidsliste")
    program.act(program.wait_for("list item", "Nede, Rolf"), "work-row.open")
    name = program.wait_for("heading", "Rolf Nede")
    banner = program.wait_for("label", "Syntetiske data")

    def place(node):
        return node.get_extents(Atspi.CoordType.WINDOW)

    program.wait(lambda: place(banner).y + place(banner).height <= place(name).y, "the name to stand below the banner")


def form_fits():
    """What is asked when a treatment is to stop later breaks into lines: the window grows no wider."""
    program.toggle("Arbeidsliste")
    program.act(program.wait_for("list item", "Allikevel, Astrid"), "work-row.open")
    program.act(program.wait_for("list item", "losartan"), "row.stop-later")
    longest = program.wait(lambda: next((n for n in program.walk() if "Mer må hentes" in (n.get_name() or "")), None), "the longest choice")

    def fits():
        place = longest.get_extents(Atspi.CoordType.WINDOW)
        return 0 < place.width and place.x + place.width <= WIDTH

    program.wait(fits, "the longest choice to be inside the window")


def queue_after_patient():
    """A patient with much to say about reactions asks for no height while a queue is in front: the window grows no higher."""
    program.act(program.wait_for("list item", "Reaksjon, Rita"), "work-row.open")
    program.wait_for("list item", "enalapril")
    program.key("ctrl+1")
    program.wait_for("heading", "Opprydding")
    last = program.wait_for("push button", "Farmasøyt")

    def fits():
        place = last.get_extents(Atspi.CoordType.WINDOW)
        return 0 < place.height and place.y + place.height <= HEIGHT

    program.wait(fits, "the last button of the work list to be inside the window")


try:
    tap.attempt("main-menu", main_menu)
    tap.attempt("row-menu", row_menu)
    tap.attempt("identity-stays", identity_stays)
    tap.attempt("form-fits", form_fits)
    program.close()
    program = Program("--width=1280", f"--height={HEIGHT}", "--text-scale=200")
    tap.attempt("queue-after-patient", queue_after_patient)
finally:
    if program.process.poll() is None:
        program.close()
sys.exit(tap.end())
