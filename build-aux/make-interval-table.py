#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make const C data of data/tables/interval.tsv; a bad row stops the build with its file and line."""

import re
import sys
import unicodedata
from decimal import Decimal

COLUMNS = [
    "id", "substance", "atc", "names", "forms", "strength_min", "strength_max", "strength_unit", "min_days",
    "max_days", "note_days", "weekly_max", "weekly_max_unit", "daily_max",
    "daily_max_unit", "ddd", "ddd_unit", "daily", "severity", "named_2024", "harm_nb",
    "harm_nn", "harm_en", "source",
]
FORMS = {
    "solid": "SMT_FORM_ORAL_SOLID", "liquid": "SMT_FORM_ORAL_LIQUID", "injection": "SMT_FORM_INJECTION",
    "patch": "SMT_FORM_PATCH", "sublingual": "SMT_FORM_SUBLINGUAL", "vaginal": "SMT_FORM_VAGINAL",
    "topical": "SMT_FORM_TOPICAL", "eye-ear-nose": "SMT_FORM_EYE_EAR_NOSE", "inhaled": "SMT_FORM_INHALED",
    "rectal": "SMT_FORM_RECTAL", "implant": "SMT_FORM_IMPLANT", "other": "SMT_FORM_OTHER",
}
DAILY = {
    "allowed": "SMT_DAILY_ALLOWED", "never": "SMT_DAILY_NEVER", "in-cycle": "SMT_DAILY_IN_CYCLE",
    "at-first": "SMT_DAILY_AT_FIRST", "oncology": "SMT_DAILY_ONCOLOGY",
}
SEVERITIES = {"S1", "S2", "S3", "S4"}
UNITS = {"g", "mg", "mikrog", "E", "IE", "mmol", "ml", "mill. IE"}
PER = {"ml", "time", "døgn", "dose", "g"}
ATC = re.compile(r"[A-V][0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?\Z")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class BadRow(Exception):
    """A row that must not reach the program."""


def c_string(text):
    if text == "":
        return "NULL"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def decimal(text, name):
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text):
        raise BadRow(f"{name} {text!r} is not a decimal")
    return Decimal(text)


def c_decimal(text, name):
    if text == "":
        return "{ 0, 0 }"
    value = decimal(text, name)
    scale = -value.as_tuple().exponent
    return f"{{ {int(value.scaleb(scale))}, {scale} }}"


def ratio(text, name):
    match = re.fullmatch(r"([1-9][0-9]{0,4})(?:/([1-9][0-9]{0,2}))?", text)
    if not match:
        raise BadRow(f"{name} {text!r} is not a number of days or a ratio of them")
    return int(match.group(1)), int(match.group(2) or 1)


def c_ratio(text, name):
    num, den = ratio(text, name) if text else (0, 1)
    return f"{{ {num}, {den} }}"


def folded(text):
    return unicodedata.normalize("NFC", text.lower())


# As in src/medicine/smt-spelling.c, which says why; a test holds the two together.
SPELLINGS = [(" and ", "/"), (" og ", "/"), (" & ", "/"), (" + ", "/"), (" / ", "/"), ("&", "/"), ("+", "/"), ("ph", "f"),
             ("th", "t"), ("ch", "k"), ("ck", "k"), ("qu", "k"), ("kv", "k"), ("x", "ks"), ("ae", "e"), ("oe", "e"),
             ("æ", "e"), ("ø", "e"), ("ä", "e"), ("ö", "e"), ("y", "i"), ("z", "s"), ("w", "v")]


def levelled(name):
    """A folded name in one spelling."""
    out, at = "", 0
    while at < len(name):
        written, level = next(((w, l) for w, l in SPELLINGS if name.startswith(w, at)), (name[at], name[at]))
        if name[at] == "c" and written == "c":
            level = "s" if name[at + 1:at + 2] in tuple("eiyæø") else "k"
        at += len(written)
        for char in level:
            if not (out and out[-1] == char and char.isascii() and char.isalpha()):
                out += char
        if re.search(r"[a-z]{2}e\Z", out) and not name[at:at + 1].isalnum():
            out = out[:-1]
    return out


def word_list(text, name, check):
    words = text.split("|") if text else []
    if not words or any(word == "" or word != word.strip() for word in words):
        raise BadRow(f"{name} {text!r} is not a list parted by |")
    for word in words:
        if not check(word):
            raise BadRow(f"{name}: {word!r} will not do")
    if len(set(words)) != len(words):
        raise BadRow(f"{name} {text!r} names something twice")
    return words


