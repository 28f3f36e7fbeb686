#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""samstemt-check --read-dosing: every attribute of the object, for texts of every kind. The program is the first argument."""

import json
import subprocess
import sys

import tap
from tap import equal, true

CHECK = sys.argv[1]
KEYS = ["status", "amount", "unit", "amount_per", "times", "period_days", "weekdays", "duration_days", "parts",
        "as_needed", "max_per_day", "steps", "words", "readings", "spans"]
STEP_KEYS = ["amount", "unit", "amount_per", "times", "period_days", "weekdays", "duration_days", "parts",
             "as_needed"]
NOTHING = {"status": "read", "amount": None, "unit": None, "amount_per": None, "times": None, "period_days": None,
           "weekdays": [], "duration_days": None, "parts": None, "as_needed": False, "max_per_day": None, "steps": None,
           "readings": None}
ALL_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def dose(amount, unit, times, period_days, **rest):
    """A text that is read; everything that is not named here must be absent."""
    made = dict(NOTHING, amount=amount, unit=unit, times=times, period_days=period_days, **rest)
    if amount is not None and "amount_per" not in rest:
        made["amount_per"] = "dose"
    return made


def step(amount, unit, times, period_days, **rest):
    made = dose(amount, unit, times, period_days, **rest)
    return {key: made[key] for key in STEP_KEYS}


def part(when, amount):
    return {"when": when, "amount": amount}


UNREAD = dict(NOTHING, status="unread")

