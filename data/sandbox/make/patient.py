# SPDX-License-Identifier: GPL-3.0-or-later
"""One patient: gathers entries and writes the answer of a lookup."""
from .shapes import *
from .statement import Statements

FNR = ('http://hl7.no/fhir/NamingSystem/FNR', 'FNR-nummer', 'urn:oid:2.16.578.1.12.4.1.4.1')
DNR = ('http://hl7.no/fhir/NamingSystem/DNR', 'D-nummer', 'urn:oid:2.16.578.1.12.4.1.4.2')
HPR = ('http://hl7.no/fhir/NamingSystem/HPR', 'HPR-nummer', 'urn:oid:2.16.578.1.12.4.1.4.4')
RESULT = 'http://ehelse.no/fhir/CodeSystem/sfm-kj-rf-error-code'
MESSAGES = {'M25.1': 'PLL', 'M25.2': 'Multidose spørremelding fra apotek', 'M25.3': 'Multidose utleveringsmelding'}
PLL_AUTHOR = {'coding': [{'system': OID + '7490'}], 'text': 'PLL author'}


def identifier(kind, value, use='official'):
    return {'use': use, 'type': {'coding': [{'system': kind[0], 'code': kind[1]}]}, 'system': kind[2], 'value': value}


class Patient(Statements):
    """One answer: the entries in the order SFM gives them."""

    def __init__(self, key, given, family, born, gender, city, postcode, numbered='fnr'):
        """numbered: fnr, dnr, or None for a patient who has no number."""
        self.key, self.given, self.family, self.gender = key, given, family, gender
        self.name = f'{given} {family}'
        day, month, year = born
        self.birth_date = f'{year:04}-{month:02}-{day:02}'
        self.number_kind = {'fnr': FNR, 'dnr': DNR, None: None}[numbered]
        self.number = None
        if numbered:
            self.number = national_number(day, month, year, 1 if gender == 'male' else 0, numbered == 'dnr')
        self.city, self.postcode = city, postcode
        self.people, self.medicines, self.others = [], [], []
        self.heads, self.dispenses, self.reactions, self.consumables, self.lists = [], [], [], [], []
        self.kj = ('0', 'OK', None)
        self.m96 = self.m912 = ('0', 'OK')
        self.no_pll_text = None
        self.reactions_empty = 'nilknown'
        self.locked = False
        self.closed, self.hidden, self.originals = None, [], []
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
            'identifier': [identifier(HPR, hpr), identifier(FNR, national_number(day, month, year, odd))],
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
        """A person, a place, or both (None is left out) in a role."""
        resource = {'resourceType': 'PractitionerRole', 'id': number_id(self.key, part), 'meta': meta(profile)}
        if author:
            resource['practitioner'] = {
                **author, 'identifier': identifier(HPR, author['display'].rsplit(' ', 1)[1], 'usual')}
        if place:
            resource['organization'] = {**place, 'identifier': {
                'use': 'official', 'system': 'urn:oid:2.16.578.1.12.4.1.2',
                'value': place['display'].rsplit(' ', 1)[1]}}
        resource['code'] = [code]
        self.others.append(self.entry(part, resource))
        return self.ref(part, profile, ', '.join(one['display'] for one in (author, place) if one))

    def apotek(self):
        if not any(e['fullUrl'] == self.url('apotek') for e in self.people):
            return self.organization('apotek', 'Prøveapoteket', '8900033')
        return self.ref('apotek', 'sfm-Organization', 'Prøveapoteket, HER: 8900033')

    # reactions and consumables

    def reaction(self, part, code, manifestation, criticality, source, day, verification='unconfirmed',
                 clinical='active', more=(), excipient=None, profile=None):
        """code and each of more: code system, code, words. excipient: the inactive ingredient (hjelpestoff). profile: of
        whoever has it, kjernejournal's unless said."""
        profile = profile or KJ + 'StructureDefinition/KjAllergyIntolerance'
        recorder = self.url('kj-role')
        if not any(e['fullUrl'] == recorder for e in self.others):
            self.role('kj-role', KJ + 'StructureDefinition/KjPractitionerRole',
                      {'coding': [{'system': KJ + 'CodeSystem/CategoriesOfHealthProfessionals', 'code': 'LE'}],
                       'text': 'Lege'}, self.doctor, self.office)
        identity = uid(self.key, 'kj', part)
        terms = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-'
        extensions = [
            {'url': KJ + 'StructureDefinition/KjUpdatedDateTime', 'valueDateTime': '{{instant%+d}}' % day},
            {'url': KJ + 'StructureDefinition/KjSourceOfInformation',
             'valueCoding': {'system': KJ + 'CodeSystem/SourceOfInformation', 'code': source[0], 'display': source[1]}}]
        if excipient:
            extensions.append({'url': KJ + 'StructureDefinition/inactiveIngredient', 'valueString': excipient})
        codings = [coding(KJ + 'CodeSystem/' + one[0], one[1], one[2]) for one in (code, *more)]
        if more:
            codings[0]['userSelected'] = True
        self.others.append(self.entry(part, {
            'resourceType': 'AllergyIntolerance', 'id': identity,
            'meta': meta(profile), 'extension': extensions,
            'identifier': [{'use': 'official', 'value': identity}],
            'clinicalStatus': concept(terms + 'clinical', clinical, clinical.capitalize()),
            'verificationStatus': concept(terms + 'verification', verification, verification.capitalize()),
            'category': ['medication'], 'criticality': criticality, 'code': {'coding': codings},
            'patient': self.subject_ref, 'recordedDate': '{{today%+d}}' % day,
            'recorder': self.ref('kj-role', KJ + 'StructureDefinition/KjPractitionerRole',
                                 f'{self.doctor["display"]}, {self.office["display"]}, LE:'),
            'reaction': [{'manifestation': [concept(KJ + 'CodeSystem/TypeOfReaction', *manifestation)]}]}))
        self.reactions.append(self.ref(part, profile, profile.rpartition('/')[2]))

    def consumable(self, part, group, paragraph, text, day, rf='E', recall=None):
        """Consumables or nutrition on prescription (handelsvare): no medicine, and never on the PLL."""
        if not any(e['fullUrl'] == self.url('rekvirent') for e in self.others):
            self.role('rekvirent', EHELSE + 'sfm-PractitionerRole', oid_concept(7490, 'R', 'Rekvirent'), self.doctor,
                      None)
        amend = [{'url': 'reseptdate', 'valueDate': '{{today%+d}}' % day},
                 {'url': 'expirationdate', 'valueDate': '{{expiry%+d}}' % day},
                 {'url': 'festUpdate', 'valueDateTime': '{{instant-40}}'},
                 {'url': 'guardiantransparencyreservation', 'valueBoolean': False},
                 {'url': 'indoctorsname', 'valueBoolean': False}, {'url': 'dssn', 'valueString': text},
                 {'url': 'lockedresept', 'valueBoolean': False},
                 {'url': 'itemgroup', 'valueCodeableConcept': oid_concept(7402, 'A', 'Annet')},
                 {'url': 'reimbursementparagraph', 'valueCodeableConcept': oid_concept(7427, *paragraph)}]
        if recall:
            amend.append(self.recall_info(recall))
        amend += [{'extension': [{'url': 'status', 'valueCodeableConcept': oid_concept(7408, rf, RF[rf])}],
                   'url': 'rfstatus'},
                  {'url': 'typeresept', 'valueCodeableConcept': oid_concept(7491, 'E', 'Eresept')}]
        self.others.append(self.entry(part, {
            'resourceType': 'Basic', 'id': uid(self.key, 'basic', part), 'meta': meta(EHELSE + 'sfm-BandaPrescription'),
            'extension': [{'extension': [{'url': 'productgroup', 'valueCodeableConcept': oid_concept(7403, *group)}],
                           'url': EHELSE + 'sfm-reseptdocbanda'},
                          {'extension': amend, 'url': EHELSE + 'sfm-reseptamendment'}],
            'identifier': [{'use': 'official', 'type': {'text': 'reseptId'}, 'value': self.resept_id(part)}],
            'code': oid_concept(7402, 'A', 'Annet'), 'subject': self.subject_ref,
            'author': self.ref('rekvirent', 'sfm-PractitionerRole', f'{self.doctor["display"]}, R:Rekvirent')}))
        self.consumables.append(self.ref(part, 'sfm-BandaPrescription', 'sfm-BandaPrescription'))

    # what is said about the list as a whole

    def reconciled(self, when, by=None, office=None, substitute=False, related=(), text=None, more=()):
        """The patient has a PLL, last reconciled then. substitute: by a stand-in (vikar) of the multidose doctor."""
        author = self.role('pll-author', EHELSE + 'sfm-PractitionerRole', PLL_AUTHOR, by or self.doctor,
                           office or self.office)
        more = [*more, *([{'url': 'text', 'valueString': text}] if text else [])]
        self.list_message('pll-info', 'M25.1', when, author, related, more, substitute, identity='m251')

    def list_message(self, part, message, when, author, related=(), more=(), substitute=None, identity=None):
        information = [] if substitute is None else [{'url': 'substitute', 'valueBoolean': substitute}]
        information.append({'url': 'PLLdate', 'valueDateTime': '{{%s}}' % when})
        information += [{'url': 'relatedparties', 'valueReference': party} for party in related]
        self.others.append(self.entry(part, {
            'resourceType': 'Basic', 'id': uid(self.key, 'basic', part), 'meta': meta(EHELSE + 'sfm-PLL-info'),
            'extension': [{'extension': information + list(more), 'url': EHELSE + 'sfm-pllInformation'}],
            'identifier': [{'use': 'usual', 'value': uid(self.key, identity or part)}],
            'code': concept('http://ehelse.no/fhir/CodeSystem/sfm-message-type', message, MESSAGES[message]),
            'subject': self.subject_ref, 'author': author}))
        self.lists.append(self.ref(part, 'sfm-PLL-info', message))

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

        prescriptions = 'nilknown' if self.m96[0] == '0' else 'unavailable'
        sections = [
            section('Medication', 'sectionMedication', 'List of Medication statements', 'List of medications',
                    self.heads, prescriptions),
            section('PllInfo', 'sectionPLLinfo', 'PLL Info', 'Info read from M25', self.lists,
                    'nilknown' if self.m912[0] == '0' else 'unavailable')]
        if self.kj:
            sections.append(section('Allergies', 'sectionAllergies', 'Section allergies', 'List of allergies',
                                    self.reactions, self.reactions_empty))
        if self.dispenses:
            sections.append(section('Dispense', 'sectionDispense', 'List of dispenses', 'List of dispenses',
                                    self.dispenses))
        sections.append(section('Other Prescriptions', 'sectionOtherPrescriptions', 'List of non medical prescriptions',
                                'List of non medical prescriptions', self.consumables, prescriptions))
        return sections

    def answer(self):
        composition = self.entry('composition', {
            'resourceType': 'Composition', 'id': uid(self.key, 'composition-id'),
            'meta': meta(EHELSE + 'sfm-MedicationComposition'),
            'identifier': {'use': 'official', 'value': uid(self.key, 'lookup')}, 'status': 'final',
            'type': concept('http://loinc.org', '11503-0', 'Medical records'), 'subject': self.subject_ref,
            'date': '{{today}}', 'author': [self.doctor, self.office], 'title': 'Medication summary',
            'confidentiality': 'N', 'section': self.sections()})
        person = {'resourceType': 'Patient', 'id': number_id(self.key, 'patient'), 'meta': meta(EHELSE + 'sfm-Patient')}
        if self.number:
            person['identifier'] = [identifier(self.number_kind, self.number)]
        person.update({'active': True, 'name': [{'family': self.family, 'given': [self.given]}], 'gender': self.gender,
                       'birthDate': self.birth_date,
                       'address': [{'use': 'home', 'type': 'physical', 'city': self.city,
                                    'postalCode': self.postcode}]})
        entries = [composition, *self.people, self.entry('patient', person), *self.medicines, *self.others]
        bundle = {
            'resourceType': 'Bundle', 'id': uid(self.key, 'bundle'),
            'meta': {'lastUpdated': '{{now}}', 'source': 'http://127.0.0.1/Patient/$getMedication',
                     'profile': [EHELSE + 'sfm-MedicationBundle']},
            'type': 'document', 'timestamp': '{{now}}', 'total': len(entries),
            'link': [{'relation': 'self', 'url': 'http://127.0.0.1/patient/$getMedication'}], 'entry': entries}
        return {'resourceType': 'Parameters',
                'parameter': [{'name': 'medication', 'resource': bundle}, *self.results(), *self.own_parameter()]}

    def results(self):
        """What the registers said. A register that was not asked, or did not answer, has no instant."""
        made = []
        if self.kj and self.kj[0] != '1':
            made.append({'name': 'KJHentetTidspunkt', 'valueDateTime': '{{now}}'})
        if self.m96[0] != '1':
            made.append({'name': 'RFHentetTidspunkt', 'valueDateTime': '{{now}}'})
        if self.kj:
            made.append({'name': 'KJFeilkode', 'valueCodeableConcept': concept(RESULT, self.kj[0], self.kj[1])})
            if self.kj[2]:
                made[-1]['valueCodeableConcept']['text'] = self.kj[2]
        made.append({'name': 'RFM96Feilkode', 'valueCodeableConcept': concept(RESULT, *self.m96)})
        made.append({'name': 'RFM912Feilkode', 'valueCodeableConcept': concept(RESULT, *self.m912)})
        if self.no_pll_text:
            made[-1]['valueCodeableConcept']['text'] = self.no_pll_text
        return made + [{'name': 'KJHarLegemidler', 'valueBoolean': False},
                       {'name': 'KJHarLaste', 'valueBoolean': False},
                       {'name': 'RFHarLaste', 'valueBoolean': self.locked}]

    def own_parameter(self):
        """What the sandbox alone reads: what is closed, and what opens it (README.md)."""
        parts = [{'name': 'closed', 'valueCode': self.closed}] if self.closed else []
        for by, part, *number in self.hidden:
            hidden = [{'name': 'by', 'valueCode': by}, {'name': 'reseptId', 'valueString': self.resept_id(part)}]
            hidden += [{'name': 'Referansenummer', 'valueString': one} for one in number]
            parts.append({'name': 'hidden', 'part': hidden})
        for part, doses in self.originals:
            parts.append({'name': 'original', 'part': [
                {'name': 'reseptId', 'valueString': self.resept_id(part)},
                {'name': 'Dosering', 'valueString': doses}]})
        return [{'name': 'sandbox', 'part': parts}] if parts else []
