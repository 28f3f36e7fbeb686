#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the compiler and the linker were asked to guard is in every program, and the bill of materials names all that is
linked. Read from the programs themselves, not from the build files."""

import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "unit" / "cli"))
import tap  # noqa: E402

ROOT, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
OPTIMISED, SANITIZED = sys.argv[3] == "optimised", sys.argv[4] == "sanitized"
BILL = pathlib.Path(sys.argv[5])
PROGRAMS = [pathlib.Path(argument) for argument in sys.argv[6:]]
# Of our own: everything else that is linked must have been thought of. A new one belongs in docs/risk.md first.
DIRECT = {line.split()[0] for line in (HERE / "libraries.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


def read(program, *options):
    return subprocess.run(["readelf", "-W", *options, str(program)], capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}).stdout


def each(check):
    bad = [program.name for program in PROGRAMS if not check(program)]
    tap.equal(bad, [], "programs without it")


def test_position_independent(_):
    each(lambda program: "DYN" in read(program, "-h") and "PIE" in read(program, "-d"))


def test_addresses_are_read_only_after_the_start(_):
    each(lambda program: "GNU_RELRO" in read(program, "-l") and re.search(r"\bNOW\b", read(program, "-d")))


def test_stack_is_not_executable(_):
    def is_so(program):
        stack = re.search(r"GNU_STACK(?:\s+0x\w+){5}\s+(\w+)", read(program, "-l"))
        return stack and "E" not in stack.group(1)
    each(is_so)


def test_nothing_is_writable_and_executable(_):
    each(lambda program: not re.search(r"LOAD .* RWE ", read(program, "-l")) and "TEXTREL" not in read(program, "-d"))


def test_stack_protector(_):
    each(lambda program: "__stack_chk_fail" in read(program, "--dyn-syms"))


def test_no_search_path_of_its_own(_):
    # meson's own rpath of the build folder is taken out on installing; there is no shared library of ours to need one
    each(lambda program: not re.search(r"\(R(UN)?PATH\)", read(program, "-d")))


def test_every_room_is_compiled_so(_):
    wanted = ["-fstack-protector-strong", "-fstack-clash-protection"]
    if os.uname().machine == "x86_64":
        wanted.append("-fcf-protection=full")
    if OPTIMISED and not SANITIZED:
        wanted.append("-D_FORTIFY_SOURCE=3")
    bare = []
    for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8")):
        if "/src/" in str(pathlib.Path(entry["directory"], entry["file"])) and not all(flag in entry["command"] for flag in wanted):
            bare.append(entry["file"])
    tap.equal(bare, [])


def linked(program):
    told = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True).stdout
    return {pathlib.Path(line.split()[0]).name for line in told.splitlines() if "linux-vdso" not in line and line.strip()}


def test_bill_names_all_that_is_linked(_):
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    named = {part["value"] for entry in bill["components"] for part in entry.get("properties", [])}
    tap.equal(named, set().union(*map(linked, PROGRAMS)))
    references = {entry["bom-ref"] for entry in bill["components"]}
    tap.equal([one for entry in bill["dependencies"] for one in entry["dependsOn"] if one not in references], [])


def test_bill_is_the_same_twice(folder):
    again = pathlib.Path(folder) / "again.json"
    version = json.loads(BILL.read_text(encoding="utf-8"))["metadata"]["component"]["version"]
    subprocess.run([sys.executable, ROOT / "build-aux" / "make-sbom.py", f"--version={version}", f"--output={again}", *PROGRAMS], check=True)
    tap.equal(again.read_bytes(), BILL.read_bytes())


def test_only_known_libraries_are_asked_for(_):
    asked = {name for program in PROGRAMS for name in re.findall(r"\(NEEDED\).*\[(.+?)\.so", read(program, "-d"))}
    asked = {re.sub(r"-[\d.]+$", "", name) for name in asked} - ({"libgcc_s"} if SANITIZED else set())
    tap.equal(sorted(asked - DIRECT), [], "linked, and not in tests/hardening/libraries.txt")


def test_command_does_not_load_a_window(_):
    check = next(program for program in PROGRAMS if program.name == "samstemt-check")
    tap.equal([name for name in linked(check) if re.match(r"lib(gtk|gdk|adwaita|soup|X11|wayland)", name)], [])


def start(name, folder):
    """The program @name at work, with whatever core limit the machine allows, in an empty folder of its own."""
    program = next(program for program in PROGRAMS if program.name == name)
    orders = {"samstemt-check": ["-"], "samstemt-fest": [f"--profile={folder}", "import", "-"]}[name]

    def allow():
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    return subprocess.Popen([program, *orders], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, preexec_fn=allow)


def core_limit(process):
    limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
    return re.search(r"Max core file size\s+(\S+)\s+(\S+)", limits).groups()


def test_no_core_dumps(folder):
    # a limit of 1: the kernel asks none of 0 where dumps are piped into a program (src/keyring/smt-dumps.c). The window has
    # the same: tests/ui/test-lock.py
    for name in ("samstemt-check", "samstemt-fest"):
        process = start(name, folder)
        deadline = time.monotonic() + 30
        while core_limit(process) != ("1", "1") and time.monotonic() < deadline:
            time.sleep(0.01)
        tap.equal((name, core_limit(process)), (name, ("1", "1")))
        process.send_signal(signal.SIGABRT if SANITIZED else signal.SIGSEGV)
        _, status = os.waitpid(process.pid, 0)
        process.stdin.close()
        tap.equal((name, os.WCOREDUMP(status), [file for file in os.listdir(folder) if "core" in file]), (name, False, []))


sys.argv = sys.argv[:1]
tap.main(dict(globals()))
