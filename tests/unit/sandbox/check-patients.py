#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The patient files are exactly what make-patients.py writes."""
import pathlib
import subprocess
import sys
import tempfile

committed = pathlib.Path(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, str(committed / 'make-patients.py'), folder], check=True)
    made = {path.name: path.read_bytes() for path in pathlib.Path(folder).glob('*.json')}
kept = {path.name: path.read_bytes() for path in committed.glob('*.json')}
stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
if stale:
    print('run data/sandbox/make-patients.py; stale:', ', '.join(stale))
    sys.exit(1)
