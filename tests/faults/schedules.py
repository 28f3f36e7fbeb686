#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules of the model (model.py) against the real desk, journal and sandbox.

A network stands between them that does what the schedule says: it loses, holds and delivers whole requests. After each
schedule the service has applied the change never or once, as the model has it, and the program says just that. TAP; 40
schedules, 1 000 with SMT_TEST_LONG.

    schedules.py LIFE [N [SEED]]
"""

import concurrent.futures
import contextlib
import io
import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import model  # noqa: E402

PATIENT = "11825110161"
PATIENCE = 60
AT_ONCE = 4
NAME = "schedules-of-the-model"


class Wrong(Exception):
    """The program, or the service, did otherwise than the model."""


def read_request(connection):
    """One whole request; its connection is closed by the client after it."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        piece = connection.recv(65536)
        if not piece:
            return None
        body += piece
    return head + b"\r\n\r\n" + body


def deliver(port, request):
    """Carries @request to the service; its whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as service:
        service.sendall(request)
        answer = b""
        while piece := service.recv(65536):
            answer += piece
    if not answer:
        raise Wrong("the service closed without an answer")
    return answer


class Network:
    """Between one life of the program and the service. Every send is held until it is told what becomes of it; lookups wait
    while they are held, and those of a life that is over are not carried on: each life has a network of its own, so that
    nothing depends on when a thread here gets to read what was sent."""

    def __init__(self, port, held):
        self.port = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.sends = queue.Queue()
        self.changed = threading.Condition()
        self.held, self.over = held, False
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with contextlib.suppress(OSError):
            request = read_request(connection)
            if request is None:
                return
            if b"$sendMedication" in request.split(b"\r\n", 1)[0]:
                self.sends.put((request, connection))
                return
            with connection:
                answer = self.look_up(request)
                if answer is not None:
                    connection.sendall(answer)

    def look_up(self, request):
        """Carried to the service under the lock: no lookup is under way when they are held again, or when the life is over."""
        with self.changed:
            self.changed.wait_for(lambda: self.over or not self.held)
            return None if self.over else deliver(self.port, request)

    def hold(self, held):
        with self.changed:
            self.held = held
            self.changed.notify_all()

    def close(self):
        with self.changed:
            self.over = True
            self.changed.notify_all()
        self.listener.close()


class Run:
    """One schedule on a service and a profile of its own."""

    def __init__(self, life):
        self.life = life
        self.folder = tempfile.mkdtemp(prefix="smt-schedule-")
        self.errors = open(os.path.join(self.folder, "stderr"), "w+", encoding="utf-8", errors="replace")
        self.service = subprocess.Popen([os.environ["SMT_SANDBOX"], "--with-stdin", "--port=0", f"--patients={os.environ['SMT_SANDBOX_PATIENTS']}"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.base = None
        self.network = None
        self.flying = {}  # lookup that the send names → its bytes
        self.client = None  # the connection that waits for an answer
        self.answer = None
        self.child = None
        self.said = None

    def open(self):
        """The service, and the first life."""
        line = self.service.stdout.readline()
        if not line.startswith("listening "):
            raise Wrong(f"the service does not listen: «{line.strip()}»")
        self.base = line.split()[1]
        self.start(held=False)

    def start(self, held):
        self.network = Network(int(self.base.rsplit(":", 1)[1]), held)
        self.child = subprocess.Popen([self.life, self.network.url, os.path.join(self.folder, "journal.db"), PATIENT],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        if not held:
            self.hear("working")

    def hear(self, wanted):
        """The next thing the program says: its state."""
        patience = threading.Timer(2 * PATIENCE, self.child.kill)
        patience.start()
        said = self.child.stdout.readline()
        patience.cancel()
        line = said.split()
        if not said:
            raise Wrong(f"«{wanted}» was to be said, but the program ended: {self.child.wait(PATIENCE)}")
        if len(line) != 3 or line[1] != wanted:
            raise Wrong(f"«{wanted}» was to be said, not «{' '.join(line)}»")
        if wanted == "working" and line[2] != "1":
            raise Wrong(f"the decision is lost: {line}")
        self.said = line[1]

    def tell(self, word):
        self.child.stdin.write(word + "\n")
        self.child.stdin.flush()

    def crash(self, before):
        """Killed; @before: the state it is killed in."""
        if before.at == "marked":
            self.tell("die-sending")
        else:
            self.child.kill()
        self.child.wait(PATIENCE)
        self.client = self.answer = None
        self.network.close()
        self.start(held=before.disk in ("sending", "unknown"))

    def send(self, session):
        self.network.hold(True)
        self.tell("send")
        self.flying[session], self.client = self.network.sends.get(timeout=PATIENCE)

    def arrive(self, word, session):
        """A send that was on its way reaches the service, which takes it or does not."""
        answer = deliver(self.network.port, self.flying.pop(session))
        taken = answer.startswith((b"HTTP/1.1 200 ", b"HTTP/1.0 200 "))
        if taken != word.startswith("arrive"):
            raise Wrong(f"{word}: {answer[:200]!r}")
        if "unheard" not in word:
            self.answer = answer

    def do(self, word, before):
        word, _, session = word.partition("@")
        if word == "crash":
            self.crash(before)
        elif word == "send":
            self.send(before.session)
        elif word == "lose-request":
            self.flying.pop(int(session))
        elif word.startswith(("arrive", "refuse")):
            self.arrive(word, int(session))
        elif word == "hear-done":
            self.network.hold(False)
            self.client.sendall(self.answer)
            self.client.close()
            self.hear("sent")
        elif word == "give-up-waiting":
            self.client.close()
        elif word.startswith("look-"):
            self.network.hold(False)
            self.hear("sent" if word == "look-applied" else "working")

    def applied(self):
        with urllib.request.urlopen(f"{self.base}/sandbox/state", timeout=PATIENCE) as answer:
            state = json.load(answer)
        return next(patient["applied"] for patient in state["patients"] if patient["number"] == PATIENT)

    def close(self):
        for process in (self.child, self.service):
            if process is not None:
                process.kill()
                process.wait()
        if self.network is not None:
            self.network.close()
        self.errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def words_of_programs(self):
        """What program and service wrote to stderr, for a run that went wrong."""
        self.errors.flush()
        with open(self.errors.name, encoding="utf-8", errors="replace") as file:
            return [f"  {line.rstrip()}" for line in file.readlines()[-20:]]


def go_through(run, words):
    state = model.START
    run.open()
    for word in words:
        run.do(word, state)
        state = dict(model.steps(state, model.ALL))[word]
        if run.applied() != state.applied:
            raise Wrong(f"after {word}: applied {run.applied()} times, {state.applied} in the model")
    if run.said != ("sent" if state.applied else "working"):
        raise Wrong(f"applied {state.applied} times, and the program says «{run.said}»")


def replay(life, words):
    """@words as one schedule; what went otherwise than in the model, or otherwise wrong, in lines; none when all was well."""
    run = Run(life)
    try:
        go_through(run, words)
    except Wrong as wrong:
        return [f"{' '.join(words)}: {wrong}", *run.words_of_programs()]
    except Exception:  # whatever it is: the run says so, and the others go on
        return [f"{' '.join(words)}:", *traceback.format_exc().splitlines(), *run.words_of_programs()]
    finally:
        run.close()
    return []


def main():
    life = sys.argv[1]
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 1000 if os.environ.get("SMT_TEST_LONG") else 40
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        model.schedules(n, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    lines = [line.split(" = ")[0].split() for line in written.getvalue().splitlines()]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        faults = [fault for fault in pool.map(lambda words: replay(life, words), lines) if fault]
    for fault in faults:
        print("\n".join(f"# {line}" for line in fault))
    twice = sum("applied 2" in fault[0] for fault in faults)
    lost = sum("the decision is lost" in fault[0] for fault in faults)
    print(f"# runs {len(lines)}, losses {lost}, double sends {twice}")
    print(f"{'not ok' if faults else 'ok'} 1 {NAME}")
    print("1..1")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