def check_unit(unit, name):
    value, _, per = unit.partition("/")
    if value not in UNITS or (per and per not in PER) or unit.endswith("/"):
        raise BadRow(f"{name} {unit!r} is not a unit of this table")


def check_values(row):
    """What no single column can tell."""
    if bool(row["strength_unit"]) != bool(row["strength_min"] or row["strength_max"]):
        raise BadRow("a strength needs a unit, and a unit a strength")
    if row["strength_unit"]:
        check_unit(row["strength_unit"], "strength_unit")
    ends = [decimal(row[name], name) for name in ("strength_min", "strength_max") if row[name]]
    if ends != sorted(ends):
        raise BadRow("strength_min is above strength_max")
    if bool(row["weekly_max"]) != bool(row["weekly_max_unit"]):
        raise BadRow("a weekly maximum needs a unit, and a unit a maximum")
    if row["weekly_max_unit"]:
        check_unit(row["weekly_max_unit"], "weekly_max_unit")
    for name in ("daily_max", "ddd"):
        if bool(row[name]) != bool(row[name + "_unit"]):
            raise BadRow(f"{name} needs a unit, and a unit a {name}")
        if row[name] and decimal(row[name], name) <= 0:
            raise BadRow(f"{name} is nothing")
        if row[name]:
            check_unit(row[name + "_unit"], name + "_unit")
    num, den = ratio(row["min_days"], "min_days")
    if row["max_days"]:
        max_num, max_den = ratio(row["max_days"], "max_days")
        if num * max_den > max_num * den:
            raise BadRow("min_days is above max_days")
    if row["note_days"]:
        note_num, note_den = ratio(row["note_days"], "note_days")
        if num * note_den <= note_num * den:
            raise BadRow("note_days is not below min_days")
    if row["daily"] == "allowed" and num > den:
        raise BadRow("daily is allowed, yet min_days is above 1")
    if row["ddd"] and num <= den:
        raise BadRow("a DDD is only held against what is rarer than daily")
    if row["daily_max"] and row["daily"] != "allowed":
        raise BadRow("a daily maximum is only of what is taken daily")
    if row["daily"] == "never" and num <= den:
        raise BadRow("daily is never right, yet min_days is 1")
    harms = (row["harm_nb"], row["harm_nn"], row["harm_en"])
    if any(harms) and not all(harms):
        raise BadRow("a harm sentence is missing in one language")
    for harm in harms:
        if harm and not harm.endswith("."):
            raise BadRow("a harm sentence is a sentence")


def read_row(line):
    fields = line.split("\t")
    if len(fields) != len(COLUMNS):
        raise BadRow(f"{len(fields)} columns, not {len(COLUMNS)}")
    row = dict(zip(COLUMNS, fields))
    for name, value in row.items():
        if value != value.strip():
            raise BadRow(f"{name} has a space too many")
    if not ID.match(row["id"]):
        raise BadRow(f"id {row['id']!r} is not lower case words with hyphens")
    if row["substance"] == "" or row["substance"] != folded(row["substance"]):
        raise BadRow("substance is not in lower case")
    if row["daily"] not in DAILY:
        raise BadRow(f"daily {row['daily']!r} is none of {', '.join(DAILY)}")
    if row["severity"] not in SEVERITIES:
        raise BadRow(f"severity {row['severity']!r} is none of S1 to S4")
    if row["named_2024"] not in ("yes", "no"):
        raise BadRow(f"named_2024 {row['named_2024']!r} is neither yes nor no")
    if row["source"] == "":
        raise BadRow("a row without a source; write unsourced")
    check_values(row)
    return row


def c_strings(words):
    return "(const char *const[]){ " + ", ".join(c_string(word) for word in words) + ", NULL }"


