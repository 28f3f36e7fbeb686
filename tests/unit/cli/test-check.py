#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""samstemt-check on files: formats, exit statuses, broken input, streams, order. The program is the first argument."""

import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import threading

import answers
import tap
from answers import KINDS, Medicine, answer, line, ndjson, pll_id, resept_id
from tap import equal, true

CHECK = sys.argv[1]
ROOT = pathlib.Path(os.environ["SMT_SOURCE_ROOT"])
TODAY = "--today=2026-11-20"
KEYS = ["file", "line", "entry", "medicine", "atc", "check", "class", "severity", "field", "text", "product", "message"]
LIMIT = 8 * 1024 * 1024


def check(*arguments, **rest):
    """Without FEST, whatever the machine has; test-catalogue.py is about it."""
    return tap.run(CHECK, "--catalogue=none", *arguments, **rest)


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def findings(result):
    return [json.loads(row) for row in result.out.splitlines()]


# --- formats ---------------------------------------------------------------------------------------------------------


def test_json_has_one_object_a_finding(folder):
    path = write(folder, "one.json", json.dumps(answer(KINDS), indent=2))
    result = check(TODAY, "--format=json", path)
    rows = findings(result)
    # the fault, twice the same medicine, no folic acid, a text only, another amount, and what is not recognised
    equal(sorted(row["check"] or "" for row in rows), ["", "C1+C2", "C2", "C3", "C7", "C7", "C8"], "findings")
    for row in rows:
        equal(list(row), KEYS, "keys, in the order of the contract")
        equal((row["file"], row["line"]), (path, 1), "place")
        true(row["class"] in ("stop", "check", "info"), row)
        true(row["severity"] in ("S1", "S2", "S3", "S4", None), row)
        true(row["message"], row)
    first = rows[0]
    equal(first["entry"], pll_id(0, 0), "PLL id")
    equal(first["medicine"], "Methotrexate Prøvefarm tab 2,5 mg")
    equal(first["atc"], "L04AX03")
    equal((first["check"], first["class"], first["severity"]), ("C1+C2", "stop", "S4"))
    equal((first["field"], first["text"]), ("3 tabletter morgen daglig", "3 tabletter hver mandag"))
    true(first["product"].startswith("én gang i uken"), first["product"])
    equal(first["message"], "Feltet sier hver dag, teksten én gang i uken")


def test_certainty_is_told(folder):
    """What was recognised by its name alone is held against the table, and the words say so."""
    by_name = answers.Medicine("Metoject inj, oppl 15 mg", None, "1 sprøyte daglig")
    path = write(folder, "name.json", line(answer([by_name])))
    for lang, words in (("nb", "(gjenkjent på navnet)"), ("nn", "(gjenkjent på namnet)"), ("en", "(recognised by its name)")):
        row = findings(check(TODAY, "--format=json", f"--lang={lang}", path))[0]
        equal((row["check"], row["class"]), ("C1", "stop"))
        true(row["product"].endswith(words), row["product"])
        true(words in check(TODAY, f"--lang={lang}", path).out, "the table says it, too")
    coded = answers.Medicine("Metoject inj, oppl 15 mg", "L04AX03", "1 sprøyte daglig")
    row = findings(check(TODAY, "--format=json", write(folder, "code.json", line(answer([coded])))))[0]
    true("gjenkjent" not in row["product"], row["product"])


def test_json_voices_are_null_when_silent(folder):
    path = write(folder, "text.json", line(answer([answers.PREDNISOLONE_TEXT])))
    row, = findings(check(TODAY, "--format=json", path))
    equal((row["check"], row["class"], row["field"], row["text"]), ("C3", "info", None, "1 tablett daglig"))
    path = write(folder, "unknown.json", line(answer([answers.UNKNOWN_PRODUCT])))
    row, = findings(check(TODAY, "--format=json", path))
    equal((row["check"], row["class"], row["severity"], row["product"], row["atc"]), (None, "info", None, None, None))


