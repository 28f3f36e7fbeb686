#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen reader that counts the windows, and asks for the last of them when that has just been closed: GTK 4.8 answers with
whatever toplevel comes last, and ends in a NULL path where that one has never been shown."""

import sys

from gi.repository import GLib

from screen import Program, Sandbox, Tap

tap = Tap()
sandbox = Sandbox()
program = Program(*sys.argv[1:], sandbox=sandbox)


def ask_beyond():
    """Once for the window that was there, and once far out."""
    try:
        for index in (program.root.get_child_count(), 99):
            program.root.get_child_at_index(index)
    except GLib.Error as error:
        return [f"no answer: {error.message}"]
    return []


def over(key, words):
    """With a window of its own over the main one, and without it again."""
    program.key(key)
    window = program.wait(lambda: next((w for w in program.windows() if program.find("label", words, w)), None), words)
    faults = ask_beyond()
    if program.find("label", "Syntetiske data", window) is None:
        faults.append("the window does not say that the data are synthetic")
    program.key("Escape")
    program.wait(lambda: len(program.windows()) == 1, f"«{words}» to close")
    return faults + ask_beyond()


try:
    program.wait_for("list item", "Testesen, Ada")
    if tap.attempt("start", ask_beyond):
        tap.attempt("shortcuts", lambda: over("ctrl+question", "Behold"))
        tap.attempt("shortcuts-again", lambda: over("ctrl+F1", "Behold"))
        tap.attempt("preferences", lambda: over("ctrl+comma", "Lyst"))
finally:
    program.close()
    sandbox.close()
sys.exit(tap.end())