def c_row(row):
    atc = word_list(row["atc"], "atc", ATC.match)
    names = word_list(row["names"], "names", lambda word: word == folded(word))
    forms = word_list(row["forms"], "forms", FORMS.get) if row["forms"] else []
    bits = " | ".join(f"(1u << {FORMS[form]})" for form in forms) or "0"
    named = "TRUE" if row["named_2024"] == "yes" else "FALSE"
    return "\n".join([
        "  {",
        f"    .id = {c_string(row['id'])},",
        f"    .substance = {c_string(row['substance'])},",
        f"    .atc = {c_strings(atc)},",
        f"    .names = {c_strings(names)},",
        f"    .forms = {bits},",
        f"    .strength_min = {c_decimal(row['strength_min'], 'strength_min')},",
        f"    .strength_max = {c_decimal(row['strength_max'], 'strength_max')},",
        f"    .strength_unit = {c_string(row['strength_unit'])},",
        "    .bound = {",
        f"      .min_days = {c_ratio(row['min_days'], 'min_days')},",
        f"      .max_days = {c_ratio(row['max_days'], 'max_days')},",
        f"      .weekly_max = {c_decimal(row['weekly_max'], 'weekly_max')},",
        f"      .weekly_max_unit = {c_string(row['weekly_max_unit'])},",
        f"      .daily = {DAILY[row['daily']]},",
        "    },",
        f"    .note_days = {c_ratio(row['note_days'], 'note_days')},",
        f"    .daily_max = {c_decimal(row['daily_max'], 'daily_max')},",
        f"    .daily_max_unit = {c_string(row['daily_max_unit'])},",
        f"    .ddd = {c_decimal(row['ddd'], 'ddd')},",
        f"    .ddd_unit = {c_string(row['ddd_unit'])},",
        f"    .severity = SMT_SEVERITY_{row['severity']},",
        f"    .named_2024 = {named},",
        f"    .harm_nb = {c_string(row['harm_nb'])},",
        f"    .harm_nn = {c_string(row['harm_nn'])},",
        f"    .harm_en = {c_string(row['harm_en'])},",
        f"    .source = {c_string(row['source'])},",
        "  },",
    ])


def c_keys(name, keys):
    """An index in the order of strcmp(); the rows of one key stand in the order of the table."""
    keys = sorted(keys, key=lambda key: (key[0].encode("utf-8"), key[1]))
    lines = ",\n".join(f"  {{ {c_string(text)}, {row} }}" for text, row in keys)
    return (f"const SmtIntervalKey smt_interval_{name}[] = {{\n{lines}\n}};\n"
            f"const guint smt_interval_n_{name} = G_N_ELEMENTS (smt_interval_{name});\n")


def keys_of(rows, column):
    return [(word, number) for number, row in enumerate(rows) for word in row[column].split("|")]


def names_of(rows):
    return sorted({(levelled(name), number) for name, number in keys_of(rows, "names")})


def clashes(rows):
    """Names of two substances that are one when they are spelt alike."""
    spelt = {}
    for name, number in keys_of(rows, "names"):
        other_name, other = spelt.setdefault(levelled(name), (name, number))
        if rows[other]["substance"] != rows[number]["substance"] and name != other_name:
            yield f"{name!r} of {rows[number]['id']} is spelt like {other_name!r} of {rows[other]['id']}"


def read_table(path):
    rows, seen, bad = [], {}, []
    with open(path, encoding="utf-8", newline="") as table:
        lines = table.read().split("\n")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not numbered or numbered[0][1].split("\t") != COLUMNS:
        return [], [f"{path}:{numbered[0][0] if numbered else 1}: the first row does not name the columns"]
    for number, line in numbered[1:]:
        try:
            row = read_row(line)
            if row["id"] in seen:
                raise BadRow(f"id {row['id']} stands in line {seen[row['id']]} already")
            seen[row["id"]] = number
            c_row(row)
            rows.append(row)
        except BadRow as error:
            bad.append(f"{path}:{number}: {error}")
    return rows, bad + [f"{path}: {clash}" for clash in clashes(rows)]


def main():
    source, target = sys.argv[1:]
    rows, bad = read_table(source)
    if bad:
        sys.exit("\n".join(bad))
    with open(target, "w", encoding="utf-8") as out:
        out.write("/* Made from interval.tsv by make-interval-table.py; edit the table instead. */\n")
        out.write('#include "medicine/smt-interval-table-private.h"\n\n')
        out.write("const SmtIntervalRow smt_interval_rows[] = {\n")
        out.write("\n".join(c_row(row) for row in rows) + "\n};\n")
        out.write("const guint smt_interval_n_rows = G_N_ELEMENTS (smt_interval_rows);\n\n")
        out.write(c_keys("names", names_of(rows)) + "\n")
        out.write(c_keys("codes", keys_of(rows, "atc")))


if __name__ == "__main__":
    main()