def test_table_sets_the_voices_side_by_side(folder):
    write(folder, "liste.json", line(answer([answers.METHOTREXATE_DAILY, answers.PREDNISOLONE_TWO,
                                               answers.FOLIC_ACID])))
    rows = check(TODAY, "liste.json", cwd=folder).out.splitlines()
    equal(rows[0], "Stopp            Methotrexate Prøvefarm tab 2,5 mg: Feltet sier hver dag, teksten én gang i uken"
                   "  [liste.json:1]")
    equal(rows[1], "                 Felt: 3 tabletter morgen daglig             Tekst: 3 tabletter hver mandag")
    true(rows[2].startswith("                 Preparat: én gang i uken"), rows[2])
    equal(rows[3], "                 C1+C2, S4, oppføring " + pll_id(0, 0))
    equal(rows[4], "")
    true(rows[5].startswith("Sjekk            Prednisolon tab 5 mg: "), rows[5])
    equal(rows[6], "                 Felt: 2 tabletter morgen daglig             Tekst: 1 tablett morgen daglig")
    equal(rows[7], "                 Preparat: kan tas daglig                    C2, S2, oppføring " + pll_id(0, 1))
    equal(rows[-1], "1 dokument, 3 behandlinger i bruk, 2 funn: 1 Stopp, 1 Sjekk")


def test_table_finds_a_line_by_its_class(folder):
    path = write(folder, "all.ndjson", ndjson(40))
    table = check(TODAY, path).out.splitlines()
    rows = findings(check(TODAY, "--format=json", path))
    for word, name in (("Stopp ", "stop"), ("Sjekk ", "check"), ("Til orientering ", "info")):
        heads = [row for row in table if row.startswith(word)]
        equal(len(heads), sum(row["class"] == name for row in rows), word)
        true(all(row.endswith("]") and f"[{path}:" in row for row in heads), "a place at the end")


def test_table_tells_ambiguous_and_unread_texts(folder):
    medicines = [Medicine("Prednisolon tab 5 mg", "H02AB06", "1.000 mg daglig"),
                 Medicine("Prednisolon tab 5 mg", "H02AB06", "en knakepølse om dagen kanskje tre")]
    out = check(TODAY, "--fail-on=never", write(folder, "a.json", line(answer(medicines)))).out
    true("Tekst: flertydig" in out, out)
    true("Tekst: ikke lest" in out, out)


def test_summary_counts(folder):
    path = write(folder, "none.json", line(answer([answers.PREDNISOLONE_OK])))
    equal(check(TODAY, path).out, "1 dokument, 1 behandling i bruk, 0 funn\n")
    equal(check(TODAY, "--lang=nn", path).out, "1 dokument, 1 behandling i bruk, 0 funn\n")
    equal(check(TODAY, "--lang=en", path).out, "1 document, 1 treatment in use, 0 findings\n")
    equal(check(TODAY, path, path).out, "2 dokumenter, 2 behandlinger i bruk, 0 funn\n")
    equal(check(TODAY, path, "/nowhere").out,
          "1 dokument, 1 behandling i bruk, 0 funn; 1 kunne ikke leses\n")
    equal(check(TODAY, "--format=json", path).out, "", "JSON has findings only")


def test_lang_chooses_the_words(folder):
    path = write(folder, "one.json", line(answer([answers.METHOTREXATE_DAILY])))
    english, = findings(check(TODAY, "--format=json", "--lang=en", path))
    bokmaal, = findings(check(TODAY, "--format=json", "--lang=nb", path))
    default, = findings(check(TODAY, "--format=json", path))
    equal(default, bokmaal, "nb unless asked")
    true(english["message"] != bokmaal["message"] and english["text"] != bokmaal["text"], english)
    equal({key: english[key] for key in ("class", "check", "entry", "severity")},
          {key: bokmaal[key] for key in ("class", "check", "entry", "severity")}, "what is no word")
    true("\nField" not in check(TODAY, path).out and "Field: " in check(TODAY, "--lang=en", path).out, "table")


