# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up answers in the shape SFM gives them, one patient a line, for measuring. Numbers have month + 80."""

import datetime
import json
import uuid

TODAY = datetime.date(2026, 11, 20)

SFM = "http://ehelse.no/fhir/StructureDefinition/"
OID = "urn:oid:2.16.578.1.12.4.1.1."
PARTS = {"morgen": ("1", "Morgen"), "formiddag": ("2", "Formiddag"), "middag": ("3", "Midt på dagen"),
         "ettermiddag": ("4", "Ettermiddag"), "kveld": ("5", "Kveld"), "natt": ("6", "Natt")}
USES = {"fast": ("1", "Fast"), "kur": ("2", "Kur"), "behov": ("3", "Ved behov"), "vaksine": ("4", "Vaksine")}
FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def coded(system, code, display):
    return {"coding": [{"system": system, "code": code, "display": display}]}


def national_number(index):
    """A synthetic number with right check digits."""
    born = datetime.date(1930, 1, 1) + datetime.timedelta(days=index % 25000)
    for individual in range(100 + index % 300, 500):
        digits = [int(c) for c in f"{born.day:02}{born.month + 80:02}{born.year % 100:02}{individual:03}"]
        first = -sum(a * b for a, b in zip(FIRST, digits)) % 11
        second = -sum(a * b for a, b in zip(SECOND, [*digits, first])) % 11
        if first < 10 and second < 10:
            return born, "".join(map(str, [*digits, first, second]))
    return national_number(index + 1)


def days(n):
    return (TODAY + datetime.timedelta(days=n)).isoformat()


def intake(amount, unit, interval, part):
    inner = [{"url": "amount", "valueQuantity": {"value": amount, "unit": unit}},
             {"url": "interval", "valueQuantity": {"value": interval, "unit": "Døgn"}},
             {"url": "accurate", "valueBoolean": False}]
    if part is not None:
        inner.append({"url": "timerange", "valueCodeableConcept": coded(OID + "8325", *PARTS[part])})
    return {"url": "repeatingdosage", "extension": inner}


def period(start, end, intakes):
    """One ereseptdosing: dates as text, intakes as (amount, unit, interval, part)."""
    inner = [{"url": "starttime", "valueDate": start}]
    if end is not None:
        inner.append({"url": "endtime", "valueDate": end})
    return {"url": "ereseptdosing", "extension": inner + [intake(*one) for one in intakes]}


class Treatment:
    """One entry of a list. periods: (start, end or None, intakes); none when the dose stands as text alone."""

    def __init__(self, key, display, atc, text, periods=(), *, use="fast", area=None):
        self.key, self.display, self.atc, self.text = key, display, atc, text
        self.periods, self.use, self.area = periods, use, area

    def entry_id(self):
        return f"{self.key:08x}-0000-4000-8000-000000000001"


def key_of(entry_id):
    return int(entry_id[:8], 16)


def statement(treatment, reference, subject):
    amendment = [{"url": "reseptdate", "valueDate": days(-30)}, {"url": "expirationdate", "valueDate": days(334)},
                 {"url": "dssn", "valueString": treatment.text},
                 *(period(*one) for one in treatment.periods),
                 {"url": "rfstatus", "extension": [
                     {"url": "status", "valueCodeableConcept": coded(OID + "7408", "E", "Ekspederbar")}]},
                 {"url": "typeresept", "valueCodeableConcept": coded(OID + "7491", "E", "Eresept")}]
    dosage = [{"url": SFM + "sfm-use", "valueCodeableConcept": coded(OID + "9101", *USES[treatment.use])}]
    if treatment.area is not None:
        dosage.append({"url": SFM + "sfm-application-area", "extension": [
            {"url": "text", "valueString": treatment.area}]})
    entry = treatment.entry_id()
    return {"resourceType": "MedicationStatement", "id": entry,
            "meta": {"profile": [SFM + "sfm-MedicationStatement"]},
            "extension": [{"url": SFM + "sfm-reseptamendment", "extension": amendment}],
            "identifier": [{"use": "usual", "type": {"text": "PLL"}, "value": entry},
                           {"use": "usual", "type": {"text": "ReseptId"},
                            "value": str(uuid.uuid5(uuid.NAMESPACE_OID, entry))}],
            "status": "active", "medicationReference": reference, "subject": subject,
            "dosage": [{"sequence": 1, "text": treatment.text, "extension": dosage}]}


def answer(treatments, patient):
    """The bare Bundle of one patient, as a line."""
    born, number = national_number(patient)

    def made(kind, index=0):
        return "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}/{patient}/{index}"))

    subject = {"reference": made("patient"), "type": SFM + "sfm-Patient", "display": f"Prøve {patient} Testesen"}
    entries = [{"fullUrl": made("patient"), "resource": {
        "resourceType": "Patient", "meta": {"profile": [SFM + "sfm-Patient"]}, "active": True,
        "name": [{"use": "official", "family": "Testesen", "given": [f"Prøve {patient}"]}], "gender": "female",
        "birthDate": born.isoformat(),
        "identifier": [{"use": "official", "system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": number}]}}]
    heads = []
    for index, treatment in enumerate(treatments):
        product = {"reference": made("medication", index), "type": SFM + "sfm-Medication",
                   "display": treatment.display}
        codes = [{"system": "http://ehelse.no/fhir/CodeSystem/FEST", "display": treatment.display}]
        if treatment.atc is not None:
            codes.append({"system": "http://www.whocc.no/atc", "code": treatment.atc})
        entries.append({"fullUrl": made("medication", index), "resource": {
            "resourceType": "Medication", "meta": {"profile": [SFM + "sfm-Medication"]}, "code": {"coding": codes},
            "status": "active"}})
        entries.append({"fullUrl": made("statement", index), "resource": statement(treatment, product, subject)})
        heads.append({"reference": made("statement", index), "type": SFM + "sfm-MedicationStatement",
                      "display": treatment.display})
    composition = {"fullUrl": made("composition"), "resource": {
        "resourceType": "Composition", "meta": {"profile": [SFM + "sfm-MedicationComposition"]}, "status": "final",
        "identifier": {"use": "official", "value": made("lookup")[9:]},
        "type": coded("http://loinc.org", "11503-0", "Medical records"), "date": TODAY.isoformat(), "subject": subject,
        "title": "Medication summary", "section": [{
            "title": "Medication", "entry": heads,
            "code": coded("http://ehelse.no/fhir/CodeSystem/sfm-section-types", "sectionMedication",
                          "List of Medication statements")}]}}
    return json.dumps({"resourceType": "Bundle", "type": "document", "timestamp": TODAY.isoformat() + "T10:00:00+01:00",
                       "entry": [composition, *entries]}, ensure_ascii=False, separators=(",", ":"))


def write(stream, treatments, of_each=10):
    """NDJSON: patients with some treatments each, in the order given."""
    patient = 0
    some = []
    for treatment in treatments:
        some.append(treatment)
        if len(some) == of_each:
            stream.write(answer(some, patient) + "\n")
            patient, some = patient + 1, []
    if some:
        stream.write(answer(some, patient) + "\n")
