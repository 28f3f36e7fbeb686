#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dose editor, worked by keys alone: steps, days on and off, words; what is refused and why."""

import sys

from screen import Atspi, NotThere, Program, Tap

tap = Tap()
program = Program("--today=2026-11-30", "--width=1280", "--height=800")


def row(words):
    return program.wait_for("list item", words)


def focus():
    """(role, name) of what has the focus."""
    node = program.focused()
    return (node.get_role_name(), node.get_name()) if node else ("", "")


def name_of_focus():
    return focus()[1]


def step_to(words, key="Tab", most=40, role=""):
    """Presses @key until the focus is on what begins with @words."""
    for _ in range(most):
        before = focus()
        if before[1].startswith(words) and role in before[0]:
            return
        program.key(key)
        try:
            program.wait(lambda before=before: focus() not in (before, ("", "")), "the focus to move")
        except NotThere:
            raise NotThere(f"«{words}»: {key} leads no further than {before}") from None
    raise NotThere(f"«{words}» by {key}")


def write(field, text):
    """Into @field, in the place of what is there."""
    step_to(field, role="text")
    program.key("ctrl+a")
    program.key("BackSpace")
    program.type(text)
    program.wait(lambda: text_of(field) == text, f"«{text}» in {field}")


def text_of(field):
    text = program.wait_for("text", field).get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def is_checked(words):
    return program.wait_for("check box", words).get_state_set().contains(Atspi.StateType.CHECKED)


DAYS = ["Hver dag", "Med fast mellomrom", "På faste ukedager", "Dager på og av", "Ved behov", "Én gang", "Ingen dose (pause)", "Annet, med ord"]


def middle(node):
    extents = node.get_extents(Atspi.CoordType.WINDOW)
    return extents.x + extents.width // 2, extents.y + extents.height // 2


def arrow_to(words):
    """The arrow that leads from the focus towards @words."""
    (x, y), (to_x, to_y) = middle(program.focused()), middle(program.wait_for("check box", words))
    if abs(to_y - y) > 8:
        return "Down" if to_y > y else "Up"
    return "Right" if to_x > x else "Left"


def choose(words):
    """Of a group Tab meets the one that is chosen; arrow keys choose another."""
    step_to(next(n.get_name() for n in program.find_all("check box")
                 if n.get_name() in DAYS and n.get_state_set().contains(Atspi.StateType.CHECKED)))
    for _ in DAYS:
        before = focus()
        if before[1] == words:
            break
        program.key(arrow_to(words))
        program.wait(lambda before=before: focus() not in (before, ("", "")), f"an arrow to lead from {before} to «{words}»")
    program.wait(lambda: is_checked(words), f"«{words}» to be chosen")


def says(*wanted):
    """The preview, or what is wrong."""
    for words in wanted:
        program.wait_for("label", words)


def may_accept():
    return program.wait_for("push button", "Bruk denne dosen").get_state_set().contains(Atspi.StateType.SENSITIVE)


def refused(words):
    says(words)
    return ["it is taken all the same"] if may_accept() else []


def edit(patient, medicine):
    if program.find("push button", "Bruk denne dosen"):  # left open by a test that failed
        leave()
    program.act(row(patient), "work-row.open")
    family, given = patient.split(", ")
    program.wait_for("heading", f"{given} {family}")
    program.act(row(medicine), "row.change")
    program.wait_for("push button", "Bruk denne dosen")
    program.wait(lambda: program.focused() is not None and program.focused().get_role_name() == "text", "the focus in the editor")


def leave():
    program.press("Avbryt")
    program.wait_gone("push button", "Bruk denne dosen")


def take(medicine, words):
    program.wait(may_accept, "the dose to be whole")
    program.press("Bruk denne dosen")
    program.wait(lambda: f"Endret til: {words}" in row(medicine).get_name(), f"{medicine}: {words}")


def steps():
    """A tapering is opened as its steps; one is added and filled in, one is moved, one removed."""
    edit("Utenresept, Pål", "prednisolon")
    program.wait_for("check box", "Trinn 2: 2 tabletter morgen daglig i 5 dager")
    faults = program.nameless()
    step_to("Legg til et trinn")
    program.key("Return")
    program.wait_for("check box", "Trinn 2: ikke ferdig")
    faults += refused("Trinn 2: Skriv mengden i én dose som et tall.")
    write("Mengde", "3")
    program.wait_for("check box", "Trinn 2: 3 tabletter morgen daglig i 5 dager")
    write("Hvor lenge", "")
    faults += refused("Trinn 2: Skriv hvor lenge, som et tall.")
    write("Hvor lenge", "7")
    says("4 tabletter morgen daglig i 5 dager, deretter 3 tabletter morgen daglig i 7 dager, deretter 2 tabletter morgen daglig i 5 dager")
    program.press("Flytt trinn 2 ned")
    program.wait_for("check box", "Trinn 3: 3 tabletter")
    program.wait(lambda: name_of_focus().startswith("Trinn 3"), "the focus to follow the step")
    program.press("Fjern trinn 2")
    program.wait_gone("check box", "Trinn 3")
    take("prednisolon", "4 tabletter morgen daglig i 5 dager, deretter 3 tabletter morgen daglig i 7 dager")
    return faults


def on_and_off():
    edit("Utenresept, Pål", "losartan")
    choose("Dager på og av")
    program.wait_for("spin button", "Med dose")
    says("1 tablett morgen dag 1–21 av hver 28-dagers syklus", "Feltet kan ikke uttrykke dette og blir tomt.")
    leave()


def in_words():
    """Words begin as what the fields say; what has several readings, or none, is not taken."""
    edit("Utenresept, Pål", "losartan")
    choose("Annet, med ord")
    program.wait(lambda: "1 tablett morgen daglig" == text_of("Dosen med ord"), "the words of the fields")
    for text, said, taken in (("1.000 tabletter daglig", "flere måter", False),
                              ("1 tablett når katten vil", "kan ikke leses", False),
                              ("1 tablett mandag og 2 tabletter torsdag", "Feltet kan ikke uttrykke dette", True)):
        program.wait_for("text", "Dosen med ord").get_editable_text_iface().set_text_contents(text)
        says(said)
        program.wait(lambda taken=taken: may_accept() == taken, f"«{text}» to be {'taken' if taken else 'refused'}")
    take("losartan", "1 tablett hver mandag og 2 tabletter hver torsdag")


def forbidden():
    edit("Testesen, Ada", "metotreksat METHOTREXATE")
    choose("Hver dag")
    write("Eller ganger om dagen", "1")
    faults = refused("Stopp")
    leave()
    return faults


try:
    for name, part in (("steps", steps), ("on-and-off", on_and_off),
                       ("in-words", in_words), ("forbidden", forbidden)):
        tap.attempt(name, part)
    tap.check("no-control-without-a-name", program.nameless())
except NotThere as error:
    tap.check("the-program-lives", [str(error)])
finally:
    program.close()
sys.exit(tap.end())
