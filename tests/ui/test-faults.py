#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the screen says and offers when a send goes wrong, and that no decision is lost when the program is killed."""

import shutil
import sys
import tempfile

from screen import Program, Sandbox, Tap

JON = "30846210365"
tap = Tap()
sandbox = Sandbox()
profile = tempfile.mkdtemp(prefix="samstemt-test-")
program = Program(sandbox=sandbox, profile=profile)


def row(words):
    return program.wait_for("list item", words)


def open_patient(name, first):
    program.act(row(name), "work-row.open")
    row(first)


def decide():
    open_patient("Øvelse, Jon", "cetirizin")
    program.press("Inn i PLL cetirizin")
    program.wait(lambda: "Tatt inn" in row("cetirizin").get_name(), "the decision")


def killed():
    """Killed at once after a decision: it is there again after a new start and a new lookup."""
    global program
    program.process.kill()
    program.process.wait()
    program = Program(sandbox=sandbox, profile=profile)
    open_patient("Øvelse, Jon", "cetirizin")
    return [] if "Tatt inn" in row("cetirizin").get_name() else ["the decision was lost"]


def send(fault, on=None):
    sandbox.order(fault, on)
    program.press("Se over og send")
    program.press("Signer og send")


def focus():
    node = program.focused()
    return (node.get_name() or "") if node is not None else ""


def row_refused():
    """The service points at an entry of what was sent: its row is named, marked and has the focus."""
    send("row-refused")
    program.wait_for("label", "Tjenesten avviste det som ble sendt, på grunn av cetirizin")
    program.wait(lambda: "Avvist av tjenesten" in row("cetirizin").get_name(), "the row to be marked")
    program.wait(lambda: "cetirizin" in focus(), "the row to have the focus")
    sandbox.order("")
    return [] if "Tatt inn" in row("cetirizin").get_name() else ["the decision was lost"]


def overtaken():
    """Another doctor has changed what I kept: three views, and nothing is sent before I have said what is to stand."""
    program.act(row("losartan"), "row.keep")
    program.wait(lambda: "Beholdt" in row("losartan").get_name(), "losartan to be kept")
    sandbox.other_writer(JON, "3 tabletter morgen")
    program.press("Se over og send")
    program.press("Signer og send")
    program.wait_for("heading", "Endret av andre etter at du bestemte deg  1")
    view = program.wait_for("list item", "Slik var det da du bestemte deg").get_name()
    faults = [f"«{words}» is not in «{view}»" for words in ("Slik har andre gjort det nå: 3 tabletter morgen", "Du bestemte: Beholdt")
              if words not in view]
    program.wait(lambda: "Bruk min avgjørelse" in focus(), "the focus on the first choice")
    program.press("Se over og send")
    if program.wait_for("push button", "Signer og send").get_state_set().contains(screen_sensitive()):
        faults.append("it can be sent before the conflict is settled")
    program.press("Se hva de har gjort")
    program.wait(lambda: "Bruk min avgjørelse" in focus(), "the focus on the first choice again")
    program.key("Return")
    program.wait_gone("push button", "Bruk min avgjørelse")  # the heading stays on the hidden review
    return faults


def look_up_again():
    sandbox.order("")
    program.press("Slå opp pasienten på nytt")
    # hidden pages stay in the accessibility tree; only this button tells that the list is here again
    program.wait_for("push button", "Se over og send")
    row("cetirizin")


def conflict():
    send("conflict")
    program.wait_for("label", "Noen andre har endret listen")
    look_up_again()
    return [] if "Tatt inn" in row("cetirizin").get_name() else ["the decision was not put back"]


def unknown():
    send("short-body", "all")
    program.wait_for("label", "Det kom ikke noe sikkert svar")
    names = [n.get_name() for n in program.find_all("list item") if "ukjent" in n.get_name()]
    faults = [] if names else ["no part says that it is unknown"]
    if program.find("push button", "Signer og send").get_state_set().contains(screen_sensitive()):
        faults.append("it can be sent again")
    if program.find("label", "Ingenting er utført") is not None:
        faults.append("it says that nothing was applied, which nobody knows")
    return faults


def screen_sensitive():
    from gi.repository import Atspi
    return Atspi.StateType.SENSITIVE


def unknown_is_settled():
    look_up_again()
    names = row("cetirizin").get_name()
    return [f"the loose prescription is still open: {names}"] if "Løs resept" in names and "Tatt inn" not in names else []


def patient_changed_meanwhile():
    """Another patient is opened while an answer is on its way: it is never shown under the other's name."""
    sandbox.order("slow", "lookup")
    program.act(row("Modell, Eli"), "work-row.open")
    program.act(row("Prøve, Bo"), "work-row.open")
    program.wait_for("heading", "Bo Prøve")
    program.wait_for("push button", "Se over og send")
    sandbox.order("")
    return ["Eli's list is shown"] if program.find("list item", "alendron") or program.find("heading", "Eli Modell") else []


def queue_meanwhile():
    """A queue is opened while an answer is on its way: it stays in front, and fetching again is about the patient who is there."""
    sandbox.order("slow", "lookup")
    program.act(row("Modell, Eli"), "work-row.open")
    program.wait_for("push button", "Avbryt")
    program.key("ctrl+1")
    program.wait_for("heading", "Opprydding")
    sandbox.order("")
    program.key("ctrl+r")
    program.wait_for("heading", "Bo Prøve")
    program.wait_for("push button", "Se over og send")
    return ["Eli's list is shown"] if program.find("list item", "alendron") or program.find("heading", "Eli Modell") else []


def lookup_fails():
    sandbox.order("bad-json", "all")
    program.act(row("Modell, Eli"), "work-row.open")
    program.wait_for("label", "Svaret")
    faults = ["a list is shown all the same"] if program.find("list item", "alendron") is not None else []
    sandbox.order("")
    program.press("Prøv igjen")
    row("alendron")
    return faults


try:
    if tap.attempt("decide", decide):
        tap.attempt("killed", killed)
        tap.attempt("row-refused", row_refused)
        tap.attempt("conflict", conflict)
        tap.attempt("overtaken", overtaken)
        if tap.attempt("unknown", unknown):
            tap.attempt("unknown-is-settled", unknown_is_settled)
        tap.attempt("patient-changed-meanwhile", patient_changed_meanwhile)
        tap.attempt("queue-meanwhile", queue_meanwhile)
        tap.attempt("lookup-fails", lookup_fails)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(profile, ignore_errors=True)
sys.exit(tap.end())
