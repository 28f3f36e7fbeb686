#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An empty list reads as "no medicines" only where it is one; what is not shown is said; the screen's three languages."""

import os
import sys

from screen import Atspi, Program, Tap

NONE = "Ingen legemidler er registrert"
UNKNOWN = "hvilke legemidler pasienten bruker, er ukjent"

# patient: (what must be said, what must not)
SAID = {
    "Sperre, Siv": ([UNKNOWN, "Pasienten har sperret PLL, resepter og kjernejournal", "Samtykke eller øyeblikkelig hjelp åpner dem", "Legemiddelreaksjoner er utilgjengelige"], [NONE, "blokkert"]),
    "Blokk, Bjørn": ([UNKNOWN, "Pasienten har blokkert PLL, resepter og kjernejournal", "heller ikke øyeblikkelig hjelp"], [NONE, "sperret"]),
    "Nede, Rolf": ([UNKNOWN, "Reseptformidleren er ikke tilgjengelig nå", "Alvorlig reaksjon:"], [NONE]),
    "Utilgjengelig, Ulf": (["Kjernejournal er ikke tilgjengelig nå", "Legemiddelreaksjoner er utilgjengelige"], [NONE]),
    "Ulest, Pia": (["PLL er ikke tilgjengelig nå", "Ukjent om den er på listen"], [NONE, "Løs resept"]),
    "Låstnes, Lars": (["Låste resepter finnes; referansenummer"], []),
    "Ingenting, Tom": ([NONE, "Pasienten har ingen"], ["ukjent"]),
    "Mønster, Liv": ([NONE], ["kunne ikke hentes"]),
    "Reservert, Kaia": (["Pasienten har reservert seg mot kjernejournal"], [NONE]),
    "Uspurt, Sara": (["Kjernejournal er ikke spurt", "Legemiddelreaksjoner er ikke spurt etter"], ["Ingen kjente"]),
    "Delvis, Dag": (["Alvorlig reaksjon:", "kan være ufullstendige"], ["Ingen kjente"]),
    "Øvelse, Jon": (["Du har ikke tilgang til pasientens kjernejournal", "Låste resepter finnes"], []),
    "Kjernesen, Kim": (["Kjernejournal har låst informasjon", "Kjernejournal har legemidler som ikke vises"], []),
    "Multidose, Mons": (["Prøveapoteket spurte", "Foreslått av apoteket", "Multidose pakkes av Prøveapoteket"],
                        ["gjelder ikke lenger", "av Prøveapoteket 29. november 2026 (PLL"]),
    "Dosett, Moa": (["er eldre enn listen og gjelder ikke lenger", "Listen er sendt av vikar",
                      "Multidose: pakkes av apoteket · ikke kjent når en endring når pasienten: spør apoteket"], ["Foreslått av apoteket"]),
    "Verge, Vera": (["Reservert mot innsyn fra foresatte", "I legens navn"], []),
    "Feltfeil, Felix": (["Noe i svaret ble ikke forstått"], []),
    "Pause, Paula": (["Andre ser denne som aktiv",
                      "Hele listen er satt på pause fra 26. november 2026, til 10. desember 2026, av Ola Sykehuslegesen: «Innlagt ved Prøvebyen sykehus»",
                      "Ingenting sendes før en lege har tatt listen i bruk igjen"], []),
    "Reaksjon, Rita": (["■ Alvorlig reaksjon: ACE-hemmere", "▲ Reaksjon: Trimetoprim (Hudreaksjon INA) · kjernejournal",
                        "■ Alvorlig reaksjon: Fenoksymetylpenicillin (Anafylaktisk reaksjon) · Reseptformidleren",
                        "▲ Reaksjon: Fenoksymetylpenicillin (Hudreaksjon INA) · lokal",
                        "Avkreftet, ingen reaksjon: Acetylsalisylsyre", "Ikke lenger en reaksjon: Omeprazol"],
                       ["▲ Reaksjon: Acetylsalisylsyre", "▲ Reaksjon: Omeprazol"]),
    "Bytte, Birger": (["Endret etter at listen ble sendt", "(PLL).", "Hva det var før, er ikke kjent.",
                       "Mot resepten før den", "Dose 1 tablett → 2 tabletter; Mengde på resepten 30 stykk → 100 stykk; Reit 1 → 3; "
                       "Generisk bytte nei → ja; Rekvirent Lise Fastlegesen → Ola Sykehuslegesen"], []),
    "Magistrell, Mia": (["Annet på resept", "står aldri på Pasientens legemiddelliste (PLL)", "Resepten er tilbakekalt"], []),
    "Lenkedatter, Tora": (["Resepten er tilbakekalt · ikke på Pasientens legemiddelliste (PLL)",
                           "av Lise Fastlegesen, Prøvebyen legesenter (rekvirent)"], []),
}
TODAY = "--today=2026-11-30"  # the dates that are said count from it
SIV = "11927710090"
LANGUAGES = {"nn": "Vel ein pasient", "en": "Choose a patient", "nb": "Velg en pasient"}

tap = Tap()


def page(program):
    return [node.get_name() or "" for node in program.walk() if node.get_role_name() in ("label", "heading")]


def said(program, name):
    wanted, unwanted = SAID[name]
    program.act(program.wait_for("list item", name), "work-row.open")
    family, given = name.split(", ")
    program.wait_for("heading", f"{given} {family}")
    for words in wanted:
        program.wait(lambda words=words: any(words in text for text in page(program)), f"«{words}»")
    texts = page(program)
    return [f"«{words}» is said" for words in unwanted if any(words in text for text in texts)]


