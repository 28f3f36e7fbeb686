#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The queues of the practice through the window: what lookups and a findings file flag, worked on and settled."""

import csv
import datetime
import io
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

tap = Tap()
sandbox = Sandbox()
folder = pathlib.Path(tempfile.mkdtemp(prefix="samstemt-test-"))
profile = tempfile.mkdtemp(prefix="samstemt-test-")
program = Program(*sys.argv[1:], sandbox=sandbox, profile=profile)


def picture(name):
    if PICTURES:
        framebuffer.save(pathlib.Path(PICTURES) / f"{name}.png")


def row(words):
    return program.wait_for("list item", words)


def lookups():
    with urllib.request.urlopen(f"{sandbox.base_url}/sandbox/state", timeout=10) as answer:
        return json.loads(answer.read())["lookupRequests"]


def focused(words):
    program.wait(lambda: (lambda node: node is not None and words in (node.get_name() or ""))(program.focused()), f"the focus on «{words}»")


def show_cleanup():
    program.key("ctrl+1")
    program.wait_for("heading", "Opprydding")


def empty():
    """Before anybody was looked up there is nothing, and it says why."""
    row("Testesen, Ada")
    show_cleanup()
    program.wait_for("label", "Ingen flagget oppføring er kjent")
    picture("cleanup-empty")
    return program.nameless() + ([] if lookups() == 0 else ["something was fetched"])


def filled():
    """What lookups flagged, by one key; nothing more is fetched for it."""
    program.act(row("Multidose, Mons"), "work-row.open")
    program.wait_for("heading", "Mons Multidose")
    program.act(row("Testesen, Ada"), "work-row.open")
    program.wait_for("heading", "Ada Testesen")
    row("metotreksat METHOTREXATE")
    before = lookups()
    show_cleanup()
    name = row("Methotrexate").get_name()
    program.wait_for("heading", "Ekspederbare  ")
    program.wait_for("label", "Gjenstår i dag: ")
    picture("cleanup")
    faults = program.nameless()
    if lookups() != before:
        faults.append("something was fetched")
    return faults + [f"the row does not say «{words}»: {name}" for words in ("Ada Testesen", "Stopp", "Åpen", "Flagget ") if words not in name]


def opened():
    """An entry opens its patient at that row; Escape leads back to the entry."""
    program.act(row("Alendronat"), "queue-row.open")
    program.wait_for("heading", "Mons Multidose")
    focused("alendronsyre")
    program.key("Escape")
    program.wait_for("heading", "Opprydding")
    focused("Alendronat")
    program.key("ctrl+Page_Down")  # the next patient of the queue
    program.wait_for("heading", "Ada Testesen")
    focused("metotreksat METHOTREXATE")
    show_cleanup()
    program.act(row("Methotrexate"), "queue-row.open")
    program.wait_for("heading", "Ada Testesen")
    focused("metotreksat METHOTREXATE")


def clarified():
    """What is being clarified stands so in the queue at once."""
    program.act(row("metotreksat METHOTREXATE"), "row.clarify")
    program.wait_for("text", "Avklares med").get_editable_text_iface().set_text_contents("revmatologen")
    program.act([b for b in program.find_all("push button") if b.get_name() == "Avklar"][0])
    program.wait_for("heading", "Følges opp  1")
    show_cleanup()
    program.wait(lambda: "Avklares" in row("Methotrexate").get_name() and "revmatologen" in row("Methotrexate").get_name(), "the state")


def correct():
    program.act(row("Methotrexate"), "queue-row.open")
    program.wait_for("heading", "Ada Testesen")
    for medicine in ("metotreksat METHOTREXATE", "metotreksat METEX"):
        program.act(row(medicine), "row.details")
        program.press("Bruk tekstens intervall")
        program.press("Bruk denne dosen")
        program.wait(lambda: "Endret til" in row(medicine).get_name(), "the changed dose")
    program.press("Inn i PLL kodein")
    program.key("ctrl+Return")
    program.wait_for("push button", "Signer og send")
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")


def settled():
    """Only the list that was fetched after the send settles it."""
    correct()
    show_cleanup()
    program.wait(lambda: "Rettet og kontrollert på nytt" in row("Methotrexate").get_name(), "the corrected entry")
    program.wait_for("heading", "Ferdig  ")
    picture("cleanup-settled")
    return program.nameless()


