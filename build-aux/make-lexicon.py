#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns data/tables/lexicon-*.tsv into the constant table of the text reader.

A row that is not right stops the build with its file and line.
"""
import decimal
import os
import sys
import unicodedata

LANGUAGES = {"nb": 1, "nn": 2, "da": 4, "sv": 8, "en": 16}
TIME_UNITS = {"hour": 0, "day": 1, "week": 2, "month": 3, "year": 4}
TIME_FORMS = {"bare": 0, "definite": 1, "plural": 2, "genitive": 3, "short": 4, "either": 5}
UNIT_KINDS = {"form": 0, "mass": 1, "volume": 2, "dose": 0, "worn": 0}
SEASONS = {"winter": 1, "spring": 2, "summer": 4, "autumn": 8, "pollen": 16}
WEEKDAYS = {name: 1 << i for i, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
PARTS = {
    name: 1 << i
    for i, name in enumerate(["morning", "forenoon", "midday", "afternoon", "evening", "night"])
}
PLAIN_CLASSES = set(
    """in on about for to with at before after over within a and then
    except at_least need divided single now day_total interval spacing duration pause off next last see elsewhere vessel clock
    raise occasion remove refill whereas onset percent kg m2 body_weight minute liquid degree opening site without meal same_day event_day errand indication silent warning not block""".split()
)


class BadRow(Exception):
    pass


def fold(text):
    """The folding of smt-reader-tokens.c: lower case, normal form C, without accents that only mark stress."""
    text = unicodedata.normalize("NFC", text).lower().replace("²", "2")
    return text.translate(str.maketrans("éèêóòôáàâ", "eeeoooaaa"))


def whole(text):
    if not text.isdecimal() or len(text) > 4:
        raise BadRow(f"“{text}” is not a small whole number")
    return int(text)


def pick(table, name, what):
    if name not in table:
        raise BadRow(f"“{name}” is no {what}")
    return table[name]


def value_fields(cls, value):
    """Returns (a, b, c, text) of a row's value."""
    words = value.split()
    if cls in PLAIN_CLASSES:
        if value:
            raise BadRow(f"class {cls} has no value")
        return 0, 0, 0, None
    if cls == "number":
        try:
            sign, digits, exponent = decimal.Decimal(value).as_tuple()
        except decimal.InvalidOperation:
            raise BadRow(f"“{value}” is no decimal")
        if sign or exponent > 0 or exponent < -4:
            raise BadRow(f"“{value}” is out of range")
        return int("".join(map(str, digits))), -exponent, 0, None
    if cls in ("ordinal", "each_other", "month_name", "times_word", "times_daily", "partner_day"):
        return whole(value), 0, 0, None
    if cls == "count":
        if value not in ("", "grams"):
            raise BadRow("count has no value but “grams”")
        return 0, int(value == "grams"), 0, None
    if cls == "each":
        if value not in ("", "numbered"):
            raise BadRow("each has no value but “numbered”")
        return 0, int(value == "numbered"), 0, None
    if cls == "repeat":
        if value not in ("", "optional"):
            raise BadRow("repeat has no value but “optional”")
        return 0, int(value == "optional"), 0, None
    if cls == "per":
        if value not in ("", "article"):
            raise BadRow("per has no value but “article”")
        return 0, int(value == "article"), 0, None
    if cls == "up_to":
        if value not in ("", "most"):
            raise BadRow("up_to has no value but “most”")
        return 0, int(value == "most"), 0, None
    if cls == "or":
        if value not in ("", "raise"):
            raise BadRow("or has no value but “raise”")
        return 0, int(value == "raise"), 0, None
    if cls == "substance":
        if value not in ("", "partner"):
            raise BadRow("substance has no value but “partner”")
        return 0, int(value == "partner"), 0, None
    if cls == "noise":
        table = {"": 0, "apply": 1, "consecutive": 2, "fixed": 3}
        return 0, pick(table, value, "kind of noise"), 0, None
    if cls == "noun":
        if value not in ("", "event"):
            raise BadRow("noun has no value but “event”")
        return 0, int(value == "event"), 0, None
    if cls == "no_dose":
        if value not in ("", "stop"):
            raise BadRow("no_dose has no value but “stop”")
        return 0, int(value == "stop"), 0, None
    if cls in ("from", "of"):
        if value not in ("", "onward"):
            raise BadRow(f"{cls} has no value but “onward”")
        return 0, int(value == "onward"), 0, None
    if cls == "rest_days":
        if value not in ("", "else"):
            raise BadRow("rest_days has no value but “else”")
        return 0, int(value == "else"), 0, None
    if cls == "cycle":
        if value not in ("", "course"):
            raise BadRow("cycle has no value but “course”")
        return 0, int(value == "course"), 0, None
    if cls == "unit":
        kind = words[-1]
        return pick(UNIT_KINDS, kind, "kind of unit"), int(kind == "dose"), int(kind == "worn"), " ".join(words[:-1])
    if cls == "time_unit":
        many = whole(words[2]) if len(words) == 3 else 1
        return pick(TIME_UNITS, words[0], "time unit"), pick(TIME_FORMS, words[1], "form"), many, None
    if cls == "every":
        return pick(TIME_UNITS, words[1], "time unit"), 0, whole(words[0]), None
    if cls == "season":
        return sum(pick(SEASONS, word, "season") for word in words), 0, 0, None
    if cls in ("cycle_days", "pause_days"):
        return pick(TIME_UNITS, value, "time unit"), 0, 1, None
    if cls in ("weekday", "weekday_letters", "part", "part_letters"):
        mark = "hint" if cls == "part" else "short"
        bits = 0
        marks = {"month": 1} if cls == "weekday" else {"am": 1, "pm": 2, "dinner": 3, "many": 4} if cls == "part" else {}
        more = max([marks.get(word, 0) for word in words])
        for word in words:
            if word != mark and word not in marks:
                bits |= pick(PARTS if cls.startswith("part") else WEEKDAYS, word, cls)
        if not bits:
            raise BadRow(f"no {cls} in “{value}”")
        return bits, int(mark in words), more, None
    raise BadRow(f"unknown class “{cls}”")


