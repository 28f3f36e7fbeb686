#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""samstemt-check with FEST. Arguments: samstemt-check, samstemt-fest, and the script that makes an extract."""

import json
import os
import pathlib
import subprocess
import sys

import tap
from answers import OID, SFM, Medicine, answer, coded
from tap import equal, true

CHECK, FEST, MAKE = sys.argv[1:]
TODAY = "--today=2026-11-20"
METHOTREXATE = "ID_00000000-AAAA-4000-8000-000000000000"  # in the made-up extract


def import_fest(folder):
    """catalogue.db in the place where a user has it."""
    home = pathlib.Path(folder, "home")
    extract = subprocess.run([sys.executable, "-B", MAKE, "60"], capture_output=True, check=True, timeout=60).stdout
    done = tap.run(FEST, f"--profile={home}/samstemt", "import", "-", stdin=extract)
    equal((done.status, done.err), (0, ""))
    return home


def check(home, *arguments, **rest):
    return tap.run(CHECK, TODAY, *arguments, env={**os.environ, "XDG_DATA_HOME": str(home)}, **rest)


def findings(result):
    return [json.loads(row) for row in result.out.splitlines()]


def write(folder, medicine, fest_id=None, short_dose=None):
    whole = answer([medicine])
    for resource in (entry["resource"] for parameter in whole["parameter"] if parameter["name"] == "medication"
                     for entry in parameter["resource"]["entry"]):
        if resource["resourceType"] == "Medication" and fest_id:
            resource["code"]["coding"][0]["code"] = fest_id
        if resource["resourceType"] == "MedicationStatement" and short_dose:
            resource["dosage"][0].setdefault("extension", []).append(
                {"url": SFM + "sfm-shortdosage", "valueCodeableConcept": coded(OID + "7478", *short_dose)})
    path = pathlib.Path(folder, "list.json")
    path.write_text(json.dumps(whole), encoding="utf-8")
    return str(path)


DAILY = (1, "tablett", 1, ["Morgen"])


def test_product_by_its_id(folder):
    home = import_fest(folder)
    path = write(folder, Medicine("Oppdiktin tab 2,5 mg", None, "1 tablett morgen", DAILY), METHOTREXATE)
    without, = findings(check(home, "--catalogue=none", "--format=json", path))
    equal((without["check"], without["class"]), (None, "info"), "not recognised")
    found, = findings(check(home, "--format=json", path))
    equal((found["class"], found["severity"]), ("stop", "S4"), found)
    true("C1" in found["check"], found)
    equal(found["medicine"], "Oppdiktin tab 2,5 mg", "as received")


def test_weekly_short_dose_against_a_daily_field(folder):
    home = import_fest(folder)
    path = write(folder, Medicine("Oppdiktin tab 2,5 mg", None, "etter avtale", DAILY), METHOTREXATE,
                 ("990001", "etter skjema"))
    rows = findings(check(home, "--format=json", path))
    true(any("C2" in (row["check"] or "") and row["class"] == "stop" for row in rows), rows)
    # without a period FEST says nothing of it
    path = write(folder, Medicine("Prednisolon tab 5 mg", "H02AB06", "1 tablett morgen", DAILY), None,
                 ("5378", "Følg vedlagte bruksanvisning"))
    equal(findings(check(home, "--format=json", path)), [])


def test_the_table_says_which(folder):
    home = import_fest(folder)
    path = write(folder, Medicine("Prednisolon tab 5 mg", "H02AB06", "1 tablett morgen", DAILY))
    where = f"{home}/samstemt/catalogue.db"
    last = check(home, path).out.splitlines()[-1]
    equal(last, f"FEST 2026-11-02 ({where}): 18 dager gammel")
    old = tap.run(CHECK, "--today=2027-02-01", f"--catalogue={where}", path).out.splitlines()[-1]
    true("for gammel" in old, old)
    equal(len(check(home, "--catalogue=none", path).out.splitlines()), 1)
    equal(check(home, "--format=json", path).out, "", "JSON has findings only")


def test_no_catalogue(folder):
    path = write(folder, Medicine("Prednisolon tab 5 mg", "H02AB06", "1 tablett morgen", DAILY))
    done = check(folder, path)
    equal((done.status, done.err), (0, ""))
    equal(done.out.splitlines()[-1], "FEST er ikke lest inn: interaksjoner kontrolleres ikke")
    done = check(folder, f"--catalogue={folder}/nowhere.db", path)
    equal((done.status, done.out), (2, ""), "one that is asked for must be there")
    true("nowhere.db: " in done.err, done.err)


def test_a_broken_one_is_not_passed_over(folder):
    home = import_fest(folder)
    path = write(folder, Medicine("Prednisolon tab 5 mg", "H02AB06", "1 tablett morgen", DAILY))
    pathlib.Path(home, "samstemt", "catalogue.db").write_bytes(b"not a catalogue, but long enough to be one")
    done = check(home, path)
    equal((done.status, done.out), (2, ""))
    true("Les inn FEST på nytt" in done.err, done.err)


def test_any_number_of_jobs(folder):
    home = import_fest(folder)
    path = write(folder, Medicine("Oppdiktin tab 2,5 mg", None, "1 tablett morgen", DAILY), METHOTREXATE)
    content = json.dumps(json.loads(pathlib.Path(path).read_text(encoding="utf-8"))) + "\n"
    lists = pathlib.Path(folder, "lists.ndjson")
    lists.write_text(content * 300, encoding="utf-8")
    one = check(home, "--format=json", str(lists))
    equal(len(findings(one)), 300)
    equal(check(home, "--format=json", "--jobs=3", str(lists)).out, one.out)


tap.main(globals())
