#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A nurse prepares a patient of the nursing home and cannot send; the doctor approves her drafts by keys, one and then the rest."""

import sys

from screen import NotThere, Program, Tap

tap = Tap()
program = Program("--width=1280", "--height=800")


def row(words):
    def found():
        return next((n for n in program.find_all("list item", words) if n.get_name().startswith(words)), None)

    return program.wait(found, f"the row of {words}")


def says(words, said):
    program.wait(lambda: said in row(words).get_name(), f"«{words}» to say «{said}»")


def focus(words):
    program.wait(lambda: (lambda node: node is not None and words in (node.get_name() or ""))(program.focused()), f"the focus on «{words}»")


def focus_in_list():
    program.wait(lambda: (lambda node: node is not None and node.get_role_name() == "list item")(program.focused()), "the focus on a row")


def open_patient(name, first):
    program.act(program.wait_for("list item", name), "work-row.open")
    focus(first)


def refused_key():
    """A question of the pharmacy's is neither kept nor clarified: the keys say so, and open nothing."""
    program.choose_role("Sykepleier")
    open_patient("Multidose, Mons", "alendronsyre")
    program.key("Down")
    focus("solifenacin")
    faults = []
    for key in ("b", "a"):
        program.key(key)
        program.wait_for("label", "Det valget passer ikke for denne raden")
        if program.find("text", "Avklares med"):
            faults.append("a form that cannot be answered is open")
        program.key("Up")
        focus("alendronsyre")
        program.key("Down")
        focus("solifenacin")
        program.act(row("solifenacin"), "row.take-in")
        says("solifenacin", "Tatt inn i PLL (utkast av sykepleier, navn ikke kjent)")
        program.wait_gone("label", "Det valget passer ikke for denne raden")
        program.key("ctrl+z")
        program.wait(lambda: "Tatt inn" not in row("solifenacin").get_name(), "the draft to be taken back")
        focus("jernsulfat")  # the next one that must be decided, where taking in went
        program.key("Up")
        focus("solifenacin")
    return faults


def others_turn():
    """A nurse keeps in bulk: drafts. The role changes while the patient is open: what is decided stays hers, and the doctor may approve at once."""
    open_patient("Testesen, Ada", "metotreksat")
    program.press("Behold alle")
    says("folsyre", "Beholdt (utkast av sykepleier, navn ikke kjent)")
    faults = ["a nurse may approve"] if program.find("push button", "Godkjenn alle utkast") else []
    program.choose_role("Lege")
    program.wait_for("push button", "Godkjenn alle utkast")
    program.wait_for("push button", "Godkjenn folsyre")
    if "utkast av sykepleier" not in row("folsyre").get_name():
        faults.append("the nurse's draft is the doctor's: " + row("folsyre").get_name())
    program.act(row("folsyre"), "row.approve")
    says("folsyre", "utkast av sykepleier, navn ikke kjent, godkjent av Lise Fastlegesen")
    program.choose_role("Sykepleier")
    program.wait_gone("push button", "Godkjenn alle utkast")
    says("folsyre", "godkjent av Lise Fastlegesen")
    return faults


def prepare():
    """The nurse corrects the Stopp and answers the pharmacy; then the row cannot be kept either."""
    open_patient("Multidose, Mons", "alendronsyre")
    program.key("F6")
    focus("Bruk tekstens intervall")
    program.key("Return")
    program.wait_for("push button", "Bruk denne dosen")
    program.key("Return")
    says("alendronsyre", "utkast av sykepleier")
    program.act(row("alendronsyre"), "row.details")
    program.wait_for("push button", "Bruk tekstens intervall")
    faults = [f"«{button.get_name()}» is offered on a Stopp" for button in program.find_all("push button") if button.get_name() == "Behold"]
    for medicine in ("solifenacin", "jernsulfat"):
        program.act(row(medicine), "row.take-in")
        says(medicine, "utkast av sykepleier")
    return faults


