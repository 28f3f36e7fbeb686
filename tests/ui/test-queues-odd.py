#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is odd in the queues: a person who stands twice on the work list, and an entry of a findings file whose patient is found."""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import urllib.request

from screen import Program, Sandbox, Tap

ELI = "23894410094"

tap = Tap()
sandbox = Sandbox()
folder = pathlib.Path(tempfile.mkdtemp(prefix="samstemt-test-"))


def person(number, family, given, born):
    return {"nationalNumber": number, "family": family, "given": given, "birthDate": born, "postalCode": "9999", "city": "Prøvebyen"}


# Ada is to be seen in the morning and once more at the end
(folder / "work-list.json").write_text(json.dumps({"items": [
    person("01875010049", "Testesen", "Ada", "1950-07-01"), person("11825110161", "Prøve", "Bo", "1951-02-11"),
    person("01875010049", "Testesen", "Ada", "1950-07-01"),
]}), encoding="utf-8")
os.environ["SMT_WORK_LIST"] = str(folder / "work-list.json")
program = Program(*sys.argv[1:], sandbox=sandbox)


def rows(words):
    """Of the page; the work list beside it names the same people, family first."""
    return [node for node in program.find_all("list item", words)]


def focused(words):
    program.wait(lambda: (lambda node: node is not None and words in (node.get_name() or ""))(program.focused()), f"the focus on «{words}»")


def twice_on_the_round():
    """She is one patient: what is said at one row is said at both, and the one key goes on to somebody else."""
    program.wait_for("list item", "Testesen, Ada")
    program.key("ctrl+2")
    program.wait_for("heading", "Visitt")
    program.wait(lambda: len(rows("Ada Testesen")) == 2, "both rows of Ada")
    faults = [] if len({node.get_name() for node in rows("Ada Testesen")}) == 2 else ["the two rows are called the same"]
    program.act(next(b for b in program.find_all("push button", "Ingenting å endre: Ada Testesen") if "click" in program.actions(b)))
    program.wait(lambda: sum("Ferdig" in node.get_name() for node in rows("Ada Testesen")) == 2, "both rows to be done")
    program.key("ctrl+Page_Down")
    program.wait_for("heading", "Bo Prøve")
    program.key("Escape")
    focused("Bo Prøve")
    last = rows("Ada Testesen")[-1]
    program.act(last, "queue-row.open")
    program.wait_for("heading", "Ada Testesen")
    program.key("Escape")
    focused(last.get_name())
    return faults + program.nameless()


def entry_of(number):
    with urllib.request.urlopen(f"{sandbox.base_url}/sandbox/state", timeout=10) as answer:
        state = json.loads(answer.read())
    statements = next(patient for patient in state["patients"] if patient["number"] == number)["statements"]
    return next(s["pll"] for s in statements if "Alendronat" in s["medicine"])


def row_of_the_file():
    """Who is looked up for an entry of a findings file is shown at that row, and Escape leads back to the entry."""
    path = folder / "findings.ndjson"
    path.write_text(json.dumps({"file": "x", "line": 1, "entry": entry_of(ELI), "medicine": "Alendronat Funnfil tab 70 mg", "atc": "M05BA04",
                                "check": "C2", "class": "stop", "severity": "S3", "field": None, "text": None, "product": None,
                                "message": "Feltet sier hver dag, teksten én gang i uken"}) + "\n", encoding="utf-8")
    program.key("ctrl+1")
    program.wait_for("heading", "Opprydding")
    program.press("Åpne en funnfil…")
    program.choose_file("Åpne en funnfil", path, "Åpne")
    program.act(program.wait_for("list item", "Alendronat Funnfil"), "queue-row.open")
    for label, text in (("Fødselsnummer", ELI), ("Fornavn", "Eli"), ("Etternavn", "Modell"), ("Postnummer", "9998"), ("Poststed", "Eksempelvik")):
        program.wait_for("text", label).get_editable_text_iface().set_text_contents(text)
    program.press("Slå opp", exact=True)
    program.wait_for("heading", "Eli Modell")
    focused("alendronsyre")
    program.key("Escape")
    program.wait_for("heading", "Opprydding")
    focused("Alendronat")
    focused("Eli Modell")
    return [] if any("Eli Modell" in node.get_name() for node in rows("Alendronat")) else ["the entry does not say whose it is"]


try:
    tap.attempt("twice-on-the-round", twice_on_the_round)
    tap.attempt("row-of-the-file", row_of_the_file)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(tap.end())