def test_text_lang_reaches_the_texts_of_documents(folder):
    daily = {"resourceType": "MedicationRequest", "id": "a", "status": "active", "intent": "order",
             "medicationCodeableConcept": {"coding": [{"system": "http://www.whocc.no/atc", "code": "L04AX03"}]},
             "dosageInstruction": [{"text": "1 tablett varje måndag", "timing": {
                 "repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
                 "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablett"}}]}]}
    path = write(folder, "swedish.json", line(daily))

    def heard(*options):
        return [row["text"] for row in findings(check(TODAY, "--format=json", *options, path))][:1]

    equal(heard(), [None], "Norwegian only")
    equal(heard("--text-lang=sv"), ["1 tablett hver mandag"])
    equal(heard("--text-lang=da,sv"), ["1 tablett hver mandag"])
    path = write(folder, "said.json", line({**daily, "language": "sv-SE"}))
    equal(heard(), ["1 tablett hver mandag"], "the resource says it")
    path = write(folder, "bundle.json", line({"resourceType": "Bundle", "type": "searchset", "language": "sv",
                                              "entry": [{"resource": daily}]}))
    equal(heard(), ["1 tablett hver mandag"], "the Bundle says it")
    path = write(folder, "other.json", line({**daily, "language": "nb"}))
    equal(heard("--text-lang=sv"), [None], "the resource knows better")


def test_entry_is_list_id_then_prescription_then_resource(folder):
    medicines = [Medicine("Oppdiktin tab 7 mg", None, "1 tablett morgen", on_list=True),
                 Medicine("Oppdiktin tab 7 mg", None, "1 tablett morgen", on_list=False)]
    path = write(folder, "a.json", line(answer(medicines)))
    entries = {row["entry"] for row in findings(check(TODAY, "--format=json", path))}
    equal(entries, {pll_id(0, 0), resept_id(0, 1)})
    bare = answer([Medicine("Oppdiktin tab 7 mg", None, "1 tablett", on_list=False, prescription=False)], bare=True)
    identity, = [e["resource"]["id"] for e in bare["entry"] if e["resource"]["resourceType"] == "MedicationStatement"]
    rows = findings(check(TODAY, "--format=json", write(folder, "b.json", line(bare))))
    equal({row["entry"] for row in rows}, {identity})


def test_nobody_is_named(folder):
    content = ndjson(60)
    path = write(folder, "all.ndjson", content + "{\"resourceType\":\"Patient\", " + answers.FAMILY + "\n")
    secrets = [answers.FAMILY, answers.GIVEN, answers.STREET, answers.CITY, "Liksomlege", "900099990"]
    secrets += [answers.Answer(i).number for i in range(60)]
    secrets += [f"{1930 + i % 60}-{1 + i % 12:02}-{1 + i % 28:02}" for i in range(60)]
    for arguments in (["--format=json"], [], ["--lang=en"], ["--validate"]):
        result = check(TODAY, *arguments, path)
        for secret in secrets:
            true(secret not in result.out and secret not in result.err, f"{secret} was printed with {arguments}")


def test_names_cannot_forge_lines(folder):
    evil = "Oppdiktin\nStopp            Ondsinn \u001b[31mtab"
    path = write(folder, "a.json", line(answer([Medicine(evil, None, "1 tablett morgen")])))
    table = check(TODAY, path)
    true("\u001b" not in table.out, table)
    equal([row for row in table.out.splitlines() if row.startswith("Stopp")], [], table)
    rows = findings(check(TODAY, "--format=json", path))
    equal({row["medicine"] for row in rows}, {evil.replace("\u001b", "\ufffd")}, "what nobody sees is shown, also in JSON")


