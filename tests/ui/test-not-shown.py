#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An empty list reads as "no medicines" only where it is one; what is not shown is said; the screen's three languages."""

import os
import sys

from screen import Program, Tap

NONE = "Ingen legemidler er registrert"
UNKNOWN = "hvilke legemidler pasienten bruker, er ukjent"

# patient: (what must be said, what must not)
SAID = {
    "Sperre, Siv": ([UNKNOWN, "PLL kunne ikke hentes", "Resepter kunne ikke hentes", "Legemiddelreaksjoner er utilgjengelige"], [NONE]),
    "Blokk, Bjørn": ([UNKNOWN], [NONE]),
    "Nede, Rolf": ([UNKNOWN, "Resepter kunne ikke hentes", "Reaksjon:"], [NONE]),
    "Ulest, Pia": (["PLL kunne ikke hentes", "Ukjent om den er på listen"], [NONE, "Løs resept"]),
    "Ingenting, Tom": ([NONE, "Pasienten har ingen"], ["ukjent"]),
    "Mønster, Liv": ([NONE], ["kunne ikke hentes"]),
    "Reservert, Kaia": (["Kjernejournal kunne ikke hentes"], [NONE]),
    "Uspurt, Sara": (["Kjernejournal er ikke spurt", "Legemiddelreaksjoner er ikke spurt etter"], ["Ingen kjente"]),
    "Delvis, Dag": (["Reaksjon:", "kan være ufullstendige"], ["Ingen kjente"]),
    "Øvelse, Jon": (["Du har ikke tilgang til pasientens kjernejournal", "Låste resepter finnes"], []),
    "Kjernesen, Kim": (["Kjernejournal har sperret informasjon"], []),
    "Feltfeil, Felix": (["Noe i svaret ble ikke forstått"], []),
    "Pause, Paula": (["Andre ser denne som aktiv"], []),
    "Magistrell, Mia": (["Annet på resept"], []),
}
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


def speaks(language):
    os.environ["LANGUAGE"] = language
    other = Program()
    try:
        other.wait_for("label", LANGUAGES[language])
    finally:
        other.close()


program = Program()
try:
    for patient in SAID:
        tap.attempt(patient.split(", ")[1].lower(), lambda patient=patient: said(program, patient))
finally:
    program.close()
for language in LANGUAGES:
    tap.attempt(f"language-{language}", lambda language=language: speaks(language))
sys.exit(tap.end())
