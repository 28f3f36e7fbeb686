#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGKILL through the window at random instants: while it starts, while a person decides, while it sends. What the window had
said was decided is decided at the next start, what was on its way is settled by looking, and the service has it once. Four
runs, 50 with SMT_TEST_LONG."""

import json
import os
import random
import shutil
import sys
import tempfile
import time
import urllib.request

from screen import NotThere, Program, Sandbox, Tap

RUNS = 50 if os.environ.get("SMT_TEST_LONG") else 4
SEED = 20261130
LONGEST = 0.4  # seconds from what was done last to the kill; the instant is the fault
STAGES = ("deciding", "sending", "starting", "sent")

tap = Tap()
chance = random.Random(SEED)


def applied(sandbox, number):
    with urllib.request.urlopen(f"{sandbox.base_url}/sandbox/state", timeout=20) as answer:
        return next(patient["applied"] for patient in json.load(answer)["patients"] if patient["number"] == number)


class Run:
    """One profile and one sandbox: a life that is killed, and the next one, which has to know."""

    NUMBER = "30846210365"
    PATIENT, ROW = "Øvelse, Jon", "cetirizin"

    def __init__(self):
        self.sandbox = Sandbox()
        self.profile = tempfile.mkdtemp(prefix="samstemt-test-")
        self.program = None
        self.start()

    def start(self):
        self.program = Program(sandbox=self.sandbox, profile=self.profile)

    def open_patient(self):
        self.program.act(self.program.wait_for("list item", self.PATIENT), "work-row.open")
        self.program.wait_for("list item", self.ROW)

    def row(self):
        return self.program.find("list item", self.ROW)

    def is_decided(self):
        row = self.row()
        return row is not None and "Tatt inn" in row.get_name()

    def decide(self):
        self.program.act(self.program.wait_for("list item", self.ROW), "row.take-in")
        self.program.wait(self.is_decided, "the decision")
        self.program.wait(lambda: self.program.find("label", "Lagrer") is None, "the decision to be on disk")

    def review(self):
        self.program.press("Se over og send")
        self.program.wait_for("push button", "Signer og send")

    def kill(self):
        time.sleep(chance.uniform(0, LONGEST))
        self.program.process.kill()
        self.program.process.wait()

    def live(self, stage):
        """The life that is killed; whether the decision had been said to be saved."""
        if stage == "starting":
            self.kill()
            return False
        self.open_patient()
        if stage == "deciding" and chance.random() < 0.5:
            self.program.act(self.program.wait_for("list item", self.ROW), "row.take-in")
            self.kill()
            return False
        self.decide()
        if stage != "deciding":
            self.review()
            self.program.press("Signer og send")
        if stage == "sent":
            self.program.wait_for("label", "Alt er mottatt")
        self.kill()
        return True

    def close(self):
        self.program.close()
        self.sandbox.close()
        shutil.rmtree(self.profile, ignore_errors=True)


def survive(run, stage):
    """What the next life has to know; what it does not."""
    saved = run.live(stage)
    run.start()
    run.open_patient()
    times = applied(run.sandbox, run.NUMBER)
    if stage == "sent" and times != 1:
        return f"sent, and applied {times} times"
    if times == 0:
        if saved and not run.is_decided():
            return "the decision is lost"
        if not run.is_decided():
            run.decide()
        run.review()
        run.program.press("Signer og send")
        run.program.wait_for("label", "Alt er mottatt")
    times = applied(run.sandbox, run.NUMBER)
    return None if times == 1 else f"applied {times} times"


def kills():
    faults = []
    for number in range(RUNS):
        stage = STAGES[number % len(STAGES)]
        run = Run()
        try:
            fault = survive(run, stage)
        except NotThere as missing:
            fault = str(missing)
        finally:
            run.close()
        if fault:
            faults.append(f"run {number}, {stage}: {fault}")
    lost, twice = sum("lost" in f for f in faults), sum("applied 2" in f for f in faults)
    print(f"# runs {RUNS}, losses {lost}, double sends {twice}", flush=True)
    return faults


tap.attempt("kills-at-random-instants", kills)
sys.exit(tap.end())