def nothing_to_review(program):
    """A list that was not read leads to no review; one that is truly empty can be reconciled."""
    faults = []
    for name, title, may in (("Nede, Rolf", "Legemidlene er ukjent", False), ("Ingenting, Tom", "Ingen legemidler", True)):
        said(program, name)
        program.wait_for("label", title)
        button = program.find("push button", "Se over og send")
        if button.get_state_set().contains(Atspi.StateType.SENSITIVE) != may:
            faults.append(f"{name} can{' not' if may else ''} be looked over")
    return faults


def both_voices(program):
    """Where the strip shows two doses the row prints two."""
    faults = []
    for name, wanted in (("Øvelse, Jon", ("Felt: 1 daglig ved behov", "Tekst: 1 tablett daglig")),
                         ("Feltfeil, Felix", ("kveld annenhver dag", "Tekst: 1 tablett morgen og 1 tablett kveld"))):
        program.act(program.wait_for("list item", name), "work-row.open")
        family, given = name.split(", ")
        program.wait_for("heading", f"{given} {family}")
        texts = page(program)
        faults += [f"{name}: nothing says «{words}»" for words in wanted if not any(words in text for text in texts)]
    return faults


def content(entry):
    text = entry.get_text_iface()
    return text.get_text(0, text.get_character_count()) if text else ""


def look_up(program):
    program.act(next(node for node in program.find_all("push button", "Slå opp") if node.get_name() == "Slå opp"))


def opens_with_consent(program):
    """From the sentence to the form with the patient filled in, a basis chosen, and the list opened."""
    program.act(program.wait_for("list item", "Sperre, Siv"), "work-row.open")
    program.press("Åpne med samtykke")
    program.wait_for("heading", "Legemidler pasienten har sperret")
    program.wait(lambda: any(SIV in content(entry) for entry in program.find_all("text")), "her number")
    # the choice stands at "leave closed"; the second one after it is emergency
    program.wait(lambda: program.focused() is not None and program.focused().get_name() == "La være lukket", "the choice")
    program.key("Right")
    program.key("Right")
    look_up(program)
    program.wait_for("label", "Skriv hvorfor det er øyeblikkelig hjelp")
    reason = program.wait(lambda: program.focused() if "Hvorfor er det" in (program.focused().get_name() or "") else None, "the reason")
    reason.get_editable_text_iface().set_text_contents("bevisstløs, kan ikke spørres")
    look_up(program)
    program.wait_for("heading", "Siv Sperre")
    program.wait(lambda: not any("Pasienten har sperret" in text for text in page(program)), "nothing to be closed")
    # the log of use says so, in the words of whoever opened it
    program.key("ctrl+shift+h")
    program.wait(lambda: any("Åpnet ved øyeblikkelig hjelp: bevisstløs, kan ikke spørres" in content(entry) for entry in program.find_all("text")),
                 "the reason in the log of use")
    program.key("Escape")
    program.wait(lambda: len(program.windows()) == 1, "the log of use to close")


def place(node):
    return (node.get_role_name(), node.get_name(), node.get_parent().get_name()) if node is not None else None


def tab_to(program, name):
    """Presses Tab until @name has the focus; each time the focus has moved before it is looked at."""
    for _ in range(40):
        before = place(program.focused())
        if before is not None and before[1] == name:
            return
        program.key("Tab")
        program.wait(lambda before=before: place(program.focused()) not in (None, before), "the focus to move")


def asks_for_originals(program):
    """What only the original prescription shows is found once the form asks for it, for patients of the work list too."""
    words = "Hent også de opprinnelige reseptene"
    program.key("ctrl+l")
    program.wait_for("check box", words)
    program.wait(lambda: program.focused() is not None and "Fødselsnummer" in program.focused().get_name(), "the form")
    tab_to(program, words)
    program.key("space")
    program.press("Avbryt")
    program.act(program.wait_for("list item", "Ordrett, Odin"), "work-row.open")
    program.wait_for("heading", "Odin Ordrett")
    program.wait(lambda: "Feltet kan ikke vises" in program.wait_for("list item", "levotyroksin").get_name(), "the fault of the original")


def speaks(language):
    os.environ["LANGUAGE"] = language
    other = Program(TODAY)
    try:
        other.wait_for("label", LANGUAGES[language])
    finally:
        other.close()


def fits():
    """In 360 pixels with text at 200 %: what opens the closed medicines breaks into lines, and keeps the window as narrow as it is."""
    narrow = Program(TODAY, "--width=360", "--height=720", "--text-scale=200")
    try:
        narrow.toggle("Arbeidsliste")
        narrow.act(narrow.wait_for("list item", "Sperre, Siv"), "work-row.open")
        narrow.wait_for("push button", "Åpne med samtykke eller ved øyeblikkelig hjelp")
        frame = narrow.windows()[0]
        narrow.wait(lambda: 0 < frame.get_extents(Atspi.CoordType.WINDOW).width <= 360, "a window of 360 pixels")
    finally:
        narrow.close()


program = Program(TODAY)
try:
    for patient in SAID:
        tap.attempt(patient.split(", ")[1].lower(), lambda patient=patient: said(program, patient))
    tap.attempt("nothing-to-review", lambda: nothing_to_review(program))
    tap.attempt("both-voices", lambda: both_voices(program))
    tap.attempt("opens-with-consent", lambda: opens_with_consent(program))
    tap.attempt("asks-for-originals", lambda: asks_for_originals(program))
finally:
    program.close()
tap.attempt("fits", fits)
for language in LANGUAGES:
    tap.attempt(f"language-{language}", lambda language=language: speaks(language))
sys.exit(tap.end())
