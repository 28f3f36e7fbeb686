#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The patient files are exactly what make-patients.py writes, and the work list of the demo names the same people."""
import json
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


def person_of(path):
    entries = json.loads(path.read_text(encoding='utf-8'))['parameter'][0]['resource']['entry']
    person = next(entry['resource'] for entry in entries if entry['resource']['resourceType'] == 'Patient')
    number = person['identifier'][0]['value'] if 'identifier' in person else None
    home = person['address'][0]
    return (number, person['name'][0]['family'], person['name'][0]['given'][0], person['birthDate'], home['postalCode'],
            home['city'])


templates = sorted((path for path in committed.glob('*-*.json')), key=lambda path: int(path.name.split('-')[0]))
people = [person_of(path) for path in templates]
items = json.loads((committed.parent / 'demo' / 'work-list.json').read_text(encoding='utf-8'))['items']
listed = [tuple(item.get(key) for key in ('nationalNumber', 'family', 'given', 'birthDate', 'postalCode', 'city'))
          for item in items]
if listed != people:
    print('data/demo/work-list.json lists other people than the patient files, or in another order')
    sys.exit(1)