# --- exit statuses ---------------------------------------------------------------------------------------------------


def test_exit_status_by_class(folder):
    stop = write(folder, "stop.json", line(answer([answers.METHOTREXATE_DAILY])))
    look = write(folder, "check.json", line(answer([answers.PREDNISOLONE_TWO])))
    info = write(folder, "info.json", line(answer([answers.PREDNISOLONE_TEXT])))
    good = write(folder, "good.json", line(answer([answers.PREDNISOLONE_OK])))
    expected = {
        stop: {"stop": 1, "check": 1, "info": 1, "never": 0},
        look: {"stop": 0, "check": 1, "info": 1, "never": 0},
        info: {"stop": 0, "check": 0, "info": 1, "never": 0},
        good: {"stop": 0, "check": 0, "info": 0, "never": 0},
    }
    for path, statuses in expected.items():
        for fail_on, status in statuses.items():
            for form in ("json", "table"):
                equal(check(TODAY, f"--fail-on={fail_on}", f"--format={form}", path).status, status, (path, fail_on))
    equal(check(TODAY, stop).status, 1, "stop is the default")
    equal(check(TODAY, look).status, 0, "stop is the default")
    equal(check(TODAY, good, stop, good).status, 1, "the worst of all files")


def test_usage_faults(folder):
    path = write(folder, "good.json", line(answer([answers.PREDNISOLONE_OK])))
    for arguments in (
        [], ["--format=xml", path], ["--fail-on=warn", path], ["--today=20.11.2026", path], ["--today=2026-02-30", path],
        ["--jobs=0", path], ["--jobs=-3", path], ["--jobs=many", path], ["--jobs=257", path], ["--lang=da", path],
        ["--lang=xx", path], ["--text-lang=fi", path], ["--text-lang=", path], ["--unknown", path], ["--validate"],
        ["--format"], ["--read-dosing"], ["--read-dosing=1x1", path], ["--validate", "--read-dosing=1x1"],
    ):
        result = check(*arguments)
        equal((result.status, result.out), (2, ""), arguments)
        true(result.err.startswith("samstemt-check: "), result.err)


def test_today_decides(folder):
    later = Medicine("Prednisolon tab 5 mg", "H02AB06", "1 tablett morgen", (2, "tablett", 1, ["Morgen"]))
    path = write(folder, "a.json", line(answer([later])))
    equal(check("--today=2026-11-20", "--fail-on=check", path).status, 1)
    equal(check("--fail-on=never", path).status, 0, "without --today the clock decides")
    equal(check("--today", "2026-11-20", "--fail-on", "check", path).status, 1, "options with a space")


def test_version_and_help(folder):
    result = check("--version")
    equal(result.status, 0)
    meson = (ROOT / "meson.build").read_text(encoding="utf-8")
    version = meson.split("version: '")[1].split("'")[0]
    table = (ROOT / "src/medicine/smt-interval-table.h").read_text(encoding="utf-8")
    rules = table.split("SMT_RULE_SET_VERSION \"")[1].split("\"")[0]
    equal(result.out, f"samstemt-check {version}, rule set {rules}\n")
    result = check("--help")
    equal(result.status, 0)
    for option in ("--format", "--fail-on", "--today", "--jobs", "--lang", "--read-dosing", "--text-lang",
                   "--validate", "--version"):
        true(option in result.out, option)


# --- input -----------------------------------------------------------------------------------------------------------


def test_parameters_bundle_and_lines_say_the_same(folder):
    medicines = [answers.METHOTREXATE_DAILY, answers.PREDNISOLONE_TEXT, answers.FOLIC_ACID]
    told = []
    for content in (json.dumps(answer(medicines), indent=4), line(answer(medicines)), line(answer(medicines, bare=True)),
                    line(answer(medicines)) + "\n" + line(answer([])) + "\n"):
        rows = findings(check(TODAY, "--format=json", "-", stdin=content))
        told.append([(row["entry"], row["class"], row["message"], row["line"]) for row in rows])
    true(len(told[0]) == 2 and all(rows == told[0] for rows in told), told)


