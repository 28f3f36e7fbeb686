#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The locked window: nothing about anyone on the screen, on the accessibility bus or on the clipboard; what was decided is there
afterwards; whoever else comes gets nothing of it."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import framebuffer
from office import Office
from portal import Portal
from screen import Atspi, Program, Sandbox, Tap

# whatever the screen may say of the patients that are opened here
PATIENTS = re.compile(r"Ada|Testesen|01875010049|metotreksat|Øvelse|cetirizin", re.IGNORECASE)
PICTURES = os.environ.get("SMT_PICTURES")

tap = Tap()
sandbox = Sandbox("--helseid")
folder = tempfile.TemporaryDirectory()
home = pathlib.Path(folder.name)
program = None


def picture(name):
    if PICTURES:
        framebuffer.save(pathlib.Path(PICTURES) / f"{name}.png")


def told(node):
    """Everything that @node and what is below it tells over the bus, with or without a place on the screen."""
    texts = [node.get_name() or "", node.get_description() or ""]
    text = node.get_text_iface()
    if text:
        texts.append(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)))
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            texts += told(child)
    return texts


def patients_told():
    """Found by a look over a tree that stood still meanwhile."""
    texts = program.wait(lambda: told(program.root), "the tree to stand still")
    return sorted({match for text in texts for match in PATIENTS.findall(text)})


def logged(words):
    """How often the program has said @words in its log: it can be asked while the window changes, where GTK 4.8 falls over
    whoever walks the tree."""
    return (pathlib.Path(program.profile) / "log").read_text(encoding="utf-8").count(words)


def wait_logged(words, times):
    program.wait(lambda: logged(words) >= times, f"the log to say «{words}», {times} times")


LOCKED, UNLOCKED = "the window is locked", "the window is unlocked"


def tells(how):
    """Faults of a locked window."""
    program.wait(lambda: len(program.windows()) == 1, "the other windows to close")
    telling = patients_told()
    return [f"locked by {how}, it tells {telling}"] if telling else []


def lock_by(how, act):
    times = logged(LOCKED) + 1
    act()
    wait_logged(LOCKED, times)
    return tells(how)


def lock():
    return lock_by("its key", lambda: program.key("ctrl+alt+l"))


def unlock(words="Lås opp"):
    times = logged(UNLOCKED) + 1
    program.press(words)
    wait_logged(UNLOCKED, times)
    program.wait(lambda: program.focused() is not None, "the focus to be somewhere")


def open_patient(name, heading):
    program.act(program.wait_for("list item", name), "work-row.open")
    program.wait_for("heading", heading)


def kept():
    return program.wait_for("push button", "Se over og send").get_name()


def by_key():
    open_patient("Testesen, Ada", "Ada Testesen")
    if not patients_told():
        return ["nothing is found on an open list"]
    before = kept()
    program.press("Inn i PLL kodein")
    program.wait(lambda: kept() != before, "the decision to be counted")
    after = kept()
    faults = lock() + program.nameless()
    picture("lock-plain")
    # no key reaches what is behind
    for key in ("ctrl+l", "ctrl+p", "ctrl+shift+h", "ctrl+comma", "ctrl+z", "F1", "Escape", "F6"):
        program.key(key)
    faults += tells("its key, and others pressed") + ([] if program.find("push button", "Lås opp") else ["a key has opened it"])
    unlock()
    program.wait_for("heading", "Ada Testesen")
    return faults + ([] if kept() == after else [f"{after} before, {kept()} afterwards"])


def old_nodes():
    """Who has learnt to know a widget on the accessibility bus is not told of it while the window is locked."""
    heading = program.wait_for("heading", "Ada Testesen").node
    faults = lock()
    heading.clear_cache()
    try:
        name = heading.get_name() or ""
    except Exception:  # the bus knows it no more
        name = ""
    unlock()
    return faults + ([f"a node of before still tells «{name}»"] if PATIENTS.search(name) else [])


