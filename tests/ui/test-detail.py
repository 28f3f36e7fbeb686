#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands beside a dose: the course as a picture and in words, today's step, who did what when."""

import sys

from screen import Atspi, NotThere, Program, Tap

tap = Tap()
program = Program("--today=2026-11-30", "--width=1280", "--height=800")


def open_patient(name):
    program.act(program.wait_for("list item", name), "work-row.open")
    family, given = name.split(", ")
    program.wait_for("heading", f"{given} {family}")


def row(words):
    return program.wait_for("list item", words)


def picture(words):
    """A drawn widget is an image with a sentence; GTK 4.8 and 4.18 call the role by two names."""
    return program.wait(lambda: program.find("image", words) or program.find("img", words), f"a picture that says «{words}»")


def history(of, *wanted):
    """The drawer is one group with all of it in its name."""
    return program.wait(lambda: next((n for n in program.walk() if n.get_name().startswith(f"Historikk for {of}")
                                      and all(words in n.get_name() for words in wanted)), None), f"a history of {of} that says {wanted}")


def says(node, *wanted):
    return [f"«{words}» is not said in «{node.get_name()}»" for words in wanted if words not in node.get_name()]


def course():
    open_patient("Øvelse, Jon")
    faults = []
    program.act(row("sertralin"), "row.details")
    faults = says(picture("Planlagt slutt"), "30. november 2026: I dag", "9. desember 2026: Planlagt slutt")
    program.wait_for("label", "9. desember 2026: Planlagt slutt")
    return faults


def chain():
    open_patient("Lenkedatter, Tora")
    program.act(row("metotreksat METHOTREXATE"), "row.details")
    node = picture("28. august 2023")
    return says(node, "23. oktober 2023", "21. oktober 2024", "20. oktober 2025", "19. oktober 2026", "Utlevert", "I dag")


def recalls():
    """When a prescription was recalled, and by whom: whoever wrote the one that replaces it."""
    program.act(row("metotreksat METHOTREXATE"), "row.history")
    node = history("metotreksat", "28. august 2023")
    program.toggle("Historikk: hvem gjorde hva når")
    return (says(node, "19. oktober 2026: Resept tilbakekalt: fornyet, Lise Fastlegesen, rekvirent · Reseptformidleren",
                 "Resept skrevet: 2 tabletter morgen hver 7. dag, Lise Fastlegesen, rekvirent")
            + ["a recall without a date"] * ("ukjent dato" in node.get_name()))


def focusable():
    node = picture("28. august 2023")
    return [] if node.get_state_set().contains(Atspi.StateType.FOCUSABLE) else ["the picture cannot be reached by key"]


def steps():
    open_patient("Pause, Paula")
    faults = says(row("losartan"), "I dag, trinn 2 av 3: ingen doser (pause), til og med 9. desember 2026", "deretter 1 tablett morgen daglig")
    program.act(row("losartan"), "row.details")
    program.wait_for("label", "I dag: ingen doser (pause)")
    program.wait_for("label", "26. november 2026 – 9. desember 2026")
    return faults


def told_twice():
    """The day and the word of a dispensing stand once, in the history and in the course."""
    lines = [node.get_name() or "" for node in program.find_all("label") if "1 pakning à" in (node.get_name() or "") and "«" not in node.get_name()]
    faults = [] if len(lines) == 2 else [f"the dispensing is told by {lines}"]
    return faults + [f"said twice: {line}" for line in lines if line.count("Utlevert") > 1 or ", 20" in line or ", sist " in line]


def history_by_key():
    open_patient("Testesen, Ada")
    program.act(row("metotreksat METHOTREXATE"), "row.details")
    program.key("shift+F6")
    program.wait(lambda: program.focused() is not None and program.focused().get_role_name() == "list item", "the row to have the focus")
    program.key("h")
    return says(history("metotreksat"), "Resept skrevet: Felt: 3 tabletter", "/ Tekst: 3 tabletter hver mandag", "Tor Revmatologsen", "Utlevert 1 pakning", "Reseptformidleren", "Pasientens legemiddelliste") + told_twice()


def history_grows():
    """What is decided here is told at once, and taking it back as well."""
    program.act(row("metotreksat METHOTREXATE"), "row.clarify")
    program.wait_for("text", "Avklares med")
    program.type("revmatolog")
    program.key("Return")
    program.wait(lambda: "Avklares med revmatolog" in row("metotreksat METHOTREXATE").get_name(), "the row to be clarified")
    program.act(row("metotreksat METHOTREXATE"), "row.history")
    history("metotreksat", "Besluttet: ", "revmatolog", "lege · dette programmet")
    program.key("ctrl+z")
    history("metotreksat", "Besluttet: ", "Angret: ")


def history_by_button():
    program.toggle("Historikk: hvem gjorde hva når")
    program.wait(lambda: not any(n.get_name().startswith("Historikk for") for n in program.walk()), "the history to close")
    program.toggle("Historikk: hvem gjorde hva når")
    history("metotreksat")


def history_from_menu():
    program.act(row("folsyre"), "row.history")
    history("folsyre", "Resept skrevet: 1 tablett")


def lanes():
    """What is packed stands apart, with who packs it and when a change bites; the rest says that it is outside."""
    open_patient("Multidose, Mons")
    program.wait_for("label", "Multidose: pakkes av Prøveapoteket · en endring nå kommer med rullen 9. desember 2026 (frist 4. desember 2026)")
    program.wait_for("label", "Fast, utenfor multidose")
    program.wait_for("label", "vikar Viktor Vikarsen til og med 20. desember 2026")


def reserved():
    open_patient("Verge, Vera")
    rows = [node.get_name() for node in program.find_all("list item") if "Reservert mot innsyn fra foresatte" in node.get_name()]
    return [] if len(rows) == 2 else [f"{len(rows)} rows say that they are reserved"]


def reaction_marks_the_row():
    open_patient("Reaksjon, Rita")
    program.wait_for("label", "ACE-hemmere, usammensatte")
    return says(row("enalapril"), "Registrert reaksjon på ACE-hemmere")


try:
    for name, part in (("lanes", lanes), ("reserved", reserved), ("reaction-marks-the-row", reaction_marks_the_row),
                       ("course", course), ("chain", chain), ("focusable", focusable), ("recalls", recalls),
                       ("steps", steps), ("history-by-key", history_by_key),
                       ("history-grows", history_grows), ("history-by-button", history_by_button), ("history-from-menu", history_from_menu)):
        tap.attempt(name, part)
    tap.check("no-control-without-a-name", program.nameless())
except NotThere as error:
    tap.check("the-program-lives", [str(error)])
finally:
    program.close()
sys.exit(tap.end())
