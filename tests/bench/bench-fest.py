#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast an extract of FEST is imported and loaded, and how much memory that takes: it must not grow with the extract.

Prints a table and asserts nothing about time. Arguments: samstemt-fest, the script that makes an extract, bench-fest, and
how many packages (10000 and 40000).
"""

import os
import pathlib
import subprocess
import sys
import tempfile

FEST, MAKE, LOAD = sys.argv[1:4]
SIZES = [int(size) for size in sys.argv[4:]] or [10_000, 40_000]


def import_extract(profile, extract):
    """Processor seconds and the highest memory in MB, of the program itself."""
    child = os.posix_spawn(FEST, [FEST, f"--profile={profile}", "--allow-smaller", "import", str(extract)], os.environ,
                           file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit("the bench's own extract is not read")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            extract = pathlib.Path(folder, f"{size}.xml")
            with extract.open("wb") as file:
                subprocess.run([sys.executable, "-B", MAKE, str(size)], stdout=file, check=True)
            megabytes = extract.stat().st_size / 1e6
            rounds = [import_extract(folder, extract) for _ in range(3)]
            seconds, memory = min(r[0] for r in rounds), max(r[1] for r in rounds)
            catalogue = pathlib.Path(folder, "catalogue.db")
            print(f"{size} packages, {megabytes:.0f} MB: import {seconds:.2f} s, {size / seconds:.0f} packages/s, "
                  f"{megabytes / seconds:.0f} MB/s, highest memory {memory:.1f} MB, catalogue.db "
                  f"{catalogue.stat().st_size / 1e6:.1f} MB", flush=True)
            subprocess.run([LOAD, str(catalogue)], check=True)
            extract.unlink()


main()
