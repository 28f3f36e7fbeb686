#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of use: who did what to whom, when and why, read in its window and saved as a file; and what its window says of a
journal that somebody has changed, under the running program or between two runs."""

import os
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile

import framebuffer
from screen import Atspi, Program, Sandbox, Tap

PICTURES = os.environ.get("SMT_PICTURES")  # a folder: also leaves pictures there, for a person to look at

LINE = re.compile(r"\d\d:\d\d  .+ · .+")
ME = "Lise Fastlegesen, lege, HPR 900100017"

tap = Tap()
sandbox = Sandbox()
folder = pathlib.Path(tempfile.mkdtemp(prefix="samstemt-test-"))
program = Program(*sys.argv[1:], sandbox=sandbox)


def picture(name):
    if PICTURES:
        framebuffer.save(pathlib.Path(PICTURES) / f"{name}.png")


def open_patient(name, first):
    program.act(program.wait_for("list item", name), "work-row.open")
    program.wait_for("list item", first)


def window():
    return next((w for w in program.windows() if w.get_name() == "Innsynslogg"), None)


def open_log(chain="Kjeden er hel: "):
    """The log of use, and what it says of its chain."""
    program.key("ctrl+shift+h")
    program.wait(window, "the log of use")
    return program.wait_for("label", chain, window()).get_name()


def close_log():
    program.key("Escape")
    program.wait(lambda: window() is None, "the log of use to close")


def shown():
    text = program.wait_for("text", "Linjer i innsynsloggen", window()).get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def missing(text, wanted):
    return [f"«{words}» is not in: {text}" for words in wanted if words not in text]


def of_one():
    """Only the patient at work, by name; the others are not there."""
    open_patient("Øvelse, Jon", "cetirizin")
    open_patient("Testesen, Ada", "metotreksat METHOTREXATE")
    open_log()
    text = program.wait(lambda: shown() if "Leste denne loggen" in shown() else None, "the lines")
    picture("audit")
    faults = program.nameless(window())
    faults += missing(text, [f"Slo opp listen · formål: Legemiddelsamstemming · Ada Testesen · {ME}", f"Leste denne loggen · Ada Testesen · {ME}"])
    faults += [f"not a line: {line}" for line in text.splitlines()[1:] if line and not LINE.fullmatch(line)]
    if "pasient " in text:
        faults.append(f"another patient is in it: {text}")
    if program.find("label", "Syntetiske data", window()) is None:
        faults.append("the window does not say that the data are synthetic")
    return faults


def of_all():
    """Others by a number: no name is stored."""
    program.wait_for("check box", "Bare Ada Testesen", window())
    program.key("shift+Tab")  # from the lines, which have the focus
    program.key("space")
    text = program.wait(lambda: shown() if "pasient " in shown() else None, "the other patient")
    picture("audit-all")
    found = re.search(r"Slo opp listen · formål: Legemiddelsamstemming · pasient [0-9a-f]{8} · ", text)
    return ([] if found else [f"the other patient is not there: {text}"]) + (["a name is stored"] if "Jon Øvelse" in text else [])


def save(name):
    path = folder / name
    program.press("Lagre som fil…")
    program.choose_file("Lagre innsynsloggen", path, "Lagre")
    program.wait_for("label", "Lagret. At den ble lagret", window())
    return path


def saved():
    """The file says what the window said; that it was saved is a line of its own."""
    path = save("log.txt")
    program.wait(lambda: "Lagret denne loggen som fil" in shown(), "the line that it was saved")
    text = path.read_text(encoding="utf-8")
    faults = missing(text, ["Innsynslogg", "Kjeden er hel: ", f"Ada Testesen · {ME}", "pasient "])
    if path.stat().st_mode & 0o077:
        faults.append("others can read the file")
    return faults


def opened_again():
    """A list that is opened again without a lookup leaves its line too."""
    close_log()
    open_patient("Øvelse, Jon", "cetirizin")
    open_log()
    text = program.wait(lambda: shown() if "Åpnet listen igjen" in shown() else None, "the line that it was opened again")
    return missing(text, [f"Åpnet listen igjen · formål: Legemiddelsamstemming · Jon Øvelse · {ME}"])


def role_changed():
    """Whoever works in another role is told apart from then on; what was done before keeps the role it was done in."""
    close_log()
    program.choose_role("Sykepleier")
    open_patient("Testesen, Ada", "metotreksat METHOTREXATE")
    open_log()
    nurse = "sykepleier, navn ikke kjent"  # nobody has said it, and the doctor's is not lent out
    program.wait(lambda: f"Leste denne loggen · Ada Testesen · {nurse}" in shown(), "the line in the new role")
    text = shown()
    faults = missing(text, [f"Slo opp listen · formål: Legemiddelsamstemming · Ada Testesen · {ME}"])
    return faults + ([] if text.index(nurse) < text.index(ME) else ["the newest line is not in the new role"])


# --- a journal that somebody has changed ---------------------------------------------------------------------------------

BAD = 3  # the record that is changed, early enough to lie on a page of its own


def change_byte(rows):
    sealed = bytearray(rows[BAD]["sealed"])
    sealed[20] ^= 1
    rows[BAD]["sealed"] = bytes(sealed)


def drop(rows):
    del rows[BAD]


def reorder(rows):
    rows[BAD], rows[BAD + 1] = rows[BAD + 1], rows[BAD]


def rewrite(path, change):
    """Changes the log in the database @path, as somebody with tools for it would."""
    with sqlite3.connect(path) as db:
        db.row_factory = sqlite3.Row
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        before = {row["seq"]: dict(row) for row in db.execute("SELECT * FROM log")}
        after = {seq: dict(row) for seq, row in before.items()}
        change(after)
        for seq in before:
            if seq not in after:
                db.execute("DELETE FROM log WHERE seq = ?", (seq,))
            elif after[seq] != before[seq]:
                row = after[seq]
                db.execute("UPDATE log SET kind = ?, sealed = ?, digest = ?, chain = ? WHERE seq = ?",
                           (row["kind"], row["sealed"], row["digest"], row["chain"], seq))
    db.close()


def pages(path):
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    return [data[i:i + size] for i in range(0, len(data), size)]


class Tampering:
    """Of the file of a program that runs: only what lies on the disk is changed, page by page."""

    def __init__(self, journal, change):
        self.journal = journal
        plain, changed = folder / "plain.db", folder / "changed.db"
        for copy, act in ((plain, lambda rows: None), (changed, change)):
            shutil.copyfile(journal, copy)
            rewrite(copy, act)
        before, after = pages(plain), pages(changed)
        self.size = len(before[0])
        self.pages = {n: (before[n], page) for n, page in enumerate(after) if n > 0 and page != before[n]}

    def write(self, which):
        with open(self.journal, "r+b") as file:
            for n, page in self.pages.items():
                file.seek(n * self.size)
                if file.read(self.size) != page[1 - which]:
                    raise AssertionError(f"page {n} is not what it was")
                file.seek(n * self.size)
                file.write(page[which])

    def __enter__(self):
        assert self.pages, "nothing is changed"
        self.write(1)

    def __exit__(self, *_):
        self.write(0)


def fill(profile):
    """A journal of more than one page, closed well."""
    global program
    program.close()
    for _ in range(4):  # the record that is changed must not lie on the page that is written at the start
        program = Program(*sys.argv[1:], sandbox=sandbox, profile=str(profile))
        for name, first in (("Øvelse, Jon", "cetirizin"), ("Testesen, Ada", "metotreksat METHOTREXATE")):
            open_patient(name, first)
        program.close()


def changed_meanwhile(change, words):
    """Found while the program runs, named in its window and in the file; whole again when it is put right."""
    with Tampering(folder / "profile" / "journal.db", change):
        said = open_log("Kjeden er brutt. ")
        picture("audit-broken")
        text = save(f"{change.__name__}.txt").read_text(encoding="utf-8")
        close_log()
    open_log()
    close_log()
    return missing(said, [words, "Ring brukerstøtte før du går videre."]) + missing(text, [f"Kjeden er brutt. {words}"])


def changed_between():
    """Found at the start: what is done about it is said at once, and what was wrong; the log has a line of it."""
    global program
    program.close()
    rewrite(folder / "profile" / "journal.db", drop)
    program = Program(*sys.argv[1:], sandbox=sandbox, profile=str(folder / "profile"))
    banner = program.wait_for("label", "Feilen i den: ").get_name()
    picture("audit-mended")
    open_log()
    text = program.wait(lambda: shown() if "Leste denne loggen" in shown() else None, "the lines")
    close_log()
    return missing(banner, ["Sikkerhetskopien er tatt i bruk", f"Post {BAD} mangler."]) + missing(
        text, ["Journalen var ikke slik den ble forlatt: sikkerhetskopien ble satt inn"])


def of_a_changed_journal():
    global program
    fill(folder / "profile")
    program = Program(*sys.argv[1:], sandbox=sandbox, profile=str(folder / "profile"))
    program.wait_for("list item", "Testesen, Ada")
    tap.attempt("byte-changed", lambda: changed_meanwhile(change_byte, f"Post {BAD} er ikke slik den ble skrevet."))
    tap.attempt("line-dropped", lambda: changed_meanwhile(drop, f"Post {BAD} mangler."))
    tap.attempt("lines-reordered", lambda: changed_meanwhile(reorder, f"Post {BAD} er ikke slik den ble skrevet."))
    tap.attempt("changed-between", changed_between)


def no_keyring():
    """The banner says why nothing is stored; the log does not call whole what is not there."""
    global program
    program.close()
    (folder / "secrets").write_text("no keyring")
    os.environ["SECRET_FILE_TEST_PATH"] = str(folder / "secrets")
    program = Program(*sys.argv[1:], sandbox=sandbox)
    banner = program.wait_for("label", "Valgene ligger bare i minnet").get_name()
    picture("audit-no-keyring")
    program.key("ctrl+shift+h")
    program.wait(window, "the log of use")
    program.wait_for("label", "Ingenting er lagret på denne maskinen", window())
    faults = [f"it says so {banner.count('minnet')} times"] if banner.count("minnet") != 1 else []
    return faults + missing(banner, ["går tapt", "nøkkelring"])


try:
    if tap.attempt("of-one", of_one):
        tap.attempt("of-all", of_all)
        tap.attempt("saved", saved)
        tap.attempt("opened-again", opened_again)
        tap.attempt("role-changed", role_changed)
        of_a_changed_journal()
        tap.attempt("no-keyring", no_keyring)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(tap.end())
