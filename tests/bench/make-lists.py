#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes NDJSON of made-up answers in the shape SFM gives them, to be measured with: one answer a line, all different.

Products, texts, structured doses, short doses, chains of renewals, dispensings and reactions vary; about one text in twenty
occurs only once. The same seed gives the same bytes. Arguments: megabytes, seed (20240601). Nobody is meant: national
numbers have 80 added to the month.
"""

import json
import random
import sys
import uuid

SFM = "http://ehelse.no/fhir/StructureDefinition/"
SYSTEM = "http://ehelse.no/fhir/CodeSystem/"
OID = "urn:oid:2.16.578.1.12.4.1.1."
NO_BASIS = "http://hl7.no/fhir/StructureDefinition/no-basis-prescriptiongroup"

# display, generic name, ATC, form code, form, unit, every how many days
PRODUCTS = [
    ("Methotrexate Prøvefarm tab 2,5 mg", "metotreksat", "L04AX03", "53", "Tablett", "tablett", 7),
    ("Metex inj, oppl i ferdigfylt penn 15 mg", "metotreksat", "L04AX03", "16", "Injeksjonsvæske", "penn", 7),
    ("Alendronat Prøvefarm tab 70 mg", "alendronsyre", "M05BA04", "53", "Tablett", "tablett", 7),
    ("Ozempic inj, oppl i ferdigfylt penn 1 mg", "semaglutid", "A10BJ06", "16", "Injeksjonsvæske", "dose", 7),
    ("Enbrel inj, oppl i ferdigfylt penn 50 mg", "etanercept", "L04AB01", "16", "Injeksjonsvæske", "penn", 7),
    ("Humira inj, oppl i ferdigfylt penn 40 mg", "adalimumab", "L04AB04", "16", "Injeksjonsvæske", "penn", 14),
    ("Durogesic depotplaster 25 mikrog/time", "fentanyl", "N02AB03", "13", "Depotplaster", "plaster", 3),
    ("Norspan depotplaster 10 mikrog/time", "buprenorfin", "N02AE01", "13", "Depotplaster", "plaster", 7),
    ("Xeplion inj, depot 100 mg", "paliperidon", "N05AX13", "17", "Depotinjeksjon", "sprøyte", 30),
    ("Prolia inj, oppl i ferdigfylt sprøyte 60 mg", "denosumab", "M05BX04", "16", "Injeksjonsvæske", "sprøyte", 182),
    ("Behepan inj, oppl 1 mg/ml", "hydroksokobalamin", "B03BA03", "16", "Injeksjonsvæske", "ml", 90),
] + [(f"{brand} tab {strength} mg", generic, atc, "53", "Tablett", "tablett", 1) for brand, generic, atc, strengths in (
    ("Prednisolon", "prednisolon", "H02AB06", (5, 20)), ("Metoprolol Sandoz", "metoprolol", "C07AB02", (25, 50, 100)),
    ("Atorvastatin Xiromed", "atorvastatin", "C10AA05", (10, 20, 40, 80)), ("Albyl-E", "acetylsalisylsyre", "B01AC06", (75,)),
    ("Levaxin", "levotyroksin", "H03AA01", (25, 50, 100)), ("Eliquis", "apiksaban", "B01AF02", (5,)),
    ("Amlodipin Bluefish", "amlodipin", "C08CA01", (5, 10)), ("Metformin Aurobindo", "metformin", "A10BA02", (500, 850)),
    ("Furix", "furosemid", "C03CA01", (20, 40)), ("Sobril", "oksazepam", "N05BA04", (10, 15)),
    ("Imovane", "zopiklon", "N05CF01", (5,)), ("Cipralex", "escitalopram", "N06AB10", (10,)),
    ("Pinex", "paracetamol", "N02BE01", (500, 1000)), ("Ramipril Actavis", "ramipril", "C09AA05", (5, 10)),
    ("Lamictal", "lamotrigin", "N03AX09", (25, 100)), ("Allopurinol Takeda", "allopurinol", "M04AA01", (100, 300)),
    ("Nexium", "esomeprazol", "A02BC05", (20, 40)), ("Aerius", "desloratadin", "R06AX27", (5,)),
    ("Marevan", "warfarin", "B01AA03", (2,)), ("Folsyre", "folsyre", "B03BB01", (1,))) for strength in strengths] + [
    ("Ventoline inh pulv 0,2 mg/dose", "salbutamol", "R03AC02", "25", "Inhalasjonspulver", "dose", 0),
    ("Symbicort Turbuhaler inh pulv 160/4,5 mikrog/dose", "", "R03AK07", "25", "Inhalasjonspulver", "dose", 1),
    ("Locoid krem 0,1 %", "hydrokortisonbutyrat", "D07AB02", "38", "Krem", "påføring", 1),
    ("Oftan Dexa øyedr, oppl 1 mg/ml", "deksametason", "S01BA01", "70", "Øyedråper", "dråpe", 1),
    ("Lantus inj, oppl 100 E/ml", "insulin glargin", "A10AE04", "16", "Injeksjonsvæske", "enhet", 1),
]
MAKERS = ["", "Sandoz ", "Teva ", "Krka ", "Orifarm ", "Viatris ", "Aurobindo ", "Actavis ", "Bluefish ", "2care4 "]
PARTS = [("1", "Morgen"), ("2", "Formiddag"), ("3", "Midt på dagen"), ("4", "Ettermiddag"), ("5", "Kveld"), ("6", "Natt")]
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
AREAS = ["MOT HØYT BLODTRYKK", "MOT SMERTER", "MOT LEDDGIKT", "MOT ALLERGI", "FOR HJERTET", "MOT BENSKJØRHET", "MN", "M",
         "BLODFORTYNNENDE", "MOT DEPRESJON"]
SHORT = [("5507", "1+0+0+0"), ("130", "1+0+0+1"), ("2", "1 tablett 2 ganger daglig"), ("77", "1 tablett ved behov")]
ADVICE = ["Svelges hel med rikelig vann.", "Tas sammen med mat.", "Må ikke knuses.", "Tas fastende, 30 minutter før mat."]
FAMILIES = ["Liksomsen", "Prøvestad", "Testfjell", "Oppdiktdal", "Fiktivnes", "Syntetlund"]
GIVEN = ["Ask", "Bjørk", "Lønn", "Rogn", "Selje", "Gran", "Hegg", "Osp"]


def coded(system, code, display):
    return {"coding": [{"system": system, "code": code, "display": display}]}


def meta(profile):
    return {"profile": [SFM + profile]}


class Patient:
    """One made-up answer being put together."""

    def __init__(self, rng):
        self.rng, self.entries, self.heads = rng, [], []

    def uuid(self):
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def add(self, resource):
        url = "urn:uuid:" + self.uuid()
        self.entries.append({"fullUrl": url, "resource": resource})
        return url

    def id(self):
        return str(self.rng.randint(10 ** 8, 2 ** 31))

    def reference(self, url, profile, display):
        return {"reference": url, "type": SFM + profile, "display": display}

    def date(self, first=2023, last=2026):
        return f"{self.rng.randint(first, last)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"

    def instant(self):
        return f"{self.date()}T{self.rng.randint(7, 16):02}:{self.rng.randint(0, 59):02}:{self.rng.randint(0, 59):02}" \
               f".{self.rng.randint(0, 9999999):07}+01:00"

    # --- who ------------------------------------------------------------------------------------------------------

    def people(self):
        rng = self.rng
        self.name = rng.choice(GIVEN), rng.choice(FAMILIES)
        number = f"{rng.randint(1, 28):02}{rng.randint(81, 92)}{rng.randint(30, 99)}{rng.randint(0, 99999):05}"
        self.patient = self.add({
            "resourceType": "Patient", "id": self.id(), "meta": meta("sfm-Patient"),
            "identifier": [{"use": "official", "system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": number}],
            "active": True, "name": [{"family": self.name[1], "given": [self.name[0]]}], "gender": rng.choice(["male", "female"]),
            "birthDate": self.date(1930, 1999),
            "address": [{"type": "postal", "text": f"Testveien {rng.randint(1, 99)}", "city": "Prøvehavn", "postalCode": "9999"}]})
        self.subject = self.reference(self.patient, "sfm-Patient", " ".join(self.name))
        doctor = " ".join((rng.choice(GIVEN), rng.choice(FAMILIES)))
        hpr = str(900000000 + rng.randint(1, 99999))
        self.doctor = self.reference(self.add({
            "resourceType": "Practitioner", "id": self.id(), "meta": meta("sfm-Practitioner"),
            "identifier": [{"use": "official", "system": "urn:oid:2.16.578.1.12.4.1.4.4", "value": hpr}],
            "name": [{"family": doctor.split()[1], "given": [doctor.split()[0]]}]}),
            "sfm-Practitioner", f"{doctor}, HPR: {hpr}")
        office = self.reference(self.add({
            "resourceType": "Organization", "id": self.id(), "meta": meta("sfm-Organization"),
            "identifier": [{"use": "official", "system": "urn:oid:2.16.578.1.12.4.1.2", "value": "8093556"}],
            "name": "Prøvehavn legekontor"}), "sfm-Organization", "Prøvehavn legekontor, HER: 8093556")
        self.role = self.reference(self.add({
            "resourceType": "PractitionerRole", "id": self.id(), "meta": meta("sfm-PractitionerRole"),
            "practitioner": self.doctor, "organization": office,
            "code": [{"coding": [{"system": OID + "7490"}], "text": "PLL author"}]}),
            "sfm-PractitionerRole", f"{doctor}, HPR: {hpr}, Prøvehavn legekontor, HER: 8093556")

    # --- doses ----------------------------------------------------------------------------------------------------

    def dose(self, product):
        """The text, and the field as (amount, interval, parts) or None. One field in thirty is out of tune."""
        rng, unit, interval = self.rng, product[5], product[6]
        amount = rng.choice(["1", "1", "1", "2", "0,5", "3", "10"])
        units = unit if amount in ("1", "0,5") else {"tablett": "tabletter", "dose": "doser", "enhet": "enheter",
                                                     "dråpe": "dråper"}.get(unit, unit)
        parts = sorted(rng.sample(range(len(PARTS)), rng.choice([1, 1, 2, 3])))
        if interval == 0:
            text = rng.choice([f"{amount} {units} ved behov", f"1-2 {unit}er ved behov, maks {rng.randint(2, 8)} ganger daglig"])
            return text, None
        if interval == 1:
            text = rng.choice([f"{amount} {units} " + " og ".join(PARTS[p][1].lower() for p in parts),
                               f"{amount} {units} {len(parts)} ganger daglig", f"{amount} {units} daglig",
                               f"{amount} {units} morgen i {rng.randint(3, 30)} dager, deretter {amount} {units} kveld"])
        elif interval == 7:
            text = rng.choice([f"{amount} {units} hver {rng.choice(WEEKDAYS)}", f"{amount} {units} én gang i uken",
                               f"{amount} {units} hver 7. dag", f"{amount} {units} x 1 pr. uke"])
            parts = parts[:1]
        else:
            text, parts = f"{amount} {units} hver {interval}. dag", parts[:1]
        if rng.random() < 0.05:
            text += f" fra {self.date()[8:]}.{self.date()[5:7]}. i {rng.randint(2, 400)} dager"
        if rng.random() < 0.03:
            interval = 1 if interval > 1 else 7
        return text, None if rng.random() < 0.4 else (amount.replace(",", "."), interval, parts)

    def field(self, field, unit):
        amount, interval, parts = field
        start = self.date(2025, 2026)
        return {"url": "ereseptdosing", "extension": [{"url": "starttime", "valueDate": start}] + [
            {"url": "repeatingdosage", "extension": [
                {"url": "amount", "valueQuantity": {"value": float(amount), "unit": unit}},
                {"url": "interval", "valueQuantity": {"value": interval, "unit": "Døgn"}},
                {"url": "accurate", "valueBoolean": False},
                {"url": "timerange", "valueCodeableConcept": coded(OID + "8325", *PARTS[part])}]} for part in parts]}

    # --- treatments -----------------------------------------------------------------------------------------------

    def medication(self, product):
        rng, name = self.rng, uuid.uuid5(uuid.NAMESPACE_URL, f"{product[0]}/{self.rng.randint(1, 3)}")  # one of its packages
        codes = [{"system": SYSTEM + "FEST", "code": f"ID_{str(name).upper()}" if name.int % 2 else
                  str(1000 + name.int % 599000), "display": product[0]}]
        if name.int % 4 < 2:
            codes.append({"system": "http://www.whocc.no/atc", "code": product[2], "display": product[1] or product[0]})
        return self.reference(self.add({
            "resourceType": "Medication", "id": self.id(), "meta": meta("sfm-Medication"),
            "extension": [
                {"url": NO_BASIS, "extension": [
                    {"url": "prescriptiongroup", "valueCodeableConcept": coded(OID + "7421", "C", "Reseptgruppe C")}]},
                {"url": SFM + "sfm-medicationdetails", "extension": [
                    {"url": "registreringstype",
                     "valueCodeableConcept": coded(SYSTEM + "sfm-festregistrationtype", "3", "Legemiddelpakning")},
                    {"url": "packinginfoprescription", "extension": [
                        {"url": "name", "valueString": product[0].split(" ")[0]},
                        {"url": "packingsize", "valueString": str((20, 28, 30, 98, 100)[name.int % 5])},
                        {"url": "packingunit", "valueCodeableConcept": coded(OID + "7452", "stk", "stykk")}]}]}],
            "identifier": [{"use": "official", "type": {"text": "identifier"}, "value": str(1000 + name.int % 599000)}],
            "code": {"coding": codes}, "status": "active", "form": coded(OID + "7448", product[3], product[4])}),
            "sfm-Medication", product[0])

    def amendment(self, product, link, text, field):
        rng = self.rng
        parts = [{"url": "reseptdate", "valueDate": self.date()}, {"url": "expirationdate", "valueDate": self.date(2026, 2028)},
                 {"url": "festUpdate", "valueDateTime": self.instant()}, {"url": "dssn", "valueString": text},
                 {"url": "numberofpackages", "valueDecimal": rng.randint(1, 4)}, {"url": "reit", "valueString": str(rng.randint(0, 3))},
                 {"url": "itemgroup", "valueCodeableConcept": coded(OID + "7402", "L", "Legemiddel")},
                 {"url": "reimbursementcode", "valueCodeableConcept": coded(OID + "7435", "L88", "Leddgikt")},
                 {"url": "reimbursementparagraph", "valueCodeableConcept": coded(OID + "7427", "200", "§5-14 §2")}]
        if field is not None:
            parts.append(self.field(field, product[5]))
        status = ("T", "Tilbakekalt") if link > 0 else rng.choice([("E", "Ekspederbar"), ("E", "Ekspederbar"), ("R", "Avsluttet")])
        parts.append({"url": "rfstatus", "extension": [{"url": "status", "valueCodeableConcept": coded(OID + "7408", *status)}]})
        if link > 0:
            parts.append({"url": "recallinfo", "extension": [
                {"url": "recallId", "valueString": self.newer},
                {"url": "recallcode", "valueCodeableConcept": coded(OID + "7500", "1", "Fornyet resept")},
                {"url": "performed", "valueBoolean": True}]})
        elif rng.random() < 0.3:
            parts.append({"url": "note", "valueString": "Kontroll av blodprøver hver 3. måned"})
        return parts + [{"url": "lastchanged", "valueDateTime": self.instant()},
                        {"url": "typeresept", "valueCodeableConcept": coded(OID + "7491", "E", "Eresept")}]

    def registration(self, code, display):
        return {"url": SFM + "sfm-regInfo", "extension": [
            {"url": "status", "valueCodeableConcept": coded(SYSTEM + "sfm-medicationstatement-registration-status", "3", "Godkjent")},
            {"url": "type", "valueCodeableConcept": coded(SYSTEM + "sfm-performer-roles", code, display)},
            {"url": "provider", "valueReference": self.doctor}, {"url": "timestamp", "valueDateTime": self.instant()}]}

    def dosage(self, text, field, advice):
        rng = self.rng
        extensions = [{"url": SFM + "sfm-use", "valueCodeableConcept": coded(OID + "9101", "1", "Fast")},
                      {"url": SFM + "sfm-application-area", "extension": [{"url": "text", "valueString": rng.choice(AREAS)}]}]
        if field is None and rng.random() < 0.3 and text.startswith("1 tablett"):
            extensions.insert(0, {"url": SFM + "sfm-shortdosage", "valueCodeableConcept": coded(OID + "7478", *rng.choice(SHORT))})
        dosage = {"extension": extensions, "sequence": 1, "text": text}
        return {**dosage, "patientInstruction": advice} if advice else dosage

    def statement(self, product, medication, link, entry_id, older):
        text, field = self.dose(product)
        advice = self.rng.choice(ADVICE) if self.rng.random() < 0.2 else None
        own = self.uuid()
        identifiers = [{"use": "usual", "type": {"text": "ReseptId"}, "value": own}]
        if entry_id is not None:
            identifiers.insert(0, {"use": "usual", "type": {"text": "PLL"}, "value": entry_id})
        resource = {
            "resourceType": "MedicationStatement", "id": self.id(), "meta": meta("sfm-MedicationStatement"),
            "extension": [
                {"url": SFM + "sfm-reseptamendment",
                 "extension": self.amendment(product, link, text + ("\n" + advice if advice else ""), field)},
                self.registration("1", "Forskrevet av"), self.registration("2", "Registrert av"),
                {"url": SFM + "sfm-generic-substitution", "extension": [{"url": "genericSubstitutionAccepted", "valueBoolean": True}]}],
            "identifier": identifiers, "status": "active" if link == 0 else "completed", "medicationReference": medication,
            "subject": self.subject, "dosage": [self.dosage(text, field, advice)]}
        if older is not None:
            resource["basedOn"] = [self.reference(older, "sfm-MedicationStatement", product[0])]
        url = self.add(resource)
        if self.rng.random() < 0.2:
            self.dispense(url, medication, own)
        return url, own

    def dispense(self, statement, medication, prescription):
        self.add({"resourceType": "MedicationDispense", "id": self.uuid(), "meta": meta("sfm-MedicationDispense"),
                  "extension": [{"url": SFM + "sfm-dispenseinfo", "extension": [
                      {"url": "cancellation", "valueBoolean": False}, {"url": "concluded", "valueBoolean": False},
                      {"url": "prescriptionid", "valueString": prescription}]}],
                  "status": "completed", "medicationReference": medication, "subject": self.subject,
                  "authorizingPrescription": [{"reference": statement}],
                  "quantity": {"value": self.rng.randint(1, 3)}, "whenHandedOver": self.date()})

    def treatment(self):
        product = self.rng.choice(PRODUCTS)
        brand, _, rest = product[0].partition(" ")
        product = (f"{brand} {self.rng.choice(MAKERS)}{rest}", *product[1:])
        medication = self.medication(product)
        entry_id = self.uuid() if self.rng.random() < 0.8 else None
        older, links = None, self.rng.choice([0, 0, 0, 1, 2])
        self.newer = self.uuid()
        for link in range(links, -1, -1):
            older, self.newer = self.statement(product, medication, link, entry_id if link == 0 else None, older)
        self.heads.append(self.reference(older, "sfm-MedicationStatement", product[0]))

    # --- the whole ------------------------------------------------------------------------------------------------

    def section(self, title, code, display, entries):
        return {"title": title, "code": coded(SYSTEM + "sfm-section-types", code, display),
                "text": {"status": "generated", "div": f'<xhtml:div xmlns:xhtml="http://www.w3.org/1999/xhtml">{display}</xhtml:div>'},
                "entry": entries}

    def composition(self, info, reaction):
        return {"fullUrl": "urn:uuid:" + self.uuid(), "resource": {
            "resourceType": "Composition", "id": self.uuid(), "meta": meta("sfm-MedicationComposition"),
            "identifier": {"use": "official", "value": self.uuid()}, "status": "final",
            "type": coded("http://loinc.org", "11503-0", "Medical records"), "subject": self.subject, "date": self.date(),
            "author": [self.doctor], "title": "Medication summary", "confidentiality": "N",
            "section": [self.section("Medication", "sectionMedication", "List of Medication statements", self.heads),
                        self.section("PLL info", "sectionPLLinfo", "PLL info", [{"reference": info}]),
                        self.section("Allergies", "sectionAllergies", "Allergies", [{"reference": reaction}])]}}

    def parameters(self):
        self.people()
        for _ in range(self.rng.randint(1, 16)):
            self.treatment()
        info = self.add({
            "resourceType": "Basic", "id": self.uuid(), "meta": meta("sfm-PLL-info"),
            "extension": [{"url": SFM + "sfm-pllInformation", "extension": [{"url": "PLLdate", "valueDateTime": self.instant()}]}],
            "code": coded(SYSTEM + "sfm-message-type", "M25.1", "PLL"), "subject": self.subject, "author": self.role})
        reaction = self.add({
            "resourceType": "AllergyIntolerance", "id": self.id(), "meta": meta("sfm-AllergyIntolerance"),
            "clinicalStatus": coded("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", "Active"),
            "code": coded("http://www.whocc.no/atc", "J01CE", "Beta-laktamaseømfintlige penicilliner"), "patient": self.subject})
        bundle = {"resourceType": "Bundle", "id": self.uuid(), "type": "document", "timestamp": self.instant(),
                  "entry": [self.composition(info, reaction), *self.entries]}
        good = {"valueCodeableConcept": coded(SYSTEM + "sfm-kj-rf-error-code", "0", "OK")}
        return {"resourceType": "Parameters", "parameter": [
            {"name": "medication", "resource": bundle}, {"name": "KJHentetTidspunkt", "valueDateTime": self.instant()},
            {"name": "RFHentetTidspunkt", "valueDateTime": self.instant()}, {"name": "KJFeilkode", **good},
            {"name": "RFM96Feilkode", **good}, {"name": "RFM912Feilkode", **good},
            {"name": "KJHarLegemidler", "valueBoolean": False}, {"name": "KJHarLaste", "valueBoolean": False},
            {"name": "RFHarLaste", "valueBoolean": False}]}


def main():
    wanted = float(sys.argv[1]) * 1e6
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20240601)
    written = 0
    while written < wanted:
        line = json.dumps(Patient(rng).parameters(), ensure_ascii=False, separators=(",", ":"),
                          sort_keys=rng.random() < 0.3) + "\n"  # some senders sort
        written += sys.stdout.buffer.write(line.encode())


if __name__ == "__main__":
    main()
