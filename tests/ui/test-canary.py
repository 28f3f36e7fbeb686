#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing readable of a patient is left on disk: after the end and after a kill everything that the program could write to is
searched for the patient whose list was open, decided on, saved and copied."""

import os
import pathlib
import signal
import sys
import tempfile

from screen import Program, Sandbox, Tap

# of the patient, of the list, and what was typed; the journal, its log, the keyring's file, caches, settings and recent files
CANARIES = ["Testesen", "01875010049", "metotreksat", "kodein", "Metex", "kanarifugl"]
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")

tap = Tap()
sandbox = Sandbox()
folder = tempfile.TemporaryDirectory(prefix="canary-")
home = pathlib.Path(folder.name)
profile = home / "profile"
NEEDLES = {words: [form.encode(encoding) for form in {words, words.lower(), words.upper()} for encoding in ENCODINGS] for words in CANARIES}


def all_at_home():
    """Every place that a program of the desktop writes to lies in one folder."""
    for name in ("profile", "tmp", "data", "state", "cache", "config"):
        (home / name).mkdir()
    os.environ.update(HOME=str(home), TMPDIR=str(home / "tmp"), XDG_DATA_HOME=str(home / "data"), XDG_STATE_HOME=str(home / "state"),
                      XDG_CACHE_HOME=str(home / "cache"), XDG_CONFIG_HOME=str(home / "config"),
                      SECRET_FILE_TEST_PATH=str(home / "keyring"), GSETTINGS_BACKEND="keyfile")


def found():
    """Which canaries lie where."""
    faults = []
    for path in [home, pathlib.Path(os.environ["XDG_RUNTIME_DIR"])]:
        for file in path.rglob("*"):
            if not file.is_file() or file.is_symlink() or file.name.startswith("Xvfb_screen"):
                continue
            data = file.read_bytes()
            faults += [f"{file.name}: {words}" for words, needles in NEEDLES.items() if any(needle in data for needle in needles)]
            faults += [f"{file.name} is called so" for words in CANARIES if words.lower() in file.name.lower()]
    return faults


def search_has_teeth():
    planted = home / "tmp" / "planted"
    faults = []
    for encoding in ENCODINGS:
        planted.write_bytes(b"\0x" + "en metotreksat-tablett".encode(encoding) + b"y")
        faults += [] if found() == ["planted: metotreksat"] else [f"{encoding} is not found: {found()}"]
    planted.unlink()
    return faults + found()


def work():
    """Looks the patient up, decides with words of one's own, saves, and copies the note."""
    program = Program(sandbox=sandbox, profile=str(profile))
    program.act(program.wait_for("list item", "Testesen, Ada"), "work-row.open")
    program.wait_for("heading", "Ada Testesen")
    before = program.wait_for("push button", "Se over og send").get_name()
    if program.find("push button", "Inn i PLL kodein"):
        program.press("Inn i PLL kodein")
        program.wait(lambda: program.find("push button", "Se over og send").get_name() != before, "the decision to be counted")
    program.press("Seponer pantoprazol")
    program.wait_for("push button", "Manglende effekt")
    program.key("Escape")
    program.key("ctrl+f")
    program.wait(lambda: program.focused() is not None and "Søk i listen" in (program.focused().get_name() or ""), "the search")
    program.type("kanarifugl")
    program.wait_gone("list item", "pantoprazol")
    program.key("Escape")
    program.wait_for("list item", "pantoprazol")
    program.press("Se over og send")
    program.wait_for("label", "Samstemmes igjen innen")
    program.key("ctrl+shift+c")
    program.wait_for("label", "Journalnotatet er kopiert")
    return program


def is_there():
    """What was decided is on disk all the same: the search would find nothing in an empty folder."""
    size = (profile / "journal.db").stat().st_size
    return [] if size > 4096 else [f"the journal has {size} bytes"]


def after_the_end():
    work().close()
    return is_there() + found()


def after_a_kill():
    program = work()
    program.process.send_signal(signal.SIGKILL)
    program.process.wait(20)
    return is_there() + found()


try:
    all_at_home()
    tap.attempt("search-has-teeth", search_has_teeth)
    tap.attempt("after-the-end", after_the_end)
    tap.attempt("after-a-kill", after_a_kill)
finally:
    sandbox.close()
    folder.cleanup()
sys.exit(tap.end())