def review():
    """What blocks is named by what it waits for, and the key that would send says who may."""
    program.key("ctrl+Return")
    program.wait_for("heading", "Må avgjøres før listen kan sendes  4")
    links = [button.get_name() for button in program.find_all("push button", " →")]
    waits = [link for link in links if "▲ Utkast av sykepleier, navn ikke kjent, venter på godkjenning fra lege" in link]
    faults = [] if len(waits) == 3 else [f"three drafts in {links}"]
    faults += [] if any("mirtazapin" in link and "▲ Apoteket venter på svar" in link for link in links) else [f"the question in {links}"]
    if not program.find("label", "1 tablett hver torsdag (utkast av sykepleier, navn ikke kjent)"):
        faults.append("the new dose does not say whose draft it is")
    note = program.wait_for("label", "UTKAST til legemiddelsamstemming").get_name()
    faults += [f"the note of a nurse says «{words}»" for words in ("Lise Fastlegesen", "samstemt") if words in note]
    faults += [] if "av sykepleier, navn ikke kjent, hele listen. Ikke godkjent av lege og ikke sendt." in note else [f"whose draft: «{note}»"]
    program.key("ctrl+Return")
    program.wait_for("label", "Bare en lege signerer og sender")
    program.key("alt+Left")
    focus_in_list()
    program.act(row("mirtazapin"), "row.take-in")
    says("mirtazapin", "utkast av sykepleier")
    return faults + program.nameless()


def approve():
    """G approves the row and leads on to the next draft; Ctrl+G approves the rest, at the review too; one undo takes them back."""
    program.choose_role("Lege")
    program.wait_for("push button", "Godkjenn alle utkast")
    program.act(row("alendronsyre"), "row.details")
    program.wait_for("push button", "Godkjenn alendronsyre")
    open_patient("Allikevel, Astrid", "amlodipin")
    open_patient("Multidose, Mons", "alendronsyre")
    program.key("g")
    says("alendronsyre", "utkast av sykepleier, navn ikke kjent, godkjent av Lise Fastlegesen")
    focus("solifenacin")
    program.key("ctrl+Return")
    program.wait_for("heading", "Må avgjøres før listen kan sendes  3")
    program.key("ctrl+Return")
    program.wait_for("label", "Ingenting sendes: 3 rader må avgjøres først")
    program.key("ctrl+g")
    program.wait_gone("heading", "Må avgjøres før listen kan sendes")
    program.key("alt+Left")
    says("mirtazapin", "godkjent av Lise Fastlegesen")
    program.wait_gone("push button", "Godkjenn alle utkast")
    program.key("ctrl+z")
    program.wait(lambda: "godkjent" not in row("mirtazapin").get_name(), "one undo for all three")
    program.press("Godkjenn alle utkast")
    says("jernsulfat", "godkjent av Lise Fastlegesen")
    focus_in_list()
    program.key("ctrl+Return")
    program.wait_for("push button", "Signer og send")
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")
    return program.nameless()


def named():
    """A nurse who has written her name: her draft bears it, and the doctor sees it. What a doctor did she does not undo; her
    own draft, undone by her and done again by the doctor, is still hers."""
    program.choose_role("Lege")
    open_patient("Testesen, Ada", "metotreksat")
    program.act(row("folsyre"), "row.keep")
    says("folsyre", "Beholdt")
    program.choose_role("Sykepleier", "Siri Sykepleiersen")
    program.act(program.wait_for("list item", "Testesen, Ada"), "work-row.open")
    focus_in_list()  # on the row at work
    program.key("ctrl+z")
    program.wait_for("label", "Dette gjorde en lege: bare en lege angrer det.")
    says("folsyre", "Beholdt")
    program.act(row("levotyroksin"), "row.keep")
    says("levotyroksin", "Beholdt (utkast av Siri Sykepleiersen, sykepleier)")
    program.key("ctrl+z")
    program.wait(lambda: "Siri" not in row("levotyroksin").get_name(), "her draft to be taken back")
    program.choose_role("Lege")
    program.key("ctrl+shift+z")
    says("levotyroksin", "Beholdt (utkast av Siri Sykepleiersen, sykepleier)")
    program.act(row("levotyroksin"), "row.approve")
    says("levotyroksin", "utkast av Siri Sykepleiersen, sykepleier, godkjent av Lise Fastlegesen")
    program.key("ctrl+z")
    program.wait(lambda: "godkjent" not in row("levotyroksin").get_name(), "the approval to be taken back")
    program.choose_role("Sykepleier")
    program.key("ctrl+shift+z")
    program.wait_for("label", "Dette gjorde en lege: bare en lege gjør det om igjen.")
    return ["a nurse approved"] if "godkjent" in row("levotyroksin").get_name() else []


try:
    if tap.attempt("refused-key", refused_key) and tap.attempt("others-turn", others_turn) and tap.attempt("prepare", prepare) and tap.attempt("review", review):
        if tap.attempt("approve", approve):
            tap.attempt("named", named)
except NotThere as error:
    tap.check("the-program-lives", [str(error)])
finally:
    program.close()
sys.exit(tap.end())
