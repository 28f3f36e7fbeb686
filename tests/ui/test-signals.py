#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ended from outside: by a fault, by a log-out in the middle of a send. Nothing is lost, nothing lies about, and the next
start says what happened."""

import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

from screen import Atspi, Program, Sandbox, Tap

ENDS_WITHIN = 30  # seconds; a log-out waits for three, a machine full of other tests takes longer to wake

tap = Tap()
sandbox = Sandbox()
profile = tempfile.mkdtemp(prefix="samstemt-test-")
place = tempfile.mkdtemp(prefix="samstemt-test-")
os.environ.pop("G_DEBUG", None)
os.environ["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":handle_segv=0"  # the fault is the program's own to end by
program = None


def start():
    global program
    program = Program(sandbox=sandbox, profile=profile)


def row(words):
    return program.wait_for("list item", words)


def open_patient(name, first):
    program.act(row(name), "work-row.open")
    row(first)


def end(number):
    """Ends the program by a signal; returns how it ended."""
    program.process.send_signal(number)
    try:
        return program.process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        program.process.kill()
        program.process.wait()
        return None


def starts_without_a_word():
    start()
    row("Øvelse, Jon")
    return ["it speaks of an interruption"] if program.find("label", "avbrutt sist") else []


def fault():
    """A fault in the program itself, after a decision that was saved."""
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    open_patient("Øvelse, Jon", "cetirizin")
    program.press("Inn i PLL cetirizin")
    program.wait(lambda: "Tatt inn" in row("cetirizin").get_name(), "the decision")
    program.wait(lambda: program.find("label", "Lagrer") is None, "the decision to be on disk")
    status = end(signal.SIGSEGV)
    faults = [] if status == -signal.SIGSEGV else [f"ended with {status}"]
    left = [path for folder in (profile, place, os.getcwd()) for path in pathlib.Path(folder).glob("core*") if path.is_file()]
    return faults + [f"a core file is left: {path}" for path in left]


def next_start_explains():
    start()
    program.wait_for("label", "avbrutt sist")
    open_patient("Øvelse, Jon", "cetirizin")
    return [] if "Tatt inn" in row("cetirizin").get_name() else ["the decision was lost"]


def log_out(number):
    """In the middle of a send whose answer does not come."""
    sandbox.order("hang", "send")
    program.press("Se over og send")
    program.press("Signer og send")
    program.wait_for("label", "Sender. Vent på kvitteringen")
    status = end(number)
    sandbox.order("")
    return [] if status is not None else ["it did not end"]


def settled_by_looking():
    start()
    program.wait_for("label", "ikke avklart ennå")
    open_patient("Øvelse, Jon", "cetirizin")
    faults = [] if "Tatt inn" in row("cetirizin").get_name() else ["the decision was lost"]
    program.press("Se over og send")
    program.wait(lambda: program.wait_for("push button", "Signer og send").get_state_set().contains(Atspi.StateType.SENSITIVE),
                 "what was on its way to be settled, so that it can be signed again")
    program.press("Listen")
    return faults


try:
    tap.attempt("starts-without-a-word", starts_without_a_word)
    if tap.attempt("fault", fault):
        tap.attempt("next-start-explains", next_start_explains)
        if tap.attempt("log-out-term", lambda: log_out(signal.SIGTERM)):
            tap.attempt("settled-after-term", settled_by_looking)
        if tap.attempt("log-out-hup", lambda: log_out(signal.SIGHUP)):
            tap.attempt("settled-after-hup", settled_by_looking)
finally:
    program.close()
    sandbox.close()
    shutil.rmtree(profile, ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)
sys.exit(tap.end())