def plain_request(identity="a1", kind="MedicationRequest"):
    """Plain FHIR R4: weekly in words, daily in the timing."""
    dosage = [{"text": "3 tabletter hver mandag", "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
               "doseAndRate": [{"doseQuantity": {"value": 3, "unit": "tablett"}}]}]
    return {"resourceType": kind, "id": identity, "status": "active", "intent": "order",
            "medicationCodeableConcept": {"text": "Metotreksat tablett 2,5 mg", "coding": [
                {"system": "http://www.whocc.no/atc", "code": "L04AX03", "display": "Metotreksat"}]},
            "subject": {"reference": "Patient/1"},
            ("dosageInstruction" if kind == "MedicationRequest" else "dosage"): dosage}


def test_plain_fhir(folder):
    request, statement = plain_request("r-1"), plain_request("s-1", "MedicationStatement")
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": request}, {"resource": statement}]}
    for content, wanted in (
        (line(request), [(1, "r-1")]), (json.dumps(statement, indent=2), [(1, "s-1")]),
        (line(bundle), [(1, "r-1"), (1, "s-1")]),
        ("\n".join([line(request), line(statement), line(plain_request("r-2"))]), [(1, "r-1"), (2, "s-1"), (3, "r-2")]),
    ):
        result = check(TODAY, "--format=json", "-", stdin=content)
        rows = findings(result)
        equal(result.status, 1, result)
        equal([(row["line"], row["entry"]) for row in rows], wanted)
        equal({(row["class"], row["check"], row["atc"]) for row in rows}, {("stop", "C1+C2", "L04AX03")})


def test_resources_of_two_kinds_with_one_id(folder):
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [
        {"resource": plain_request("7")}, {"resource": plain_request("7", "MedicationStatement")}]}
    rows = findings(check(TODAY, "--format=json", "-", stdin=line(bundle)))
    equal([row["entry"] for row in rows], ["7", "7"])


def test_standard_input(folder):
    content = ndjson(20)
    path = write(folder, "a.ndjson", content)
    by_name = check(TODAY, "--format=json", path)
    by_pipe = check(TODAY, "--format=json", "-", stdin=content)
    equal(by_pipe.out, by_name.out.replace(json.dumps(path), '"-"'))
    equal(by_pipe.status, by_name.status)


def test_a_pipe_by_name(folder):
    read_end, write_end = os.pipe()
    with os.fdopen(write_end, "wb") as pipe:
        pipe.write(line(answer([answers.METHOTREXATE_DAILY])).encode())
    done = subprocess.run([CHECK, "--catalogue=none", TODAY, "--format=json", f"/dev/fd/{read_end}"], capture_output=True,
                          pass_fds=[read_end], timeout=60, check=False)
    os.close(read_end)
    equal(done.returncode, 1, done.stderr)
    equal(len(done.stdout.splitlines()), 1)


def test_line_numbers_with_blank_lines_and_crlf(folder):
    stop, good = line(answer([answers.METHOTREXATE_DAILY])), line(answer([answers.PREDNISOLONE_OK]))
    for end in ("\n", "\r\n"):
        path = write(folder, "a.ndjson", end.join([good, "", stop, "   ", good, stop]))
        result = check(TODAY, "--format=json", path)
        equal([row["line"] for row in findings(result)], [3, 6], repr(end))
        equal(result.err, "")
    result = check(TODAY, write(folder, "b.json", json.dumps(answer([]), indent=1).replace("\n", "\r\n")))
    equal((result.status, result.err), (0, ""), "one document with CRLF")


