#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through every screen and every state of note and leaves a picture of each in a folder, for a person to look at.

    pictures.py FOLDER WIDTH HEIGHT [OPTION…]      the options are the program's

With SMT_PARTS="start patient queues" only these parts of the walk; some rest on what an earlier one looked up.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import framebuffer
from screen import NotThere, Program, Sandbox

folder, width, height = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
options = [f"--width={width}", f"--height={height}", *sys.argv[4:]]
sandbox = Sandbox()
program = Program(*options, sandbox=sandbox)
taken = 0
missed = []


def picture(name):
    global taken
    taken += 1
    framebuffer.save(folder / f"{taken:02}-{name}.png", width, height)


def scroll(down=True, clicks=40):
    """As with a wheel over the middle of the window."""
    subprocess.run(["xdotool", "mousemove", str(width // 3), str(height * 2 // 3), "click", "--repeat", str(clicks), "--delay", "4",
                    "5" if down else "4", "mousemove", str(width - 1), str(height - 1)], check=True)


def row(words):
    return program.wait_for("list item", words)


def open_patient(name, first=None):
    """Opens @name from the work list, which on a narrow window is behind a button; waits for the row @first or the name."""
    if program.find("list item", name) is None:
        program.toggle("Arbeidsliste")
    program.act(row(name), "work-row.open")
    if first:
        row(first)
    else:
        family, given = name.split(", ")
        program.wait_for("heading", f"{given} {family}")


def back_to_list(words):
    """On a narrow window the details are a page of their own."""
    if program.find("push button", "← Listen") is not None:  # the details have rows of the same words
        program.press("← Listen")
    row(words)


# --- what is shown -------------------------------------------------------------------------------------------------------


def start():
    subprocess.run(["xdotool", "mousemove", str(width - 1), str(height - 1)], check=True)
    row("Testesen, Ada") if width > 600 else program.wait_for("label", "Velg en pasient")
    picture("start")
    if width <= 600:
        program.toggle("Arbeidsliste")
        row("Testesen, Ada")
        picture("work-list")


def lookup():
    program.key("ctrl+l")
    field = program.wait_for("text", "Fødselsnummer")
    picture("lookup")
    field.get_editable_text_iface().set_text_contents("123")
    program.wait_for("label", "elleve siffer")
    picture("lookup-doubt")
    scroll()
    picture("lookup-end")
    program.press("Avbryt")


def patient():
    open_patient("Testesen, Ada", "metotreksat METHOTREXATE")
    picture("patient")
    scroll(clicks=8)
    picture("patient-further")
    scroll()
    picture("patient-end")
    scroll(down=False)
    window("print", "ctrl+p", "En dose det er tvil om")


def details():
    program.act(row("metotreksat METHOTREXATE"), "row.details")
    program.wait_for("push button", "Bruk tekstens intervall")
    picture("finding")
    program.press("Overstyr…")
    program.wait_for("text", "")
    picture("override")
    program.key("Escape")
    program.press("Bruk tekstens intervall")
    program.wait_for("push button", "Bruk denne dosen")
    picture("dose-editor")
    scroll(clicks=12)
    picture("dose-editor-end")
    program.press("Bruk denne dosen")
    back_to_list("metotreksat METHOTREXATE")
    program.wait(lambda: "Endret til" in row("metotreksat METHOTREXATE").get_name(), "the changed dose")
    picture("changed")


def forms():
    program.act(row("amlodipin"), "row.clarify")
    program.wait_for("text", "Avklares med")
    picture("clarify")
    program.press("Avbryt")
    program.press("Seponer pantoprazol")
    program.wait_for("push button", "Manglende effekt")
    picture("stop-reason")
    program.press("Manglende effekt")
    program.wait(lambda: "Seponert" in row("pantoprazol").get_name(), "the row to be stopped")


def review():
    program.press("Behold alle")
    program.key("ctrl+Return")
    program.wait_for("push button", "Signer og send")
    picture("review-blocked")
    program.key("alt+Left")
    program.act(row("metotreksat METEX"), "row.details")
    program.press("Bruk tekstens intervall")
    program.press("Bruk denne dosen")
    back_to_list("PARALGIN")
    program.press("Inn i PLL kodein")
    program.key("ctrl+Return")
    program.wait_for("heading", "Endret  2")
    picture("review")
    scroll()
    picture("review-end")


def is_taken_in():
    """The row of the list, which the details and the receipt speak of as well."""
    return any("Tatt inn" in node.get_name() for node in program.find_all("list item", "PRØVEFARM – tablett 10\u00a0mg. Løs resept"))


def receipts():
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")
    scroll(down=False)
    picture("receipt")
    for fault, words, name in (("pll-failed", "ikke", "receipt-partial"), ("conflict", "Noen andre har endret listen", "conflict"),
                               ("short-body", "Det kom ikke noe sikkert svar", "receipt-unknown")):
        open_patient("Øvelse, Jon", "cetirizin")
        if not is_taken_in():
            program.press("Inn i PLL cetirizin")
            program.wait(is_taken_in, "the decision")
        program.key("ctrl+Return")
        program.wait_for("push button", "Signer og send")
        sandbox.order(fault, "all" if fault == "short-body" else None)
        program.key("ctrl+Return")
        program.wait_for("label", words)
        scroll(down=False)
        picture(name)
        sandbox.order("")
        program.key("ctrl+r")
        if fault != "short-body":
            program.wait(is_taken_in, "the decision to be there again")


def nothing_to_show():
    for name in ("Sperre, Siv", "Blokk, Bjørn", "Nede, Rolf", "Ulest, Pia", "Ingenting, Tom", "Mønster, Liv", "Reservert, Kaia",
                 "Kjernesen, Kim", "Feltfeil, Felix", "Pause, Paula", "Magistrell, Mia", "Utenresept, Pål"):
        open_patient(name)
        picture(name.split(", ")[1].lower())
    scroll()
    picture("pål-end")
    open_patient("Pause, Paula", "losartan")
    program.key("ctrl+Return")
    program.press("■ Hele listen er satt på pause")
    program.wait_for("text", "Begrunnelse, med ord")
    picture("paused-list-form")
    program.press("Avbryt")


def proposals():
    """What the pharmacy proposes beside what stands on the list, a pause with its reason, and why a row is not for the list."""
    open_patient("Forespurt, Frida", "FUROSEMID")
    picture("pharmacy-dose")
    program.act(row("FUROSEMID"), "row.details")
    program.wait_for("heading", "furosemid")
    picture("pharmacy-dose-details")
    back_to_list("FUROSEMID")
    program.act(row("FUROSEMID"), "row.decline")
    program.wait_for("push button", "Dosen på listen er riktig")
    picture("decline")
    program.press("Avbryt")
    open_patient("Vaksinert, Vilde", "INFLUENSAVAKSINE")
    picture("vaccine-proposed")
    open_patient("Allikevel, Astrid", "losartan")
    program.act(row("losartan"), "row.pause")
    program.wait_for("push button", "Akutt sykdom")
    picture("pause-reason")
    program.press("Avbryt")


def beside_the_dose():
    """Lanes, steps, the course as a picture, the history, a dose in words."""
    open_patient("Multidose, Mons", "alendronsyre")
    scroll(clicks=8)
    picture("lanes")
    scroll(down=False)
    open_patient("Utenresept, Pål", "prednisolon")
    program.act(row("prednisolon"), "row.details")
    program.wait_for("label", "I dag: ")
    picture("steps")
    back_to_list("prednisolon")
    program.act(row("prednisolon"), "row.change")
    program.wait_for("check box", "Trinn 2: ")
    picture("dose-in-steps")
    program.press("Avbryt")
    open_patient("Lenkedatter, Tora", "metformin")
    program.act(row("metformin"), "row.change")
    program.wait_for("check box", "Ny resept med denne dosen")
    picture("dose-of-a-spent-prescription")
    program.press("Avbryt")
    back_to_list("metotreksat METHOTREXATE")
    program.act(row("metotreksat METHOTREXATE"), "row.history")
    program.wait(lambda: any("Historikk for metotreksat" in node.get_name() for node in program.walk()), "the history")
    picture("history")


def odd_lists():
    """Guardians, a question that the list has overtaken and a stand-in, locked prescriptions, names without end."""
    for name in ("Verge, Vera", "Dosett, Moa", "Låstnes, Lars", "Reaksjon, Rita", "Intervall, Inge"):
        open_patient(name)
        picture(name.split(", ")[1].lower())
    if program.find("list item", "Čáhcesuolu") is None:
        program.toggle("Arbeidsliste")
    program.act(row("Čáhcesuolu"), "work-row.open")
    row("Šuorbmá")
    picture("long-names")


def choices():
    """What a decision asks for, and what the row says once it is taken."""
    open_patient("Allikevel, Astrid", "losartan")
    for action, words, name in (("stop-later", "Siste dag", "stop-later"), ("recall", "Annen årsak", "recall-reason")):
        program.act(row("losartan"), f"row.{action}")
        program.wait(lambda: program.find("push button", "Avbryt"), words)
        picture(name)
        program.press("Avbryt")
    program.act(row("losartan"), "row.renew")
    program.wait(lambda: "Fornye" in row("losartan").get_name() or "Fornyet" in row("losartan").get_name(), "the renewal")
    picture("renewed")


def queues():
    """With what was looked up above: the clean-up queue and what its entries come to."""
    program.key("ctrl+1")
    program.wait_for("heading", "Opprydding")
    program.wait_for("label", "flaggede oppføringer gjenstår")
    row("Alendronat")
    picture("clean-up")
    scroll(clicks=8)
    picture("clean-up-further")
    scroll()
    picture("clean-up-end")
    program.key("ctrl+2")
    program.wait_for("label", " pasienter ferdige, ")
    row("Ada Testesen")
    picture("round")
    program.key("ctrl+f")
    program.wait(lambda: (node := program.focused()) is not None and "Finn i køen" in (node.get_name() or ""), "the search to have the keys")
    program.type("prøve")
    program.wait_for("heading", "Visittens pasienter  1")
    picture("round-searched")
    program.key("Escape")
    program.key("ctrl+3")
    program.wait_for("heading", "Ingenting sagt ennå  ")
    picture("pharmacist")
    program.act(row("Alendronat"), "queue-row.open")
    program.wait_for("text", "Hva som skal sies")
    picture("thread")
    scroll()
    picture("thread-end")
    program.key("Escape")
    program.key("Escape")


def lookup_fails():
    sandbox.order("bad-json", "all")
    open_patient_without_answer("Modell, Eli")
    program.wait_for("label", "Svaret")
    picture("lookup-failed")
    sandbox.order("")


def open_patient_without_answer(name):
    if program.find("list item", name) is None:
        program.toggle("Arbeidsliste")
    program.act(row(name), "work-row.open")


def window(name, key, words):
    program.key(key)
    program.wait(lambda: next((w for w in program.windows() if program.find("label", words, w)), None), words)
    picture(name)
    program.key("Escape")
    program.wait(lambda: len(program.windows()) == 1, f"{name} to close")


def windows():
    window("preferences", "ctrl+comma", "Lyst")
    window("shortcuts", "ctrl+question", "Behold")
    window("log", "ctrl+shift+l", "Kopier alt")
    window("help", "F1", "Hurtigtaster")
    window("audit", "ctrl+shift+h", "Kjeden er hel")
    program.key("ctrl+alt+l")
    program.wait_for("push button", "Lås opp")
    picture("locked")
    program.press("Lås opp")
    program.wait_gone("push button", "Lås opp")


def past():
    """What is kept of earlier lists, one as it was, two compared; and a day before all of them."""
    open_patient("Modell, Eli", "kandesartan")
    program.act(row("alendronsyre"), "row.clarify")
    program.wait_for("text", "Avklares med").get_editable_text_iface().set_text_contents("endokrinologen")
    program.act([b for b in program.find_all("push button") if b.get_name() == "Avklar"][0])
    program.wait_gone("text", "Avklares med")
    program.key("ctrl+k")
    program.key("ctrl+Return")
    program.wait_for("label", "Samstemmes igjen innen")
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")
    sandbox.other_writer("23894410094", "2 tabletter kveld")
    program.key("Escape")
    row("kandesartan")
    program.key("F5")
    program.wait(lambda: "2 tabletter kveld" in row("alendronsyre").get_name(), "what others changed")
    program.key("ctrl+t")
    program.wait_for("heading", "Tatt vare på her  1")
    program.wait_for("text", "Listen slik den var denne dagen").get_editable_text_iface().set_text_contents("1.1.2020")
    program.press("Vis listen slik den var")
    program.wait_for("label", "eller før er tatt vare på her.")
    picture("earlier-lists")
    program.act(program.wait_for("push button", "Åpne: "))
    program.wait_for("label", "samstemt av Lise Fastlegesen. Den blir bare vist.")
    row("kandesartan")
    picture("as-it-was")
    program.key("Escape")
    program.act(program.wait_for("push button", "Sammenlign med nå: "))
    program.wait_for("label", "Listen nå, mot listen fra ")
    row("kandesartan")
    picture("compared")
    program.key("Escape")
    program.key("Escape")
    row("kandesartan")


def menu():
    program.open_menu()
    picture("menu")
    program.act(program.wait_for("menu item", "Måltall"))
    program.wait(lambda: next((w for w in program.windows() if w.get_name() == "Måltall"), None), "the measures")
    picture("measures")
    program.key("Escape")
    program.wait(lambda: len(program.windows()) == 1, "the measures to close")
    program.open_menu()
    program.act(program.wait_for("menu item", "Om Samstemt"))
    program.wait(lambda: len(program.windows()) > 1, "about")
    picture("about")


def sign_in():
    """The demo with the sandbox's HelseID; the last part, since it is another program."""
    global program
    program.close()
    program = Program("--sign-in", *options)
    program.wait_for("push button", "Logg inn med HelseID")
    picture("sign-in")
    program.press("Logg inn med HelseID")
    program.press("Innlogget: Lise Fastlegesen")
    program.wait_for("label", "lege, HPR 900100017")
    picture("signed-in")


def start_refused():
    """A service file that does not fit; another program too."""
    global program
    program.close()
    with tempfile.NamedTemporaryFile("w", suffix=".ini") as broken:
        broken.write("[sfm]\noffice=Prøvebyen legesenter\n")
        broken.flush()
        program = Program(*options, service=broken.name)
        program.wait_for("push button", "Avslutt")
        picture("start-refused")
        program.act(program.wait_for("push button", "Avslutt"))
        program.process.wait(20)  # with 1, which is well here
        shutil.rmtree(program.profile, ignore_errors=True)
        program = None


PARTS = (start, lookup, patient, details, forms, review, receipts, nothing_to_show, proposals, beside_the_dose, odd_lists, choices, queues, past, lookup_fails, windows, menu, sign_in, start_refused)
wanted = os.environ.get("SMT_PARTS", "").split()

try:
    for part in PARTS:
        if wanted and part.__name__ not in wanted:
            continue
        try:
            part()
        except NotThere as error:
            missed.append(f"{part.__name__}: {error}")
            picture(f"missed-{part.__name__}")
finally:
    if program is not None:
        program.close()
    sandbox.close()
print(f"{taken} pictures in {folder}")
for line in missed + Program.ends:
    print(f"missed: {line}")
sys.exit(1 if missed or Program.ends else 0)