TEXTS = {
    # how often in a day
    "1 tablett daglig": dose("1", "tablett", 1, 1),
    "1 tablett 3 ganger daglig": dose("1", "tablett", 3, 1),
    "1 tbl x 2": dose("1", "tablett", 2, 1),
    "1x3": dose("1", None, 3, 1),
    "1+0+1": dose("1", None, 2, 1),
    "1 tablett morgen og kveld": dose("1", "tablett", 2, 1),
    "2 tabletter kveld": dose("2", "tablett", 1, 1),
    "1 tablett hver 8. time": dose("1", "tablett", 3, 1),
    "1 tablett hver 4.-6. time": dose("1", "tablett", [4, 6], 1),
    "1 tablett hver 5. time": dose("1", "tablett", 4.8, 1),
    "1 tablett hver 7. time": dose("1", "tablett", 24, 7),
    "1 tablett 2-3 ganger daglig": dose("1", "tablett", [2, 3], 1),
    # amounts
    "1/2 tablett daglig": dose("0.5", "tablett", 1, 1),
    "1 ½ tablett daglig": dose("1.5", "tablett", 1, 1),
    "2.5 mg daglig": dose("2.5", "mg", 1, 1),
    "2,5 mg daglig": dose("2.5", "mg", 1, 1),
    "2,50 mg daglig": dose("2.5", "mg", 1, 1),
    "1-2 tabletter daglig": dose(["1", "2"], "tablett", 1, 1),
    "200 mikrogram/kg 1 gang daglig i 2 dager": dose("200", "ug/kg", 1, 1, duration_days=2),
    "4-6 mg/kg/døgn fordelt på 2 doser": dose(["4", "6"], "mg/kg", 2, 1, amount_per="day"),
    "4 mg i døgnet fordelt på 2 doser": dose("4", "mg", 2, 1, amount_per="day"),
    "35 mg/m2/dose 2 ganger daglig på dag 1-5 og dag 8-12 av hver 28-dagers syklus": dose("35", "mg/m2", 20, 28),
    # how far apart
    "1 tablett annenhver dag": dose("1", "tablett", 1, 2),
    "1 tbl hver 3. dag": dose("1", "tablett", 1, 3),
    "1 plaster hver 72. time": dose("1", "plaster", 1, 3),
    "1 tablett ukentlig": dose("1", "tablett", 1, 7),
    "200-400 mg 2-3 ganger pr. uke": dose(["200", "400"], "mg", [2, 3], 7),
    "1 ml hver 2. uke": dose("1", "ml", 1, 14),
    "1 sprøyte hver måned": dose("1", "sprøyte", 1, 30),
    "1 ml hver 2.-3. måned": dose("1", "ml", 1, [60, 90]),
    "1 injeksjon hver 3. måned": dose("1", "injeksjon", 1, 90),
    "60 mg hver 6. måned": dose("60", "mg", 1, 182),
    "1 infusjon årlig": dose("1", "infusjon", 1, 365),
    "1 infusjon hver 12. måned": dose("1", "infusjon", 1, 365),
    "1 infusjon hver 18. måned": dose("1", "infusjon", 1, 547),
    "1 ml 3-4 ganger i året": dose("1", "ml", [3, 4], 365),
    # weekdays
    "3 tabletter hver mandag": dose("3", "tablett", 1, 7, weekdays=["mon"]),
    "1 tablett mandag, onsdag og fredag": dose("1", "tablett", 3, 7, weekdays=["mon", "wed", "fri"]),
    "5 mg alle dager unntatt mandag": dose("5", "mg", 6, 7, weekdays=ALL_DAYS[1:]),
    "2 tabletter morgen og 2 tabletter kveld, kun lørdager og søndager":
        dose("2", "tablett", 4, 7, weekdays=["sat", "sun"]),
    # cycles, single doses, durations
    "1 tablett dag 1-21 i 28-dagers syklus": dose("1", "tablett", 21, 28),
    "1250 mg/m2 2 ganger daglig (morgen og kveld) i 14 dager fulgt av 7 dagers opphold": dose("1250", "mg/m2", 28, 21),
    "2 tabletter som engangsdose": dose("2", "tablett", 1, 0),
    "engangsdose dag 1, 2, 8, 9 og 15": dose(None, None, 5, 0),
    "1 tablett daglig i 7 dager": dose("1", "tablett", 1, 1, duration_days=7),
    "1 tablett annenhver dag i 2 uker": dose("1", "tablett", 1, 2, duration_days=14),
    "1 tablett daglig i 5-7 dager": dose("1", "tablett", 1, 1, duration_days=[5, 7]),
    "1 tablett daglig i 3 måneder": dose("1", "tablett", 1, 1, duration_days=90),
    # as needed
    "1 tablett ved behov": dose("1", "tablett", None, None, as_needed=True),
    "1-2 tabletter ved behov, maks 4 ganger daglig":
        dose(["1", "2"], "tablett", 4, 1, as_needed=True, max_per_day=4),
    "1-2 tabletter ved behov, maks 8 tabletter i døgnet":
        dose(["1", "2"], "tablett", None, None, as_needed=True, max_per_day=8),
    "1 inntil x3": dose("1", None, 3, 1, as_needed=True, max_per_day=3),
    # different amounts
    "2+0+1": dose(None, None, 2, 1, parts=[part("morning", "2"), part("evening", "1")]),
    "1 tablett morgen og 2 tabletter kveld":
        dose(None, "tablett", 2, 1, parts=[part("morning", "1"), part("evening", "2")]),
    "1 tablett kl. 08 og 2 tabletter kl. 20":
        dose(None, "tablett", 2, 1, parts=[part("08:00", "1"), part("20:00", "2")]),
    "1 tablett morgen fast og 1 tablett kveld ved behov":
        dose(None, "tablett", 2, 1, parts=[part("morning", "1"), part("evening", ["0", "1"])]),
    "2 tabletter mandag og 1 tablett torsdag":
        dose(None, "tablett", 2, 7, weekdays=["mon", "thu"], parts=[part("mon", "2"), part("thu", "1")]),
    "2,5 mg mandag morgen og 5 mg torsdag kveld":
        dose(None, "mg", 2, 7, weekdays=["mon", "thu"], parts=[part("mon morning", "2.5"), part("thu evening", "5")]),
    # steps: above them stands what they all say
    "5 mg daglig i 7 dager, deretter 10 mg daglig":
        dose(None, "mg", 1, 1, steps=[step("5", "mg", 1, 1, duration_days=7), step("10", "mg", 1, 1)]),
    "1 ampulle daglig i 1 uke. Deretter ingen dosering i 1 uke. Deretter 1 ampulle kveld daglig i 1 uke":
        dose(None, "ampulle", None, None, steps=[
            step("1", "ampulle", 1, 1, duration_days=7), step(None, None, 0, None, duration_days=7),
            step("1", "ampulle", 1, 1, duration_days=7)]),
    # other languages, named by the line
    "nn: 1 tablett annankvar dag": dose("1", "tablett", 1, 2),
    "nn: 1 sprøyte kvar tredje månad": dose("1", "sprøyte", 1, 90),
    "sv: 2 tabletter mån ons fre varje vecka": dose("2", "tablett", 3, 7, weekdays=["mon", "wed", "fri"]),
    "sv: 1x3/v": dose("1", None, 3, 7),
    "sv: 1x3 i 3v": dose("1", None, 3, 1, duration_days=21),
    "sv: 60 mg injektion sc var 6:e månad": dose("60", "mg", 1, 182),
    "sv: Lenalidomid 25 mg x 1 p.o. dag 1–21 följt av 1 veckas behandlingsuppehåll": dose("25", "mg", 21, 28),
    "sv: 1-2vb max6/d": dose(["1", "2"], None, None, None, as_needed=True, max_per_day=6),
    "da: 70 mg ugentlig om morgenen": dose("70", "mg", 1, 7),
    "da: 120 mg s.c. hver 4. uge": dose("120", "mg", 1, 28),
    "da: 100-400 mg dybt i.m. hver 2.-4. uge": dose(["100", "400"], "mg", 1, [14, 28]),
    "en: 10 mg every other day": dose("10", "mg", 1, 2),
    # what is no dose
    "etter avtale": UNREAD,
    "dssn": UNREAD,
    "som før": UNREAD,
    "Følg vedlagte bruksanvisning": UNREAD,
    "": UNREAD,
    "   ": UNREAD,
    "hei på deg": UNREAD,
}