def test_broken_lines_do_not_hide_the_rest(folder):
    stop = line(answer([answers.METHOTREXATE_DAILY]))
    for rows, bad in (
        ([stop, stop[:-20], stop], [2]), (["{oops", stop, stop], [1]), ([stop, stop, stop + "}"], [3]),
        (["", stop[:500], "[1]", stop, "null"], [2, 3, 5]),
    ):
        path = write(folder, "a.ndjson", "\n".join(rows) + "\n")
        result = check(TODAY, "--format=json", path)
        good = [n for n, row in enumerate(rows, 1) if row and n not in bad]
        equal(result.status, 2, rows)
        equal([row["line"] for row in findings(result)], good, "findings of the readable rest")
        equal([int(row.split(":")[1]) for row in result.err.splitlines()], bad, result.err)


def test_unreadable_files_do_not_hide_the_rest(folder):
    stop = write(folder, "stop.json", line(answer([answers.METHOTREXATE_DAILY])))
    empty = write(folder, "empty.json", "")
    result = check(TODAY, "--format=json", os.path.join(folder, "none.json"), stop, folder, empty)
    equal(result.status, 2)
    equal(len(findings(result)), 1)
    err = result.err.splitlines()
    equal(len(err), 3, err)
    true(err[0].startswith(os.path.join(folder, "none.json") + ": No such file"), err)
    true(err[1].startswith(folder + ": Is a directory"), err)
    true("it is empty" in err[2], err)
    if os.geteuid() != 0:
        os.chmod(stop, 0)
        equal(check(TODAY, stop).status, 2, "no permission")


def test_a_fault_is_told_with_line_and_column(folder):
    text = json.dumps(answer([answers.METHOTREXATE_DAILY]), indent=1).splitlines()
    text[4] = "  ," + text[4]
    path = write(folder, "a.json", "\n".join(text))
    result = check(TODAY, path)
    equal(result.status, 2)
    true(result.err.startswith(f"{path}:5:3: not JSON: "), result.err)


def test_what_looks_right_but_is_not(folder):
    good = line(answer([answers.METHOTREXATE_DAILY]))
    for content, hint in (
        ("\ufeff" + good, "byte order mark"), (good.encode("utf-16"), "UTF-16"), ("", "empty"), (" \n\t\n", "empty"),
        (b"\x1f\x8b\x08\x00rest", "gzip"),
    ):
        for arguments in ([TODAY], ["--validate"]):
            result = check(*arguments, write(folder, "a.json", content))
            equal(result.status, 2, hint)
            true(hint in result.out + result.err, result)
    latin = good.replace("Prøvefarm", "Pr\u00f8vefarm").encode("latin-1")
    true("UTF-8" in check(TODAY, write(folder, "l.json", latin)).err, "Latin-1 is told")


def test_strict_json_only(folder):
    good = line(answer([answers.PREDNISOLONE_OK]))
    for content in (good[:-1] + ",}", good.replace("{", "{'a':1,", 1), good + "\n{} x", good.replace(":1,", ":01,", 1),
                    good[:-1] + ',"resourceType":"Parameters"}', "NaN"):
        equal(check(TODAY, write(folder, "a.json", content)).status, 2, content[-30:])


def test_other_documents_are_not_clean(folder):
    for document in ({"resourceType": "OperationOutcome", "issue": []}, {"resourceType": "Patient"}, [], {}, "text",
                     {"resourceType": "Parameters", "parameter": []},
                     {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "ServiceRequest"}}]}):
        result = check(TODAY, write(folder, "a.json", json.dumps(document)))
        equal(result.status, 2, document)
        true(result.err, document)


