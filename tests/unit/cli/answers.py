# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up answers in the shape SFM gives them: one invented patient, and the treatments a test asks for."""

import json
import random
import uuid

SFM = "http://ehelse.no/fhir/StructureDefinition/"
OID = "urn:oid:2.16.578.1.12.4.1.1."
NAMESPACE = uuid.UUID("7c3f5e0a-52a1-4c55-9d0e-2f64f6c1a9b7")
PARTS = {"Morgen": "1", "Formiddag": "2", "Midt på dagen": "3", "Ettermiddag": "4", "Kveld": "5", "Natt": "6"}

# What must never be printed.
FAMILY, GIVEN, STREET, CITY, DOCTOR = "Testfjellsen", "Gunvorine", "Oppdiktveien 7", "Prøvehavn", "Lars Liksomlege"


def national_number(day, month, year, individual):
    """A synthetic number: month + 80, right check digits."""
    while True:
        digits = [int(c) for c in f"{day:02}{month + 80:02}{year % 100:02}{individual:03}"]
        first = -sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits)) % 11
        second = -sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), [*digits, first])) % 11
        if first < 10 and second < 10:
            return "".join(map(str, [*digits, first, second]))
        individual = 100 + (individual + 1) % 400


def coded(system, code, display):
    return {"coding": [{"system": system, "code": code, "display": display}]}


def pll_id(patient, index):
    return str(uuid.uuid5(NAMESPACE, f"pll/{patient}/{index}"))


def resept_id(patient, index):
    return str(uuid.uuid5(NAMESPACE, f"resept/{patient}/{index}"))


def repeating(amount, unit, interval, part):
    return {"url": "repeatingdosage", "extension": [
        {"url": "amount", "valueQuantity": {"value": amount, "unit": unit}},
        {"url": "interval", "valueQuantity": {"value": interval, "unit": "Døgn"}},
        {"url": "accurate", "valueBoolean": False},
        {"url": "timerange", "valueCodeableConcept": coded(OID + "8325", PARTS[part], part)}]}


class Medicine:
    """One treatment. field: (amount, unit, interval in days, parts of the day), or None for a text only."""

    def __init__(self, display, atc, text, field=None, *, start="2026-09-01", on_list=True, prescription=True,
                 status="active", use=("1", "Fast")):
        self.display, self.atc, self.text, self.field = display, atc, text, field
        self.start, self.on_list, self.prescription, self.status, self.use = start, on_list, prescription, status, use


METHOTREXATE_DAILY = Medicine("Methotrexate Prøvefarm tab 2,5 mg", "L04AX03", "3 tabletter hver mandag",
                              (3, "tablett", 1, ["Morgen"]))
METHOTREXATE_RIGHT = Medicine("Methotrexate Prøvefarm tab 2,5 mg", "L04AX03", "3 tabletter én gang i uken",
                              (3, "tablett", 7, ["Morgen"]))
FOLIC_ACID = Medicine("Folsyre Prøvefarm tab 1 mg", "B03BB01", "1 tablett morgen", (1, "tablett", 1, ["Morgen"]))
PREDNISOLONE_OK = Medicine("Prednisolon tab 2,5 mg", "H02AB06", "1 tablett morgen", (1, "tablett", 1, ["Morgen"]))
PREDNISOLONE_TEXT = Medicine("Prednisolon tab 20 mg", "H02AB06", "1 tablett daglig")
PREDNISOLONE_TWO = Medicine("Prednisolon tab 5 mg", "H02AB06", "1 tablett morgen", (2, "tablett", 1, ["Morgen"]))
UNKNOWN_PRODUCT = Medicine("Oppdiktin tab 7 mg", None, "1 tablett morgen", (1, "tablett", 1, ["Morgen"]))
STOPPED = Medicine("Methotrexate Prøvefarm tab 2,5 mg", "L04AX03", "3 tabletter hver mandag",
                   (3, "tablett", 1, ["Morgen"]), status="stopped")


