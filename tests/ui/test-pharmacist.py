#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The day of a thread, by keys alone: an empty queue, a question, the doctor's answer, the correction, and the look that closes it."""

import sys

from screen import Program, Sandbox, Tap

MTX = "Methotrexate Orifarm tab 2,5 mg, Ada Testesen"
QUESTION = "Feltet og teksten er uenige. Hvilken dose er riktig?"
ANSWER = "Teksten er riktig. Ny resept kommer."

tap = Tap()
sandbox = Sandbox()
program = Program(*sys.argv[1:], sandbox=sandbox)


def row(words):
    return program.wait_for("list item", words)


def focused(words):
    program.wait(lambda: (lambda node: node is not None and words in (node.get_name() or ""))(program.focused()), f"the focus on «{words}»")


def headings(*wanted):
    """The headings of the parts, in the order in which they stand."""
    names = [node.get_name() for node in program.find_all("heading")]
    found = [name for name in names if any(name.startswith(f"{words}  ") for words in wanted)]
    return [] if [name.split("  ")[0] for name in found] == list(wanted) else [f"the parts stand as {found}, not {wanted}"]


def written(length):
    program.wait(lambda: program.find("text", "Hva som skal sies").get_text_iface().get_character_count() == length, "the field to hold it")


def back_to(words):
    """Tab by Tab from the field to what is before it."""
    for _ in range(12):
        if words in (program.focused().get_name() or ""):
            return
        before = program.focused().get_name()
        program.key("shift+Tab")
        program.wait(lambda before=before: (node := program.focused()) is not None and node.get_name() != before, f"the focus to leave «{before}»")


def empty():
    """Nothing is known: it says how the queue fills, and the keys are there."""
    program.choose_role("Farmasøyt")
    row("Testesen, Ada")
    program.key("ctrl+3")
    program.wait_for("heading", "Farmasøyt")
    focused("Ingen flagget resept som kan ekspederes, er kjent")
    return program.nameless()


def asked():
    """A ready question is put in the field, read, and said by Return; Shift+Return begins a line."""
    program.act(row("Testesen, Ada"), "work-row.open")
    row("metotreksat METHOTREXATE")
    program.key("ctrl+3")
    focused(MTX)
    program.key("Return")
    focused("Hva som skal sies")
    back_to(QUESTION)
    program.key("space")
    written(len(QUESTION))
    focused("Hva som skal sies")
    program.key("shift+Return")
    program.type("Haster")
    written(len(QUESTION) + 1 + len("Haster"))
    program.key("Return")
    said = row(QUESTION).get_name()
    written(0)
    program.key("Escape")
    focused(MTX)
    faults = [] if said.startswith("Farmasøyt, navn ikke kjent, ") and said.endswith("Haster") else [f"it was said as «{said}»"]
    return faults + headings("Ingenting sagt ennå", "Venter på legen") + program.nameless()


def role_changes():
    """Who works here changes while a thread, and while the list, is shown: the answers and the order are theirs at once."""
    program.key("Return")
    focused("Hva som skal sies")
    program.choose_role("Lege")
    program.wait_for("push button", ANSWER)
    faults = [] if program.find("push button", QUESTION) is None else ["a pharmacist's words are offered to a doctor"]
    program.key("Escape")
    focused(MTX)
    faults += headings("Venter på legen", "Ingenting sagt ennå")
    program.choose_role("Farmasøyt")
    program.wait(lambda: not headings("Ingenting sagt ennå", "Venter på legen"), "the order of a pharmacist")
    program.choose_role("Lege")
    program.wait(lambda: not headings("Venter på legen", "Ingenting sagt ennå"), "the order of a doctor")
    return faults


def answered():
    """The doctor's next one is what was asked; the answer closes nothing."""
    program.key("ctrl+Page_Down")
    program.wait_for("push button", ANSWER)
    focused("Hva som skal sies")
    back_to(ANSWER)
    program.key("space")
    written(len(ANSWER))
    program.key("Return")
    program.wait_for("label", "Besvart, venter på at ny resept kontrolleres · Åpen")
    return [] if "Lise Fastlegesen, lege, " in row(ANSWER).get_name() else ["the answer does not say whose it is"]


def corrected():
    """From the thread to the patient's row, where the dose is put right and sent: the look that follows closes the thread."""
    program.press("Åpne pasienten")
    program.wait_for("heading", "Ada Testesen")
    focused("metotreksat METHOTREXATE")
    for medicine in ("metotreksat METHOTREXATE", "metotreksat METEX"):
        program.act(row(medicine), "row.details")
        program.press("Bruk tekstens intervall")
        program.press("Bruk denne dosen")
        program.wait(lambda medicine=medicine: "Endret til" in row(medicine).get_name(), "the changed dose")
    program.key("ctrl+3")
    program.wait_for("label", "Besvart, venter på at ny resept kontrolleres · Besluttet, ikke sendt")
    program.press("Åpne pasienten")
    program.press("Inn i PLL kodein")
    program.key("ctrl+Return")
    program.wait_for("push button", "Signer og send")
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")
    program.key("ctrl+3")
    program.wait_for("label", "Lukket · Rettet og kontrollert på nytt")
    faults = [f"«{words}» cannot be read any more" for words in (QUESTION, ANSWER) if program.find("list item", words) is None]
    faults += [] if program.find("text", "Hva som skal sies") is None else ["a closed thread goes on"]
    program.key("Escape")
    program.wait_for("heading", "Lukket  1")
    focused(MTX)
    return faults + program.nameless()


try:
    for name, part in (("empty", empty), ("asked", asked), ("role-changes", role_changes), ("answered", answered), ("corrected", corrected)):
        if not tap.attempt(name, part):
            break  # each rests on the one before
finally:
    program.close()
    sandbox.close()
sys.exit(tap.end())