def signal(path, name, *values):
    subprocess.run(["gdbus", "emit", "--session", "--object-path", path, "--signal", name, *values], check=True)


def from_menu_with_windows():
    """Papers and the log of use are closed with it."""
    for key, title in (("ctrl+p", "Skriv ut"), ("ctrl+shift+h", "Innsynslogg")):
        program.key(key)
        program.wait(lambda: len(program.windows()) == 2, f"the window «{title}»")
        faults = lock_by(f"the desktop, over «{title}»",
                         lambda: signal("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "true"))
        if faults:
            return faults
        unlock()
        program.wait_for("heading", "Ada Testesen")
    program.open_menu()
    faults = lock_by("the menu", lambda: program.press("Lås", "menu item"))
    unlock()
    return faults


def wait_focus(words):
    def found():
        node = program.focused()
        return node is not None and words in (node.get_name() or "")

    program.wait(found, f"the focus on «{words}»")


def half_a_word():
    """What was being typed is there afterwards."""
    program.key("ctrl+f")
    wait_focus("Søk i listen")
    program.type("metot")
    program.wait_gone("list item", "pantoprazol")
    faults = lock()
    unlock()
    program.wait_for("list item", "metotreksat")
    if program.find("list item", "pantoprazol"):
        faults.append("what was searched for is forgotten")
    wait_focus("Søk i listen")
    program.type("qq")
    program.wait_gone("list item", "metotreksat")
    program.key("Escape")
    program.wait_for("list item", "pantoprazol")
    return faults


def with_the_login():
    """logind's Lock, and sleep: the test's own bus stands for the system's."""
    faults = []
    for path, name, *values in (("/org/freedesktop/login1/session/auto", "org.freedesktop.login1.Session.Lock"),
                                ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "true"),
                                ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "true")):
        faults += lock_by(name, lambda: signal(path, name, *values))
        unlock()
        program.wait_for("heading", "Ada Testesen")
    # that the screen is lit again, or the machine awake, locks nothing
    before = logged(LOCKED)
    signal("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "false")
    faults += lock()
    unlock()
    return faults + ([] if logged(LOCKED) == before + 1 else ["it locked when the screen was lit again"])


def by_portal():
    """As in a Flatpak, where only the portal tells of the screen; one that was begun anew is asked anew. It asks before the
    session ends, and is answered."""
    faults = []
    before = logged(LOCKED)
    for _ in range(2):
        portal = Portal()
        faults += portal.hear("watch")
        faults += lock_by("the portal", lambda: portal.happens("locked"))
        unlock()
        program.wait_for("heading", "Ada Testesen")
        portal.happens("lit")
        portal.happens("query-end")
        faults += portal.hear("answer")
        portal.close()
    return faults + ([] if logged(LOCKED) == before + 2 else ["it locked when the screen was lit again, or the session was to end"])


def pasted():
    script = ("import gi; gi.require_version('Gtk', '4.0'); from gi.repository import Gdk, GLib, Gtk; Gtk.init();"
              "loop = GLib.MainLoop(); board = Gdk.Display.get_default().get_clipboard();\n"
              "def done(b, r):\n"
              "    try: print(b.read_text_finish(r) or '')\n"
              "    except GLib.Error: print('')\n"
              "    loop.quit()\n"
              "board.read_text_async(None, done); loop.run()")
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=True).stdout.strip()


def clipboard():
    """The note is on the clipboard until the window locks."""
    program.press("Se over og send")
    program.wait_for("label", "Samstemmes igjen innen")
    program.key("ctrl+shift+c")
    program.wait(lambda: "Lise Fastlegesen" in pasted(), "the note on the clipboard")
    faults = lock()
    program.wait(lambda: pasted() == "", "the clipboard to be empty")
    unlock()
    program.wait_for("label", "Samstemmes igjen innen")
    program.key("ctrl+shift+c")
    program.wait(lambda: "Lise Fastlegesen" in pasted(), "the note on the clipboard once more")
    program.close()
    return faults + (["the note is still there after the end"] if pasted() else [])