def read_words(cell):
    abbreviation = cell.endswith(".")
    words = cell.rstrip(".").replace(". ", " ").split(" ")
    if fold(cell) != cell:
        raise BadRow(f"“{cell}” is not folded: write “{fold(cell)}”")
    for word in words:
        if not word or any(unicodedata.category(c)[0] not in "LMN" and c not in "×*&°" for c in word):
            raise BadRow(f"“{cell}”: words are letters with one space between")
    return " ".join(words), abbreviation


def read_row(line):
    cells = line.split("\t")
    if len(cells) != 4:
        raise BadRow(f"{len(cells)} columns instead of 4")
    words, abbreviation = read_words(cells[0])
    languages = 0
    for tag in cells[3].split(","):
        languages |= pick(LANGUAGES, tag, "language")
    return {
        "words": words,
        "class": cells[1],
        "fields": value_fields(cells[1], cells[2]),
        "languages": languages,
        "abbreviation": abbreviation,
    }


def read_table(path, rows):
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#") or line.startswith("words\t"):
            continue
        try:
            row = read_row(line)
        except (BadRow, IndexError) as error:
            sys.exit(f"{path}:{number}: {error}")
        row["where"] = f"{path}:{number}"
        rows.append(row)


def add_short_occasions(rows):
    """"v/smerter" for "ved smerter": each occasion with its first word cut, where no row says otherwise."""
    have = {row["words"] for row in rows}
    for row in list(rows):
        if row["class"] == "occasion" and row["words"].startswith("ved ") and "v " + row["words"][4:] not in have:
            rows.append(row | {"words": "v " + row["words"][4:]})


def check_unique(rows):
    """A word means one thing in one language: two rows would make the reader choose. The letters of a weekday or a part
    of the day are only looked for among their like."""
    seen = {}
    for row in rows:
        if row["class"] in ("weekday_letters", "part_letters"):
            continue
        for other in seen.get(row["words"], []):
            if other["languages"] & row["languages"]:
                sys.exit(f"{row['where']}: “{row['words']}” stands in {other['where']} too")
        seen.setdefault(row["words"], []).append(row)


def read_stems(path):
    stems = []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        word = line.rstrip("\n")
        if not word or word.startswith("#") or word == "stem":
            continue
        if fold(word) != word or not word.isalpha() or len(word) < 3:
            sys.exit(f"{path}:{number}: “{word}” is no folded word of three letters or more")
        stems.append(word)
    return stems


