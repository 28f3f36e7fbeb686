# SPDX-License-Identifier: GPL-3.0-or-later
"""Treatments that are right and easily taken for wrong, one by one and by hand.

display, atc, unit of the field, text, periods of the field, use. A period: (first day or ("weekday", number), last day,
intakes as (amount, interval, part)); days count from today. No periods: the text alone.
"""

MONDAY = ("weekday", 0)
WEDNESDAY = ("weekday", 2)


def plain(amount, interval=1, parts=("morgen",), first=-60):
    return [(first, None, [(amount, interval, part) for part in parts])]


def weekly(amount, first=MONDAY, parts=("morgen",)):
    return [(first, None, [(amount, 7, part) for part in parts])]


HARD = [
    # a warning that says daily
    ("Methotrexate Orifarm tab 2,5 mg", "L04AX03", "tablett",
     "6 tabletter hver mandag. Daglig bruk kan gi alvorlig forgiftning.", weekly(6), "fast"),
    ("Methotrexate Orifarm tab 2,5 mg", "L04AX03", "tablett",
     "4 tabletter én gang i uken. Må ikke tas daglig!", weekly(4), "fast"),
    ("Methotrexate Pfizer tab 2,5 mg", "L04AX03", "tablett", "3 tbl a 2,5 mg hver onsdag", weekly(3, WEDNESDAY), "fast"),
    # the licensed split of one weekly dose
    ("Methotrexate Pfizer tab 2,5 mg", "L04AX03", "tablett",
     "1 tablett 3 ganger med 12 timers mellomrom én gang i uken", [], "fast"),
    ("Methotrexate Pfizer tab 2,5 mg", "L04AX03", "tablett", "2 tabletter morgen og 2 tabletter kveld hver mandag",
     weekly(2, parts=("morgen", "kveld")), "fast"),
    # mass in the text, count in the field
    ("Methotrexate Pfizer tab 2,5 mg", "L04AX03", "tablett", "15 mg (6 tabletter) hver mandag", weekly(6), "fast"),
    ("Levaxin tab 50 mikrog", "H03AA01", "tablett", "50 mikrogram daglig", plain(1), "fast"),
    ("Prednisolon tab 5 mg", "H02AB06", "tablett", "10 mg (2 tabletter) om morgenen", plain(2), "fast"),
    ("Metformin Sandoz tab 500 mg", "A10BA02", "tablett", "1 g x 2", plain(2, parts=("morgen", "kveld")), "fast"),
    # different amounts in a day, on different days
    ("Metformin Sandoz tab 500 mg", "A10BA02", "tablett", "2 tabletter morgen og 1 tablett kveld",
     [(-60, None, [(2, 1, "morgen"), (1, 1, "kveld")])], "fast"),
    ("Madopar tab 100 mg/25 mg", "N04BA02", "tablett", "1 tablett kl 8, 12, 16 og 20", [], "fast"),
    ("Levaxin tab 50 mikrog", "H03AA01", "tablett", "1 tablett mandag til fredag, 2 tabletter lørdag og søndag", [],
     "fast"),
    ("Marevan tab 2,5 mg", "B01AA03", "tablett", "Dosering etter INR", [], "fast"),
    ("Marevan tab 2,5 mg", "B01AA03", "tablett", "2 tabletter daglig, 3 tabletter onsdag", [], "fast"),
    ("Folsyre NAF tab 1 mg", "B03BB01", "tablett", "1 tablett alle dager unntatt mandag og tirsdag", [], "fast"),
    ("Folsyre tab 5 mg", "B03BB01", "tablett", "1 tablett hver onsdag", weekly(1, WEDNESDAY), "fast"),
    # a first time that differs from what follows
    ("Ozempic inj, oppl i ferdigfylt penn 0,25 mg", "A10BJ06", "mg",
     "0,25 mg én gang i uken i 4 uker, deretter 0,5 mg én gang i uken", [], "fast"),
    ("Ozempic inj, oppl i ferdigfylt penn 0,25 mg", "A10BJ06", "mg",
     "0,25 mg én gang i uken i 4 uker, deretter 0,5 mg én gang i uken",
     [(-7, 21, [(0.25, 7, "morgen")]), (21, None, [(0.5, 7, "morgen")])], "fast"),
    ("Vitamin B12 depot inj, susp 1 mg/ml", "B03BA01", "ampulle",
     "1 ampulle annenhver dag i 2 uker, deretter 1 ampulle hver 3. måned", [], "fast"),
    ("Lariam tab 250 mg", "P01BC02", "tablett", "1 tablett daglig i 3 dager, deretter 1 tablett én gang i uken", [],
     "fast"),
    # cycles with a break
    ("Xeloda tab 500 mg", "L01BC06", "tablett", "3 tabletter morgen og kveld i 14 dager, deretter 7 dagers pause", [],
     "fast"),
    ("Xeloda tab 500 mg", "L01BC06", "tablett", "3 tabletter 2 ganger daglig i 14 dager",
     [(-3, 11, [(3, 1, "morgen"), (3, 1, "kveld")])], "kur"),
    ("Temodal kaps 100 mg", "L01AX03", "kapsel", "2 kapsler daglig dag 1-5 av 28", [], "fast"),
    ("Lenalidomid Krka kaps 10 mg", "L04AX04", "kapsel", "1 kapsel daglig dag 1-21 av hver 28-dagers syklus", [], "fast"),
    ("Ibrance tab 125 mg", "L01EF01", "tablett", "1 tablett daglig i 21 dager, deretter 7 dagers opphold", [], "fast"),
    ("Loette tab", "G03AA07", "tablett", "1 tablett daglig i 21 dager, deretter 7 dagers pause", [], "fast"),
    ("Loette tab", "G03AA07", "tablett", "1 tablett daglig", plain(1), "fast"),
    ("NuvaRing vaginalinnlegg", "G02BB01", "ring", "1 ring i 3 uker, deretter 1 ukes pause", [], "fast"),
    # high doses on few days
    ("Dexametason tab 4 mg", "H02AB02", "tablett", "10 tabletter én gang i uken", weekly(10), "fast"),
    ("Dexametason tab 4 mg", "H02AB02", "tablett", "1 tablett 2 ganger daglig",
     plain(1, parts=("morgen", "kveld")), "fast"),
    # ranges
    ("Durogesic depotplaster 25 mikrog/time", "N02AB03", "plaster", "1 plaster skiftes hver 2.-3. dag", [], "fast"),
    ("Paracet tab 500 mg", "N02BE01", "tablett", "1-2 tabletter 3-4 ganger daglig", [], "fast"),
    ("Nebido inj, oppl 1000 mg/4 ml", "G03BA03", "ampulle", "1 ampulle hver 10.-14. uke", plain(1, 84), "fast"),
    ("Haldol Depot inj, oppl 50 mg/ml", "N05AD01", "ml", "1 ml hver 3. uke", plain(1, 21), "fast"),
    # as needed beside a field that says every day
    ("Imovane tab 7,5 mg", "N05CF01", "tablett", "1 tablett kveld ved behov",
     [(-60, None, [(1, 1, "kveld")])], "behov"),
    ("Paracet tab 500 mg", "N02BE01", "tablett", "2 tabletter inntil 4 ganger daglig ved behov",
     [(-60, None, [(2, 1, part) for part in ("morgen", "middag", "ettermiddag", "kveld")])], "behov"),
    # every other day, and its kin
    ("Furix tab 20 mg", "C03CA01", "tablett", "1 tablett annenhver dag", plain(1, 2), "fast"),
    ("Lamictal tab 25 mg", "N03AX09", "tablett", "1 tablett annenhver dag i 14 dager, deretter 1 tablett daglig",
     [(-5, 9, [(1, 2, "morgen")]), (9, None, [(1, 1, "morgen")])], "fast"),
    ("Azitromax tab 250 mg", "J01FA10", "tablett", "1 tablett mandag, onsdag og fredag", [], "fast"),
    # a pause in steps, a dose to come, a taper
    ("Prednisolon tab 5 mg", "H02AB06", "tablett",
     "8 tabletter daglig i 5 dager, 6 tabletter daglig i 5 dager, 4 tabletter daglig i 5 dager", [], "kur"),
    ("Apocillin tab 660 mg", "J01CE02", "tablett", "1 tablett 4 ganger daglig i 7 dager. Kuren fullføres.",
     [(-2, 5, [(1, 1, part) for part in ("morgen", "formiddag", "ettermiddag", "kveld")])], "kur"),
    # typing habits
    ("Albyl-E enterotab 75 mg", "B01AC06", "tablett", "1 TABLETT DAGLIG", plain(1), "fast"),
    ("Atorvastatin Xiromed tab 40 mg", "C10AA05", "tablett", "1tabl kveld", [(-60, None, [(1, 1, "kveld")])], "fast"),
    ("Selo-Zok depottab 50 mg", "C07AB02", "tablett", "1 tablett hver morgen mot høyt blodtrykk", plain(1), "fast"),
    ("Norspan depotplaster 5 mikrog/time", "N02AE01", "plaster", "Skiftes hver 7.dag", plain(1, 7), "fast"),
    ("Alendronat Sandoz tab 70 mg", "M05BA04", "tablett",
     "1 tablett hver søndag, fastende, minst 30 min før frokost. Svelges med et fullt glass vann",
     [(("weekday", 6), None, [(1, 7, "morgen")])], "fast"),
    ("Prolia inj, oppl i ferdigfylt sprøyte 60 mg", "M05BX04", "sprøyte", "60 mg subkutant hver 6. måned",
     plain(1, 182), "fast"),
    ("Simponi inj, oppl i ferdigfylt penn 50 mg", "L04AB06", "penn", "1 penn samme dato hver måned", plain(1, 30), "fast"),
    ("Humira inj, oppl i ferdigfylt penn 40 mg", "L04AB04", "penn", "40mg hver 2.uke", plain(1, 14), "fast"),
    ("Stelara inj, oppl i ferdigfylt sprøyte 90 mg", "L04AC05", "sprøyte", "1 sprøyte hver 8. uke sc", plain(1, 56), "fast"),
    ("Mirena intrauterint innlegg", "G02BA03", "stk", "1 innlegg hvert 8. år", [], "fast"),
    ("Methotrexate Pfizer tab 2,5 mg", "L04AX03", "tablett", "6 tabletter hver mandag\nTas med mat",
     weekly(6), "fast"),
]

