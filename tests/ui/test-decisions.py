#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decisions that few rows ask for, through the window: decline, delete, belongs to, resume; each is undone again."""

import datetime
import sys
import zoneinfo

from screen import Atspi, NotThere, Program, Tap

JOINED = "Lagt til linjen den hører til"

tap = Tap()
program = Program("--width=1280", "--height=800")


def open_patient(name):
    program.act(program.wait_for("list item", name), "work-row.open")
    family, given = name.split(", ")
    program.wait_for("heading", f"{given} {family}")


def row(words):
    return program.wait_for("list item", words)


def says(words, said):
    program.wait(lambda: said in row(words).get_name(), f"the row «{words}» to say «{said}»")


def undo(words, said):
    program.key("ctrl+z")
    program.wait(lambda: said not in row(words).get_name(), f"«{said}» to be undone")


def accept(word):
    program.act(program.wait(lambda: next((b for b in program.find_all("push button") if b.get_name() == word), None), f"the button «{word}»"))


def answer(words, action, button, text, said):
    """A form that needs words: refused without them, taken with them, undone by key."""
    program.act(row(words), action)
    field = program.wait_for("text", "Begrunnelse, med ord")
    accept(button)
    program.wait_for("label", "Noe mangler")
    faults = [f"«{said}» before a reason was given"] if said in row(words).get_name() else []
    field.get_editable_text_iface().set_text_contents(text)
    accept(button)
    says(words, f"{said}: {text}")
    undo(words, said)
    return faults


def decline():
    """A ready answer declines at once; another one is written, and nothing is declined without one. Of a question about a line
    other answers are usual than of a line that is proposed."""
    open_patient("Multidose, Mons")
    program.act(row("SOLIFENACIN"), "row.decline")
    program.wait(lambda: "Står allerede på listen" in (program.focused().get_name() or ""), "the first answer to have the keys")
    program.key("Tab")
    program.key("Return")
    says("SOLIFENACIN", "Avvist: Brukes ikke lenger")
    undo("SOLIFENACIN", "Avvist")
    program.act(row("SOLIFENACIN"), "row.decline")
    program.press("Annen årsak…")
    field = program.wait_for("text", "Annen årsak, med ord")
    accept("Avvis")
    program.wait_for("label", "Noe mangler")
    faults = ["it was declined before a reason was given"] if "Avvist" in row("SOLIFENACIN").get_name() else []
    field.get_editable_text_iface().set_text_contents("Nattlig uro")
    program.key("Return")
    says("SOLIFENACIN", "Avvist: Nattlig uro")
    undo("SOLIFENACIN", "Avvist")
    open_patient("Forespurt, Frida")
    program.act(row("SIMVASTATIN"), "row.decline")
    program.press("Dosen på listen er riktig")
    says("SIMVASTATIN", "Avvist: Dosen på listen er riktig")
    undo("SIMVASTATIN", "Avvist")
    return faults


def vaccine():
    """What no list carries can only be declined, and the row says why."""
    open_patient("Vaksinert, Vilde")
    words = row("INFLUENSAVAKSINE").get_name()
    faults = [] if "aksine" in words and "ikke på" in words else [f"the row does not say why: {words}"]
    faults += [f"«{b.get_name()}» is offered" for b in program.find_all("push button") if b.get_name().startswith(("Inn i PLL influ", "Seponer influ", "Endre influ"))]
    program.act(row("INFLUENSAVAKSINE"), "row.decline")
    program.press("Hører ikke hjemme på listen")
    says("INFLUENSAVAKSINE", "Avvist: Hører ikke hjemme på listen")
    undo("INFLUENSAVAKSINE", "Avvist")
    return faults


def delete():
    open_patient("Utenresept, Pål")
    return answer("kolekalsiferol", "row.delete", "Slett", "Ført på feil pasient", "Slettet, feilregistrert")


def clarify(words):
    program.act(row(words), "row.clarify")
    program.wait_for("text", "Avklares med").get_editable_text_iface().set_text_contents("pasienten")
    accept("Avklar")
    says(words, "Avklares med pasienten")


def belongs_to():
    """The entry must have no prescription of its own: that is recalled and sent first. Then the line is chosen."""
    loose, entry = "LEVAXIN – tablett 100", "LEVAXIN – tablett 50"
    open_patient("Lenkedatter, Tora")
    faults = ["offered beside a prescription that can be dispensed"] if "row.belongs-to" in program.actions(row(loose)) else []
    program.act(row(entry), "row.recall")
    program.wait_for("label", "Legemiddelet blir stående på listen, uten resept.")
    program.press("Feil på resepten")
    says(entry, "Tilbakekalt: Feil på resepten")
    clarify(loose)
    clarify("metotreksat METHOTREXATE")
    program.key("ctrl+Return")
    program.wait_for("push button", "Signer og send")
    program.key("ctrl+Return")
    program.wait_for("label", "Alt er mottatt")
    program.key("ctrl+r")
    program.act(program.wait(lambda: next((n for n in program.find_all("list item", loose) if "row.belongs-to" in program.actions(n)), None),
                             "the choice to join it with its line"), "row.belongs-to")
    program.wait_for("label", "Hvilken linje")
    if JOINED in row(loose).get_name():
        faults.append("decided before a line was chosen")
    program.press(entry)
    says(loose, JOINED)
    undo(loose, JOINED)
    return faults