def c_string(text):
    if text is None:
        return "NULL"
    return '"' + "".join(chr(b) if 32 <= b < 127 else f"\\{b:03o}" for b in text.encode()) + '"'


# Classes that say how often: an unknown word near one of these may be it, misspelt.
COMPARED_CLASSES = set(
    "time_unit every each each_other times_word weekday count except up_to pause then not ordinal".split()
)
SHORTEST_COMPARED, LONGEST_COMPARED = 3, 24


def write_compared(rows, out):
    compared = []
    for at, row in enumerate(rows):
        word = row["words"]
        if row["class"] not in COMPARED_CLASSES or not SHORTEST_COMPARED <= len(word) <= LONGEST_COMPARED or " " in word:
            continue
        mask = 0
        for letter in word:
            mask |= 1 << (ord(letter) % 32)
        compared.append((len(word), mask, at))
    out.write("\nconst SmtComparedWord _smt_lexicon_compared[] = {\n")
    for n_letters, mask, at in sorted(compared):
        out.write(f"  {{ {at}, {n_letters}, {mask}u }},\n")
    out.write("};\nconst guint _smt_lexicon_n_compared = G_N_ELEMENTS (_smt_lexicon_compared);\n")


def hash_word(word):
    """FNV-1a, as smt-reader-lexicon.c computes it."""
    value = 2166136261
    for byte in word.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def write_groups(rows, out):
    """The lexemes that begin with one word, and where the hash of that word finds them."""
    groups = []
    for at, row in enumerate(rows):
        word = row["words"].split(" ")[0]
        if not groups or groups[-1][0] != word:
            groups.append([word, at, at])
        groups[-1][2] = at + 1
    n_slots = 2 * len(groups) + 1
    slots = [0] * n_slots
    for number, (word, _, _) in enumerate(groups, 1):
        slot = hash_word(word) % n_slots
        while slots[slot]:
            slot = (slot + 1) % n_slots
        slots[slot] = number
    out.write("\nconst SmtLexemeGroup _smt_lexicon_groups[] = {\n")
    for _, first, end in groups:
        out.write(f"  {{ {first}, {end} }},\n")
    out.write("};\n\nconst guint16 _smt_lexicon_slots[] = {\n")
    for slot in slots:
        out.write(f"  {slot},\n")
    out.write("};\nconst guint _smt_lexicon_n_slots = G_N_ELEMENTS (_smt_lexicon_slots);\n")


def write_c(rows, stems, path):
    rows.sort(key=lambda row: (row["words"].split(" ")[0].encode(), -row["words"].count(" "), row["words"].encode(), row["languages"]))
    with open(path, "w", encoding="utf-8") as out:
        out.write("/* Made from data/tables/lexicon-*.tsv by build-aux/make-lexicon.py. */\n")
        out.write('#include "dosing/smt-reader.h"\n\nconst SmtLexeme _smt_lexicon[] = {\n')
        for row in rows:
            a, b, c, text = row["fields"]
            out.write(
                f"  {{ {c_string(row['words'])}, {row['words'].count(' ') + 1}, {row['languages']}, "
                f"SMT_TERM_{row['class'].upper()}, {a}, {b}, {c}, {c_string(text)}, "
                f"{'TRUE' if row['abbreviation'] else 'FALSE'} }},\n"
            )
        out.write("};\nconst guint _smt_lexicon_size = G_N_ELEMENTS (_smt_lexicon);\n")
        write_groups(rows, out)
        write_compared(rows, out)
        out.write("\n")
        out.write("const char *const _smt_lexicon_stems[] = {\n")
        for stem in stems:
            out.write(f"  {c_string(stem)},\n")
        out.write("};\nconst guint _smt_lexicon_n_stems = G_N_ELEMENTS (_smt_lexicon_stems);\n")


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: make-lexicon.py OUT.c TABLE.tsv…")
    rows, stems = [], []
    for path in sys.argv[2:]:
        if os.path.basename(path) == "lexicon-stems.tsv":
            stems += read_stems(path)
        else:
            read_table(path, rows)
    add_short_occasions(rows)
    check_unique(rows)
    write_c(rows, stems, sys.argv[1])


main()
