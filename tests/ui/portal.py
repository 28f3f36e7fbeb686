#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up org.freedesktop.portal.Desktop that knows Inhibit alone, as a Flatpak meets it: it tells of the session only those
who asked, and by a signal to them alone. Run as a script it is the portal: a line on stdin is what happens to the session, a line
on stdout what it was asked; Portal drives it."""

import os
import queue
import subprocess
import sys
import threading

from gi.repository import Gio, GLib

NAME, PATH, INTERFACE = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit"
XML = f"""<node><interface name="{INTERFACE}">
<method name="CreateMonitor"><arg type="s" direction="in"/><arg type="a{{sv}}" direction="in"/><arg type="o" direction="out"/></method>
<method name="QueryEndResponse"><arg type="o" direction="in"/></method>
<signal name="StateChanged"><arg type="o"/><arg type="a{{sv}}"/></signal>
</interface></node>"""
STATES = {
    "locked": {"screensaver-active": GLib.Variant("b", True), "session-state": GLib.Variant("u", 1)},
    "lit": {"screensaver-active": GLib.Variant("b", False), "session-state": GLib.Variant("u", 1)},
    "query-end": {"screensaver-active": GLib.Variant("b", False), "session-state": GLib.Variant("u", 2)},
}


class Portal:
    """The made-up portal, beside the test."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.said = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.said.put(line.strip())

    def hear(self, wanted):
        """The next thing it was asked; a fault when it is not @wanted, or nothing."""
        try:
            said = self.said.get(timeout=20)
        except queue.Empty:
            said = "nothing"
        return [] if said == wanted else [f"the portal was asked «{said}», not «{wanted}»"]

    def happens(self, what):
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)


def serve():
    sessions = {}  # handle → who asked
    loop = GLib.MainLoop()
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def called(_bus, sender, _path, _interface, method, parameters, invocation):
        if method == "QueryEndResponse":
            print("answer" if parameters.unpack()[0] in sessions else "an answer for a session that is none", flush=True)
            invocation.return_value(None)
            return
        window, options = parameters.unpack()
        token = options.get("session_handle_token")
        if not token:
            invocation.return_dbus_error("org.freedesktop.portal.Error.InvalidArgument", "no token")
            return
        place = f"{sender[1:].replace('.', '_')}/{token}"
        sessions[f"{PATH}/session/{place}"] = sender
        invocation.return_value(GLib.Variant("(o)", (f"{PATH}/request/{place}",)))
        print("watch" if window == "" else "watch for a window", flush=True)

    def happened(source, _condition):
        lines = os.read(source, 4096).decode().split()
        for line in lines:
            for handle, sender in sessions.items():
                bus.emit_signal(sender, PATH, INTERFACE, "StateChanged", GLib.Variant("(oa{sv})", (handle, STATES[line])))
        if not lines:
            loop.quit()
        return bool(lines)

    bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], called, None, None)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, None, lambda *_: loop.quit())
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, happened)
    loop.run()


if __name__ == "__main__":
    serve()
