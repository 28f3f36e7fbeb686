#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in with the sandbox's HelseID: a service file, a key in libsecret's file, the system's browser, and back."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from office import Office
from screen import Program, Sandbox, Tap

ADA = {"nationalNumber": "01875010049", "family": "Testesen", "given": "Ada", "birthDate": "1950-07-01",
       "postalCode": "9999", "city": "Prøvebyen"}

tap = Tap()
folder = tempfile.TemporaryDirectory()
home = pathlib.Path(folder.name)
sandbox = Sandbox("--helseid")


office = Office(home, sandbox)
service = office.service
profile = home / "profile"
profile.mkdir()


def export_key():
    first, second = office.export(f"--profile={profile}"), office.export(f"--profile={profile}")
    if first.returncode != 0:
        return [f"the key was not exported: {first.stderr}"]
    jwk = json.loads(first.stdout)
    office.register(jwk)
    faults = ["the key is another one the next time"] if first.stdout != second.stdout else []
    if "d" in jwk:
        faults.append("the private part was exported")
    return faults + in_clear(jwk["kid"])


def in_clear(words):
    """Files that hold @words as they are."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return [f"{path} holds it in clear" for path in files if words.encode() in path.read_bytes()]


tap.attempt("key-is-exported-and-kept", export_key)
program = Program(profile=str(profile), service=service)


def shown(words):
    program.wait(lambda: any(words in (node.get_name() or "") for node in program.walk()), words)


def before():
    program.wait_for("push button", "Logg inn med HelseID")
    shown("Ingenting hentes før det")
    faults = program.nameless()
    # whose names stand in the work list is for those who may work with them
    return faults + [f"the work list tells of {row.get_name()}" for row in program.find_all("list item")]


def refused(order, words):
    def attempt():
        sandbox.control("helseid", order)
        program.press("Logg inn med HelseID")
        shown(words)
        sandbox.control("helseid", {"person": "lise", "fault": None, "clock": 0})
    return attempt


def signs_in():
    program.press("Logg inn med HelseID")
    shown("Innlogget: Lise Fastlegesen, lege, Prøvebyen legesenter")
    return program.nameless()


def fetches():
    program.act(program.wait_for("list item", "Testesen, Ada"), "work-row.open")
    program.wait_for("heading", "Ada Testesen")
    program.wait_for("list item", "Stopp")


def goes_on_after_the_end():
    sandbox.control("helseid", {"forget": True, "clock": 301})
    program.key("ctrl+r")
    shown("Klokken på denne maskinen går 5 minutter feil")
    sandbox.control("helseid", {"clock": 0, "fault": None})


def signs_out():
    program.press("Innlogget: Lise Fastlegesen")
    program.press("Logg ut")
    program.wait_for("push button", "Logg inn med HelseID")
    program.wait_gone("heading", "Ada Testesen")
    program.wait(lambda: sandbox.control("helseid", {})["ended"] == 1, "HelseID's page that ends the session")
    return [f"the work list tells of {row.get_name()}" for row in program.find_all("list item")]


def nurse_signs_in():
    sandbox.control("helseid", {"person": "siri"})
    program.press("Logg inn med HelseID")
    shown("Innlogget: Siri Sykepleiersen, sykepleier")
    # what the doctor had found out of a patient is not hers to see
    row = program.wait_for("list item", "Testesen, Ada").get_name()
    sandbox.control("helseid", {"person": "lise"})
    return [f"the work list says {row}"] if "Stopp" in row else []


def context(text):
    """A pipe with @text in it, to read from."""
    reader, writer = os.pipe()
    os.write(writer, text.encode())
    os.close(writer)
    return reader


def hand_over(hpr):
    """A program that was started with a context on a pipe."""
    reader = context(json.dumps({"user": {"hpr": hpr}, "patient": ADA}))
    started = Program(f"--context-fd={reader}", profile=str(profile), service=service, fds=(reader,))
    os.close(reader)
    return started


def handed_over():
    global program
    program = hand_over("900100017")
    shown("Journalsystemet har overlevert en pasient")
    program.press("Logg inn med HelseID")
    program.wait_for("heading", "Ada Testesen")


def handed_over_for_another():
    global program
    program = hand_over("900100025")
    program.press("Logg inn med HelseID")
    shown("Ikke åpnet: journalsystemet oppgir en annen bruker")
    return ["the patient was opened"] if program.find("heading", "Ada Testesen") else []


def passed_on(text):
    """The status of a second copy that was started with a context."""
    reader = context(text)
    ended = subprocess.run([os.environ["SMT_PROGRAM"], f"--service={service}", f"--context-fd={reader}"],
                           pass_fds=(reader,), timeout=60, check=False)
    os.close(reader)
    return ended.returncode


def handed_over_the_bus():
    global program
    office.register(json.loads(office.export().stdout))
    program = Program(service=service, unique=True)
    program.press("Logg inn med HelseID")
    shown("Innlogget: Lise Fastlegesen")
    faults = [f"«{bad}» was taken" for bad in ("", "{}", "[1", '{"user":{"hpr":"1"},"patient":{}}', "x" * 60000)
              if passed_on(bad) == 0]
    if passed_on(json.dumps({"user": {"hpr": "900100017"}, "patient": ADA})) != 0:
        faults.append("the context was not taken")
    program.wait_for("heading", "Ada Testesen")
    return faults


def no_keyring():
    """Without an open keyring there is no key to sign in with: said in words."""
    global program
    kept = os.environ["SECRET_FILE_TEST_PATH"]
    (home / "no-keyring").write_text("no keyring")
    os.environ["SECRET_FILE_TEST_PATH"] = str(home / "no-keyring")
    program = Program(service=service)
    try:
        program.press("Logg inn med HelseID")
        shown("Uten en kan ingen logge inn")
    finally:
        program.close()
        os.environ["SECRET_FILE_TEST_PATH"] = kept


def broken_service_file():
    """Said in a window that stays until somebody has read it."""
    global program
    broken = home / "broken.ini"
    broken.write_text(pathlib.Path(service).read_text(encoding="utf-8").replace("client-id", "client"), encoding="utf-8")
    faults = []
    for file, found in ((broken, "client-id"), (home / "nowhere.ini", "nowhere.ini")):
        program = Program(service=str(file))
        shown("Tjenestefilen til programmet er ikke fullstendig")
        shown(found)
        shown("Teknisk melding (på engelsk): «")
        faults += program.nameless()
        program.act(program.wait_for("push button", "Avslutt"))
        if program.process.wait(20) != 1:
            faults.append(f"it ended with {program.process.returncode}")
    return faults


def no_profile():
    ended = office.export("--profile=")
    return [] if ended.returncode == 2 and "names no folder" in ended.stderr else [f"{ended.returncode}: {ended.stderr}"]


tap.attempt("nothing-before-signing-in", before)
tap.attempt("no-hpr-number", refused({"person": "nora"}, "Du har ikke HPR-nummer"))
tap.attempt("wrong-clock", refused({"clock": 420}, "Klokken på denne maskinen går 7 minutter feil"))
tap.attempt("gives-up", refused({"fault": "deny"}, "Innloggingen ble avbrutt"))
tap.attempt("level-3", refused({"fault": "level-3"}, "ikke sikkerhetsnivå 4"))
tap.attempt("forged", refused({"fault": "id-token-signature"}, "kunne ikke bekreftes"))
tap.attempt("signs-in", signs_in)
tap.attempt("fetches", fetches)
tap.attempt("the-clock-of-a-call", goes_on_after_the_end)
tap.attempt("signs-out", signs_out)
tap.attempt("a-nurse", nurse_signs_in)
program.close()
tap.attempt("handed-over", handed_over)
program.close()
tap.attempt("handed-over-for-another", handed_over_for_another)
program.close()
tap.attempt("handed-over-the-bus", handed_over_the_bus)
program.close()
tap.attempt("no-keyring", no_keyring)
tap.attempt("broken-service-file", broken_service_file)
tap.attempt("profile-without-a-name", no_profile)
sandbox.close()
folder.cleanup()
sys.exit(tap.end())