def findings_file():
    """Findings of samstemt-check; an entry that nobody was looked up for says so when it is opened."""
    path = folder / "findings.ndjson"
    path.write_text(json.dumps({"file": "x", "line": 1, "entry": "6e0d5ab2-0000-4000-8000-00000000000a", "medicine": "Alendronat Funnfil tab 70 mg",
                                "atc": "M05BA04", "check": "C2", "class": "stop", "severity": "S3", "field": None, "text": None,
                                "product": None, "message": "Feltet sier hver dag, teksten én gang i uken"}) + "\n", encoding="utf-8")
    program.press("Åpne en funnfil…")
    program.choose_file("Åpne en funnfil", path, "Åpne")
    program.wait_for("label", "1 funn lest: 1 flaggede oppføringer, 1 nye i køen")
    program.wait_for("heading", "Fra funnfil, ikke slått opp  1")
    picture("cleanup-file")
    program.act(row("Alendronat Funnfil"), "queue-row.open")
    program.wait_for("label", "En funnfil sier ikke hvem oppføringen gjelder")
    faults = program.nameless()
    program.wait_gone("label", "En funnfil sier ikke hvem oppføringen gjelder")  # the message
    program.key("Escape")
    focused("Alendronat Funnfil")
    return faults


def searched():
    """Words lead to a row; without them everything is there again, and Escape leads back like anywhere."""
    program.key("ctrl+f")
    field = program.wait_for("entry", "Finn i køen") if program.find("entry", "Finn i køen") else program.wait_for("text", "Finn i køen")
    field.get_editable_text_iface().set_text_contents("FUNNFIL")
    program.wait_for("heading", "Fra funnfil, ikke slått opp  1")
    program.wait(lambda: len(program.find_all("list item", "Flagget ")) == 1, "the one row that was looked for")
    faults = program.nameless()
    program.key("Return")
    focused("Alendronat Funnfil")
    program.key("ctrl+f")
    focused("Finn i køen")
    program.key("Escape")
    program.wait_for("heading", "Ferdig  ")
    program.wait(lambda: len(program.find_all("list item", "Flagget ")) > 1, "all rows")
    return faults


def saved():
    """A line an entry, and nobody's name."""
    path = folder / "queue.csv"
    show_cleanup()
    program.press("Lagre som CSV…")
    program.wait_for("text", "Navn")
    program.key("ctrl+a")
    program.type(str(path))
    program.key("Return")
    program.wait_for("label", "Lagret. Filen nevner ingen pasient.")
    text = path.read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    faults = [f"a line is short: {line}" for line in lines if None in line.values()]
    if not any(line["Status"] == "Rettet og kontrollert på nytt" and "Methotrexate" in line["Legemiddel"] for line in lines):
        faults.append(f"the corrected entry is not there: {text}")
    if not any(line["Oppføringens id"] == "6e0d5ab2-0000-4000-8000-00000000000a" for line in lines):
        faults.append("the entry of the file is not there")
    return faults + [f"«{name}» is in the file" for name in ("Testesen", "Mons", "01875010049") if name in text]


def after_restart():
    """It is all there without anybody being opened, and the next patient is one key away."""
    global program
    program.close()
    later = datetime.date.today() + datetime.timedelta(days=5)
    program = Program(*sys.argv[1:], f"--today={later}", sandbox=sandbox, profile=profile)
    row("Testesen, Ada")
    before = lookups()
    show_cleanup()
    program.wait_for("image", "Gjenstår: ")
    picture("cleanup-later")
    program.wait(lambda: "Rettet og kontrollert på nytt" in row("Methotrexate").get_name(), "the corrected entry")
    faults = [] if lookups() == before else ["something was fetched"]
    program.act(row("tab 70 mg, Mons Multidose"), "queue-row.open")
    program.wait_for("heading", "Mons Multidose")
    return faults


def round_state(name, words):
    program.wait(lambda: words in row(name).get_name(), f"{name}: {words}")


def the_round():
    """The patients of the day in their order; who is said to be done is passed over by the one key."""
    before = lookups()
    program.key("ctrl+2")
    program.wait_for("heading", "Visitt")
    program.wait_for("label", " pasienter ferdige, ")
    round_state("Eli Modell", "Ikke klargjort")
    faults = program.nameless() + ([] if lookups() == before else ["something was fetched"])
    round_state("Ada Testesen", "Ferdig")  # her list was sent
    program.press("Ingenting å endre: Bo Prøve")
    round_state("Bo Prøve", "Ferdig")
    program.wait_for("label", "2 av ")
    picture("round")
    program.press("Se på nytt: Bo Prøve")
    round_state("Bo Prøve", "Ikke klargjort")
    program.press("Ingenting å endre: Bo Prøve")
    round_state("Bo Prøve", "Ferdig")
    program.act(row("Bo Prøve"), "queue-row.open")
    program.wait_for("heading", "Bo Prøve")
    program.key("Escape")
    program.wait_for("heading", "Visitt")
    focused("Bo Prøve")
    program.key("ctrl+Page_Down")
    program.wait_for("heading", "Eli Modell")
    return faults