class Answer:
    def __init__(self, patient=0):
        self.patient = patient
        self.number = national_number(1 + patient % 28, 1 + patient % 12, 1930 + patient % 60, 100 + patient % 400)
        self.entries, self.heads = [], []

    def uuid(self, *parts):
        return str(uuid.uuid5(NAMESPACE, f"{self.patient}/" + "/".join(map(str, parts))))

    def reference(self, profile, display, *parts):
        return {"reference": "urn:uuid:" + self.uuid(*parts), "type": SFM + profile, "display": display}

    def add(self, resource, *parts):
        self.entries.append({"fullUrl": "urn:uuid:" + self.uuid(*parts), "resource": {"id": self.uuid("id", *parts),
                                                                                     **resource}})

    def people(self):
        self.add({"resourceType": "Practitioner", "meta": {"profile": [SFM + "sfm-Practitioner"]}, "active": True,
                  "name": [{"use": "official", "family": "Liksomlege", "given": ["Lars"]}],
                  "identifier": [{"use": "official", "system": "urn:oid:2.16.578.1.12.4.1.4.4",
                                  "value": "900099990"}]}, "doctor")
        self.add({"resourceType": "Patient", "meta": {"profile": [SFM + "sfm-Patient"]}, "active": True,
                  "name": [{"use": "official", "family": FAMILY, "given": [GIVEN]}], "gender": "female",
                  "birthDate": f"{1930 + self.patient % 60}-{1 + self.patient % 12:02}-{1 + self.patient % 28:02}",
                  "identifier": [{"use": "official", "system": "urn:oid:2.16.578.1.12.4.1.4.1",
                                  "value": self.number}],
                  "address": [{"use": "home", "line": [STREET], "city": CITY, "postalCode": "9999"}]}, "patient")

    def add_medicine(self, index, medicine):
        product = self.reference("sfm-Medication", medicine.display, "medication", index)
        codes = [{"system": "http://ehelse.no/fhir/CodeSystem/FEST", "display": medicine.display}]
        if medicine.atc is not None:
            codes.append({"system": "http://www.whocc.no/atc", "code": medicine.atc, "display": medicine.display})
        self.add({"resourceType": "Medication", "meta": {"profile": [SFM + "sfm-Medication"]},
                  "code": {"coding": codes}, "status": "active"}, "medication", index)
        self.add(self.statement(index, medicine, product), "statement", index)
        self.heads.append(self.reference("sfm-MedicationStatement", medicine.display, "statement", index))

    def statement(self, index, medicine, product):
        amendment = [{"url": "reseptdate", "valueDate": medicine.start},
                     {"url": "expirationdate", "valueDate": "2027-08-31"},
                     {"url": "dssn", "valueString": medicine.text}]
        if medicine.field is not None:
            amount, unit, interval, parts = medicine.field
            amendment.append({"url": "ereseptdosing", "extension": [
                {"url": "starttime", "valueDate": medicine.start},
                *[repeating(amount, unit, interval, part) for part in parts]]})
        if medicine.prescription:
            amendment.append({"url": "rfstatus", "extension": [
                {"url": "status", "valueCodeableConcept": coded(OID + "7408", "E", "Ekspederbar")}]})
        amendment.append({"url": "typeresept", "valueCodeableConcept":
                          coded(OID + "7491", *(("E", "Eresept") if medicine.prescription else ("U", "Uten resept")))})
        identifiers = []
        if medicine.on_list:
            identifiers.append({"use": "usual", "type": {"text": "PLL"}, "value": pll_id(self.patient, index)})
        if medicine.prescription:
            identifiers.append({"use": "usual", "type": {"text": "ReseptId"}, "value": resept_id(self.patient, index)})
        extensions = [{"url": SFM + "sfm-reseptamendment", "extension": amendment},
                      {"url": SFM + "sfm-regInfo", "extension": [
                          {"url": "status", "valueCoding": {"code": "1", "display": "Forskrevet av"}},
                          {"url": "provider", "valueReference": {"display": DOCTOR + ", HPR: 900099990"}},
                          {"url": "timestamp", "valueDateTime": "2026-09-01T08:00:00+02:00"}]}]
        if medicine.status == "stopped":
            extensions.append({"url": SFM + "sfm-discontinuation", "extension": [
                {"url": "timedate", "valueDateTime": "2026-10-01T08:00:00+02:00"},
                {"url": "reason", "valueCodeableConcept": coded(OID + "7494", "A", "Avsluttet behandling")}]})
        return {"resourceType": "MedicationStatement", "meta": {"profile": [SFM + "sfm-MedicationStatement"]},
                "extension": extensions, "identifier": identifiers,
                "status": "completed" if medicine.status == "stopped" else medicine.status,
                "medicationReference": product,
                "subject": self.reference("sfm-Patient", f"{GIVEN} {FAMILY}", "patient"),
                "dosage": [{"sequence": 1, "text": medicine.text, "extension": [
                    {"url": SFM + "sfm-use", "valueCodeableConcept": coded(OID + "9101", *medicine.use)}]}]}

    def bundle(self):
        composition = {
            "fullUrl": "urn:uuid:" + self.uuid("composition"),
            "resource": {
                "resourceType": "Composition", "id": self.uuid("id", "composition"),
                "meta": {"profile": [SFM + "sfm-MedicationComposition"]},
                "identifier": {"use": "official", "value": self.uuid("lookup")}, "status": "final",
                "type": coded("http://loinc.org", "11503-0", "Medical records"), "date": "2026-11-20",
                "subject": self.reference("sfm-Patient", f"{GIVEN} {FAMILY}", "patient"),
                "author": [self.reference("sfm-Practitioner", DOCTOR + ", HPR: 900099990", "doctor")],
                "title": "Medication summary", "confidentiality": "N",
                "section": [{"title": "Medication", "entry": self.heads,
                             "code": coded("http://ehelse.no/fhir/CodeSystem/sfm-section-types", "sectionMedication",
                                           "List of Medication statements")}]}}
        entries = [composition, *self.entries]
        return {"resourceType": "Bundle", "id": self.uuid("bundle"), "type": "document",
                "timestamp": "2026-11-20T10:00:00+01:00", "entry": entries}


