# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up answers in the shape SFM gives them, one patient a line, for measuring. Numbers have month + 80."""

import datetime
import json
import uuid

TODAY = datetime.date(2026, 11, 20)
OF_EACH = 10  # treatments of a patient

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
    """One entry of a list. periods: (start, end or None, intakes); none when the dose stands as text alone.

    earlier: the prescriptions before, the newest first, as (days from today, text, periods); handed: dispensings as (days
    from today, packages) of package (size, unit).
    """

    def __init__(self, key, display, atc, text, periods=(), *, use="fast", area=None):
        self.key, self.display, self.atc, self.text = key, display, atc, text
        self.periods, self.use, self.area = periods, use, area
        self.earlier, self.handed, self.package = [], [], None

    def entry_id(self):
        return f"{self.key:08x}-0000-4000-8000-000000000001"

    def prescription_id(self, link):
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.entry_id()}/{link}"))


def key_of(entry_id):
    return int(entry_id[:8], 16)


def amendment_of(day, text, periods, status):
    return [{"url": "reseptdate", "valueDate": days(day)}, {"url": "expirationdate", "valueDate": days(day + 364)},
            {"url": "dssn", "valueString": text}, *(period(*one) for one in periods),
            {"url": "rfstatus", "extension": [
                {"url": "status", "valueCodeableConcept": coded(OID + "7408", *status)}]},
            {"url": "typeresept", "valueCodeableConcept": coded(OID + "7491", "E", "Eresept")}]


def statement(treatment, reference, subject):
    amendment = amendment_of(-30, treatment.text, treatment.periods, ("E", "Ekspederbar"))
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
                            "value": treatment.prescription_id(0)}],
            "status": "active", "medicationReference": reference, "subject": subject,
            "dosage": [{"sequence": 1, "text": treatment.text, "extension": dosage}]}


def earlier_statement(treatment, link, reference, subject):
    """A prescription before the one that counts, renewed and so recalled."""
    day, text, periods = treatment.earlier[link - 1]
    amendment = amendment_of(day, text, periods, ("T", "Tilbakekalt"))
    amendment.append({"url": "recallinfo", "extension": [
        {"url": "recallId", "valueString": treatment.prescription_id(link - 1)},
        {"url": "recallcode", "valueCodeableConcept": coded(OID + "7500", "1", "Fornyet")}]})
    return {"resourceType": "MedicationStatement", "id": treatment.prescription_id(link),
            "meta": {"profile": [SFM + "sfm-MedicationStatement"]},
            "extension": [{"url": SFM + "sfm-reseptamendment", "extension": amendment}],
            "identifier": [{"use": "usual", "type": {"text": "ReseptId"}, "value": treatment.prescription_id(link)}],
            "status": "completed", "medicationReference": reference, "subject": subject,
            "dosage": [{"sequence": 1, "text": text, "extension": [
                {"url": SFM + "sfm-use", "valueCodeableConcept": coded(OID + "9101", *USES[treatment.use])}]}]}


def dispense(treatment, number, product, head, subject):
    day, packages = treatment.handed[number]
    return {"resourceType": "MedicationDispense", "id": treatment.prescription_id(f"m10/{number}"),
            "meta": {"profile": [SFM + "sfm-MedicationDispense"]},
            "extension": [{"url": SFM + "sfm-dispenseinfo", "extension": [
                {"url": "cancellation", "valueBoolean": False},
                {"url": "prescriptionid", "valueString": treatment.prescription_id(0)}]}],
            "status": "completed", "medicationReference": product, "subject": subject,
            "authorizingPrescription": [head], "quantity": {"value": packages}, "whenHandedOver": days(day)}


def chain(treatment, made, product, subject):
    """The statement that counts, the links before it, and what was handed out, as entries; and the statement's reference."""
    urls = [made(f"statement-{link}") for link in range(len(treatment.earlier) + 1)]
    references = [{"reference": url, "type": SFM + "sfm-MedicationStatement", "display": treatment.display} for url in urls]
    resources = [statement(treatment, product, subject)]
    resources += [earlier_statement(treatment, link, product, subject) for link in range(1, len(urls))]
    for link, resource in enumerate(resources):
        if link > 0:
            resource["partOf"] = [references[link - 1]]
        if link + 1 < len(resources):
            resource["basedOn"] = [references[link + 1]]
    entries = [{"fullUrl": url, "resource": resource} for url, resource in zip(urls, resources)]
    entries += [{"fullUrl": made(f"dispense-{number}"),
                 "resource": dispense(treatment, number, product, references[0], subject)}
                for number in range(len(treatment.handed))]
    return entries, references[0]


def medication(treatment):
    codes = [{"system": "http://ehelse.no/fhir/CodeSystem/FEST", "display": treatment.display}]
    if treatment.atc is not None:
        codes.append({"system": "http://www.whocc.no/atc", "code": treatment.atc})
    resource = {"resourceType": "Medication", "meta": {"profile": [SFM + "sfm-Medication"]}, "code": {"coding": codes},
                "status": "active"}
    if treatment.package is not None:
        size, unit = treatment.package
        resource["extension"] = [{"url": SFM + "sfm-medicationdetails", "extension": [
            {"url": "packinginfoprescription", "extension": [
                {"url": "packingsize", "valueString": str(size)},
                {"url": "packingunit", "valueCodeableConcept": coded(OID + "7452", unit, unit)}]}]}]
    return resource


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
        entries.append({"fullUrl": made("medication", index), "resource": medication(treatment)})
        more, head = chain(treatment, lambda kind, at=index: made(kind, at), product, subject)
        entries += more
        heads.append(head)
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


def write(stream, treatments, of_each=OF_EACH):
    """NDJSON: patients with so many treatments each, in the order given."""
    patient = 0
    some = []
    for treatment in treatments:
        some.append(treatment)
        if len(some) == of_each:
            stream.write(answer(some, patient) + "\n")
            patient, some = patient + 1, []
    if some:
        stream.write(answer(some, patient) + "\n")
