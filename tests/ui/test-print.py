#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers that leave the program: saved as PDF through the window, and read back by another program."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import framebuffer
from screen import Atspi, Program, Sandbox, Tap

PICTURES = os.environ.get("SMT_PICTURES")  # a folder: also leaves pictures there, for a person to look at

tap = Tap()
sandbox = Sandbox()
folder = pathlib.Path(tempfile.mkdtemp(prefix="samstemt-test-"))
profile = tempfile.mkdtemp(prefix="samstemt-test-")
program = Program(*sys.argv[1:], sandbox=sandbox, profile=profile)


def picture(name):
    if PICTURES:
        framebuffer.save(pathlib.Path(PICTURES) / f"{name}.png")


def open_patient(name, first):
    program.act(program.wait_for("list item", name), "work-row.open")
    program.wait_for("list item", first)


def choose(button, name):
    """Saves by @button under @name, as a person who gives the whole path; gives the text of what was written."""
    path = folder / name
    program.press(button)
    program.choose_file("Lagre som PDF", path, "Lagre")
    program.wait_for("label", "Lagret som PDF.")  # said anew of each paper
    if PICTURES:
        subprocess.run(["pdftoppm", "-r", "60", "-png", path, pathlib.Path(PICTURES) / path.stem], check=True)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def squeeze(text):
    return re.sub(r"\s+", " ", text)


def lacks(text, wanted, unwanted=()):
    text = squeeze(text)
    return ([f"«{words}» is not in: {text}" for words in wanted if words not in text]
            + [f"«{words}» is in it" for words in unwanted if words in text])


def before_sending():
    """A dose in doubt is told as a question, not as one of its two doses; names are whole."""
    open_patient("Testesen, Ada", "metotreksat METHOTREXATE")
    program.key("ctrl+p")
    program.wait_for("heading", "Til pasienten")
    picture("print-window")
    faults = program.nameless()
    text = choose("Lagre til pasienten som PDF", "ada-nb.pdf")
    after = squeeze(text).split("metotreksat", 1)[1][:220] if "metotreksat" in text else ""
    faults += lacks(text, ["Mine legemidler", "Ada Testesen", "1. juli 1950", "Gjelder fra: ", "Skrevet ut av: Lise Fastlegesen", "Side 1/"])
    faults += lacks(after, ["METHOTREXATE", "Hvordan: Dosen avklares. Spør legen eller apoteket"], ["hver dag", "mandag"])
    return faults


def languages():
    """The other three; Sámi says in which language the doses are."""
    faults = []
    for name, tag, wanted in (("Norsk nynorsk", "nn", ["Legemidla mine", "Korleis: ", "Kvifor: "]),
                              ("Davvisámegiella", "se", ["Dálkkasat", "Mo: ", "Manne: ", "Goas: ", "Siidu 1/", "Doseringen står på norsk."]),
                              ("English", "en", ["My medicines", "How: ", "Why: ", "Page 1/"])):
        choose_language(name)
        faults += lacks(choose("Lagre til pasienten som PDF", f"ada-{tag}.pdf"), wanted)
    close_window()
    return faults


def focus_window():
    """What a window manager does when the window over it closes."""
    subprocess.run(["xdotool", "search", "--name", "Skriv ut og gi videre", "windowfocus"], check=True)


def close_window():
    focus_window()
    program.key("Escape")
    program.wait_gone("heading", "Til dem som tar over")


def choose_language(name):
    """By a click: GTK 4.8 offers no act on a radio button. The window stands in the corner of the screen."""
    box = program.wait(lambda: next((n for n in program.walk() if n.get_name() == name and "label" != n.get_role_name()), None), name)
    extents = box.get_extents(Atspi.CoordType.WINDOW)
    subprocess.run(["xdotool", "mousemove", str(extents.x + 10), str(extents.y + extents.height // 2), "click", "1"], check=True)
    program.wait(lambda: box.get_state_set().contains(Atspi.StateType.CHECKED), f"«{name}» to be chosen")


def after_sending():
    """What was sent is told as changed, with the dose before; so is the summary for those who take over."""
    open_patient("Modell, Eli", "alendronsyre")
    program.act(program.wait_for("list item", "kolekalsiferol"), "row.stop")
    program.press("Manglende effekt")
    program.act(program.wait_for("list item", "alendronsyre"), "row.clarify")
    program.wait_for("text", "Avklares med").get_editable_text_iface().set_text_contents("endokrinologen")
    program.act([b for b in program.find_all("push button") if b.get_name() == "Avklar"][0])
    program.press("Se over og send")
    program.press("Signer og send")
    program.wait_for("label", "Alt er mottatt")
    program.press("Skriv ut og gi videre")
    program.wait_for("heading", "Til pasienten")
    text = choose("Lagre til pasienten som PDF", "eli-nb.pdf")
    faults = lacks(text, ["Sluttet: skal ikke tas lenger", "Gjennomgått av: Lise Fastlegesen", "kandesartan CANDESARTAN", "Hvordan: Dosen avklares.", "Endret: Ingen endring."])
    handover = choose("Lagre sammendraget som PDF", "eli-handover.pdf")
    return faults + lacks(handover, ["Legemidler: overlevering", "Endret, og hvorfor:", "Seponert: Manglende effekt", "Følges opp:",
                                     "Avklares med endokrinologen innen", "Følger opp der ingen annen er nevnt: Lise Fastlegesen.",
                                     "Legemidler etter samstemmingen:"])


def noted():
    """Each paper that left the program stands in the log of use."""
    close_window()
    program.key("ctrl+shift+h")
    window = program.wait(lambda: next((w for w in program.windows() if w.get_name() == "Innsynslogg"), None), "the log of use")
    program.wait_for("check box", "Bare Eli Modell", window)
    program.key("shift+Tab")  # from the lines, which have the focus
    program.key("space")
    node = program.wait_for("text", "Linjer i innsynsloggen", window).get_text_iface()

    def lines():
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)).splitlines()

    program.wait(lambda: any(" · pasient " in line for line in lines()), "the lines of both patients")
    said = [line[7:].split(" · ")[0] for line in reversed(lines()) if "Lagret som PDF" in line]
    wanted = ["Lagret som PDF: listen til pasienten"] * 5 + ["Lagret som PDF: sammendraget til dem som tar over"]
    return [] if said == wanted else [f"the log of use says {said}"]


try:
    if tap.attempt("before-sending", before_sending):
        tap.attempt("languages", languages)
        tap.attempt("after-sending", after_sending)
        tap.attempt("noted", noted)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(profile, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(tap.end())