def answer(medicines, patient=0, bare=False):
    """Parameters with a Bundle (or the bare Bundle) for an invented patient with these treatments."""
    made = Answer(patient)
    made.people()
    for index, medicine in enumerate(medicines):
        made.add_medicine(index, medicine)
    if bare:
        return made.bundle()
    system = "http://ehelse.no/fhir/CodeSystem/sfm-kj-rf-error-code"
    return {"resourceType": "Parameters", "parameter": [
        {"name": "medication", "resource": made.bundle()},
        {"name": "RFHentetTidspunkt", "valueDateTime": "2026-11-20T10:00:00+01:00"},
        {"name": "RFM96Feilkode", "valueCodeableConcept": coded(system, "0", "OK")},
        {"name": "RFM912Feilkode", "valueCodeableConcept": coded(system, "0", "OK")}]}


def line(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


KINDS = [METHOTREXATE_DAILY, METHOTREXATE_RIGHT, PREDNISOLONE_OK, PREDNISOLONE_TEXT, PREDNISOLONE_TWO,
         UNKNOWN_PRODUCT, STOPPED]


def ndjson(n_documents, seed=20240601, most=9):
    """NDJSON of patients with some treatments each; the same for the same seed."""
    rng = random.Random(seed)
    return "".join(
        line(answer([rng.choice(KINDS) for _ in range(rng.randint(0, most))], patient=i, bare=i % 5 == 0)) + "\n"
        for i in range(n_documents))
