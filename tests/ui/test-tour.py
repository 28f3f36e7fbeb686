#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided tour ends with a whole receipt and leaves a picture of every step, on a usual and on a narrow window."""

import os
import pathlib
import struct
import subprocess
import sys
import tempfile

STEPS = 14
LEAST_BYTES = 8000  # an empty page of the smallest window is far below


def width_of(picture):
    return struct.unpack(">I", picture.read_bytes()[16:20])[0]


def play(*options):
    with tempfile.TemporaryDirectory() as folder:
        pictures = pathlib.Path(folder) / "pictures"
        command = [os.environ["SMT_PROGRAM"], "--demo", f"--profile={folder}/profile", f"--tour={pictures}", *options]
        result = subprocess.run(command, capture_output=True, text=True, timeout=150)
        taken = sorted(pictures.glob("*.png"))
        faults = []
        if result.returncode != 0:
            faults.append(f"exit {result.returncode}: {result.stdout[-400:]} {result.stderr[-400:]}")
        if len(taken) != STEPS:
            faults.append(f"{len(taken)} pictures, {STEPS} wanted")
        faults += [f"{path.name} is empty" for path in taken if path.stat().st_size < LEAST_BYTES]
        faults += [f"{path.name} is {width_of(path)} pixels wide" for path in taken
                   if "--width=360" in options and width_of(path) > 360]
        for words in ("finding: ■ Stopp", "✓ bekreftet", "receipt is whole"):
            if words not in result.stdout:
                faults.append(f"«{words}» was not printed")
        if "01875010049" in result.stdout + result.stderr:
            faults.append("a national number was printed")
        return faults


TESTS = {
    "usual": [],
    "narrow": ["--width=360", "--height=720"],
    "large-text": ["--text-scale=200"],
    "narrow-large-text": ["--width=360", "--height=720", "--text-scale=200"],
}

print(f"1..{len(TESTS)}")
failed = 0
for number, (name, options) in enumerate(TESTS.items(), 1):
    faults = play(*options)
    failed += bool(faults)
    print(f"{'not ok' if faults else 'ok'} {number} {name}", flush=True)
    for fault in faults:
        print("# " + fault.replace("\n", "\n# "), flush=True)
sys.exit(1 if failed else 0)
