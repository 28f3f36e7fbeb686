# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a screen reader meets it: started with the sandbox, walked and worked over AT-SPI, typed at with real keys."""

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

warnings.simplefilter("ignore")

DEADLINE = float(os.environ.get("SMT_UI_DEADLINE", "40"))
POLL = 0.05
# an act is answered when it is done, and a slow machine takes its time over a page; the bus's own limit is 0.8 s
Atspi.set_timeout(int(DEADLINE * 1000), int(DEADLINE * 1000))

# What a person operates; each must have a name of its own.
CONTROLS = {
    "push button", "toggle button", "text", "entry", "password text", "spin button", "combo box", "list item", "check box",
    "radio button", "table cell", "menu item", "check menu item", "radio menu item", "link",
}
TYPE_NAMES = ("Gtk", "Adw", "Smt")

# AT-SPI 2.56 says it in fewer words.
ROLES_RENAMED = {"button": "push button"}


class NotThere(Exception):
    """Something that should be on the screen did not come in time."""


class Sandbox:
    """A sandbox of the test's own, whose faults can be ordered."""

    def __init__(self, *options):
        self.folder = tempfile.mkdtemp(prefix="samstemt-test-")
        command = [os.environ["SMT_SANDBOX"], "--port=0", f"--state={self.folder}/state.json",
                   f"--patients={os.environ['SMT_SANDBOX_PATIENTS']}", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.base_url = self.process.stdout.readline().split()[1]

    def order(self, fault, on=None):
        """Orders @fault ("" for none) of the next requests."""
        self.control("fault", {"fault": fault, **({"on": on} if on else {})})

    def control(self, name, body):
        """What the control @name answers to @body."""
        request = urllib.request.Request(f"{self.base_url}/sandbox/{name}", data=json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"}, method="POST")
        return json.loads(urllib.request.urlopen(request, timeout=10).read())

    def other_writer(self, number, dose):
        """Another doctor gives the first active entry of patient @number the dose @dose."""
        body = json.dumps({"patient": number, "dssn": dose}).encode()
        request = urllib.request.Request(f"{self.base_url}/sandbox/other-writer", data=body,
                                         headers={"Content-Type": "application/json"}, method="POST")
        urllib.request.urlopen(request, timeout=10).read()

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


class Seen:
    """A node with the name and role it had when it was seen: a list that is drawn anew takes its nodes with it."""

    def __init__(self, node):
        self.node = node
        role = node.get_role_name()
        self.name = node.get_name()
        self.role = ROLES_RENAMED.get(role, role)
        if self.role == "menu item" and not self.name:
            self.name = self.label_of(node)

    @staticmethod
    def label_of(node):
        """A menu item of GTK 4.18 has no name of its own; what it is labelled by says it, as text."""
        for relation in node.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY and relation.get_n_targets() > 0:
                text = relation.get_target(0).get_text_iface()
                return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ""
        return ""

    def get_name(self):
        return self.name

    def get_role_name(self):
        return self.role

    def __getattr__(self, what):
        return getattr(self.node, what)


def looks_again(look):
    """What is on the screen may change under the eye that looks; then it looks again, as a person would."""

    def steady(self, *arguments, **named):
        end = time.monotonic() + DEADLINE
        while True:
            try:
                return look(self, *arguments, **named)
            except gi.repository.GLib.Error:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(POLL)

    return steady


class Program:
    ends = []  # how the programs of this test ended, where that was not well

    def __init__(self, *options, sandbox=None, profile=None, service=None, fds=(), unique=False):
        self.own_profile = profile is None
        self.profile = profile or tempfile.mkdtemp(prefix="samstemt-test-")
        where = f"--service={service}" if service else f"--base-url={sandbox.base_url}" if sandbox else "--demo"
        # without a profile of its own it is the one copy on the bus
        own = [] if unique else [f"--profile={self.profile}"]
        # what is pressed over the accessibility bus would not always count as somebody there
        own += [] if any(option.startswith("--lock-seconds") for option in options) else ["--lock-seconds=0"]
        self.process = subprocess.Popen([os.environ["SMT_PROGRAM"], where, *own, *options], pass_fds=fds)
        self.root = self.wait(self._find_root, "the program on the accessibility bus")

    def _find_root(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def close(self):
        self.process.terminate()
        try:
            status = self.process.wait(20)
            if status != 0:
                Program.ends.append(f"the program ended with {status}")
        except subprocess.TimeoutExpired:
            self.process.kill()
            Program.ends.append("the program did not end")
        if self.own_profile:
            shutil.rmtree(self.profile, ignore_errors=True)

    def wait(self, condition, what):
        """Polls @condition until it gives something, or the deadline has passed."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            try:
                found = condition()
            except gi.repository.GLib.Error:
                found = None
            if found:
                return found
            if self.process.poll() is not None:
                raise NotThere(f"the program ended with {self.process.returncode} while waiting for {what}")
            time.sleep(POLL)
        raise NotThere(what)

    def windows(self):
        """The program's windows; the main one is first."""
        children = [self.root.get_child_at_index(i) for i in range(self.root.get_child_count())]
        return [child for child in children if child is not None and child.get_role_name() in ("frame", "dialog", "window")]

    # --- looking ---------------------------------------------------------------------------------------------------

    def walk(self, node=None):
        """Everything on the screen, in reading order. What has no place (hidden pages) is left out."""
        node = node or self.root
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is None:
                continue
            try:
                size = child.get_size()  # where it stands GTK 4.8 cannot say of what is just going, and warns
                shown = size.x > 0 and size.y > 0
            except gi.repository.GLib.Error:
                shown = True
            if shown:
                yield Seen(child)
                yield from self.walk(child)

    @looks_again
    def find_all(self, role, words="", within=None):
        return [n for n in self.walk(within) if n.get_role_name() == role and words in (n.get_name() or "")]

    def find(self, role, words="", within=None):
        return next(iter(self.find_all(role, words, within)), None)

    def wait_for(self, role, words="", within=None):
        return self.wait(lambda: self.find(role, words, within), f"{role} «{words}»")

    def wait_gone(self, role, words=""):
        self.wait(lambda: self.find(role, words) is None, f"{role} «{words}» to go")

    @looks_again
    def focused(self):
        for node in self.walk():
            if node.get_state_set().contains(Atspi.StateType.FOCUSED) and node.get_role_name() != "frame":
                return node
        return None

    # --- acting ----------------------------------------------------------------------------------------------------

    @staticmethod
    def actions(node):
        """Asked for by number until there are no more: GTK 4.8 leaks a list each time it is asked how many there are."""
        action = node.get_action_iface()
        names = []
        while action:
            try:
                name = action.get_action_name(len(names))
            except gi.repository.GLib.Error:
                break
            if not name:
                break
            names.append(name)
        node.get_role()  # fails where the node is gone, so that nobody takes it for one without actions
        return names

    def act(self, node, name="click"):
        names = self.actions(node)
        if name not in names:
            raise NotThere(f"action {name} of «{node.get_name()}», which has {names}")
        node.get_action_iface().do_action(names.index(name))

    def press(self, words, role="push button", exact=False):
        def pressable():
            return next((n for n in self.find_all(role, words)
                         if "click" in self.actions(n) and (not exact or n.get_name() == words)), None)

        self.act(self.wait(pressable, f"{role} «{words}» that can be pressed"))

    def toggle(self, words):
        """Presses what GTK 4.8 calls a push button and GTK 4.18 a toggle button."""
        self.press(words, "toggle button" if self.find("toggle button", words) else "push button")

    def open_menu(self):
        self.toggle("Hovedmeny")
        self.wait_for("menu item", "Innstillinger")

    def chooser(self, title):
        """GTK's own file chooser, a window of no role that is named; or None."""
        children = [self.root.get_child_at_index(i) for i in range(self.root.get_child_count())]
        return next((c for c in children if c is not None and c.get_name() == title), None)

    def choose_file(self, title, path, button):
        """Gives the file chooser @title, which opens, the whole @path and presses its @button. No key before the chooser has
        the keys, and none on which the rest depends."""
        window = self.wait(lambda: self.chooser(title), f"the file chooser «{title}»")
        if self.find("text", within=window) is None:
            self.wait(lambda: any(n.get_state_set().contains(Atspi.StateType.FOCUSED) for n in self.walk(window)), "the keys to be the chooser's")
            self.type("/")
        self.wait_for("text", within=window).get_editable_text_iface().set_text_contents(str(path))
        self.act(self.wait(lambda: next((b for b in self.find_all("push button", button, window) if set(b.get_name().split()) == {button}), None),
                           f"«{button}» of the file chooser"))
        self.wait(lambda: self.chooser(title) is None, "the file chooser to close")

    @staticmethod
    def key(*keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    @staticmethod
    def type(text):
        subprocess.run(["xdotool", "type", "--delay", "5", text], check=True)

    def choose_role(self, role, name=None):
        """In the preferences; @name: that of the nurse or the pharmacist, where it is written too."""
        self.key("ctrl+comma")
        self.wait_for("check box", f"Rolle: {role}")

        def focus():
            """In the preferences; the window behind them has a focus of its own."""
            return next((node.get_name() for node in self.walk(self.windows()[-1])
                         if node.get_state_set().contains(Atspi.StateType.FOCUSED) and node.get_role_name() == "list item"), "")

        for _ in range(20):
            before = self.wait(focus, "the focus in the preferences")
            if before == role:
                break
            self.key("Down")
            self.wait(lambda before=before: focus() not in ("", before) or before == "Som systemet", f"the focus to leave «{before}»")
        self.key("Return")
        self.wait(lambda: self.find("check box", f"Rolle: {role}").get_state_set().contains(Atspi.StateType.CHECKED), role)
        if name is not None:
            entry = self.wait_for("text", f"{role}ens navn")
            entry.get_editable_text_iface().set_text_contents(name)
        self.key("Escape")
        self.wait(lambda: len(self.windows()) == 1, "the preferences to close")

    # --- judging ---------------------------------------------------------------------------------------------------

    def nameless(self, within=None):
        """Controls without a name, or whose name is that of a C type."""
        faults = []
        for node in self.walk(within):
            role, name = node.get_role_name(), (node.get_name() or "").strip()
            if role in CONTROLS and (not name or name.startswith(TYPE_NAMES)):
                parent = node.get_parent()
                faults.append(f"{role} «{name}» in {parent.get_role_name()} «{parent.get_name()}»")
        return faults


class Tap:
    """Test Anything Protocol, one line a test."""

    def __init__(self):
        self.n = 0
        self.failed = 0

    def check(self, name, faults):
        self.n += 1
        self.failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {self.n} {name}", flush=True)
        for fault in faults or []:
            print(f"# {fault}", flush=True)

    def attempt(self, name, function):
        """Runs @function; a fault is what it returns, or what it could not find."""
        try:
            faults = function() or []
        except (NotThere, subprocess.CalledProcessError) as error:
            faults = [str(error)]
        self.check(name, faults)
        return not faults

    def end(self):
        self.check("programs-end-well", Program.ends)
        print(f"1..{self.n}", flush=True)
        return 1 if self.failed else 0
