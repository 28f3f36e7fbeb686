# SPDX-License-Identifier: GPL-3.0-or-later
"""How doses are written in the made-up population: words of its own, from no table of the program."""

PLURALS = {"tablett": ("tabletter", "tablettar"), "kapsel": ("kapsler", "kapslar"), "penn": ("penner", "pennar"),
           "sprøyte": ("sprøyter", "sprøyter"), "plaster": ("plastre", "plaster"), "dråpe": ("dråper", "dropar"),
           "inhalasjon": ("inhalasjoner", "inhalasjonar"), "dose": ("doser", "dosar"), "ml": ("ml", "ml"),
           "enhet": ("enheter", "einingar"), "pose": ("poser", "posar"), "ring": ("ringer", "ringar"),
           "ampulle": ("ampuller", "ampullar"), "påføring": ("påføringer", "påføringar"),
           "depottablett": ("depottabletter", "depottablettar")}
SHORT = {"tablett": ("tabl", "tbl", "tab"), "kapsel": ("kaps",)}


def number(value):
    return str(value).replace(".", ",")


class Bokmaal:
    plural = 0
    daily_words = ("daglig", "daglig", "per dag", "om dagen", "i døgnet")
    once_daily = ("daglig", "én gang daglig", "1 gang daglig", "hver dag", "en gang om dagen")
    times = "{n} ganger {daily}"
    at = {"morgen": ("morgen", "om morgenen"), "kveld": ("kveld", "om kvelden"), "middag": ("midt på dagen",),
          "formiddag": ("formiddag",), "ettermiddag": ("ettermiddag",)}
    and_word = "og"
    weekdays = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
    every_weekday = ("hver {day}", "{day}er", "hver {day} morgen", "1 gang i uken, {day}", "en gang i uken ({day})")
    weekly = ("én gang i uken", "1 gang per uke", "en gang i uka", "ukentlig", "hver uke", "1 gang pr uke", "hver 7. dag",
              "1 gang ukentlig", "en gang pr. uke")
    nth_week = ("hver {n}. uke", "hver {n}.uke", "hver {days}. dag")
    second_week = ("annenhver uke", "hver 2. uke", "hver 14. dag", "hver annen uke")
    monthly = ("én gang i måneden", "1 gang per måned", "månedlig", "hver måned")
    nth_month = ("hver {n}. måned", "hver {n}. mnd")
    nth_day = ("hver {n}. dag", "hvert {n}. døgn")
    second_day = ("annenhver dag", "hver 2. dag", "hver annen dag")
    hours = ("hver {n}. time", "skiftes hver {n}. time")
    yearly = ("én gang i året", "1 gang per år", "hvert år", "årlig")
    k_weekly = ("{n} ganger i uken", "{n} ganger per uke", "{n} dager i uken")
    needed = ("ved behov", "v/b", "ved behov mot smerter", "ved behov")
    up_to = ("{dose} inntil {n} ganger daglig {needed}", "{dose} {needed}, inntil {n} ganger daglig",
             "{dose} {needed}, maks {n} ganger i døgnet", "{dose} {needed}")
    lasting = ("i {n} dager", "i {n} dager", "i {n} døgn")
    then = ", deretter "
    once = ("{dose} som engangsdose", "{dose} én gang", "engangsdose {dose}")
    nothing = ("Etter avtale", "Som avtalt", "Se eget skjema", "Etter skriftlig anvisning", "Brukes som avtalt med lege",
               "Følg vedlagte bruksanvisning", "dssn", "Som før")
    tails = ("", "", "", "", ". Svelges hele.", " med et glass vann", ". Mot høyt blodtrykk", " til mat")

    def __init__(self, rng):
        self.rng = rng

    def pick(self, forms, **words):
        return self.rng.choice(forms).format(**words)

    def dose(self, amount, unit):
        noun = unit
        if unit in SHORT and self.rng.random() < 0.2:
            noun = self.rng.choice(SHORT[unit])
        elif amount > 1:
            noun = PLURALS[unit][self.plural]
        return f"{number(amount)} {noun}"

    def tail(self):
        return self.rng.choice(self.tails)

    def daily(self, amount, unit, times, parts):
        dose = self.dose(amount, unit)
        way = self.rng.random()
        if way < 0.12:
            return f"{number(amount)}x{times}"
        if way < 0.2 and set(parts) <= {"morgen", "formiddag", "ettermiddag", "kveld"}:
            return "+".join(number(amount) if part in parts else "0"
                            for part in ("morgen", "formiddag", "ettermiddag", "kveld"))
        if way < 0.3:
            return f"{dose} x {times}" + self.tail()
        if way < 0.65:
            said = [f"{dose} {self.rng.choice(self.at[part])}" for part in parts]
            joined = said[0] if len(said) == 1 else ", ".join(said[:-1]) + f" {self.and_word} {said[-1]}"
            return joined + self.rng.choice(("", f" {self.daily_words[0]}")) + self.tail()
        if times == 1:
            return f"{dose} {self.rng.choice(self.once_daily)}" + self.tail()
        return f"{dose} " + self.times.format(n=times, daily=self.rng.choice(self.daily_words)) + self.tail()

    def as_needed(self, amount, unit, times):
        return self.pick(self.up_to, dose=self.dose(amount, unit), n=times, needed=self.rng.choice(self.needed))

    def course(self, amount, unit, times, length):
        return f"{self.dose(amount, unit)} " + self.times.format(n=times, daily=self.daily_words[0]) + " " \
            + self.pick(self.lasting, n=length)

    def steps(self, amounts, unit, length):
        return self.then.join(f"{self.dose(amount, unit)} {self.daily_words[0]} {self.pick(self.lasting, n=length)}"
                              for amount in amounts)

    def single(self, amount, unit):
        return self.pick(self.once, dose=self.dose(amount, unit))

    def wordless(self):
        return self.rng.choice(self.nothing)

    def rare(self, amount, product):
        """(text, interval of the field or None, weekday of its start or None)"""
        every, unit = product.every, product.period
        dose = self.dose(amount, product.unit)
        if unit == "times a week":
            return f"{dose} {self.pick(self.k_weekly, n=every)}", None, None
        if unit == "weekdays":
            names = [self.weekdays[day] for day in every]
            return f"{dose} {', '.join(names[:-1])} {self.and_word} {names[-1]}", None, None
        if unit == "week" and every == 1 and self.rng.random() < 0.5:
            day = self.rng.randrange(7)
            return f"{dose} {self.pick(self.every_weekday, day=self.weekdays[day])}", 7, day
        said = {("week", 1): self.weekly, ("week", 2): self.second_week, ("month", 1): self.monthly,
                ("day", 2): self.second_day, ("year", 1): self.yearly}.get((unit, every))
        if said is None:
            said = {"week": self.nth_week, "month": self.nth_month, "day": self.nth_day, "hour": self.hours}[unit]
        text = f"{dose} {self.pick(said, n=every, days=7 * every if unit == 'week' else every)}"
        # a month has no place in the field: systems write 30 days, or 28
        days = {"week": 7 * every, "day": every, "hour": every // 24, "month": self.rng.choice((28, 30)) * every,
                "year": 365 * every}[unit]
        return text, days, None