def prepared():
    """A nurse prepares; that waits for the doctor in the round."""
    program.choose_role("Sykepleier", "Siri Sykepleiersen")
    program.key("ctrl+2")
    program.press("Klargjort: Jon Øvelse")
    round_state("Jon Øvelse", "Klargjort, venter på legen")
    faults = [] if "Klargjort av Siri Sykepleiersen" in row("Jon Øvelse").get_name() else ["it does not say who prepared"]
    picture("round-nurse")
    program.choose_role("Lege")
    return faults + program.nameless()


def say(words):
    program.press(words)
    program.wait(lambda: program.find("text", "Hva som skal sies").get_text_iface().get_character_count() == len(words), "the ready answer in the field")
    program.press("Legg til i tråden")
    program.wait_for("list item", words)


def both_voices():
    """Field and text side by side, as they were when it was flagged, with the product, the rule and the prescription; nothing
    is fetched for it."""
    before = lookups()
    wanted = ("Mons Multidose, født ", "■ Stopp: Feltet sier hver dag, teksten én gang i uken", "1 tablett morgen daglig", "«1 tablett hver torsdag / Tas fastende",
              "C1 og C2 · regelsett", "av Lise Fastlegesen", "Slik det ble sett ")
    faults = [f"«{words}» is not there" for words in wanted if program.find("label", words) is None]
    strips = program.find_all("image", "Strukturert felt: 1 tablett morgen daglig. Dosetekst: 1 tablett hver torsdag. Preparat: én gang i uken. Stopp")
    faults += [] if strips else ["the week is not drawn"]
    return faults + ([] if lookups() == before else ["something was fetched"])


def thread():
    """Pharmacist and doctor, one thread a prescription; words close nothing."""
    program.choose_role("Farmasøyt")
    program.key("ctrl+3")
    program.wait_for("heading", "Ingenting sagt ennå  ")
    picture("pharmacy")
    program.act(row("tab 70 mg, Mons Multidose"), "queue-row.open")
    program.wait_for("label", "Ingenting sagt ennå · Åpen")
    faults = both_voices()
    say("Feltet og teksten er uenige. Hvilken dose er riktig?")
    faults += program.nameless()
    # who only chose a role has no name here, least of all the doctor's
    question = row("Feltet og teksten er uenige. Hvilken").get_name()
    faults += [] if question.startswith("Farmasøyt, navn ikke kjent, ") else [f"whose question: {question}"]
    program.key("Escape")
    program.wait_for("heading", "Venter på legen  1")
    focused("Mons Multidose")
    program.choose_role("Lege")
    program.key("ctrl+Page_Down")
    say("Teksten er riktig. Ny resept kommer.")
    program.wait_for("label", "Besvart, venter på at ny resept kontrolleres · Åpen")
    picture("thread")
    if "Lise Fastlegesen, lege, " not in row("Teksten er riktig.").get_name():
        faults.append("the answer does not say whose it is")
    program.press("Kopier tråden")
    program.press("Åpne pasienten")
    program.wait_for("heading", "Mons Multidose")
    focused("alendronsyre")
    return faults + program.nameless()


def lanes():
    """A Stopp of what is packed stands first and says that it is packed, by whom and what a change reaches."""
    row("alendronsyre")
    picture("lanes")
    faults = [] if program.find("label", "Stopp, avgjøres først · Multidose: pakkes av") else ["the Stopp does not say who packs it"]
    return faults


try:
    if tap.attempt("empty", empty) and tap.attempt("filled", filled):
        tap.attempt("opened", opened)
        tap.attempt("clarified", clarified)
        tap.attempt("settled", settled)
        tap.attempt("findings-file", findings_file)
        tap.attempt("searched", searched)
        tap.attempt("saved", saved)
        tap.attempt("round", the_round)
        tap.attempt("prepared", prepared)
        tap.attempt("thread", thread)
        tap.attempt("after-restart", after_restart)
        tap.attempt("lanes", lanes)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(profile, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(tap.end())