EVENING, BOTH = ("kveld",), ("morgen", "kveld")

# Two of one substance that belong together: display, atc, unit, text, periods, use, twice.
PAIRS = [
    (("Levaxin tab 100 mikrog", "H03AA01", "tablett", "1 tablett annenhver dag", plain(1, 2), "fast"),
     ("Levaxin tab 125 mikrog", "H03AA01", "tablett", "1 tablett annenhver dag", plain(1, 2, first=-61), "fast")),
    (("Dolcontin depottab 10 mg", "N02AA01", "tablett", "1 tablett morgen", plain(1), "fast"),
     ("Dolcontin depottab 30 mg", "N02AA01", "tablett", "1 tablett kveld", plain(1, 1, EVENING), "fast")),
    (("Lamictal tab 100 mg", "N03AX09", "tablett", "1 tablett 2 ganger daglig", plain(1, 1, BOTH), "fast"),
     ("Lamictal tab 25 mg", "N03AX09", "tablett", "1 tablett kveld", plain(1, 1, EVENING), "fast")),
    (("OxyContin depottab 10 mg", "N02AA05", "tablett", "1 tablett morgen og kveld", plain(1, 1, BOTH), "fast"),
     ("OxyNorm kaps 5 mg", "N02AA05", "kapsel", "1 kapsel ved behov, inntil 4 ganger daglig", [], "behov")),
    (("Furix tab 40 mg", "C03CA01", "tablett", "1 tablett morgen", plain(1), "fast"),
     ("Furix tab 20 mg", "C03CA01", "tablett", "1 tablett midt på dagen", plain(1, 1, ("middag",)), "fast")),
    (("Prednisolon tab 5 mg", "H02AB06", "tablett", "1 tablett daglig", plain(1), "fast"),
     ("Prednisolon tab 20 mg", "H02AB06", "tablett", "2 tabletter daglig i 5 dager",
      [(-1, 4, [(2, 1, "morgen")])], "kur")),
    (("Durogesic depotplaster 25 mikrog/time", "N02AB03", "plaster", "1 plaster hver 3. dag", plain(1, 3), "fast"),
     ("Abstral resoriblett 100 mikrog", "N02AB03", "tablett", "1 tablett ved behov, inntil 4 ganger daglig", [], "behov")),
    (("Methotrexate Pfizer tab 2,5 mg", "L04AX03", "tablett", "6 tabletter hver mandag", weekly(6), "fast"),
     ("Folsyre NAF tab 1 mg", "B03BB01", "tablett", "1 tablett alle dager unntatt mandag", [], "fast")),
    (("Methotrexate Pfizer tab 2,5 mg", "L04AX03", "tablett", "4 tabletter hver mandag", weekly(4), "fast"),
     ("Folsyre tab 5 mg", "B03BB01", "tablett", "1 tablett hver onsdag", weekly(1, WEDNESDAY), "fast")),
]
