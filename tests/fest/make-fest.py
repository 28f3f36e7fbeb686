#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a made-up extract of FEST (M30) to standard output: the elements, order and namespaces of the real one, with
brands that do not exist. The same arguments always give the same bytes.

Arguments: how many packages (200). Everything else grows with them as it does in the real register, where there are
some 10 800 packages, 9 000 brands, 9 500 doses, 16 000 substances with and without strength, 11 500 interactions.
"""

import random
import sys
import uuid
from xml.sax.saxutils import escape, quoteattr

M30 = "http://www.kith.no/xmlstds/eresept/m30/2014-12-01"
FORSKRIVNING = "http://www.kith.no/xmlstds/eresept/forskrivning/2014-12-01"
OID = "2.16.578.1.12.4.1.1."

# Groups of ATC of the fourth level; a substance is one of them with two digits behind.
GROUPS = """A02BC A03FA A06AB A07DA A10BA A10BB A10BH A10BJ A10BK A11CC A12AX B01AA B01AB B01AC B01AF B03BA B03BB
C01AA C01BD C01DA C02AC C03AA C03CA C03DA C07AB C07AG C08CA C08DA C08DB C09AA C09BA C09CA C09DA C10AA C10AX D01AC D07AC
G03AA G03CA G03GA G04BE G04CA G04CB H02AB H03AA H05AA J01AA J01CA J01CE J01CF J01CR J01EA J01EE J01FA J01MA J02AC J05AB
J05AE J05AR J07BB L01BA L01BC L01XE L02AB L02AE L02BA L02BG L04AA L04AB L04AC L04AX M01AB M01AE M01AH M03BX M04AA M05BA
M05BX N02AA N02AB N02AX N02BE N02CC N03AE N03AF N03AG N03AX N04BA N04BC N05AA N05AD N05AF N05AH N05AN N05AX N05BA N05CF
N06AA N06AB N06AX N06BA N06DA P01BA R01AD R03AC R03AK R03BA R03DC R05CB R06AE R06AX S01EC S01ED S01EE V03AE""".split()
# Some that are looked for by name; the rest is made up.
NAMED = {"L04AX03": "Metotreksat", "L01BA01": "Metotreksat", "M05BA04": "Alendronsyre", "B01AA03": "Warfarin",
         "C10AA01": "Simvastatin", "J02AC01": "Flukonazol", "N02BE01": "Paracetamol", "C03CA01": "Furosemid",
         "N06AA09": "Amitriptylin", "A10BA02": "Metformin", "J01FA09": "Klaritromycin", "N05AN01": "Litiumion"}
FORMS = [("53", "Tablett", "tab", "tablett"), ("27", "Kapsel", "kaps", "kapsel"),
         ("61", "Injeksjonsvæske, oppløsning", "inj, oppl", "sprøyte"), ("43", "Mikstur", "mikst", "ml"),
         ("9", "Depotplaster", "depotplaster", "plaster")]
STRENGTHS = ["1 mg", "2,5 mg", "5 mg", "10 mg", "20 mg", "25 mg", "50 mg", "75 mg", "100 mg", "250 mg", "500 mg"]
SYLLABLES = "ba do fi ga ki lu me no pra ri su ta vex zol mir dan til or pen xan fyl krø ås bli eks".split()
RELEVANCE = [("1", "Bør unngås"), ("2", "Forholdsregler bør tas"), ("3", "Ingen tiltak nødvendig")]

rand = random.Random(20261120)
out = sys.stdout


def fest_id():
    return f"ID_{uuid.UUID(int=rand.getrandbits(128), version=4)}".upper()


def word(n):
    return "".join(rand.choice(SYLLABLES) for _ in range(n)).capitalize()


def tag(name, text):
    return f"<{name}>{escape(text)}</{name}>"


def coded(name, value, display, code_list=None):
    oid = f' S="{OID}{code_list}"' if code_list else ""
    return f"<{name} V={quoteattr(value)}{oid} DN={quoteattr(display)} />"


def entry(name, content, discontinued=False):
    status = coded("Status", "U", "Utgått oppføring") if discontinued else coded("Status", "A", "Aktiv oppføring")
    out.write(f"<{name}>{tag('Id', fest_id())}{tag('Tidspunkt', '2026-09-01T03:11:16')}{status}{content}</{name}>\n")


def is_discontinued():
    return rand.random() < 0.03


# --- substances ---------------------------------------------------------------------------------------------------------

class Substance:
    def __init__(self, atc, name):
        self.atc, self.name, self.id = atc, name, fest_id()
        self.strengths = {}

    def strength(self, text):
        return self.strengths.setdefault(text, fest_id())


def make_substances(n):
    substances = [Substance(atc, name) for atc, name in NAMED.items() if atc != "L01BA01"]
    substances.append(Substance("L01BA01", "Metotreksat"))
    substances[-1].id = substances[0].id  # one substance, two codes
    substances[-1].strengths = substances[0].strengths
    while len(substances) < n:
        group = rand.choice(GROUPS)
        atc = f"{group}{rand.randrange(1, 60):02}"
        if atc not in NAMED:
            substances.append(Substance(atc, word(3)))
    return substances


def write_substances(substances, n_bare):
    out.write("<KatVirkestoff>\n")
    seen = set()
    for substance in substances:
        if substance.id in seen:
            continue
        seen.add(substance.id)
        entry("OppfVirkestoff", f'<Virkestoff xmlns="{FORSKRIVNING}">{tag("Id", substance.id)}'
              f'{tag("Navn", substance.name)}{tag("NavnEngelsk", substance.name)}</Virkestoff>', is_discontinued())
        for text, strength_id in substance.strengths.items():
            value, unit = text.split(" ")
            entry("OppfVirkestoff", f'<VirkestoffMedStyrke xmlns="{FORSKRIVNING}">{tag("Id", strength_id)}'
                  f'<Styrke V="{value.replace(",", ".")}" U="{unit}" />{tag("RefVirkestoff", substance.id)}'
                  f'{coded("Styrkeoperator", "5", "Lik", "7610")}</VirkestoffMedStyrke>')
    for _ in range(n_bare):
        name = word(4)
        entry("OppfVirkestoff", f'<Virkestoff xmlns="{FORSKRIVNING}">{tag("Id", fest_id())}{tag("Navn", name)}</Virkestoff>')
    out.write("</KatVirkestoff>\n")


# --- products -----------------------------------------------------------------------------------------------------------

class Brand:
    def __init__(self, substances, name, form, strength):
        self.substances, self.name, self.form, self.strength, self.id = substances, name, form, strength, fest_id()
        self.discontinued = is_discontinued()
        self.short_doses = ["160"]
        self.full_name = f"{name} {form[2]} {'/'.join([strength] * len(substances))}"

    def drug(self, full_name):
        """What all kinds of product begin with (typeLegemiddel)."""
        if len(self.substances) == 1:
            atc, display = self.substances[0].atc, self.substances[0].name
        else:
            atc, display = f"{self.substances[0].atc[:5]}51", " og ".join(s.name for s in self.substances)
        code = coded("Atc", atc, display, "7180") if not self.name.startswith("Uten") else ""
        return (f'{code}{tag("NavnFormStyrke", full_name)}{coded("Reseptgruppe", "C", "Reseptgruppe C")}'
                f'{coded("LegemiddelformKort", self.form[0], self.form[1], "7448")}{coded("Preparattype", "7", "Legemiddel")}'
                f'<AdministreringLegemiddel>{coded("Administrasjonsvei", "53", "Oral bruk", "7477")}'
                f'{coded("EnhetDosering", "13", self.form[3], "7480")}'
                f'{"".join(coded("Kortdose", code, code, "7478") for code in self.short_doses)}'
                "</AdministreringLegemiddel>")

    def content(self):
        return "".join(f'<SortertVirkestoffMedStyrke><Sortering>{i}</Sortering>'
                       f'{tag("RefVirkestoffMedStyrke", s.strength(self.strength))}</SortertVirkestoffMedStyrke>'
                       for i, s in enumerate(self.substances))


def make_brands(n, substances):
    tablet = FORMS[0]
    brands = [Brand([substances[0]], "Prøvexat", tablet, "2,5 mg"), Brand([substances[1]], "Benprøv", tablet, "75 mg"),
              Brand([substances[2]], "Tynnprøv", tablet, "2,5 mg"), Brand([substances[3]], "Fettprøv", tablet, "20 mg"),
              Brand([substances[0]], "Prøvexat", tablet, "2,5 mg")]
    for brand in brands:
        brand.discontinued = False
    # known by their ids in the tests
    for i, brand in enumerate(brands):
        brand.id = f"ID_00000000-AAAA-4000-8000-{i:012}"
    brands[4].id = "ID_89931F14-B670-5DAD-805A-9CA71D2F3AE8"  # as the sandbox's patients have it
    for brand in (brands[0], brands[4]):
        brand.short_doses = ["93", "990001", "990002", "5378", "160"]
    while len(brands) < n:
        several = 2 if rand.random() < 0.08 else 1
        name = ("Uten " if rand.random() < 0.01 else "") + word(rand.randrange(2, 4))
        form = rand.choice(FORMS)
        chosen = rand.sample(substances, several)
        for strength in rand.sample(STRENGTHS, rand.randrange(1, 5)):
            brands.append(Brand(chosen, name, form, strength))
    return brands[:n]


def write_brands(brands):
    out.write("<KatLegemiddelMerkevare>\n")
    for brand in brands:
        entry("OppfLegemiddelMerkevare", f'<LegemiddelMerkevare xmlns="{FORSKRIVNING}">{brand.drug(brand.full_name)}'
              f'{tag("Id", brand.id)}{tag("Varenavn", brand.name)}{tag("LegemiddelformLang", brand.form[1] + ", filmdrasjert")}'
              f'{brand.content()}<ProduktInfo><Varseltrekant>false</Varseltrekant>{tag("Produsent", "Prøve & Sønner AS")}'
              f'</ProduktInfo><Reseptgyldighet><Varighet>P1Y</Varighet></Reseptgyldighet><Preparatomtaleavsnitt>'
              f'{coded("Avsnittoverskrift", "1", "Indikasjon")}<Lenke><Www V="https://example.no/omtale.pdf" /></Lenke>'
              "</Preparatomtaleavsnitt></LegemiddelMerkevare>", brand.discontinued)
    out.write("</KatLegemiddelMerkevare>\n")


def write_packages(n, brands):
    out.write("<KatLegemiddelpakning>\n")
    for i in range(n):
        brand = brands[i] if i < len(brands) else rand.choice(brands)
        price = rand.randrange(40, 4000)
        entry("OppfLegemiddelpakning", f'<Legemiddelpakning xmlns="{FORSKRIVNING}">{brand.drug(brand.full_name)}'
              f'{tag("Id", fest_id())}{tag("Varenr", f"{900000 + i:06}" if i < 100000 else f"{i:07}")}{tag("Ean", f"70{i:011}")}'
              f'<Oppbevaring V="1" DN="Romtemperatur" /><Pakningsinfo>{tag("RefLegemiddelMerkevare", brand.id)}'
              f'<Pakningsstr>{rand.choice([20, 28, 30, 98, 100])}</Pakningsstr>{coded("EnhetPakning", "13", "stk", "7452")}'
              f'{coded("Pakningstype", "2", "Blisterpakning", "7449")}<Mengde>100</Mengde><DDD V="5" U="mg" /></Pakningsinfo>'
              f'<PrisVare>{coded("Type", "1", "Maksimal utsalgspris", "7453")}<Pris V="{price}.00" U="NOK" />'
              "<GyldigFraDato>2026-01-01</GyldigFraDato></PrisVare><Markedsforingsinfo><Markedsforingsdato>2019-05-01"
              "</Markedsforingsdato></Markedsforingsinfo></Legemiddelpakning>", brand.discontinued or is_discontinued())
    out.write("</KatLegemiddelpakning>\n")


def write_generics(brands, n):
    out.write("<KatLegemiddelVirkestoff>\n")
    for brand in brands[:n]:
        name = f'{" / ".join(s.name for s in brand.substances)} {brand.form[2]} {brand.strength}'
        entry("OppfLegemiddelVirkestoff", f'<LegemiddelVirkestoff xmlns="{FORSKRIVNING}">{brand.drug(name)}'
              f'{tag("Id", fest_id())}{brand.content()}{tag("RefLegemiddelMerkevare", brand.id)}</LegemiddelVirkestoff>')
    out.write("</KatLegemiddelVirkestoff>\n")


def write_doses(brands, n):
    out.write("<KatLegemiddeldose>\n")
    for i in range(n):
        brand = brands[i % len(brands)]
        entry("OppfLegemiddeldose", f'<Legemiddeldose xmlns="{FORSKRIVNING}">{brand.drug(brand.full_name)}{tag("Id", fest_id())}'
              f'<LmrLopenr>{i}</LmrLopenr><Mengde V="1" U="stk" />{tag("RefLegemiddelMerkevare", brand.id)}'
              f'{tag("RefPakning", fest_id())}</Legemiddeldose>')
    out.write("</KatLegemiddeldose>\n")


# --- passed over ----------------------------------------------------------------------------------------------------------

def write_others(n):
    out.write("<KatRefusjon>\n")
    for i in range(n):
        entry("OppfRefusjon", f'<Refusjonshjemmel>{coded("Refusjonshjemmel", "200", "§2", "7427")}<KreverVarekobling>true'
              f'</KreverVarekobling><KreverVedtak>false</KreverVedtak><Refusjonsgruppe>{tag("Id", fest_id())}'
              f'{coded("GruppeNr", f"{i:06}", "Gruppe", "7421")}</Refusjonsgruppe></Refusjonshjemmel>')
    out.write("</KatRefusjon>\n<KatKodeverk>\n")
    entry("OppfKodeverk", f'<Info><Id>{OID}7448</Id><Betegnelse>Legemiddelform</Betegnelse></Info>'
          f'<Element>{tag("Id", fest_id())}<Kode>53</Kode><Term><Term>Tablett</Term></Term></Element>')
    out.write("</KatKodeverk>\n")


# --- interactions ---------------------------------------------------------------------------------------------------------

def member(substance=None, group=None):
    if group is not None:
        return f'<Substans>{tag("Substans", "Gruppe " + group)}{coded("Atc", group, "Gruppe " + group, "7180")}</Substans>'
    return (f'<Substans>{tag("Substans", substance.name)}{coded("Atc", substance.atc, substance.name, "7180")}'
            f'{tag("RefVirkestoff", substance.id)}</Substans>')


def interaction(relevance, first, second, discontinued=False):
    text = " ".join(word(3).lower() for _ in range(20))
    situation = tag("Situasjonskriterium", "Gjelder ikke ved lokal bruk.") if rand.random() < 0.2 else ""
    entry("OppfInteraksjon", f'<Interaksjon>{tag("Id", fest_id())}{coded("Relevans", *relevance)}{situation}'
          f'{tag("KliniskKonsekvens", "Økt risiko: " + text)}{tag("Interaksjonsmekanisme", text)}'
          f'{coded("Kildegrunnlag", "3", "Kliniske studier")}{tag("Handtering", "Dosetilpasning: " + text)}'
          f'<Referanse>{tag("Kilde", "Prøve 2020")}<Lenke V="https://example.no" /></Referanse>'
          f'<Substansgruppe>{first}</Substansgruppe><Substansgruppe>{second}</Substansgruppe></Interaksjon>', discontinued)


def write_interactions(n, substances):
    by_atc = {substance.atc: substance for substance in substances}
    out.write("<KatInteraksjon>\n")
    interaction(RELEVANCE[0], member(by_atc["B01AA03"]), member(by_atc["J02AC01"]))
    interaction(RELEVANCE[1], member(group="B01AA"), member(group="C10AA"))
    interaction(RELEVANCE[0], member(by_atc["L04AX03"]), member(by_atc["N02BE01"]), discontinued=True)
    # St John's wort: no code of ATC, only a reference
    interaction(RELEVANCE[0], f'<Substans><Substans>Johannesurt</Substans>{tag("RefVirkestoff", fest_id())}</Substans>',
                member(by_atc["B01AA03"]))
    for _ in range(n):
        first, second = rand.sample(substances, 2)
        left = member(first) if rand.random() < 0.7 else member(group=rand.choice(GROUPS)) + member(first)
        right = member(second) if rand.random() < 0.7 else "".join(member(s) for s in rand.sample(substances, 4))
        interaction(rand.choices(RELEVANCE, (2, 5, 3))[0], left, right, is_discontinued())
    for substance in substances[20:20 + n // 25]:
        entry("OppfInteraksjon", f'<InteraksjonIkkeVurdert>{coded("Atc", substance.atc, substance.name, "7180")}'
              "</InteraksjonIkkeVurdert>")
    out.write("</KatInteraksjon>\n")


# --- short doses ----------------------------------------------------------------------------------------------------------

def use(number, amount, period, iterations=None, dosing=""):
    repeat = tag("Iterasjoner", str(iterations)) if iterations else ""
    return f"<Legemiddelforbruk><Lopenr>{number}</Lopenr><Mengde>{amount}</Mengde><Periode>{period}</Periode>{repeat}{dosing}</Legemiddelforbruk>"


def times(*doses):
    fixed = "".join(f'<DoseFastTidspunkt><Mengde V="{amount}" U="stk" />{interval}{part}<GisEksakt>false</GisEksakt>{days}'
                    "</DoseFastTidspunkt>" for amount, interval, part, days in doses)
    return f'<Dosering xmlns="{FORSKRIVNING}">{fixed}</Dosering>'


def short_dose(code, name, term, uses="", discontinued=False):
    entry("OppfStrDosering", f'<Kortdose>{coded("Kortdose", code, name, "7478")}{tag("BeskrivelseTerm", term)}{uses}</Kortdose>',
          discontinued)


def write_short_doses():
    daily = '<Intervall V="1" U="Døgn" />'
    out.write("<KatStrDosering>\n")
    for code, a, b in (("130", 1, 2), ("160", 1, 3), ("304", 6, 1)):
        short_dose(code, f"{a}x{b}", f"{a} {b} ganger daglig", use(1, a * b, "P1D"))
    short_dose("93", "1 daglig", "1 daglig", use(1, 1, "P1D"))
    short_dose("116", "1x1x5", "1 daglig i 5 dager", use(1, 1, "P1D", 5))
    short_dose("5378", "Følg vedlagte bruksanvisning", "Følg vedlagte bruksanvisning")
    short_dose("5507", "1+0+0+0", "1 morgen", use(1, 1, "P1D", dosing=times((1, daily, coded("Tidsomrade", "1", "Morgen"), ""))))
    short_dose("5534", "3+0+0+3", "3 morgen og 3 kveld", use(1, 6, "P1D", dosing=times(
        (3, daily, coded("Tidsomrade", "1", "Morgen"), ""), (3, daily, coded("Tidsomrade", "5", "Kveld"), ""))))
    # made-up codes from here on: which codes are weekly in the real register is not public
    short_dose("990001", "1 pr uke", "1 en gang i uken", use(1, 1, "P7D"))
    short_dose("990002", "4 mandag", "4 hver mandag", use(1, 4, "P7D", dosing=times(
        (4, "", "", f'<FastDose>{coded("FasteUkedager", "1", "Mandag")}</FastDose>'))))
    short_dose("990003", "1 pr mnd", "1 en gang i måneden", use(1, 1, "P1M"))
    short_dose("990004", "1 hver 8. time", "1 hver 8. time", use(1, 1, "PT8H"))
    short_dose("990005", "1 pr uke (utgått)", "1 en gang i uken", use(1, 1, "P7D"), discontinued=True)
    short_dose("990006", "1 ved behov", "1 ved behov", use(1, 1, "P1D", dosing=f'<Dosering xmlns="{FORSKRIVNING}">'
               '<DoseEtterBehov><Mengde V="1" U="stk" /></DoseEtterBehov></Dosering>'))
    short_dose("990007", "2x3, så 1x3", "2 tre ganger daglig i 3 dager, deretter 1", use(1, 6, "P1D", 3) + use(2, 3, "P1D"))
    for i in range(400):
        amount, period = rand.randrange(1, 5), rand.choice(["P1D", "P1D", "P1D", "P2D", "P7D", "P14D", "P1M", "PT12H"])
        short_dose(f"{991000 + i}", f"{amount} pr {period}", f"{amount} i hver {period}", use(1, amount, period))
    out.write("</KatStrDosering>\n")


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    substances = make_substances(max(30, n // 4))
    brands = make_brands(max(8, n * 83 // 100), substances)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<FEST xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
              f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="{M30}">\n'
              "<HentetDato>2026-11-02T03:09:06</HentetDato>\n")
    write_brands(brands)
    write_packages(n, brands)
    write_substances(substances, n // 2)
    write_generics(brands, n // 5)
    write_others(n // 10)
    write_doses(brands, n * 87 // 100)
    write_interactions(n, substances)
    write_short_doses()
    out.write("</FEST>\n")


main()