def test_long_documents(folder):
    stop = line(answer([answers.METHOTREXATE_DAILY]))
    pad = lambda size: stop[:-1] + ',"x":"' + "y" * (size - len(stop.encode()) - 7) + '"}'
    longest, longer = pad(LIMIT), pad(LIMIT + 1)
    equal((len(longest.encode()), len(longer.encode())), (LIMIT, LIMIT + 1))
    true("too long" not in check(TODAY, "-", stdin=longest).err, "8 MB are read")
    for content, lines in ((longer, []), (longer + "\n" + stop + "\n" + longer + "\n" + stop, [2, 4]),
                           (stop + "\n" + longer + "\n\n" + stop, [1, 4]),
                           (json.dumps(json.loads(longer), indent=1), [])):
        result = check(TODAY, "--format=json", "-", stdin=content)
        equal(result.status, 2)
        equal([row["line"] for row in findings(result)], lines)
        true("too long" in result.err, result.err)
    equal(check("--validate", write(folder, "a.json", longest)).status, 0)
    equal(check("--validate", write(folder, "b.json", longer)).out,
          f"bad {folder}/b.json {LIMIT}: too long\n")


def test_a_name_that_is_no_text(folder):
    path = os.path.join(os.fsencode(folder), b"l\xe5st.json")
    with open(path, "wb") as file:
        file.write(line(answer([answers.METHOTREXATE_DAILY])).encode())
    row, = findings(check(TODAY, "--format=json", path))
    true(row["file"].startswith(folder), row)
    true(check(TODAY, path).out.startswith("Stopp"), "table")


# --- many documents --------------------------------------------------------------------------------------------------


def test_jobs_change_nothing(folder):
    content = ndjson(600)
    rows = content.splitlines()
    rows[37] = rows[37][:-3]
    rows[411] = "{}"
    path = write(folder, "many.ndjson", "\n".join(rows))
    for form in ("json", "table"):
        alone = check(TODAY, f"--format={form}", path)
        equal(alone.status, 2)
        true(len(alone.out.splitlines()) > 600, "enough to be out of order")
        for jobs in (2, 3, 7, 64):
            other = check(TODAY, f"--format={form}", f"--jobs={jobs}", path)
            equal(other.out, alone.out, f"--jobs={jobs}")
            equal(other.err, alone.err, f"--jobs={jobs}")
            equal(other.status, alone.status)
    lines = [row["line"] for row in findings(check(TODAY, "--format=json", "--jobs=5", path))]
    equal(lines, sorted(lines), "input order")


def test_files_come_in_the_order_given(folder):
    paths = [write(folder, name, ndjson(30, seed=i)) for i, name in enumerate(("z", "a", "m"))]
    rows = findings(check(TODAY, "--format=json", "--jobs=4", *paths))
    order = [row["file"] for row in rows]
    equal(list(dict.fromkeys(order)), paths)


def test_a_stream_is_not_held(folder):
    with open(CHECK, "rb") as program:
        if b"__asan_init" in program.read():
            return  # the sanitizer keeps what was freed
    piece = ndjson(300).encode()
    times = 40 * 1024 * 1024 // len(piece) + 1
    child = subprocess.Popen([CHECK, "--catalogue=none", TODAY, "--format=json", "--jobs=2", "-"], stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL)
    for _ in range(times):
        child.stdin.write(piece)
    # All but what the pipe holds has been taken: what was ever held shows now.
    status = pathlib.Path(f"/proc/{child.pid}/status").read_text(encoding="utf-8")
    child.stdin.close()
    equal(child.wait(timeout=60), 1)
    held = int(status.split("VmHWM:")[1].split()[0])
    true(held < 32 * 1024, f"{held} kB held of {times * len(piece) // 1024} kB of NDJSON")


