# SPDX-License-Identifier: GPL-3.0-or-later
"""An office where one must sign in: a browser that the desktop knows, a keyring of its own, a service file, a registered key."""

import json
import os
import pathlib
import socket
import subprocess

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


def own_port():
    """A port that is listened on later: not one that the kernel hands out, which it may give to another test in the meantime;
    and another for each process (tests/unit/exchange/own-port.h)."""
    for i in range(20000):
        port = 10240 + (os.getpid() + i) % 20000
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port to listen on")


class Office:
    """In the folder @home, at the sandbox that was started with --helseid."""

    def __init__(self, home, sandbox):
        self.sandbox = sandbox
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
        port = own_port()
        service = home / "service.ini"
        service.write_text(SERVICE.format(base=sandbox.base_url, port=port), encoding="utf-8")
        self.service, self.redirect = str(service), f"http://127.0.0.1:{port}/callback"

    @staticmethod
    def export(*options):
        return subprocess.run([os.environ["SMT_PROGRAM"], "--export-public-key", *options], capture_output=True, text=True,
                              timeout=60)

    def register(self, jwk):
        self.sandbox.control("helseid", {"register": {"client_id": "test", "redirect_uri": self.redirect, "jwk": jwk}})

    def register_profile(self, profile):
        """Makes the key of @profile, and registers it."""
        self.register(json.loads(self.export(f"--profile={profile}").stdout))
