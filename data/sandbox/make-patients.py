#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sandbox patients (*.json beside this file) in the shape SFM answers in; how they are made stands in make/.

The files are templates: {{today-30}} and its kin become dates when the sandbox loads them (README.md).
Every person, number and address is made up. Run it after a change and commit both; a test compares them.
"""
import json
import pathlib
import sys

sys.dont_write_bytecode = True

from make import faults, first, multidose, originals, people, prescriptions, registers, scenarios  # noqa: E402

FIRST = (first.ada, first.bo, first.eli, first.jon, first.liv, first.per)
LATER = (
    prescriptions.gro, prescriptions.tora, prescriptions.paal, prescriptions.mia, multidose.mons, multidose.moa,
    registers.rita, registers.nils, registers.ulf, registers.sara, registers.dag, registers.lars, registers.kim,
    registers.siv, registers.bjoern, registers.vera, registers.kaia, registers.rolf, registers.pia, registers.tom,
    registers.paula, faults.inge, faults.felix, faults.una, people.sixten, people.aanjel, people.dinara, people.uno,
    originals.oda, originals.odin, multidose.frida, scenarios.astrid, scenarios.birger,
    multidose.vilde)
PRACTITIONERS = [
    {'hpr': '900100017', 'name': 'Lise Fastlegesen', 'category': 'LE'},
    {'hpr': '900100025', 'name': 'Tor Revmatologsen', 'category': 'LE'},
    {'hpr': '900100033', 'name': 'Siri Sykepleiersen', 'category': 'SP'},
    {'hpr': '900100041', 'name': 'Ola Sykehuslegesen', 'category': 'LE'},
    {'hpr': '900100066', 'name': 'Viktor Vikarsen', 'category': 'LE'}]


def indented(answer):
    return json.dumps(answer, ensure_ascii=False, indent=1) + '\n'


def by_lines(answer):
    """One resource a line: long lists stay small, and a change shows as the lines it touches."""
    bundle = answer['parameter'][0]['resource']
    whole = json.dumps({**answer, 'parameter': [{'name': 'medication', 'resource': {**bundle, 'entry': ['ENTRIES']}},
                                                'PARAMETERS']}, ensure_ascii=False)
    lines = lambda values: '\n' + ',\n'.join(json.dumps(value, ensure_ascii=False) for value in values)
    return whole.replace('"ENTRIES"', lines(bundle['entry']) + '\n').replace(
        ' "PARAMETERS"', lines(answer['parameter'][1:])) + '\n'


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    numbers = []
    for number, make in enumerate(FIRST + LATER, 1):
        patient = make()
        write = indented if make in FIRST else by_lines
        path = folder / f'{number}-{patient.key}.json'
        path.write_text(write(patient.answer()), encoding='utf-8')
        numbers.append(patient.number)
    known = [one for one in numbers if one]
    assert len(set(known)) == len(known), 'two patients with one number'
    (folder / 'practitioners.json').write_text(indented({'practitioners': PRACTITIONERS}), encoding='utf-8')


if __name__ == '__main__':
    main()
