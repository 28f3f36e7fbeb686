#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sandbox patients (*.json beside this file) in the shape SFM answers in.

The files are templates: {{today-30}} and its kin become dates when the sandbox loads them (README.md).
Every person, number and address is made up. Run it after a change and commit both; a test compares them.
"""
import json
import pathlib
import sys
import uuid

EHELSE = 'http://ehelse.no/fhir/StructureDefinition/'
KJ = 'http://nhn.no/kj/fhir/'
OID = 'urn:oid:2.16.578.1.12.4.1.1.'
NAMESPACE = uuid.UUID('5a6d7374-656d-5474-8073-616e64626f78')


def uid(*parts):
    return str(uuid.uuid5(NAMESPACE, '/'.join(parts)))


def number_id(*parts):
    return str(uuid.uuid5(NAMESPACE, 'id/' + '/'.join(parts)).int % 2_000_000_000 + 1_000_000)


def fest_id(*parts):
    return 'ID_' + uid('fest', *parts).upper()


def national_number(day, month, year, odd):
    """A synthetic number: month + 80, right check digits, third individual digit odd for a man."""
    for individ in range(100, 500):
        if individ % 2 != odd:
            continue
        digits = [int(c) for c in f'{day:02}{month + 80:02}{year % 100:02}{individ:03}']
        k1 = -sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits)) % 11
        k2 = -sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), digits + [k1])) % 11
        if k1 < 10 and k2 < 10:
            return ''.join(map(str, digits + [k1, k2]))
    raise ValueError('no number for that date')


def concept(system, code, display):
    return {'coding': [{'system': system, 'code': code, 'display': display}]}


def oid_concept(volven, code, display):
    return concept(OID + str(volven), code, display)


def meta(profile):
    return {'profile': [profile]}


USE = {'Fast': '1', 'Kur': '2', 'Ved behov': '3'}
PARTS = {'Morgen': '1', 'Formiddag': '2', 'Midt på dagen': '3', 'Ettermiddag': '4', 'Kveld': '5', 'Natt': '6'}
RECALL = {'1': 'Fornying', '2': 'Seponering', '3': 'Fornying med endring', '4': 'Annen'}
RF = {'E': 'Ekspederbar', 'U': 'Under ekspedering', 'T': 'Tilbakekalt', 'R': 'Avsluttet', 'F': 'Foreldet'}
STOP = {'A': 'Avsluttet behandling', 'X': 'Annen årsak'}
FORMS = {'Tablett': '53', 'Enterotablett': '50', 'Depottablett': '25', 'Tyggetablett': '55', 'Injeksjonsvæske, oppløsning': '854'}
SHORT = {'1+0+0+0': '5507', '1x2': '130', '1 inntil x3': '79', '1 daglig': '93'}


class Patient:
    """One answer: the entries in the order SFM gives them."""

    def __init__(self, key, given, family, born, gender, city, postcode):
        self.key, self.given, self.family, self.gender = key, given, family, gender
        self.name = f'{given} {family}'
        day, month, year = born
        self.birth_date = f'{year:04}-{month:02}-{day:02}'
        self.number = national_number(day, month, year, 1 if gender == 'male' else 0)
        self.city, self.postcode = city, postcode
        self.people, self.medicines, self.others = [], [], []
        self.heads, self.dispenses, self.reactions = [], [], []
        self.pll = None
        self.kj = ('0', 'OK', None)
        self.no_pll_text = None
        self.reactions_empty = 'nilknown'
        self.locked = False
        self.doctor = self.practitioner('lise', 'Lise', 'Fastlegesen', '900100017', (12, 3, 1970), 'female')
        self.office = self.organization('legesenter', 'Prøvebyen legesenter', '8900017')
        self.subject_ref = self.ref('patient', 'sfm-Patient', self.name)

    # references and entries

    def url(self, *parts):
        return 'urn:uuid:' + uid(self.key, *parts)

    def ref(self, part, profile, display):
        base = '' if profile.startswith('http') else EHELSE
        return {'reference': self.url(part), 'type': base + profile, 'display': display}

    def entry(self, part, resource):
        return {'fullUrl': self.url(part), 'resource': resource}

    def practitioner(self, part, given, family, hpr, born, gender):
        day, month, year = born
        odd = 1 if gender == 'male' else 0
        self.people.append(self.entry(part, {
            'resourceType': 'Practitioner', 'id': number_id(part), 'meta': meta(EHELSE + 'sfm-Practitioner'),
            'identifier': [
                {'use': 'official',
                 'type': {'coding': [{'system': 'http://hl7.no/fhir/NamingSystem/HPR', 'code': 'HPR-nummer'}]},
                 'system': 'urn:oid:2.16.578.1.12.4.1.4.4', 'value': hpr},
                {'use': 'official',
                 'type': {'coding': [{'system': 'http://hl7.no/fhir/NamingSystem/FNR', 'code': 'FNR-nummer'}]},
                 'system': 'urn:oid:2.16.578.1.12.4.1.4.1', 'value': national_number(day, month, year, odd)}],
            'active': True, 'name': [{'use': 'official', 'family': family, 'given': [given]}],
            'gender': gender, 'birthDate': f'{year:04}-{month:02}-{day:02}'}))
        return self.ref(part, 'sfm-Practitioner', f'{given} {family}, HPR: {hpr}')

    def organization(self, part, name, her):
        self.people.append(self.entry(part, {
            'resourceType': 'Organization', 'id': number_id(part), 'meta': meta(EHELSE + 'sfm-Organization'),
            'identifier': [{'use': 'official', 'system': 'urn:oid:2.16.578.1.12.4.1.2', 'value': her}],
            'name': name}))
        return self.ref(part, 'sfm-Organization', f'{name}, HER: {her}')

    def role(self, part, profile, code, author, place):
        hpr = author['display'].rsplit(' ', 1)[1]
        her = place['display'].rsplit(' ', 1)[1]
        self.others.append(self.entry(part, {
            'resourceType': 'PractitionerRole', 'id': number_id(self.key, part), 'meta': meta(profile),
            'practitioner': {**author, 'identifier': {
                'use': 'usual',
                'type': {'coding': [{'system': 'http://hl7.no/fhir/NamingSystem/HPR', 'code': 'HPR-nummer'}]},
                'system': 'urn:oid:2.16.578.1.12.4.1.4.4', 'value': hpr}},
            'organization': {**place, 'identifier': {
                'use': 'official', 'system': 'urn:oid:2.16.578.1.12.4.1.2', 'value': her}},
            'code': [code]}))
        return self.ref(part, profile, f'{author["display"]}, {place["display"]}')

    # medicines

    def medication(self, part, display, form, atc=None, package=None, coded=True, brand=None):
        coding = {'system': 'http://ehelse.no/fhir/CodeSystem/FEST'}
        value = package[0] if package else fest_id(display)
        if coded:
            coding['code'] = value
        coding['display'] = display
        codings = [coding]
        if atc:
            codings.append({'system': 'http://www.whocc.no/atc', 'code': atc[0], 'display': atc[1]})
        kind = ('3', 'Legemiddelpakning') if package else ('2', 'Legemiddelmerkevare')
        name = brand or display.split(' ')[0]
        details = [{'url': 'registreringstype',
                    'valueCodeableConcept': concept('http://ehelse.no/fhir/CodeSystem/sfm-festregistrationtype', *kind)}]
        if package:
            details.append({'url': 'packinginfoprescription', 'extension': [
                {'url': 'name', 'valueString': name}, {'url': 'packingsize', 'valueString': package[1]},
                {'url': 'packingunit', 'valueCodeableConcept': oid_concept(7452, 'stk', 'stykk')}]})
        else:
            details.append({'url': 'name', 'valueString': name})
        resource = {
            'resourceType': 'Medication', 'id': number_id(self.key, part), 'meta': meta(EHELSE + 'sfm-Medication'),
            'extension': [
                {'extension': [{'url': 'prescriptiongroup',
                                'valueCodeableConcept': oid_concept(7421, 'C', 'Reseptgruppe C')}],
                 'url': 'http://hl7.no/fhir/StructureDefinition/no-basis-prescriptiongroup'},
                {'extension': details, 'url': EHELSE + 'sfm-medicationdetails'}]}
        if coded:
            resource['identifier'] = [{'use': 'official', 'type': {'text': 'identifier'}, 'value': value}]
        resource.update({'code': {'coding': codings}, 'status': 'active',
                         'form': oid_concept(7448, FORMS[form], form)})
        self.medicines.append(self.entry(part, resource))
        return self.ref(part, 'sfm-Medication', display)

    def statement(self, part, medicine, text, *, day, use='Fast', area, field=None, short=None, pll=True, resept=True,
                  head=True, status='active', rf='E', recall=None, based_on=None, part_of=None, by=None, reit='3',
                  packages=None, amount=None, instruction=None, stop=None, delivery=None, extra=None, days=0):
        """day: days from today (negative is past) of the prescription, or a placeholder such as monday-4w."""
        date, instant = ('today%+d' % day, 'instant%+d' % day) if isinstance(day, int) else (day, 'instant:' + day)
        expiry = 'expiry%+d' % day if isinstance(day, int) else 'expiry:' + day
        by = by or self.doctor
        dssn = text + (('\n' + instruction) if instruction else '')
        amend = []
        if resept:
            amend += [{'url': 'reseptdate', 'valueDate': '{{%s}}' % date},
                      {'url': 'expirationdate', 'valueDate': '{{%s}}' % expiry},
                      {'url': 'festUpdate', 'valueDateTime': '{{instant-40}}'},
                      {'url': 'guardiantransparencyreservation', 'valueBoolean': False},
                      {'url': 'indoctorsname', 'valueBoolean': False}]
        amend.append({'url': 'dssn', 'valueString': dssn})
        if resept:
            amend.append({'url': 'lockedresept', 'valueBoolean': False})
            if packages:
                amend.append({'url': 'numberofpackages', 'valueDecimal': packages})
            if amount:
                amend.append({'url': 'amount', 'valueQuantity': {'value': amount, 'unit': 'stykk'}})
            amend.append({'url': 'reit', 'valueString': reit})
        amend.append({'url': 'itemgroup', 'valueCodeableConcept': oid_concept(7402, 'L', 'Legemiddel')})
        amend += extra or []
        for dose in field or []:
            amend.append(dosing(*dose))
        if recall:
            code, new = recall[0], recall[1]
            info = [{'url': 'recallId', 'valueString': self.resept_id(new)}] if new else []
            info += [{'url': 'text', 'valueString': f'Årsak: {RECALL[code]}\r\nMerknad: {recall[2]}'},
                     {'url': 'recallcode', 'valueCodeableConcept': oid_concept(7500, code, RECALL[code])},
                     {'url': 'performed', 'valueDateTime': '{{%s}}' % recall[3]}]
            amend.append({'extension': info, 'url': 'recallinfo'})
        if resept and rf:
            amend.append({'extension': [{'url': 'status', 'valueCodeableConcept': oid_concept(7408, rf, RF[rf])}],
                          'url': 'rfstatus'})
        if pll:
            amend.append({'url': 'lastchanged', 'valueDateTime': '{{%s}}' % instant})
        kind = ('E', 'Eresept') if resept else ('U', 'Uten resept')
        amend.append({'url': 'typeresept', 'valueCodeableConcept': oid_concept(7491, *kind)})

        extensions = [{'extension': amend, 'url': EHELSE + 'sfm-reseptamendment'}]
        if pll:
            extensions.append({'url': 'effectiveDateTime', 'valueDate': '{{%s}}' % date})
        extensions.append(registration('1', 'Forskrevet av', by, instant))
        if stop:
            extensions.append(registration('3', 'Seponert av', by, stop[2]))
        extensions.append({'extension': [{'url': 'genericSubstitutionAccepted', 'valueBoolean': True}],
                           'url': EHELSE + 'sfm-generic-substitution'})
        if stop:
            extensions.append({'extension': [
                {'url': 'timedate', 'valueDateTime': '{{%s}}' % stop[0]},
                {'url': 'reason', 'valueCodeableConcept': oid_concept(7494, stop[1], STOP[stop[1]])}],
                'url': EHELSE + 'sfm-discontinuation'})
        if delivery:
            extensions.append({'extension': [
                {'url': 'pakningsstr', 'valueQuantity': {'value': delivery[0], 'unit': 'STK'}},
                {'url': 'varenummer', 'valueString': delivery[1]},
                {'url': 'varenavn', 'valueString': medicine['display']},
                {'url': 'antallpkntotalt', 'valueDecimal': delivery[2]},
                {'url': 'antallpknsiste', 'valueDecimal': delivery[3]},
                {'url': 'sistutlevert', 'valueDateTime': '{{%s}}' % delivery[4]}],
                'url': EHELSE + 'sfm-deliverysummary'})

        identifiers = []
        if pll:
            identifiers.append({'use': 'usual', 'type': {'text': 'PLL'}, 'value': self.pll_id(part)})
        if resept:
            identifiers.append({'use': 'usual', 'type': {'text': 'ReseptId'}, 'value': self.resept_id(part)})
        dosage_extensions = []
        if short:
            dosage_extensions.append({'url': EHELSE + 'sfm-shortdosage',
                                      'valueCodeableConcept': oid_concept(7478, SHORT[short], short)})
        dosage_extensions += [
            {'url': EHELSE + 'sfm-use', 'valueCodeableConcept': oid_concept(9101, USE[use], use)},
            {'extension': [{'url': 'text', 'valueString': area}], 'url': EHELSE + 'sfm-application-area'}]
        dosage = {'extension': dosage_extensions, 'sequence': 1, 'text': text}
        if instruction:
            dosage['patientInstruction'] = instruction

        resource = {'resourceType': 'MedicationStatement', 'id': number_id(self.key, part),
                    'meta': meta(EHELSE + 'sfm-MedicationStatement'), 'extension': extensions,
                    'identifier': identifiers}
        if based_on:
            resource['basedOn'] = [self.ref(based_on, 'sfm-MedicationStatement', medicine['display'])]
        if part_of:
            resource['partOf'] = [self.ref(part_of, 'sfm-MedicationStatement', medicine['display'])]
        resource.update({'status': status, 'medicationReference': medicine, 'subject': self.subject_ref,
                         'dosage': [dosage]})
        self.medicines.append(self.entry(part, resource))
        reference = self.ref(part, 'sfm-MedicationStatement', medicine['display'])
        if head:
            self.heads.append(reference)
        return reference

    def pll_id(self, part):
        return uid(self.key, 'pll', part)

    def resept_id(self, part):
        return uid(self.key, 'resept', part)

    def dispense(self, part, statement, statement_part, medicine, day, packages, instruction):
        self.others.append(self.entry(part, {
            'resourceType': 'MedicationDispense', 'id': uid(self.key, 'm10', part),
            'meta': meta(EHELSE + 'sfm-MedicationDispense'),
            'extension': [{'extension': [
                {'url': 'cancellation', 'valueBoolean': False}, {'url': 'concluded', 'valueBoolean': False},
                {'url': 'prescriptionid', 'valueString': self.resept_id(statement_part)}],
                'url': EHELSE + 'sfm-dispenseinfo'}],
            'identifier': [{'use': 'official', 'type': {'text': 'M10id'}, 'value': uid(self.key, 'm10', part)}],
            'status': 'completed', 'medicationReference': medicine, 'subject': self.subject_ref,
            'performer': [{'actor': self.apotek()}], 'authorizingPrescription': [statement],
            'quantity': {'value': packages}, 'whenHandedOver': '{{today%+d}}' % day,
            'dosageInstruction': [{'text': instruction}], 'substitution': {'wasSubstituted': False}}))
        self.dispenses.append(self.ref(part, 'sfm-MedicationDispense', 'sfm-MedicationDispense'))

    def apotek(self):
        if not any(e['fullUrl'] == self.url('apotek') for e in self.people):
            return self.organization('apotek', 'Prøveapoteket', '8900033')
        return self.ref('apotek', 'sfm-Organization', 'Prøveapoteket, HER: 8900033')

    def reaction(self, part, code, manifestation, criticality, source, day, verification='unconfirmed'):
        recorder = self.url('kj-role')
        if not any(e['fullUrl'] == recorder for e in self.others):
            self.role('kj-role', KJ + 'StructureDefinition/KjPractitionerRole',
                      {'coding': [{'system': KJ + 'CodeSystem/CategoriesOfHealthProfessionals', 'code': 'LE'}],
                       'text': 'Lege'}, self.doctor, self.office)
        identity = uid(self.key, 'kj', part)
        terms = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-'
        self.others.append(self.entry(part, {
            'resourceType': 'AllergyIntolerance', 'id': identity,
            'meta': meta(KJ + 'StructureDefinition/KjAllergyIntolerance'),
            'extension': [
                {'url': KJ + 'StructureDefinition/KjUpdatedDateTime', 'valueDateTime': '{{instant%+d}}' % day},
                {'url': KJ + 'StructureDefinition/KjSourceOfInformation',
                 'valueCoding': {'system': KJ + 'CodeSystem/SourceOfInformation', 'code': source[0],
                                 'display': source[1]}}],
            'identifier': [{'use': 'official', 'value': identity}],
            'clinicalStatus': concept(terms + 'clinical', 'active', 'Active'),
            'verificationStatus': concept(terms + 'verification', verification, verification.capitalize()),
            'category': ['medication'], 'criticality': criticality,
            'code': concept(KJ + 'CodeSystem/' + code[0], code[1], code[2]),
            'patient': self.subject_ref, 'recordedDate': '{{today%+d}}' % day,
            'recorder': self.ref('kj-role', KJ + 'StructureDefinition/KjPractitionerRole',
                                 f'{self.doctor["display"]}, {self.office["display"]}, LE:'),
            'reaction': [{'manifestation': [concept(KJ + 'CodeSystem/TypeOfReaction', *manifestation)]}]}))
        self.reactions.append(self.ref(part, KJ + 'StructureDefinition/KjAllergyIntolerance', 'KjAllergyIntolerance'))

    def reconciled(self, when, by=None):
        """The patient has a PLL, last reconciled then."""
        author = self.role('pll-author', EHELSE + 'sfm-PractitionerRole',
                           {'coding': [{'system': OID + '7490'}], 'text': 'PLL author'}, by or self.doctor, self.office)
        self.others.append(self.entry('pll-info', {
            'resourceType': 'Basic', 'id': uid(self.key, 'basic', 'pll-info'), 'meta': meta(EHELSE + 'sfm-PLL-info'),
            'extension': [{'extension': [{'url': 'substitute', 'valueBoolean': False},
                                         {'url': 'PLLdate', 'valueDateTime': '{{%s}}' % when}],
                           'url': EHELSE + 'sfm-pllInformation'}],
            'identifier': [{'use': 'usual', 'value': uid(self.key, 'm251')}],
            'code': concept('http://ehelse.no/fhir/CodeSystem/sfm-message-type', 'M25.1', 'PLL'),
            'subject': self.subject_ref, 'author': author}))
        self.pll = self.ref('pll-info', 'sfm-PLL-info', 'M25.1')

    # the whole answer

    def sections(self):
        def section(title, code, display, text, entries, empty='unavailable'):
            made = {'title': title,
                    'code': concept('http://ehelse.no/fhir/CodeSystem/sfm-section-types', code, display),
                    'text': {'status': 'generated',
                             'div': '<xhtml:div xmlns:xhtml="http://www.w3.org/1999/xhtml">'
                                    + (text if entries else '') + '</xhtml:div>'}}
            if entries:
                made['entry'] = entries
            else:
                made['emptyReason'] = concept('http://terminology.hl7.org/CodeSystem/list-empty-reason', empty,
                                              {'unavailable': 'Unavailable', 'nilknown': 'Nil Known'}[empty])
            return made

        sections = [
            section('Medication', 'sectionMedication', 'List of Medication statements', 'List of medications',
                    self.heads, 'nilknown'),
            section('PllInfo', 'sectionPLLinfo', 'PLL Info', 'Info read from M25', [self.pll] if self.pll else [],
                    'nilknown'),
            section('Allergies', 'sectionAllergies', 'Section allergies', 'List of allergies', self.reactions,
                    self.reactions_empty)]
        if self.dispenses:
            sections.append(section('Dispense', 'sectionDispense', 'List of dispenses', 'List of dispenses',
                                    self.dispenses))
        sections.append(section('Other Prescriptions', 'sectionOtherPrescriptions', 'List of non medical prescriptions',
                                'List of non medical prescriptions', [], 'nilknown'))
        return sections

    def answer(self):
        composition = self.entry('composition', {
            'resourceType': 'Composition', 'id': uid(self.key, 'composition-id'),
            'meta': meta(EHELSE + 'sfm-MedicationComposition'),
            'identifier': {'use': 'official', 'value': uid(self.key, 'lookup')}, 'status': 'final',
            'type': concept('http://loinc.org', '11503-0', 'Medical records'), 'subject': self.subject_ref,
            'date': '{{today}}', 'author': [self.doctor, self.office], 'title': 'Medication summary',
            'confidentiality': 'N', 'section': self.sections()})
        person = self.entry('patient', {
            'resourceType': 'Patient', 'id': number_id(self.key, 'patient'), 'meta': meta(EHELSE + 'sfm-Patient'),
            'identifier': [{'use': 'official',
                            'type': {'coding': [{'system': 'http://hl7.no/fhir/NamingSystem/FNR',
                                                 'code': 'FNR-nummer'}]},
                            'system': 'urn:oid:2.16.578.1.12.4.1.4.1', 'value': self.number}],
            'active': True, 'name': [{'family': self.family, 'given': [self.given]}], 'gender': self.gender,
            'birthDate': self.birth_date,
            'address': [{'use': 'home', 'type': 'physical', 'city': self.city, 'postalCode': self.postcode}]})
        entries = [composition, *self.people, person, *self.medicines, *self.others]
        bundle = {
            'resourceType': 'Bundle', 'id': uid(self.key, 'bundle'),
            'meta': {'lastUpdated': '{{now}}', 'source': 'http://127.0.0.1/Patient/$getMedication',
                     'profile': [EHELSE + 'sfm-MedicationBundle']},
            'type': 'document', 'timestamp': '{{now}}', 'total': len(entries),
            'link': [{'relation': 'self', 'url': 'http://127.0.0.1/patient/$getMedication'}], 'entry': entries}
        system = 'http://ehelse.no/fhir/CodeSystem/sfm-kj-rf-error-code'
        kj = concept(system, self.kj[0], self.kj[1])
        if self.kj[2]:
            kj['text'] = self.kj[2]
        m912 = concept(system, '0', 'OK')
        if self.no_pll_text:
            m912['text'] = self.no_pll_text
        return {'resourceType': 'Parameters', 'parameter': [
            {'name': 'medication', 'resource': bundle},
            {'name': 'KJHentetTidspunkt', 'valueDateTime': '{{now}}'},
            {'name': 'RFHentetTidspunkt', 'valueDateTime': '{{now}}'},
            {'name': 'KJFeilkode', 'valueCodeableConcept': kj},
            {'name': 'RFM96Feilkode', 'valueCodeableConcept': concept(system, '0', 'OK')},
            {'name': 'RFM912Feilkode', 'valueCodeableConcept': m912},
            {'name': 'KJHarLegemidler', 'valueBoolean': False},
            {'name': 'KJHarLaste', 'valueBoolean': False},
            {'name': 'RFHarLaste', 'valueBoolean': self.locked}]}


def registration(code, display, provider, when):
    status = concept('http://ehelse.no/fhir/CodeSystem/sfm-medicationstatement-registration-status', '3', 'Godkjent')
    return {'extension': [
        {'url': 'status', 'valueCodeableConcept': status},
        {'url': 'type',
         'valueCodeableConcept': concept('http://ehelse.no/fhir/CodeSystem/sfm-performer-roles', code, display)},
        {'url': 'provider', 'valueReference': provider},
        {'url': 'timestamp', 'valueDateTime': '{{%s}}' % when}], 'url': EHELSE + 'sfm-regInfo'}


def dosing(start, amount, unit, interval, parts, end=None):
    """One ereseptdosing: the amount at each part of the day, every interval days."""
    inner = [{'url': 'starttime', 'valueDate': '{{%s}}' % start}]
    if end:
        inner.append({'url': 'endtime', 'valueDate': '{{%s}}' % end})
    for part in parts:
        inner.append({'extension': [
            {'url': 'amount', 'valueQuantity': {'value': amount, 'unit': unit}},
            {'url': 'interval', 'valueQuantity': {'value': interval, 'unit': 'Døgn'}},
            {'url': 'accurate', 'valueBoolean': False},
            {'url': 'timerange', 'valueCodeableConcept': oid_concept(8325, PARTS[part], part)}],
            'url': 'repeatingdosage'})
    return {'extension': inner, 'url': 'ereseptdosing'}


def rheumatic_list(p, field_interval):
    """The list that Ada and Bo share; only what the methotrexate fields say differs."""
    torsen = p.practitioner('tor', 'Tor', 'Revmatologsen', '900100025', (4, 11, 1966), 'male')
    tablet = p.medication('mtx-tablet', 'Methotrexate Orifarm tab 2,5 mg', 'Tablett', ('L04AX03', 'Metotreksat'),
                          ('990011', '100'), brand='Methotrexate Orifarm')
    p.statement('mtx', tablet, '3 tabletter hver mandag', day='monday-4w', area='Leddgikt', based_on='mtx-old',
                field=[('monday-4w', 3, 'tablett', field_interval, ['Morgen'])], packages=1,
                delivery=(100, '990011', 1, 1, 'instant-24'))
    p.statement('mtx-old', tablet, '3 tabletter hver mandag', day='monday-56w', area='Leddgikt', pll=False, head=False,
                status='completed', rf='T', part_of='mtx', by=torsen,
                recall=('1', 'mtx', 'Forny uten endring', 'instant:monday-4w'),
                field=[('monday-56w', 3, 'tablett', 7, ['Morgen'])], packages=1)
    pen = p.medication('mtx-pen', 'Metex 15 mg ferdigfylt penn', 'Injeksjonsvæske, oppløsning', coded=False)
    p.statement('metex', pen, '1 penn én gang i uken, hver fredag', day='friday-3w', area='Leddgikt', by=torsen,
                field=[('friday-3w', 1, 'penn', field_interval, ['Morgen'])], amount=12)
    folate = p.medication('folate', 'Folsyre Prøvefarm tab 1 mg', 'Tablett', ('B03BB01', 'Folsyre'), ('990022', '100'),
                          brand='Folsyre Prøvefarm')
    p.statement('folate-1', folate, '1 tablett morgen', day=-120, area='Forebygge bivirkninger', short='1+0+0+0',
                field=[('today-120', 1, 'tablett', 1, ['Morgen'])], packages=1)
    thyroid = p.medication('levothyroxine', 'Levaxin tab 50 mikrog', 'Tablett', ('H03AA01', 'Levotyroksinnatrium'),
                           ('990033', '100'))
    p.statement('levothyroxine-1', thyroid, '1 tablett morgen', day=-210, area='Lavt stoffskifte', short='1+0+0+0',
                field=[('today-210', 1, 'tablett', 1, ['Morgen'])], packages=1,
                instruction='Tas fastende, en halv time før frokost')
    beta = p.medication('metoprolol', 'Selo-Zok depottab 50 mg', 'Depottablett', ('C07AB02', 'Metoprolol'),
                        ('990044', '98'))
    statement = p.statement('metoprolol-1', beta, '1 tablett morgen', day=-200, area='Høyt blodtrykk', short='1+0+0+0',
                            field=[('today-200', 1, 'tablett', 1, ['Morgen'])], packages=1, rf='U',
                            delivery=(98, '990044', 2, 1, 'instant-95'))
    p.dispense('m10-a', statement, 'metoprolol-1', beta, -193, 1, '1 tablett morgen')
    p.dispense('m10-b', statement, 'metoprolol-1', beta, -95, 1, '1 tablett morgen')
    stomach = p.medication('pantoprazole', 'Pantoprazol Prøvefarm enterotab 20 mg', 'Enterotablett',
                           ('A02BC02', 'Pantoprazol'), brand='Pantoprazol Prøvefarm')
    p.statement('pantoprazole-1', stomach, '1 tablett morgen', day=-75, area='Sure oppstøt', short='1+0+0+0',
                field=[('today-75', 1, 'tablett', 1, ['Morgen'])], amount=100)
    statin = p.medication('atorvastatin', 'Atorvastatin Prøvefarm tab 20 mg', 'Tablett', ('C10AA05', 'Atorvastatin'),
                          brand='Atorvastatin Prøvefarm')
    p.statement('atorvastatin-1', statin, '1 tablett kveld', day=-300, area='Høyt kolesterol',
                field=[('today-300', 1, 'tablett', 1, ['Kveld'])], amount=100)
    calcium = p.medication('calcium', 'Calcigran Forte tyggetab 500 mg/400 IE', 'Tyggetablett',
                           ('A12AX', 'Kalsium, kombinasjoner med vitamin D og/eller andre midler'),
                           brand='Calcigran Forte')
    p.statement('calcium-1', calcium, '1 tablett morgen\n1 tablett kveld', day=-400, area='Benskjørhet', short='1x2',
                resept=False, field=[('today-400', 1, 'tablett', 1, ['Morgen', 'Kveld'])])
    pressure = p.medication('amlodipine', 'Amlodipin Prøvefarm tab 5 mg', 'Tablett', ('C08CA01', 'Amlodipin'),
                            brand='Amlodipin Prøvefarm')
    p.statement('amlodipine-1', pressure, '1 tablett morgen', day=-150, area='Høyt blodtrykk', short='1+0+0+0',
                field=[('today-150', 1, 'tablett', 1, ['Morgen'])], amount=100)
    old = p.medication('naproxen', 'Naproxen-E Prøvefarm enterotab 500 mg', 'Enterotablett', brand='Naproxen-E')
    p.statement('naproxen-1', old, '1 tablett morgen\n1 tablett kveld', day=-160, area='Leddsmerter', short='1x2',
                status='stopped', rf='T', recall=('2', None, 'Seponert', 'instant-20'),
                stop=('instant-20', 'A', 'instant-20'), amount=100,
                field=[('today-160', 1, 'tablett', 1, ['Morgen', 'Kveld'])])
    pain = p.medication('codeine', 'Paralgin forte tab 400 mg/30 mg', 'Tablett',
                        ('N02AJ06', 'Kodein og paracetamol'), ('990055', '20'), brand='Paralgin forte')
    p.statement('codeine-1', pain, '1 tablett inntil 3 ganger daglig', day=-12, use='Ved behov', area='Smerter',
                short='1 inntil x3', pll=False, packages=1, reit='0')
    p.reaction('penicillin', ('ATC', 'J01CE02', 'Fenoksymetylpenicillin'), ('1', 'Anafylaktisk reaksjon'), 'high',
               ('2', 'Observert av behandlende lege'), -2200)
    p.reaction('trimetoprim', ('ATC', 'J01EA01', 'Trimetoprim'), ('10', 'Hudreaksjon INA'), 'low',
               ('5', 'Hentet fra tidligere journal'), -900)
    p.reconciled('instant-26')


def ada():
    p = Patient('ada', 'Ada', 'Testesen', (1, 7, 1950), 'female', 'Prøvebyen', '9999')
    rheumatic_list(p, 1)
    return p


def bo():
    p = Patient('bo', 'Bo', 'Prøve', (11, 2, 1951), 'male', 'Prøvebyen', '9999')
    rheumatic_list(p, 7)
    return p


def eli():
    p = Patient('eli', 'Eli', 'Modell', (23, 9, 1944), 'female', 'Eksempelvik', '9998')
    bone = p.medication('alendronate', 'Alendronat Bluefish tab 70 mg', 'Tablett', ('M05BA04', 'Alendronsyre'),
                        ('990066', '12'), brand='Alendronat Bluefish')
    p.statement('alendronate-1', bone, '1 tablett én gang i uken', day='wednesday-6w', area='Benskjørhet',
                field=[('wednesday-6w', 1, 'tablett', 1, ['Morgen'])], packages=1,
                instruction='Tas fastende, sittende eller stående')
    vitamin = p.medication('vitamin-d', 'Divisun tab 800 IE', 'Tablett', ('A11CC05', 'Kolekalsiferol'))
    p.statement('vitamin-d-1', vitamin, '1 tablett morgen', day=-330, area='Vitamintilskudd', short='1+0+0+0',
                resept=False, field=[('today-330', 1, 'tablett', 1, ['Morgen'])])
    pressure = p.medication('candesartan', 'Candesartan Prøvefarm tab 8 mg', 'Tablett', ('C09CA06', 'Kandesartan'),
                            brand='Candesartan Prøvefarm')
    p.statement('candesartan-1', pressure, '1 tablett morgen', day=-90, area='Høyt blodtrykk', short='1+0+0+0',
                field=[('today-90', 1, 'tablett', 1, ['Morgen'])], amount=98)
    p.reconciled('instant-60')
    return p


def jon():
    p = Patient('jon', 'Jon', 'Øvelse', (30, 4, 1962), 'male', 'Mønsterdal', '9997')
    losartan = p.medication('losartan', 'Losartan Prøvefarm tab 50 mg', 'Tablett', ('C09CA01', 'Losartan'),
                            brand='Losartan Prøvefarm')
    daily = lambda day: [('today%+d' % day, 1, 'tablett', 1, ['Morgen'])]
    p.statement('losartan-3', losartan, '1 tablett morgen', day=-40, area='Høyt blodtrykk', short='1+0+0+0',
                based_on='losartan-2', field=daily(-40), amount=98)
    p.statement('losartan-2', losartan, '1 tablett morgen', day=-380, area='Høyt blodtrykk', short='1+0+0+0',
                pll=False, head=False, status='completed', rf='T', based_on='losartan-1', part_of='losartan-3',
                recall=('1', 'losartan-3', 'Forny uten endring', 'instant-40'), field=daily(-380), amount=98)
    p.statement('losartan-1', losartan, '½ tablett morgen', day=-500, area='Høyt blodtrykk', pll=False, head=False,
                status='completed', rf='T', part_of='losartan-2',
                recall=('3', 'losartan-2', 'Forny med endring', 'instant-380'), amount=98)
    antidepressant = p.medication('sertraline', 'Sertralin Prøvefarm tab 50 mg', 'Tablett', ('N06AB06', 'Sertralin'),
                                  brand='Sertralin Prøvefarm')
    p.statement('sertraline-1', antidepressant, '1 tablett morgen', day=-240, area='Depresjon', short='1+0+0+0',
                rf='T', recall=('2', None, 'Planlagt avslutning', 'instant-3'), stop=('instant+9', 'A', 'instant-3'),
                field=daily(-240), amount=98)
    allergy = p.medication('cetirizine', 'Cetirizin Prøvefarm tab 10 mg', 'Tablett', ('R06AE07', 'Cetirizin'),
                             brand='Cetirizin Prøvefarm')
    p.statement('cetirizine-1', allergy, '1 tablett daglig', day=-18, use='Ved behov', area='Allergi', pll=False,
                short='1 daglig', amount=30, reit='0')
    p.kj = ('5', 'Ingen rettighet til KJ oppslag', 'TraceID: 0d1f. Error: No rights to run KJ lookup')
    p.reactions_empty = 'unavailable'
    p.locked = True
    p.reconciled('instant-40')
    return p


def liv():
    p = Patient('liv', 'Liv', 'Mønster', (17, 12, 1988), 'female', 'Mønsterdal', '9997')
    p.reconciled('instant-14')
    return p


def per():
    p = Patient('per', 'Per', 'Eksempel', (5, 5, 1979), 'male', 'Eksempelvik', '9998')
    cough = p.medication('doxycycline', 'Doxylin tab 100 mg', 'Tablett', ('J01AA02', 'Doksysyklin'), ('990077', '10'))
    p.statement('doxycycline-1', cough, '1 tablett morgen i 9 dager', day=-2, use='Kur', area='Infeksjon', pll=False,
                field=[('today-2', 1, 'tablett', 1, ['Morgen'], 'today+7')], packages=1, reit='0')
    p.no_pll_text = 'Pasienten har ikke PLL i Reseptformidleren'
    p.reactions_empty = 'unavailable'
    p.kj = ('5', 'Ingen rettighet til KJ oppslag', None)
    return p


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    for number, make in enumerate((ada, bo, eli, jon, liv, per), 1):
        patient = make()
        path = folder / f'{number}-{patient.key}.json'
        path.write_text(json.dumps(patient.answer(), ensure_ascii=False, indent=1) + '\n', encoding='utf-8')
    practitioners = [
        {'hpr': '900100017', 'name': 'Lise Fastlegesen', 'category': 'LE'},
        {'hpr': '900100025', 'name': 'Tor Revmatologsen', 'category': 'LE'},
        {'hpr': '900100033', 'name': 'Siri Sykepleiersen', 'category': 'SP'}]
    (folder / 'practitioners.json').write_text(
        json.dumps({'practitioners': practitioners}, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
