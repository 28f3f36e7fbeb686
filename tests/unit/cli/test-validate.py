#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""samstemt-check --validate: strict JSON or not, and where not. The program is the first argument."""

import os
import sys

import tap
from tap import equal, true

CHECK = sys.argv[1]

GOOD = [
    b"{}", b"[]", b"0", b"-0", b"1.50", b"1e5", b"-1.5E-7", b'""', b"true", b"false", b"null", b' \t\r\n{"a" : [ ] }\n',
    b'"\\u00e5 \\ud83d\\ude00 \\n\\/\\\\"', '"å😀"'.encode(), b'{"a":{"a":1},"b":{"a":1}}', b"[" * 64 + b"]" * 64,
    b"123456789012345678901234567890", b'{"a":1,"A":2}',
]

# bytes, offset of the fault
BAD = [
    (b"", 0), (b"  ", 2), (b"{", 1), (b"[1,]", 3), (b'{"a":1,}', 7), (b"{a:1}", 1), (b"{'a':1}", 1), (b"[1 2]", 3),
    (b"01", 1), (b"1.", 2), (b".5", 0), (b"+1", 0), (b"0x1F", 1), (b"NaN", 0), (b"Infinity", 0), (b"True", 0),
    (b"nul", 0), (b"{} {}", 3), (b"[] x", 3), (b'"a', 2), (b'"\x01"', 1), (b'"\t"', 1), (b'"\\x41"', 1), (b'"\\ud800"', 1),
    (b'"\\udc00"', 1), (b'"\\u12g4"', 1), (b'"\xff"', 1), (b'"\xc0\xaf"', 1), (b'"\xed\xa0\x80"', 1),
    (b"\xef\xbb\xbf{}", 0), (b'{"a":1,"a":2}', 7), (b'{"a":1,"\\u0061":2}', 7), (b'{"a" 1}', 5), (b'{"a":}', 5),
    (b"[" * 65 + b"]" * 65, 64), (b"// comment\n{}", 0), (b"{}\n{}\n", 3), (b"1e", 2), (b"-", 1), (b'"\\u0000"', 1),
]


def check(*arguments, **rest):
    return tap.run(CHECK, "--validate", *arguments, **rest)


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    return path


def test_good_documents(folder):
    for content in GOOD:
        path = write(folder, "a.json", content)
        result = check(path)
        equal((result.status, result.out, result.err), (0, f"ok {path}\n", ""), content)


def test_bad_documents_and_their_place(folder):
    for content, offset in BAD:
        path = write(folder, "a.json", content)
        result = check(path)
        equal((result.status, result.err), (2, ""), content)
        true(result.out.startswith(f"bad {path} {offset}: "), f"{content!r}: {result.out}, wanted {offset}")
        true(len(result.out.splitlines()) == 1 and len(result.out) > len(f"bad {path} {offset}: \n"), result.out)


def test_many_files_each_with_its_verdict(folder):
    good, bad = write(folder, "good.json", b"{}"), write(folder, "bad.json", b"{")
    result = check(good, bad, os.path.join(folder, "none.json"), folder, good)
    equal(result.status, 2)
    verdicts = result.out.splitlines()
    equal([row.split(" ")[0] for row in verdicts], ["ok", "bad", "bad", "bad", "ok"])
    true(verdicts[2].endswith("none.json 0: No such file or directory"), verdicts[2])
    true(verdicts[3] == f"bad {folder} 0: Is a directory", verdicts[3])
    equal(check(good, good).status, 0)


def test_standard_input(folder):
    equal(check("-", stdin=b"{}").out, "ok -\n")
    equal(check("-", stdin=b"{}").status, 0)
    true(check("-", stdin=b"[1,").out.startswith("bad - 3: "), "offset")


def test_the_reason_quotes_nothing(folder):
    result = check(write(folder, "a.json", b'{"name":"Hemmelig" Hemmelig}'))
    true("Hemmelig" not in result.out + result.err, result)


tap.main(globals())