def test_a_reader_that_goes_away(folder):
    path = write(folder, "many.ndjson", ndjson(900))
    for form in ("json", "table"):
        child = subprocess.Popen([CHECK, "--catalogue=none", TODAY, f"--format={form}", path], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
        child.stdout.read(10)
        child.stdout.close()
        err = child.stderr.read()
        child.stderr.close()
        equal((child.wait(timeout=60), err), (1, b""), form)
    clean = write(folder, "clean.ndjson", (line(answer([answers.PREDNISOLONE_TEXT])) + "\n") * 900)
    child = subprocess.Popen([CHECK, "--catalogue=none", TODAY, "--format=json", clean], stdout=subprocess.PIPE)
    child.stdout.close()
    equal(child.wait(timeout=60), 2, "what was not checked is not clean")


def feed(pipe, content):
    """From a thread of its own: the program may be writing while it is written to. The pipe stays open."""
    def write():
        try:
            pipe.write(content)
            pipe.flush()
        except BrokenPipeError:
            pass
    thread = threading.Thread(target=write)
    thread.start()
    return thread


def test_gnu_parallel_can_divide_the_work(folder):
    program = shutil.which("parallel")
    about = subprocess.run([program, "--version"], capture_output=True, check=False).stdout if program else b""
    if b"GNU parallel" not in about:
        raise tap.Skip("GNU parallel is not installed")
    content = ndjson(400)
    alone = check(TODAY, "--format=json", "--fail-on=never", "-", stdin=content)
    done = subprocess.run([program, "--will-cite", "--pipe", "--block", "100k", "--jobs", "3", "--keep-order",
                           CHECK, TODAY, "--format=json", "--fail-on=never", "-"],
                          input=content.encode(), capture_output=True, timeout=300, check=False)
    equal(done.returncode, 0, done.stderr)

    def told(out):
        return [{key: value for key, value in json.loads(row).items() if key != "line"} for row in out.splitlines()]

    equal(told(done.stdout), told(alone.out.encode()), "the same findings in the same order; lines count from each part")


def test_an_interrupt_leaves_whole_lines(folder):
    piece = ndjson(300).encode()
    for jobs in (1, 3):
        child = subprocess.Popen([CHECK, "--catalogue=none", TODAY, "--format=json", f"--jobs={jobs}", "-"], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE)
        feeder = feed(child.stdin, piece * 3)
        first = child.stdout.readline()
        child.send_signal(signal.SIGINT)  # while it waits for more of the pipe
        rest = child.stdout.read()
        equal(child.wait(timeout=60), -signal.SIGINT, "ended by the signal")
        feeder.join()
        try:
            child.stdin.close()
        except BrokenPipeError:
            pass
        child.stdout.close()
        rows = [json.loads(row) for row in (first + rest).splitlines()]
        true(rest.endswith(b"\n") and rows, "whole lines")
        lines = [row["line"] for row in rows]
        equal(lines, sorted(lines), "input order")


def test_a_full_disk_is_told(folder):
    path = write(folder, "a.ndjson", ndjson(20))
    with open("/dev/full", "wb") as full:
        for arguments in ([TODAY, path], [TODAY, "--format=json", path], ["--version"], ["--read-dosing=1x1"],
                          ["--validate", path]):
            done = subprocess.run([CHECK, *arguments], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
            equal(done.returncode, 2, arguments)
            true(b"No space left" in done.stderr, done.stderr)


def test_progress_only_on_a_terminal(folder):
    path = write(folder, "many.ndjson", ndjson(600))
    equal(check(TODAY, "--fail-on=never", path).err, "", "nothing for a pipe")
    try:
        terminal, end = pty.openpty()
    except OSError as error:
        raise tap.Skip(f"no terminals here: {error}") from error
    done = subprocess.run([CHECK, "--catalogue=none", TODAY, "--fail-on=never", path], stdout=subprocess.PIPE, stderr=end, timeout=60,
                          check=False)
    os.close(end)
    told = os.read(terminal, 65536).decode()
    os.close(terminal)
    equal(done.returncode, 0)
    true(re.search(r"\d+ – \d+ % – [\d.]+ MB/s – \d+ s igjen – .*many\.ndjson", told), repr(told))
    true(told.endswith("\r\x1b[K"), "the line is taken away again")
    equal(done.stdout.decode(), check(TODAY, "--fail-on=never", path).out, "the findings are the same")


tap.main(globals())
