#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast samstemt-check is: documents a second for one job and for more, in one run on the same synthetic lists.

Prints a table and asserts nothing about time, since a busy machine is not a fault. Arguments: the program, the folder of
the made-up answers, and how many megabytes (50).
"""

import os
import pathlib
import sys
import tempfile
import time

CHECK, ANSWERS = sys.argv[1:3]
MEGABYTES = int(sys.argv[3]) if len(sys.argv) > 3 else 50
ROUNDS = 5
sys.path.insert(0, ANSWERS)

from answers import ndjson  # noqa: E402


def spend(*arguments, stdin=os.devnull):
    """Seconds on the clock and of processor, of the program itself."""
    started = time.monotonic()
    child = os.posix_spawn(CHECK, [CHECK, *arguments], os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("the bench's own lists are not read")
    return time.monotonic() - started, used.ru_utime + used.ru_stime


def best(*arguments, stdin=os.devnull):
    """The least disturbed of some rounds says most about the code."""
    return min(spend(*arguments, stdin=stdin) for _ in range(ROUNDS))


def make_lists(folder):
    piece = ndjson(500)
    times = max(1, MEGABYTES * 1_000_000 // len(piece.encode()))
    path = pathlib.Path(folder, "lists.ndjson")
    path.write_text(piece * times, encoding="utf-8")
    return path, times * 500


def main():
    with tempfile.TemporaryDirectory() as folder:
        path, n_documents = make_lists(folder)
        size = path.stat().st_size
        print(f"{size / 1e6:.1f} MB, {n_documents} lists, {os.cpu_count()} processors, best of {ROUNDS}")
        alone = None
        for jobs in sorted({1, 2, os.cpu_count() or 1}):
            seconds, processor = best("--format=json", f"--jobs={jobs}", str(path))
            alone = alone or seconds
            print(f"check --jobs={jobs:<3} {seconds / n_documents * 1e6:7.1f} µs a list {n_documents / seconds:9.0f} lists/s "
                  f"{size / seconds / 1e6:6.1f} MB/s  {alone / seconds:4.2f} times one job  "
                  f"(processor {processor / n_documents * 1e6:.1f} µs a list)")
        seconds, _ = best("--format=table", str(path))
        print(f"check, table     {seconds / n_documents * 1e6:7.1f} µs a list")

        texts = pathlib.Path(folder, "texts")
        lines = ["1 tablett 3 ganger daglig", "3 tabletter hver mandag", "1+0+1", "1-2 tabletter ved behov, maks 4 ganger daglig",
                 "etter avtale", "1 ml hver 2.-3. måned", "5 mg daglig i 7 dager, deretter 10 mg daglig", "1.000 mg daglig"]
        texts.write_text("\n".join(lines * 5000) + "\n", encoding="utf-8")
        seconds, _ = best("--read-dosing=-", stdin=str(texts))
        print(f"read-dosing      {seconds / len(lines) / 5000 * 1e6:7.1f} µs a text {len(lines) * 5000 / seconds:9.0f} texts/s")


main()
