#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages and the completions say what the programs say. Arguments: check, fest and sandbox, their pages, the
completions of check and fest."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import tap
from tap import equal, true

CHECK, FEST, SANDBOX, CHECK_PAGE, FEST_PAGE, SANDBOX_PAGE, CHECK_COMPLETION, FEST_COMPLETION = sys.argv[1:]
COMPLETIONS = {"samstemt-check": CHECK_COMPLETION, "samstemt-fest": FEST_COMPLETION}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")


def options_of(program):
    help_text = tap.run(program, "--help")
    equal(help_text.status, 0)
    return set(OPTION.findall(help_text.out))


def options_in_page(page):
    text = pathlib.Path(page).read_text(encoding="utf-8").replace("\\-", "-")
    section = text.split(".SH OPTIONS")[1].split("\n.SH ")[0]
    heads = [head for head in re.findall(r"^\.TP\n(.*)$", section, re.MULTILINE)]
    return {option for head in heads for option in OPTION.findall(head)}


def complete(*words):
    """What bash offers for the last of these words, as bash itself would split them."""
    script = """
      source "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
      "_${1//-/_}"
      printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(["bash", "-c", script, "bash", COMPLETIONS[words[0]], *words], capture_output=True, text=True,
                          timeout=60, check=True)
    return done.stdout.split("\n")[:-1]


def test_every_option_of_check_has_its_place_in_the_page(folder):
    equal(options_in_page(CHECK_PAGE), options_of(CHECK))


def test_every_option_of_fest_has_its_place_in_the_page(folder):
    equal(options_in_page(FEST_PAGE), options_of(FEST))


def test_every_option_of_sandbox_has_its_place_in_the_page(folder):
    equal(options_in_page(SANDBOX_PAGE), options_of(SANDBOX))


def test_pages_format_without_warnings(folder):
    if shutil.which("man") is None:
        return
    for page in (CHECK_PAGE, FEST_PAGE, SANDBOX_PAGE):
        done = subprocess.run(["man", "--warnings", "--encoding=UTF-8", "--local-file", page], capture_output=True,
                              text=True, timeout=60, check=False, env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
        equal((done.returncode, done.stderr), (0, ""), page)
        true("EXIT STATUS" in done.stdout, page)


def test_completion_knows_every_option(folder):
    for name, program in (("samstemt-check", CHECK), ("samstemt-fest", FEST)):
        offered = {word.rstrip("=") for word in complete(name, "--")}
        equal(offered, options_of(program), name)


def test_completion_of_values(folder):
    equal(complete("samstemt-check", "--format", "=", "j"), ["json"])
    equal(complete("samstemt-check", "--format", "="), ["table", "json"])
    equal(complete("samstemt-check", "--fail-on", "n"), ["never"])
    equal(complete("samstemt-check", "--la"), ["--lang="])
    equal(complete("samstemt-check", "--validate", "/dev/nul"), ["/dev/null"])
    equal(complete("samstemt-fest", ""), ["import", "status"])
    equal(complete("samstemt-fest", "import", "/dev/nul"), ["/dev/null"])
    equal(complete("samstemt-fest", "--profile", "=", "/de"), ["/dev"])
    equal(complete("samstemt-fest", "--lang", "=", "e"), ["en"])


def test_what_completion_offers_is_accepted(folder):
    for option in ("--format", "--fail-on", "--lang", "--text-lang", "--jobs", "--today"):
        for value in complete("samstemt-check", option, "=", ""):
            result = tap.run(CHECK, f"{option}={value}", "--read-dosing=1x1")
            equal(result.status, 0, f"{option}={value}: {result.err}")


def test_completion_is_sound_shell(folder):
    for completion in COMPLETIONS.values():
        if shutil.which("shellcheck") is not None:
            done = subprocess.run(["shellcheck", completion], capture_output=True, text=True, timeout=60, check=False)
            equal((done.returncode, done.stdout), (0, ""))
        equal(subprocess.run(["bash", "-n", completion], timeout=60, check=False).returncode, 0)


tap.main(globals())
