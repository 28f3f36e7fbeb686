#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The previous reconciliation and what is to be followed up, through the window: one patient reconciled, sent, changed by
somebody else, and opened again."""

import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import uuid

import framebuffer
from screen import NotThere, Program, Sandbox, Tap

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


def never_reconciled():
    open_eli()
    return [f"«{name}»" for name in headings() if "samstemte" in name or "forrige" in name]


def clarify():
    """Makes a task at once: it is saved, and says so under the work list and on the patient's page."""
    program.act(row("alendronsyre"), "row.clarify")
    program.wait_for("text", "Avklares med").get_editable_text_iface().set_text_contents("endokrinologen")
    program.act([b for b in program.find_all("push button") if b.get_name() == "Avklar"][0])
    program.wait_for("heading", "Følges opp  1")
    program.wait_for("heading", "Oppgaver")
    row("1 oppgave")


def undo():
    program.press("Angre")
    program.wait_gone("heading", "Følges opp")
    program.wait_gone("heading", "Oppgaver")
    program.press("Gjør om")
    program.wait_for("heading", "Følges opp  1")


def walk_to(words):
    """With Tab, as a person without a mouse."""
    for _ in range(60):
        node = program.focused()
        if node is not None and words in (node.get_name() or ""):
            return
        program.key("Tab")
    raise NotThere(f"«{words}» by Tab")


def why_not():
    """No conversation, and a reason chosen by hand: none stands there beforehand."""
    program.press("Behold alle")
    program.press("Se over og send")
    program.wait_for("label", "Samstemmes igjen innen")
    program.wait_for("label", "Listen er ikke gjennomgått med pasienten: grunn ikke oppgitt.")
    walk_to("Annet")
    program.key("space")
    program.wait_for("text", "Grunn til at det ikke var noen samtale").get_editable_text_iface().set_text_contents("reservert")
    program.wait_for("label", "Listen er ikke gjennomgått med pasienten: reservert.")
    program.key("Up")
    program.wait_for("label", "Listen er ikke gjennomgått med pasienten: pasienten er ikke nådd.")
    program.key("Up")
    program.wait_for("label", "Listen er ikke gjennomgått med pasienten: pasienten kan ikke medvirke.")
    picture("1-review")
    return program.nameless()


def clipboard():
    """What the program put on the clipboard, as another program gets it."""
    script = ("import gi; gi.require_version('Gtk', '4.0'); from gi.repository import Gdk, GLib, Gtk; Gtk.init();"
              "loop = GLib.MainLoop(); board = Gdk.Display.get_default().get_clipboard();"
              "board.read_text_async(None, lambda b, r: (print(b.read_text_finish(r)), loop.quit())); loop.run()")
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=True).stdout


def copied(words):
    """One key, and what it copied."""
    # a message may be gone before a slow machine has looked for it; the key says the same once more
    for attempt in range(3):
        program.key("ctrl+shift+c")
        try:
            program.wait_for("label", "Journalnotatet er kopiert")
            break
        except NotThere:
            if attempt == 2:
                raise
    text = clipboard()
    return [f"«{part}» is not in «{text}»" for part in words if part not in text]


def copy_at_review():
    return copied(["UTKAST til legemiddelsamstemming", "av Lise Fastlegesen, lege, hele listen. Ikke sendt ennå.", "pasienten kan ikke medvirke.", "Kilder: PLL og Reseptformidleren",
                   "Alendronsyre tablett 70\u00a0mg: Avklares med endokrinologen", "Samstemmes igjen innen "])


def send():
    program.press("Signer og send")
    program.wait_for("label", "Alt er mottatt")
    return copied(["Legemiddelliste samstemt", "av Lise Fastlegesen (lege), hele listen.", "pasienten kan ikke medvirke.", "Alendronsyre tablett 70\u00a0mg: Avklares med endokrinologen"])


def other_writer():
    with urllib.request.urlopen(f"{sandbox.base_url}/sandbox/state", timeout=10) as answer:
        state = answer.read().decode()
    entry = entry_id(state, "Candesartan")
    body = json.dumps({"patient": ELI, "entry": entry, "dssn": "2 tabletter kveld"}).encode()
    request = urllib.request.Request(f"{sandbox.base_url}/sandbox/other-writer", data=body, method="POST",
                                     headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=10).read()


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
    return next(look(json.loads(state)))


def changed():
    open_eli()
    name = row("kandesartan").get_name()
    picture("2-changed")
    wanted = ["Endret siden du sist samstemte  1", "Forrige samstemming  1"]
    row("Listen er ikke gjennomgått med pasienten: pasienten kan ikke medvirke.")
    faults = [f"no heading «{words}» among {headings()}" for words in wanted if words not in headings()]
    return faults + [f"the row does not say «{words}»: {name}" for words in ("Dose 1 tablett", "→ 2 tabletter kveld")
                     if words not in name]