def idle():
    """Nobody there, and half a second later nothing is shown."""
    global program
    program = Program("--lock-seconds=1", sandbox=None)
    wait_logged("the session is open", 1)
    wait_logged(LOCKED, 1)
    faults = tells("nobody's being there")
    unlock()
    wait_logged(LOCKED, 2)
    return faults + tells("nobody's being there again")


def dumps():
    limits = pathlib.Path(f"/proc/{program.process.pid}/limits").read_text(encoding="utf-8")
    found = re.search(r"Max core file size\s+(\S+)\s+(\S+)", limits).groups()
    return [] if found == ("1", "1") else [f"the core limit is {found}"]


# --- where one must sign in ----------------------------------------------------------------------------------------------


def signed_in():
    global program, office
    office = Office(home, sandbox)
    profile = home / "profile"
    profile.mkdir()
    office.register_profile(profile)
    program = Program(profile=str(profile), service=office.service)
    program.press("Logg inn med HelseID")
    open_patient("Testesen, Ada", "Ada Testesen")
    program.press("Inn i PLL kodein")
    faults = lock() + program.nameless()
    program.wait_for("label", "Lise Fastlegesen, lege. Det som er valgt, er fortsatt her")
    picture("lock-helseid")
    return faults


def an_old_session_is_not_enough():
    sandbox.control("helseid", {"fault": "old-session"})
    program.press("Logg inn med HelseID for å gå videre")
    program.wait_for("label", "kunne ikke bekreftes")
    sandbox.control("helseid", {"fault": None})
    return tells("its key, with an old session")


def somebody_else():
    sandbox.control("helseid", {"person": "siri"})
    program.press("Logg inn med HelseID for å gå videre")
    program.wait_for("label", "Det var en annen som logget inn")
    picture("lock-other")
    return tells("its key, with somebody else")


def same_person():
    sandbox.control("helseid", {"person": "lise"})
    unlock("Logg inn med HelseID for å gå videre")
    program.wait_for("heading", "Ada Testesen")
    program.wait_for("push button", "Innlogget: Lise Fastlegesen")
    # what is kept works on: it can be fetched and decided
    program.key("ctrl+r")
    program.wait_for("heading", "Ada Testesen")


def next_person():
    """Signs out, and in: what was open is closed, and nothing of it is told."""
    faults = lock()
    sandbox.control("helseid", {"person": "siri"})
    unlock("En annen: logg ut")
    program.wait(lambda: sandbox.control("helseid", {})["revoked"] == 1, "the tokens to be taken back")
    program.press("Logg inn med HelseID")
    program.wait_for("push button", "Innlogget: Siri Sykepleiersen")
    row = program.wait_for("list item", "Testesen, Ada").get_name()
    if program.find("heading", "Ada Testesen") or "Stopp" in row:
        faults.append("what was open is still told of")
    open_patient("Testesen, Ada", "Ada Testesen")
    return faults


# the test's own bus stands for the system's
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
try:
    program = Program()
    tap.attempt("by-key", by_key)
    tap.attempt("old-nodes", old_nodes)
    tap.attempt("other-windows", from_menu_with_windows)
    tap.attempt("half-a-word", half_a_word)
    tap.attempt("with-the-login", with_the_login)
    tap.attempt("by-portal", by_portal)
    tap.attempt("no-core-dumps", dumps)
    tap.attempt("clipboard", clipboard)
    tap.attempt("nobody-there", idle)
    program.close()
    if tap.attempt("signed-in", signed_in):
        tap.attempt("an-old-session-is-not-enough", an_old_session_is_not_enough)
        tap.attempt("somebody-else", somebody_else)
        tap.attempt("same-person", same_person)
        tap.attempt("next-person", next_person)
finally:
    program.close()
    sandbox.close()
    folder.cleanup()
sys.exit(tap.end())