# Ambiguous: what the readings agree on, and what each of them says.
AMBIGUOUS = {
    "1.000 mg daglig": (
        dict(dose(None, "mg", 1, 1), status="ambiguous"), [dose("1", "mg", 1, 1), dose("1000", "mg", 1, 1)]),
    "1,000 mg daglig": (
        dict(dose(None, "mg", 1, 1), status="ambiguous"), [dose("1", "mg", 1, 1), dose("1000", "mg", 1, 1)]),
    "100-200 mg daglig eller 600-800 mg 2 ganger pr. uke": (
        dict(dose(None, "mg", None, None), status="ambiguous"),
        [dose(["100", "200"], "mg", 1, 1), dose(["600", "800"], "mg", 2, 7)]),
    "1 tablett man-tor": (
        dict(dose("1", "tablett", None, 7), status="ambiguous"),
        [dose("1", "tablett", 4, 7, weekdays=ALL_DAYS[:4]), dose("1", "tablett", 2, 7, weekdays=["mon", "thu"])]),
}


def read(text, *arguments):
    result = tap.run(CHECK, *arguments, "--read-dosing", text)
    equal((result.status, result.err), (0, ""), text)
    equal(len(result.out.splitlines()), 1, "one object on one line")
    return json.loads(result.out)


def read_lines(content, *arguments, status=0):
    result = tap.run(CHECK, *arguments, "--read-dosing=-", stdin=content)
    equal(result.status, status, result)
    return [json.loads(row) for row in result.out.splitlines()]


def meaning(got):
    return {key: got[key] for key in NOTHING if key not in ("readings", "status")}


def differences(text, got, wanted):
    return [f"{text!r}: {key} is {got[key]!r}, not {wanted[key]!r}" for key in NOTHING if got[key] != wanted[key]]


def test_every_attribute(folder):
    true(len(TEXTS) >= 40, "enough texts")
    faults = []
    for got, (text, wanted) in zip(read_lines("".join(text + "\n" for text in TEXTS)), TEXTS.items()):
        faults += differences(text, got, wanted)
    equal(faults, [])


def test_one_text_is_read_as_a_line_is(folder):
    texts = ["1 tablett 3 ganger daglig", "2+0+1", "etter avtale", "1.000 mg daglig", "da: 1 tablett daglig"]
    for text, line in zip(texts, read_lines("\n".join(texts))):
        equal(read(text), line, text)


def test_ambiguous_texts_keep_their_readings(folder):
    for text, (together, readings) in AMBIGUOUS.items():
        got = read(text)
        equal(got["status"], "ambiguous", text)
        equal(meaning(got), {key: together[key] for key in meaning(got)}, text)
        equal(got["words"], None, text)
        equal(len(got["readings"]), len(readings), text)
        for reading in readings:
            wanted = {key: reading[key] for key in meaning(got)}
            true(wanted in [meaning(other) for other in got["readings"]], f"{text}: {wanted} in {got['readings']}")
        true(all(other["words"] for other in got["readings"]), text)


def test_the_members_stand_in_their_order(folder):
    for text in ("1 tablett daglig", "1.000 mg daglig", "etter avtale"):
        equal(list(read(text)), KEYS, text)
    steps = read("5 mg daglig i 7 dager, deretter 10 mg daglig")["steps"]
    equal([list(one) for one in steps], [STEP_KEYS, STEP_KEYS])