class Nynorsk(Bokmaal):
    plural = 1
    daily_words = ("dagleg", "dagleg", "per dag", "om dagen", "i døgnet")
    once_daily = ("dagleg", "éin gong dagleg", "1 gong dagleg", "kvar dag", "ein gong om dagen")
    times = "{n} gonger {daily}"
    at = {"morgen": ("morgon", "om morgonen"), "kveld": ("kveld", "om kvelden"), "middag": ("midt på dagen",),
          "formiddag": ("formiddag",), "ettermiddag": ("ettermiddag",)}
    weekdays = ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag")
    every_weekday = ("kvar {day}", "{day}ar", "1 gong i veka, {day}")
    weekly = ("éin gong i veka", "1 gong per veke", "ein gong i veka", "kvar veke", "kvar 7. dag")
    nth_week = ("kvar {n}. veke", "kvar {days}. dag")
    second_week = ("annankvar veke", "kvar 2. veke", "kvar 14. dag")
    monthly = ("éin gong i månaden", "1 gong per månad", "kvar månad")
    nth_month = ("kvar {n}. månad",)
    nth_day = ("kvar {n}. dag",)
    second_day = ("annankvar dag", "kvar 2. dag")
    hours = ("kvar {n}. time",)
    yearly = ("éin gong i året", "1 gong per år", "kvart år")
    k_weekly = ("{n} gonger i veka", "{n} gonger per veke", "{n} dagar i veka")
    needed = ("ved behov", "ved trong", "ved behov mot smerter")
    up_to = ("{dose} inntil {n} gonger dagleg {needed}", "{dose} {needed}, inntil {n} gonger dagleg", "{dose} {needed}")
    lasting = ("i {n} dagar",)
    once = ("{dose} som eingongsdose", "eingongsdose {dose}")
    nothing = ("Etter avtale", "Som avtalt", "Sjå eige skjema")
    tails = ("", "", "", ". Svelgast heile.", " til mat")
