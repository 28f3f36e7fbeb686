#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""samstemt-fest: import and status, exit statuses, words, interruptions. Arguments: the program, and the script that
makes an extract."""

import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import tap
from tap import equal, true

FEST, MAKE = sys.argv[1:]
TODAY = "--today=2026-11-20"
_extracts = {}


def extract(n):
    """The bytes of an extract with so many packages."""
    if n not in _extracts:
        _extracts[n] = subprocess.run([sys.executable, "-B", MAKE, str(n)], capture_output=True, check=True, timeout=60).stdout
    return _extracts[n]


def write_extract(folder, n=60):
    path = pathlib.Path(folder, f"fest-{n}.xml")
    path.write_bytes(extract(n))
    return path


def fest(folder, *arguments, **rest):
    return tap.run(FEST, f"--profile={folder}/profile", TODAY, *arguments, **rest)


def catalogue(folder):
    return pathlib.Path(folder, "profile", "catalogue.db")


def files(folder):
    return sorted(path.name for path in pathlib.Path(folder, "profile").iterdir())


def test_import_and_status(folder):
    done = fest(folder, "import", str(write_extract(folder)))
    equal((done.status, done.err), (0, ""))
    true(done.out.startswith("FEST 2026-11-02\n"), done.out)
    equal(files(folder), ["catalogue.db"])
    equal(catalogue(folder).stat().st_mode & 0o777, 0o600)

    status = fest(folder, "status")
    equal((status.status, status.err), (0, ""))
    rows = {" ".join(row.split()[:-1]): row.split()[-1] for row in status.out.splitlines()}
    equal(rows["pakninger"], "60")
    equal(rows["FEST"], "2026-11-02")
    true(status.out.startswith(str(catalogue(folder))), status.out)
    true(status.out.endswith("18 dager gammel\n"), status.out)


def test_standard_input(folder):
    done = fest(folder, "import", "-", stdin=extract(60))
    equal((done.status, done.err), (0, ""))
    equal(fest(folder, "status").status, 0)


def test_too_old(folder):
    fest(folder, "import", str(write_extract(folder)))
    profile = f"--profile={folder}/profile"
    for day, old in (("2026-12-17", False), ("2026-12-18", True)):
        done = tap.run(FEST, profile, f"--today={day}", "status")
        equal((done.status, "for gammel" in done.out), (1 if old else 0, old), done)
    true("too old" in tap.run(FEST, profile, "--today=2027-01-01", "--lang=en", "status").out)
    true("for gammal" in tap.run(FEST, profile, "--today=2027-01-01", "--lang=nn", "status").out)


def test_no_catalogue(folder):
    done = fest(folder, "status")
    equal((done.status, done.out), (1, ""))
    true("FEST er ikke lest inn: interaksjoner kontrolleres ikke" in done.err, done.err)
    equal(files(folder) if pathlib.Path(folder, "profile").exists() else [], [])


def test_data_home_of_the_user(folder):
    env = {**os.environ, "XDG_DATA_HOME": folder}
    equal(tap.run(FEST, "import", str(write_extract(folder)), env=env).status, 0)
    true(pathlib.Path(folder, "samstemt", "catalogue.db").exists())


def test_usage(folder):
    for wrong in ([], ["import"], ["import", "a", "b"], ["status", "x"], ["other"], ["--lang=da", "status"],
                  ["--today=1", "status"], ["--nothing"]):
        done = tap.run(FEST, f"--profile={folder}", *wrong)
        equal((done.status, done.out), (2, ""), wrong)
        true("Try samstemt-fest --help" in done.err, done.err)
    version = tap.run(FEST, "--version")
    equal(version.status, 0)
    true(version.out.startswith("samstemt-fest "), version.out)


def test_words_of_faults(folder):
    good = extract(60)
    for content, word in ((b"PK\x03\x04", "unzip"), (b"<FEST/>", "FEST-uttrekk"), (good[:-400], "avkuttet"),
                          (b"<!DOCTYPE FEST><FEST/>", "ikke har"), (b"", "avkuttet")):
        path = pathlib.Path(folder, "broken.xml")
        path.write_bytes(content)
        done = fest(folder, "import", str(path))
        equal((done.status, done.out), (2, ""), content[:20])
        true(word in done.err, done.err)
        equal(files(folder), [], "nothing is left")
    done = fest(folder, "import", str(pathlib.Path(folder, "missing.xml")))
    equal(done.status, 2)
    true("kan ikke leses" in done.err, done.err)


def test_smaller_needs_to_be_allowed(folder):
    equal(fest(folder, "import", str(write_extract(folder, 100))).status, 0)
    before = catalogue(folder).read_bytes()
    small = str(write_extract(folder, 40))
    done = fest(folder, "import", small)
    equal(done.status, 2)
    true("--allow-smaller" in done.err, done.err)
    equal(catalogue(folder).read_bytes(), before)
    equal(fest(folder, "--allow-smaller", "import", small).status, 0)
    true(catalogue(folder).read_bytes() != before)


def feed(folder, content, number):
    """An import that has got all but the end, and then a signal."""
    child = subprocess.Popen([FEST, f"--profile={folder}/profile", "import", "-"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdin.write(content)
    child.stdin.flush()
    deadline = time.monotonic() + 30
    while not pathlib.Path(folder, "profile", "catalogue.db.new").exists():
        true(time.monotonic() < deadline and child.poll() is None, "the import has begun")
        time.sleep(0.005)
    child.send_signal(number)
    _, err = child.communicate(timeout=60)
    return child.returncode, err.decode()


def test_a_kill_leaves_the_old_one(folder):
    rand = random.Random(20261120)
    equal(fest(folder, "import", str(write_extract(folder, 60))).status, 0)
    before = catalogue(folder).read_bytes()
    new = extract(400)
    for _ in range(6):
        status, _ = feed(folder, new[:rand.randrange(len(new) // 20, len(new) - 500)], signal.SIGKILL)
        equal(status, -signal.SIGKILL)
        equal(catalogue(folder).read_bytes(), before)
        equal(fest(folder, "status").status, 0)
    # what a kill left is in nobody's way
    equal(fest(folder, "import", str(write_extract(folder, 400))).status, 0)
    equal(files(folder), ["catalogue.db"])


def test_an_interrupt_leaves_the_old_one(folder):
    equal(fest(folder, "import", str(write_extract(folder, 60))).status, 0)
    before = catalogue(folder).read_bytes()
    for number in (signal.SIGINT, signal.SIGTERM):
        status, err = feed(folder, extract(400)[:-500], number)
        equal(status, -number)
        equal(err, "samstemt-fest: Avbrutt\n")
        equal(catalogue(folder).read_bytes(), before)
        equal(files(folder), ["catalogue.db"])


def test_one_import_at_a_time(folder):
    first = subprocess.Popen([FEST, f"--profile={folder}/profile", "import", "-"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    content = extract(60)
    first.stdin.write(content[:-500])
    first.stdin.flush()
    deadline = time.monotonic() + 30
    while not pathlib.Path(folder, "profile", "catalogue.db.new").exists():
        true(time.monotonic() < deadline, "the import has begun")
        time.sleep(0.005)
    second = fest(folder, "import", str(write_extract(folder, 60)))
    equal(second.status, 2)
    true("pågår" in second.err, second.err)
    out, err = first.communicate(content[-500:], timeout=60)
    equal((first.returncode, err), (0, b""))
    equal(files(folder), ["catalogue.db"])


tap.main(globals())
