#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in with the sandbox's HelseID: a service file, a key in libsecret's file, the system's browser, and back."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

from screen import Program, Sandbox, Tap

BROWSER = """#!/bin/sh
exec /usr/bin/python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=20).read()' "$1"
"""
DESKTOP = """[Desktop Entry]
Type=Application
Name=Browser
Exec={} %u
MimeType=x-scheme-handler/http;
"""
SERVICE = """[sfm]
base-url={base}
journal-id=6d3f2b0a-5c0e-4b7e-9b1a-0a1b2c3d4e5f
office=Prøvebyen legesenter
her-id=8900017
[helseid]
issuer={base}
client-id=test
redirect-uri=http://127.0.0.1:{port}/callback
organisation=999977774:999977775
"""
ADA = {"nationalNumber": "01875010049", "family": "Testesen", "given": "Ada", "birthDate": "1950-07-01",
       "postalCode": "9999", "city": "Prøvebyen"}

tap = Tap()
folder = tempfile.TemporaryDirectory()
home = pathlib.Path(folder.name)
sandbox = Sandbox("--helseid")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def set_up():
    """A browser that the desktop knows, a keyring of our own, and the service file."""
    browser = home / "browser"
    browser.write_text(BROWSER, encoding="utf-8")
    browser.chmod(0o755)
    applications = home / "data" / "applications"
    applications.mkdir(parents=True)
    (applications / "browser.desktop").write_text(DESKTOP.format(browser), encoding="utf-8")
    (pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "mimeapps.list").write_text(
        "[Default Applications]\nx-scheme-handler/http=browser.desktop\n", encoding="utf-8")
    os.environ["XDG_DATA_HOME"] = str(home / "data")
    os.environ["SECRET_FILE_TEST_PATH"] = str(home / "keyring")
    port = free_port()
    service = home / "service.ini"
    service.write_text(SERVICE.format(base=sandbox.base_url, port=port), encoding="utf-8")
    return str(service), f"http://127.0.0.1:{port}/callback"


service, redirect = set_up()
profile = home / "profile"
profile.mkdir()


def export(*options):
    return subprocess.run([os.environ["SMT_PROGRAM"], "--export-public-key", *options], capture_output=True, text=True,
                          timeout=60)


def register(jwk):
    sandbox.control("helseid", {"register": {"client_id": "test", "redirect_uri": redirect, "jwk": jwk}})


def export_key():
    first, second = export(f"--profile={profile}"), export(f"--profile={profile}")
    if first.returncode != 0:
        return [f"the key was not exported: {first.stderr}"]
    jwk = json.loads(first.stdout)
    register(jwk)
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
    program.act(program.wait_for("list item", "Testesen, Ada"), "work-row.open")
    shown("Logg inn først")
    return faults


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


def nurse_signs_in():
    sandbox.control("helseid", {"person": "siri"})
    program.press("Logg inn med HelseID")
    shown("Innlogget: Siri Sykepleiersen, sykepleier")
    sandbox.control("helseid", {"person": "lise"})


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
    register(json.loads(export().stdout))
    program = Program(service=service, unique=True)
    program.press("Logg inn med HelseID")
    shown("Innlogget: Lise Fastlegesen")
    faults = [f"«{bad}» was taken" for bad in ("", "{}", "[1", '{"user":{"hpr":"1"},"patient":{}}', "x" * 60000)
              if passed_on(bad) == 0]
    if passed_on(json.dumps({"user": {"hpr": "900100017"}, "patient": ADA})) != 0:
        faults.append("the context was not taken")
    program.wait_for("heading", "Ada Testesen")
    return faults


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
sandbox.close()
folder.cleanup()
sys.exit(tap.end())
