#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dose editor, worked by keys alone: steps, as needed, days on and off, months, words; what is refused and why."""

import sys

from screen import Atspi, NotThere, Program, Tap

tap = Tap()
program = Program("--today=2026-11-30", "--width=1280", "--height=800")


def row(words):
    return program.wait_for("list item", words)


def name_of_focus():
    node = program.focused()
    return node.get_name() if node else ""


def step_to(words, key="Tab", most=40):
    """Presses @key until the focus is on what begins with @words."""
    for _ in range(most):
        before = name_of_focus()
        if before.startswith(words):
            return
        program.key(key)
        try:
            program.wait(lambda: name_of_focus() != before, "the focus to move")
        except NotThere:
            raise NotThere(f"«{words}»: {key} leads no further than «{before}»") from None
    raise NotThere(f"«{words}» by {key}")


def write(field, text):
    """Into @field, in the place of what is there."""
    step_to(field)
    program.key("ctrl+a")
    program.type(text)
    program.wait(lambda: text_of(field) == text, f"«{text}» in {field}")


def text_of(field):
    text = program.wait_for("text", field).get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def is_checked(words):
    return program.wait_for("check box", words).get_state_set().contains(Atspi.StateType.CHECKED)


def choose(words):
    """Of a group Tab meets the one that is chosen; arrow keys choose another."""
    step_to(next(n for n in DAYS if is_checked(n)))
    step_to(words, "Down" if DAYS.index(words) > DAYS.index(name_of_focus()) else "Up")
    program.wait(lambda: is_checked(words), f"«{words}» to be chosen")


DAYS = ["Hver dag", "Med fast mellomrom", "På faste ukedager", "Dager på og av", "Ved behov", "Én gang", "Annet, med ord"]


def tick(words):
    step_to(words)
    before = is_checked(words)
    program.key("space")
    program.wait(lambda: is_checked(words) != before, f"«{words}» to be ticked")


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
    faults += refused("Trinn 2: Skriv mengden av én dose som et tall.")
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


def pause_between():
    """A pause is a step without dose, offered only among several."""
    edit("Utenresept, Pål", "prednisolon")
    step_to("Legg til et trinn")
    program.key("Return")
    program.wait_for("check box", "Trinn 2: ikke ferdig")
    step_to("Hver dag")
    step_to("Ingen dose (pause)", "Down")
    program.wait_for("check box", "Trinn 2: ingen dosering i 5 dager")
    says("deretter ingen dosering i 5 dager, deretter 2 tabletter")
    leave()


def as_needed():
    edit("Utenresept, Pål", "losartan")
    choose("Ved behov")
    write("Høyst så mange ganger", "2")
    says("1 tablett kveld daglig ved behov, inntil 2 ganger daglig", "Feltet kan ikke uttrykke dette og blir tomt.")
    tick("Kveld")
    says("1 tablett ved behov, inntil 2 ganger daglig")
    write("Høyst så mange ganger", "")
    write("Høyst så mye per døgn", "4")
    write("Minst så mange timer mellom", "6")
    take("losartan", "1 tablett ved behov, maks 4 tabletter per døgn, minst 6 timer mellom dosene")


def on_and_off():
    edit("Utenresept, Pål", "losartan")
    choose("Dager på og av")
    program.wait_for("spin button", "Med dose")
    says("1 tablett kveld dag 1–21 av hver 28-dagers syklus", "Feltet kan ikke uttrykke dette og blir tomt.")
    leave()


def months():
    edit("Utenresept, Pål", "losartan")
    choose("Med fast mellomrom")
    write("Fra en dose til den neste", "3")
    says("1 tablett kveld hver 3. dag")
    step_to("Fra en dose til den neste dager")
    program.key("Return", "Down", "Down", "Return")
    says("1 tablett kveld hver 3. måned")
    leave()


def by_part():
    edit("Utenresept, Pål", "losartan")
    tick("Morgen")
    tick("Ulik mengde gjennom dagen")
    write("Morgen", "0,5")
    take("losartan", "0,5 tabletter morgen og 1 tablett kveld daglig")


def in_words():
    """Words begin as what the fields say, and hold what they cannot."""
    edit("Utenresept, Pål", "losartan")
    choose("Annet, med ord")
    program.wait(lambda: "1 tablett kveld daglig" == text_of("Dosen med ord"), "the words of the fields")
    write("Dosen med ord", "1 tablett mandag og 2 tabletter torsdag")
    take("losartan", "1 tablett hver mandag og 2 tabletter hver torsdag")


def forbidden():
    edit("Testesen, Ada", "metotreksat METHOTREXATE")
    choose("Hver dag")
    tick("Morgen")
    faults = refused("Stopp")
    leave()
    return faults


try:
    for name, part in (("steps", steps), ("pause-between", pause_between), ("as-needed", as_needed), ("on-and-off", on_and_off), ("months", months),
                       ("by-part", by_part), ("in-words", in_words), ("forbidden", forbidden)):
        tap.attempt(name, part)
    tap.check("no-control-without-a-name", program.nameless())
except NotThere as error:
    tap.check("the-program-lives", [str(error)])
finally:
    program.close()
sys.exit(tap.end())
