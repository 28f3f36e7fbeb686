#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether FEST is there, and how old it is, is said once for a list, and in the preferences; its short doses are offered in the editor."""

import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from screen import Atspi, Program, Sandbox, Tap

ABSENT = "FEST er ikke lest inn: interaksjoner kontrolleres ikke"
OLD = "FEST er fra 2. november 2026 og for gammel"

tap = Tap()


def labels(program, words):
    return [node for node in program.walk() if node.get_role_name() == "label" and words in (node.get_name() or "")]


def open_ada(program):
    program.act(program.wait_for("list item", "Testesen, Ada"), "work-row.open")
    program.wait_for("heading", "Ada Testesen")
    program.wait_for("list item", "metotreksat")


def said(profile, day, words):
    """How often each of the two is said of one list."""
    program = Program(f"--today={day}", profile=profile)
    try:
        open_ada(program)
        if words:
            program.wait(lambda: labels(program, words), words)
        counts = {text: len(labels(program, text)) for text in (ABSENT, OLD)}
        wanted = {text: int(text == words) for text in (ABSENT, OLD)}
        return [] if counts == wanted else [f"said {counts}, wanted {wanted}"]
    finally:
        program.close()


def preferences(profile):
    program = Program("--today=2026-11-20", profile=profile)
    try:
        open_ada(program)
        program.open_menu()
        program.act(program.wait_for("menu item", "Innstillinger"))
        program.wait(lambda: any("FEST fra 2. november 2026, 18 dager gammel" in (node.get_name() or "")
                                 for node in program.walk()), "the age of FEST")
        return []
    finally:
        program.close()


def import_extract(profile):
    subprocess.run([os.environ["SMT_FEST"], f"--profile={profile}", "import", os.environ["SMT_FEST_EXTRACT"]], check=True,
                   stdout=subprocess.DEVNULL)


def imported_meanwhile():
    """An extract that is imported while the window is open is used by the next list."""
    with tempfile.TemporaryDirectory(prefix="samstemt-test-") as profile:
        program = Program("--today=2026-11-20", profile=profile)
        try:
            open_ada(program)
            program.wait(lambda: labels(program, ABSENT), ABSENT)
            import_extract(profile)

            def fresh():
                program.act(program.wait_for("list item", "Prøve, Bo"), "work-row.open")
                program.wait_for("heading", "Bo Prøve")
                program.wait_for("list item", "amlodipin")
                if not labels(program, ABSENT):
                    return True
                open_ada(program)
                return False

            program.wait(fresh, "a list that is read with FEST")
            return []
        finally:
            program.close()


def short_doses():
    """What FEST lists for the product stands in a menu of the editor, and one that is chosen fills the fields."""
    with tempfile.TemporaryDirectory(prefix="samstemt-test-") as folder:
        profile, patients = folder + "/profile", folder + "/patients"
        import_extract(profile)
        with contextlib.closing(sqlite3.connect(profile + "/catalogue.db")) as catalogue:
            fest_id = catalogue.execute("SELECT fest_id FROM product WHERE short_doses IS NOT NULL AND NOT discontinued AND unit = 'tablett'"
                                        " AND fest_id IS NOT NULL ORDER BY row").fetchone()[0]
        shutil.copytree(os.environ["SMT_SANDBOX_PATIENTS"], patients)
        for path in pathlib.Path(patients).glob("*-ada.json"):
            path.write_text(path.read_text(encoding="utf-8").replace('"990033"', f'"{fest_id}"'), encoding="utf-8")
        sandbox = Sandbox(f"--patients={patients}")
        program = Program("--today=2026-11-20", sandbox=sandbox, profile=profile)
        try:
            open_ada(program)
            program.act(program.wait_for("list item", "LEVAXIN"), "row.change")
            program.wait_for("push button", "Bruk denne dosen")
            program.toggle("Kortdoser i FEST")
            program.act(program.wait_for("menu item", "1x3: 1 tablett 3 ganger daglig"))

            def times():
                text = program.wait_for("text", "Eller ganger om dagen").get_text_iface()
                return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))

            program.wait(lambda: times() == "3", "the field to hold the short dose")
            return program.nameless()
        finally:
            program.close()
            sandbox.close()


tap.attempt("short-doses", short_doses)
tap.attempt("imported-meanwhile", imported_meanwhile)
with tempfile.TemporaryDirectory(prefix="samstemt-test-") as profile:
    tap.attempt("absent", lambda: said(profile, "2026-11-20", ABSENT))
    import_extract(profile)
    tap.attempt("fresh", lambda: said(profile, "2026-11-20", None))
    tap.attempt("too-old", lambda: said(profile, "2027-01-15", OLD))
    tap.attempt("preferences", lambda: preferences(profile))
    with open(os.path.join(profile, "catalogue.db"), "wb") as broken:
        broken.write(b"not a catalogue, but long enough to be looked at as one")
    tap.attempt("broken", lambda: said(profile, "2026-11-20", ABSENT))
sys.exit(tap.end())