def off_list():
    """A vaccine never stands on the list: it is not offered there, its key says why, and it is kept as it is."""
    vaccine, why = "HEPATITT", "Vaksiner står ikke på legemiddellisten (PLL)."
    open_patient("Utenresept, Pål")
    faults = [f"the row does not say «{why}»"] if why not in row(vaccine).get_name() else []
    offered = [name for name in program.actions(row(vaccine)) if name in ("row.take-in", "row.belongs-to")]
    faults += [f"offered: {offered}"] if offered else []
    faults += ["a button takes it in"] if program.find("push button", "Inn i PLL") else []
    missing = {"row.keep", "row.recall", "row.clarify", "row.change"} - set(program.actions(row(vaccine)))
    faults += [f"not offered: {missing}"] if missing else []
    program.act(row(vaccine), "row.details")
    program.wait_for("label", why)
    faults += ["the details take it in"] if program.find("push button", "Inn i PLL") else []
    program.act(row(vaccine), "row.recall")
    program.wait_for("label", "Hvorfor tilbakekalles")
    program.key("Escape")
    program.wait(lambda: vaccine in program.focused().get_name(), "the row to have the focus")
    program.key("i")
    program.wait_for("label", f"{why} Behold den som den er")
    faults += ["taken in by its key"] if "Tatt inn" in row(vaccine).get_name() else []
    program.key("b")
    says(vaccine, "Beholdt")
    undo(vaccine, "Beholdt")
    return faults


def resume():
    """What is on hold, and what is in a gap of its dose, is taken again from the row and from the details."""
    open_patient("Pause, Paula")
    program.press("Gjenoppta apiksaban")
    says("apiksaban", "Gjenopptas fra")
    undo("apiksaban", "Gjenopptas fra")
    gap = "losartan"
    program.act(row(gap), "row.details")
    program.wait_for("heading", gap)
    program.press("Gjenoppta", exact=True)
    says(gap, "Gjenopptas fra")
    undo(gap, "Gjenopptas fra")


def pause():
    """Why it is paused is asked for: one of the ready reasons, or words."""
    open_patient("Allikevel, Astrid")
    program.act(row("losartan"), "row.pause")
    program.press("Annen årsak…")
    field = program.wait_for("text", "Annen årsak, med ord")
    accept("Pause")
    program.wait_for("label", "Noe mangler")
    field.get_editable_text_iface().set_text_contents("Lavt blodtrykk")
    accept("Pause")
    says("losartan", "Lavt blodtrykk. Andre ser denne som aktiv")
    program.key("ctrl+Return")
    program.wait_for("heading", "Pauset bare her  1")
    faults = ["it is among what is changed"] if program.find("heading", "Endret  1") else []
    program.press("← Listen")
    undo("losartan", "Lavt blodtrykk")
    return faults