def test_types(folder):
    """Amounts are strings so that nobody makes a binary fraction of them; counts and days are numbers."""
    for text in TEXTS:
        if not text.strip():
            continue
        got = read(text)
        for amount in got["amount"] if isinstance(got["amount"], list) else [got["amount"]]:
            true(amount is None or isinstance(amount, str), text)
        for key in ("times", "period_days", "duration_days", "max_per_day"):
            for number in got[key] if isinstance(got[key], list) else [got[key]]:
                true(number is None or (isinstance(number, (int, float)) and not isinstance(number, bool)), (text, key))
        true(isinstance(got["as_needed"], bool) and isinstance(got["weekdays"], list), text)
        equal(got["words"] is not None, got["status"] == "read", text)


def test_words_follow_the_language(folder):
    equal(read("1 tbl hver mandag")["words"], "1 tablett hver mandag")
    english = read("1 tbl hver mandag", "--lang=en")
    true("Monday" in english["words"], english["words"])
    equal(dict(english, words=None), dict(read("1 tbl hver mandag"), words=None), "only the words")


def test_spans_are_bytes_of_the_text(folder):
    for text, wanted in (
        ("2 dråper à morgenen før måltid 3 ganger daglig", None),
        ("Blåbær: 1 tablett 3 ganger daglig", None),
        ("1 tablett hver mandag", {"amount": ["1"], "unit": ["tablett"], "days": ["hver mandag"]}),
        ("½ tablett på lørdager i 2 uker", {"amount": ["½"], "unit": ["tablett"], "duration_days": ["i 2 uker"]}),
        ("1 tablett ved behov", {"as_needed": ["ved behov"]}),
    ):
        got = read(text)
        raw = text.encode()
        slices = {}
        for span in got["spans"]:
            equal(list(span), ["of", "start", "end"])
            true(0 <= span["start"] < span["end"] <= len(raw), span)
            slices.setdefault(span["of"], []).append(raw[span["start"]:span["end"]].decode())
        equal([span["start"] for span in got["spans"]], sorted(span["start"] for span in got["spans"]), text)
        for key, texts in (wanted or {}).items():
            equal(slices.get(key), texts, f"{text}: {key} in {slices}")


def test_spans_count_from_the_text_behind_the_language(folder):
    plain, = read_lines("½ tablett daglig\n")
    named, = read_lines("nb:  ½ tablett daglig\n")
    equal(named, plain)


def test_languages(folder):
    rows = read_lines("1 tablett kvar dag\nnn: 1 tablett kvar dag\nsv: 1 tablett kvar dag\nxx: 1 tablett daglig\n"
                      "NB: 1 tablett daglig\n")
    equal([row["status"] for row in rows][:3], ["read", "read", "unread"])
    equal(rows[4]["status"], "read", "the case of the tag does not matter")
    equal(read("1 tablett kvar dag", "--text-lang=nn")["status"], "read")
    equal(read("1 tablett kvar dag", "--text-lang=sv,da")["status"], "unread")
    equal(read("nn: 1 tablett kvar dag", "--text-lang=sv")["status"], "read", "the line knows best")


def test_a_line_in_a_line_out(folder):
    content = "1 tablett daglig\n\n   \r\n2 tabletter kveld\r\n1x3"
    equal([row["status"] for row in read_lines(content)], ["read", "unread", "unread", "read", "read"])
    equal(read_lines(""), [])
    equal([row["amount"] for row in read_lines("\ufeff1 tablett daglig\n2 tabletter daglig")], ["1", "2"])


def test_what_is_no_text(folder):
    content = "1x1\n".encode() + "1 tablett årlig\n".encode("latin-1") + b"1x\x002\n" + b"1x4\n"
    result = tap.run(CHECK, "--read-dosing=-", stdin=content)
    equal(result.status, 2)
    rows = [json.loads(row) for row in result.out.splitlines()]
    equal([(row["status"], row["times"]) for row in rows],
          [("read", 1), ("unread", None), ("unread", None), ("read", 4)])
    equal(len(result.err.splitlines()), 2, result.err)
    true("line 2" in result.err and "line 3" in result.err, result.err)


def test_long_lines(folder):
    long = "1 tablett daglig " * 400_000
    equal([row["status"] for row in read_lines(long + "\n1x3\n")], ["unread", "read"])


def test_an_answer_for_every_question(folder):
    """Another program can ask and wait."""
    child = subprocess.Popen([CHECK, "--read-dosing=-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for times in ("1", "2", "3"):
        child.stdin.write(f"1 tablett {times} ganger daglig\n")
        child.stdin.flush()
        equal(json.loads(child.stdout.readline())["times"], int(times))
    child.stdin.close()
    equal(child.stdout.read(), "")
    child.stdout.close()
    equal(child.wait(timeout=60), 0)


tap.main(globals())