def still_to_follow_up():
    """After a restart it is there before anybody is opened, opens its patient, and is ended by a button."""
    restart()
    task = row("1 oppgave")
    if "Modell, Eli" not in task.get_name():
        return [f"the task is called «{task.get_name()}»"]
    program.act(task, "work-row.open")
    program.wait_for("heading", "Eli Modell")
    program.wait(lambda: any("Følges opp innen" in n.get_name() for n in program.find_all("label")), "the row to tell of it")
    picture("3-task")
    program.press("Ferdig med å følge opp alendronsyre")
    program.wait_gone("heading", "Følges opp")
    program.wait_gone("heading", "Oppgaver")
    return program.nameless()


def restart(*options):
    global program
    program.close()
    program = Program(*sys.argv[1:], *options, sandbox=sandbox, profile=profile)
    row("Modell, Eli, ")


def edit_previous(answer):
    """What was reconciled had another medicine where vitamin D is now."""
    for entry in answer["parameter"][0]["resource"]["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] == "MedicationStatement" and "Divisun" in json.dumps(resource):
            for value in set(re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", json.dumps(resource["identifier"]))):
                answer = json.loads(json.dumps(answer).replace(value, str(uuid.uuid4())))
    text = json.dumps(answer, ensure_ascii=False)
    for old, new in (("Divisun tab 800 IE", "Albyl-E enterotab 75 mg"), ("Divisun", "Albyl-E"), ("A11CC05", "B01AC06"),
                     ("Kolekalsiferol", "Acetylsalisylsyre"), ("ID_37F05BD1", "ID_37F05BD2")):
        text = text.replace(old, new)
    return text.encode()


def only_in_the_previous():
    """A previous list that had one more, and lacked one."""
    global program
    program.close()
    with subprocess.Popen([os.environ["SMT_EDIT_RECONCILED"], profile, ELI], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as journal:
        data = edit_previous(json.loads(journal.stdout.read()))
        journal.communicate(data)
    program = Program(*sys.argv[1:], sandbox=sandbox, profile=profile)
    row("Modell, Eli, ")
    open_eli()
    program.wait_for("heading", "Bare i forrige  1")
    picture("4-previous")
    name = row("ALBYL-E").get_name()
    faults = [] if "På listen da du samstemte" in name else [f"the row is called «{name}»"]
    if "Ny siden du samstemte" not in row("kolekalsiferol").get_name():
        faults.append("what is new does not say so")
    return faults


def overdue():
    """Thirteen months later nobody has reconciled again."""
    restart(f"--today={datetime.date.today() + datetime.timedelta(days=400)}")
    open_eli()
    picture("5-overdue")
    labels = [n.get_name() for n in program.find_all("label") if "Hentet" in n.get_name()]
    return [] if any("▲ samstemming forfalt" in label for label in labels) else labels


def group(words):
    program.open_menu()
    for item in ("Grupper etter", words):
        program.wait(lambda item=item: any(item == n.get_name() for n in program.walk() if "menu item" in n.get_role_name()), item)
        node = next(n for n in program.walk() if "menu item" in n.get_role_name() and n.get_name() == item)
        program.act(node, program.actions(node)[0])


def grouping():
    """Other headings, each row once; what must be decided stays first."""
    faults = []
    for words, wanted in (("Bruksområde", ["Må avgjøres  1", "Høyt blodtrykk  1", "Vitamintilskudd  1"]),
                          ("ATC", ["Må avgjøres  1", "A Fordøyelse og stoffskifte  1", "C Hjerte og kretsløp  1"]),
                          ("Tid på dagen", ["Må avgjøres  1", "Morgen  1", "Kveld  1"]),
                          ("Status", ["Må avgjøres  1", "Endret siden du sist samstemte  1", "Uendret  1"])):
        group(words)
        program.wait_for("heading", wanted[-1])
        faults += [f"{words}: no heading «{heading}»" for heading in wanted if heading not in headings()]
        picture(f"6-{words}")
        for medicine in ("alendronsyre", "kandesartan", "kolekalsiferol"):
            n = len([node for node in program.find_all("list item", medicine) if "Fast" in node.get_name()])
            if n != 1:
                faults.append(f"{words}: {medicine} stands {n} times")
    return faults


try:
    if tap.attempt("never-reconciled", never_reconciled):
        tap.attempt("clarify", clarify)
        tap.attempt("undo", undo)
        tap.attempt("why-not", why_not)
        tap.attempt("copy-at-review", copy_at_review)
        tap.attempt("send", send)
        tap.attempt("other-writer", other_writer)
        tap.attempt("changed", changed)
        tap.attempt("grouping", grouping)
        tap.attempt("follow-up", still_to_follow_up)
        tap.attempt("only-in-the-previous", only_in_the_previous)
        tap.attempt("overdue", overdue)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(profile, ignore_errors=True)
sys.exit(tap.end())