def in_days(n):
    """The day @n days from today, as it is typed; the sandbox's patients live today."""
    return (datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Oslo")).date() + datetime.timedelta(days=n)).strftime("%d.%m.%Y")


def days():
    """What is wrong with a day is said of that day, and nothing is decided."""
    open_patient("Allikevel, Astrid")
    before = row("losartan").get_name()
    faults = []

    def refused(action, answer, filled, said):
        program.act(row("losartan"), action)
        for label, day in filled:
            program.wait_for("text", label).get_editable_text_iface().set_text_contents(day)
        accept(answer)
        program.wait_for("label", said)
        if row("losartan").get_name() != before:
            faults.append(f"{action} with {filled} was decided")
        accept("Avbryt")

    refused("row.pause", "Akutt sykdom", [("Pause fra", "i dag")], "Skriv dagen som en dato: dd.mm.åååå.")
    refused("row.pause", "Akutt sykdom", [("Pause fra", in_days(-2))], "Den dagen er i dag eller passert.")
    refused("row.pause", "Akutt sykdom", [("Pause fra", in_days(5)), ("Tas igjen fra", in_days(5))], "Pausen slutter før den har begynt.")
    refused("row.pause", "Akutt sykdom", [("Pause fra", in_days(5)), ("Tas igjen fra", in_days(400))], "Den nye resepten gjelder i ett år")
    refused("row.pause", "Akutt sykdom", [("Pause fra", in_days(5)), ("Tas igjen fra", in_days(13149))], "Den dagen er mer enn ti år fram.")
    refused("row.clarify", "Avklar", [("Avklares med", "pasienten"), ("Svar innen", in_days(-2))], "Den dagen er passert.")
    return faults


def same_dose():
    """The dose it has is no change: it would be a renewal by another name."""
    open_patient("Allikevel, Astrid")
    program.act(row("losartan"), "row.change")
    program.press("Bruk denne dosen")
    program.wait_for("label", "Det er dosen den har. Behold den, eller forny resepten.")
    faults = ["it was taken"] if "Endret til" in row("losartan").get_name() else []
    program.press("Avbryt")
    return faults


def pharmacy_dose():
    """Another dose that the pharmacy proposes stands beside the list's, opens in the editor, and is taken when confirmed."""
    medicine, change = "FUROSEMID", "Dose 1 tablett morgen daglig → 1 tablett morgen og 1 tablett midt på dagen daglig"
    open_patient("Forespurt, Frida")
    faults = [] if f"Apoteket foreslår: {change}" in row(medicine).get_name() else ["the row does not say what would change"]
    program.press("Bruk apotekets dose…", exact=False)
    first_day = program.wait_for("text", "Første dosedag")
    faults += ["it was taken on its own"] if "Endret til" in row(medicine).get_name() else []
    for part in ("Morgen", "Midt på dagen"):
        faults += [] if program.find("check box", part).get_state_set().contains(Atspi.StateType.CHECKED) else [f"«{part}» is not filled in"]
    faults += ["no first day"] if first_day.get_text_iface().get_character_count() != len("dd.mm.åååå") else []
    program.key("Return")
    says(medicine, "Endret til: 1 tablett morgen og 1 tablett midt på dagen")
    undo(medicine, "Endret til")
    return faults


def one_word():
    """What is proposed is taken in, or declined, by the same words on its row and in its details."""
    open_patient("Multidose, Mons")
    program.wait_for("push button", "Inn i PLL solifenacin")
    program.act(row("SOLIFENACIN"), "row.details")
    program.wait_for("heading", "solifenacin")
    faults = [] if program.find("push button", "Inkluder") is None else ["there is another word for it"]
    program.press("Avvis…", exact=True)
    program.wait_for("label", "Hvorfor avvises")
    program.press("Brukes ikke lenger")
    says("SOLIFENACIN", "Avvist: Brukes ikke lenger")
    undo("SOLIFENACIN", "Avvist")
    program.press("Inn i PLL", exact=True)
    says("SOLIFENACIN", "Tatt inn")
    undo("SOLIFENACIN", "Tatt inn")
    return faults


def whole_list():
    """A list that is paused as a whole is not sent; a doctor takes it into use with a reason, and may let it stay paused."""
    open_patient("Pause, Paula")
    program.key("ctrl+Return")
    program.wait_for("push button", "Hele listen er satt på pause fra")
    faults = [] if not sendable() else ["a paused list can be sent"]
    program.key("ctrl+Return")
    program.wait_for("label", "Ingenting sendes: hele listen er satt på pause")
    program.press("■ Hele listen er satt på pause")
    reason = program.wait_for("text", "Begrunnelse, med ord")
    accept("Ta i bruk")
    program.wait_for("label", "Noe mangler i valget")
    reason.get_editable_text_iface().set_text_contents("hjemme igjen")
    accept("Ta i bruk")
    program.wait_for("label", "✓ Listen er i bruk igjen: hjemme igjen")
    program.key("ctrl+Return")
    program.wait(sendable, "the list to be ready")
    program.wait_for("heading", "Hele listen: pausen oppheves")
    program.key("Escape")
    program.press("La pausen stå")
    program.wait_for("push button", "Ta listen i bruk igjen…")
    return faults


def sendable():
    button = program.wait_for("push button", "Signer og send")
    return button.get_state_set().contains(Atspi.StateType.SENSITIVE)


def override():
    """A Stopp is let through with a reason, and is a task where a day is said; a day that is none is asked for anew."""
    open_patient("Testesen, Ada")
    program.act(row("metotreksat METHOTREXATE"), "row.details")
    program.press("Overstyr…")
    program.wait_for("text", "Begrunnelse, med ord").get_editable_text_iface().set_text_contents("avtalt med revmatolog")
    day = program.wait_for("text", "Følges opp innen").get_editable_text_iface()
    day.set_text_contents("snart")
    accept("Overstyr")
    program.wait_for("label", "Dagen er ikke en dato")
    day.set_text_contents("07.12.2099")
    accept("Overstyr")
    says("metotreksat METHOTREXATE", "følges opp innen 7. desember 2099")
    program.wait_for("heading", "Følges opp  1")
    undo("metotreksat METHOTREXATE", "følges opp innen")
    program.wait_gone("heading", "Følges opp  1")


try:
    for name, part in (("override", override), ("decline", decline), ("vaccine", vaccine), ("delete", delete), ("off-list", off_list), ("resume", resume), ("pause", pause), ("days", days), ("same-dose", same_dose), ("one-word", one_word), ("pharmacy-dose", pharmacy_dose),
                       ("whole-list", whole_list), ("belongs-to", belongs_to)):
        tap.attempt(name, part)
    tap.check("no-control-without-a-name", program.nameless())
except NotThere as error:
    tap.check("the-program-lives", [str(error)])
finally:
    program.close()
sys.exit(tap.end())
