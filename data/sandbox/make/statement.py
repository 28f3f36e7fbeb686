# SPDX-License-Identifier: GPL-3.0-or-later
"""Medicines, statements and dispensings of one patient."""
from .drugs import DRUGS
from .shapes import *

REGISTRATION = 'http://ehelse.no/fhir/CodeSystem/sfm-festregistrationtype'
KINDS = {'1': 'Legemiddelvirkestoff', '2': 'Legemiddelmerkevare', '3': 'Legemiddelpakning'}


def placeholders(day):
    """The date, the instant and the expiry of a day: days from today (negative is past), or such as monday-4w."""
    if isinstance(day, int):
        return 'today%+d' % day, 'instant%+d' % day, 'expiry%+d' % day
    return day, 'instant:' + day, 'expiry:' + day


class Statements:
    # medicines

    def medication(self, part, display, form, atc=None, package=None, coded=True, brand=None, group='C', kind=None):
        """kind: of registreringstype; 'local' for a drug that only this office knows."""
        fest = {'system': 'http://ehelse.no/fhir/CodeSystem/FEST'}
        value = package[0] if package else fest_id(display)
        if coded:
            fest['code'] = value
        fest['display'] = display
        codings = [fest]
        if atc:
            codings.append({'system': 'http://www.whocc.no/atc', 'code': atc[0], 'display': atc[1]})
        kind = kind or ('3' if package else '2')
        group_name = 'Kosttilskudd' if group == 'K' else f'Reseptgruppe {group}'
        resource = {
            'resourceType': 'Medication', 'id': number_id(self.key, part), 'meta': meta(EHELSE + 'sfm-Medication'),
            'extension': [
                {'extension': [{'url': 'prescriptiongroup',
                                'valueCodeableConcept': oid_concept(7421, group, group_name)}],
                 'url': 'http://hl7.no/fhir/StructureDefinition/no-basis-prescriptiongroup'},
                {'extension': self.medication_details(brand or display.split(' ')[0], package, kind),
                 'url': EHELSE + 'sfm-medicationdetails'}]}
        if coded:
            resource['identifier'] = [{'use': 'official', 'type': {'text': 'identifier'}, 'value': value}]
        resource.update({'code': {'coding': codings}, 'status': 'active',
                         'form': oid_concept(7448, FORMS[form], form)})
        self.medicines.append(self.entry(part, resource))
        return self.ref(part, 'sfm-Medication', display)

    @staticmethod
    def medication_details(name, package, kind):
        details = []
        if kind in KINDS:
            details.append({'url': 'registreringstype',
                            'valueCodeableConcept': concept(REGISTRATION, kind, KINDS[kind])})
        if package:
            unit, word = package[2] if len(package) > 2 else ('stk', 'stykk')
            details.append({'url': 'packinginfoprescription', 'extension': [
                {'url': 'name', 'valueString': name}, {'url': 'packingsize', 'valueString': package[1]},
                {'url': 'packingunit', 'valueCodeableConcept': oid_concept(7452, unit, word)}]})
        else:
            details.append({'url': 'name', 'valueString': name})
        return details

    def mixture(self, part, name, form, recipe, amount, ingredients):
        """A magistral prescription. ingredients: reference, and strength with unit or None for what fills it up."""
        made = []
        for reference, strength in ingredients:
            if strength is None:
                adqs = {'extension': [{'url': 'ad', 'valueBoolean': True}], 'url': EHELSE + 'sfm-adqs'}
                made.append({'extension': [adqs], 'isActive': False, 'itemReference': reference})
            else:
                ratio = {'numerator': {'unit': strength[1], 'value': strength[0]}}
                if len(strength) > 2:
                    ratio['denominator'] = {'unit': strength[3], 'value': strength[2]}
                made.append({'isActive': True, 'itemReference': reference, 'strength': ratio})
        group = 'http://hl7.no/fhir/StructureDefinition/no-basis-prescriptiongroup'
        self.medicines.append(self.entry(part, {
            'resourceType': 'Medication', 'id': number_id(self.key, part),
            'meta': meta(EHELSE + 'sfm-Magistrell-Medication'),
            'extension': [{'url': group, 'valueCodeableConcept': oid_concept(7421, 'C', 'Reseptgruppe C')},
                          {'url': EHELSE + 'sfm-name', 'valueString': name},
                          {'url': EHELSE + 'sfm-recipe', 'valueString': recipe}],
            'code': oid_concept(7424, '10', 'Magistrell'), 'status': 'active',
            'form': oid_concept(7448, FORMS[form], form),
            'amount': {'numerator': {'unit': amount[1], 'value': amount[0]}}, 'ingredient': made}))
        return self.ref(part, 'sfm-Magistrell-Medication', name)

    def substance(self, part, display):
        self.medicines.append(self.entry(part, {
            'resourceType': 'Substance', 'id': number_id(self.key, part), 'meta': meta(EHELSE + 'sfm-Substance'),
            'identifier': [{'use': 'official', 'type': {'text': 'identifier'}, 'value': fest_id(display)}],
            'status': 'active', 'code': concept('http://ehelse.no/fhir/CodeSystem/FEST', fest_id(display), display)}))
        return self.ref(part, 'sfm-Substance', display)

    def drug(self, name, part=None, **options):
        """A medicine of the catalogue, once for the patient."""
        part = part or 'drug-' + name
        display, brand, form, code, substance = DRUGS[name][:5]
        if any(entry['fullUrl'] == self.url(part) for entry in self.medicines):
            return self.ref(part, 'sfm-Medication', display)
        return self.medication(part, display, form, (code, substance), brand=brand, **options)

    def usual(self, name, *, part=None, day=-60, parts=('Morgen',), dose=1, interval=1, text=None, end=None, **options):
        """A medicine of the catalogue in tune: words and field say the same. interval None leaves the field out."""
        area, unit = DRUGS[name][5:7]
        many = {'tablett': 'tabletter', 'kapsel': 'kapsler', 'dose': 'doser', 'dråpe': 'dråper'}.get(unit, unit)
        lines = [f'{dose} {unit if dose <= 1 else many} {when.lower()}'.replace('.', ',') for when in parts]
        if interval is not None and 'field' not in options:
            options['field'] = [(placeholders(day)[0], dose, unit, interval, parts) + ((end,) if end else ())]
        if options.get('resept', True) and not options.get('packages'):
            options.setdefault('amount', 100)
        return self.statement(part or name + '-1', self.drug(name), '\n'.join(lines) if text is None else text, day=day,
                              area=options.pop('area', area), **options)

    # statements

    def statement(self, part, medicine, text, *, day, use='Fast', area, field=None, short=None, pll=True, resept=True,
                  head=True, status='active', rf='E', recall=None, based_on=None, part_of=None, by=None, reit='3',
                  packages=None, amount=None, instruction=None, stop=None, delivery=None, extra=None,
                  **more):
        """day: days from today (negative is past) of the prescription, or a placeholder such as monday-4w.

        more: guardian, doctors_name, locked, substitution; dssn, instructions (7479), also (extensions of the resource), changed.
        """
        date, instant, expiry = placeholders(day)
        by = by or self.doctor
        amend = self.prescription_part(resept, date, expiry, text, instruction, packages, amount, reit, more)
        amend += extra or []
        amend += [dose if isinstance(dose, dict) else dosing(*dose) for dose in field or []]
        if recall:
            amend.append(self.recall_info(recall))
        if resept and rf:
            amend.append({'extension': [{'url': 'status', 'valueCodeableConcept': oid_concept(7408, rf, RF[rf])}],
                          'url': 'rfstatus'})
        if pll:
            amend.append({'url': 'lastchanged', 'valueDateTime': '{{%s}}' % more.get('changed', instant)})
        kind = ('E', 'Eresept') if resept else ('U', 'Uten resept')
        amend.append({'url': 'typeresept', 'valueCodeableConcept': oid_concept(7491, *kind)})

        extensions = [{'extension': amend, 'url': EHELSE + 'sfm-reseptamendment'}]
        if pll:
            extensions.append({'url': 'effectiveDateTime', 'valueDate': '{{%s}}' % date})
        extensions += self.about_statement(by, instant, stop, medicine, delivery, more)
        resource = {'resourceType': 'MedicationStatement', 'id': number_id(self.key, part),
                    'meta': meta(EHELSE + 'sfm-MedicationStatement'), 'extension': extensions,
                    'identifier': self.statement_ids(part, pll, resept)}
        for member, link in (('basedOn', based_on), ('partOf', part_of)):
            if link:
                resource[member] = [self.ref(link, 'sfm-MedicationStatement', medicine['display'])]
        resource.update({'status': status, 'medicationReference': medicine, 'subject': self.subject_ref,
                         'dosage': [self.dosage(text, short, use, area, instruction, more)]})
        self.medicines.append(self.entry(part, resource))
        reference = self.ref(part, 'sfm-MedicationStatement', medicine['display'])
        if head:
            self.heads.append(reference)
        return reference

    def chain(self, part, medicine, links, *, area, unit='tablett', **head):
        """Renewals, the newest first: day, words, amount, interval (None: no field). The newest is `part`-1 and on the
        PLL."""
        for at, (day, text, amount, interval) in enumerate(links, 1):
            field = [(placeholders(day)[0], amount, unit, interval, ['Morgen'])] if interval else None
            link = {'based_on': f'{part}-{at + 1}'} if at < len(links) else {}
            if at == 1:
                link.update(head)
            else:
                newer = links[at - 2]
                code = '1' if newer[1:] == (text, amount, interval) else '3'
                link.update(pll=False, head=False, status='completed', rf='T', part_of=f'{part}-{at - 1}',
                            recall=(code, f'{part}-{at - 1}',
                                    'Forny uten endring' if code == '1' else 'Forny med endring',
                                    placeholders(newer[0])[1]))
            self.statement(f'{part}-{at}', medicine, text, day=day, area=area, field=field, packages=1, **link)

    @staticmethod
    def prescription_part(resept, date, expiry, text, instruction, packages, amount, reit, more):
        lines = [text or '', *more.get('instructions', ()), instruction or '']
        amend = []
        if resept:
            amend += [{'url': 'reseptdate', 'valueDate': '{{%s}}' % date},
                      {'url': 'expirationdate', 'valueDate': '{{%s}}' % expiry},
                      {'url': 'festUpdate', 'valueDateTime': '{{instant-40}}'},
                      {'url': 'guardiantransparencyreservation', 'valueBoolean': more.get('guardian', False)},
                      {'url': 'indoctorsname', 'valueBoolean': more.get('doctors_name', False)}]
        amend.append({'url': 'dssn', 'valueString': more.get('dssn') or '\n'.join(line for line in lines if line)})
        if resept:
            amend.append({'url': 'lockedresept', 'valueBoolean': more.get('locked', False)})
            if packages:
                amend.append({'url': 'numberofpackages', 'valueDecimal': packages})
            if amount:
                value, unit = amount if isinstance(amount, tuple) else (amount, 'stykk')
                amend.append({'url': 'amount', 'valueQuantity': {'value': value, 'unit': unit}})
            amend.append({'url': 'reit', 'valueString': reit})
        amend.append({'url': 'itemgroup', 'valueCodeableConcept': oid_concept(7402, 'L', 'Legemiddel')})
        return amend

    def recall_info(self, recall):
        """recall: code, part of the new prescription or None, note, when."""
        code, new = recall[0], recall[1]
        info = [{'url': 'recallId', 'valueString': self.resept_id(new)}] if new else []
        info += [{'url': 'text', 'valueString': f'Årsak: {RECALL[code]}\r\nMerknad: {recall[2]}'},
                 {'url': 'recallcode', 'valueCodeableConcept': oid_concept(7500, code, RECALL[code])},
                 {'url': 'performed', 'valueDateTime': '{{%s}}' % recall[3]}]
        return {'extension': info, 'url': 'recallinfo'}

    @staticmethod
    def about_statement(by, instant, stop, medicine, delivery, more):
        """Who registered it, substitution, stop (when, reason, when it was decided) and what was handed out."""
        extensions = [registration('1', 'Forskrevet av', by, instant)]
        if stop:
            extensions.append(registration('3', 'Seponert av', by, stop[2]))
        extensions.append({'extension': [{'url': 'genericSubstitutionAccepted', 'valueBoolean': more.get('substitution', True)}],
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
        return extensions + more.get('also', [])

    def statement_ids(self, part, pll, resept):
        identifiers = []
        if pll:
            identifiers.append({'use': 'usual', 'type': {'text': 'PLL'}, 'value': self.pll_id(part)})
        if resept:
            identifiers.append({'use': 'usual', 'type': {'text': 'ReseptId'}, 'value': self.resept_id(part)})
        return identifiers

    @staticmethod
    def dosage(text, short, use, area, instruction, more):
        extensions = []
        if short:
            extensions.append({'url': EHELSE + 'sfm-shortdosage',
                               'valueCodeableConcept': oid_concept(7478, SHORT[short], short)})
        extensions += [
            {'url': EHELSE + 'sfm-use', 'valueCodeableConcept': oid_concept(9101, USE[use], use)},
            {'extension': [{'url': 'text', 'valueString': area}], 'url': EHELSE + 'sfm-application-area'}]
        made = {'extension': extensions, 'sequence': 1}
        if text:
            made['text'] = text
        if more.get('instructions'):
            made['additionalInstruction'] = [oid_concept(7479, INSTRUCTIONS[one], one) for one in more['instructions']]
        if instruction:
            made['patientInstruction'] = instruction
        return made

    def pll_id(self, part):
        return uid(self.key, 'pll', part)

    def resept_id(self, part):
        return uid(self.key, 'resept', part)

    def dispense(self, part, statement, statement_part, medicine, day, packages, instruction, intervention=None):
        """intervention: what the pharmacy did otherwise: code (7412), words, kind (7413), words, reason."""
        extensions = [{'extension': [
            {'url': 'cancellation', 'valueBoolean': False}, {'url': 'concluded', 'valueBoolean': False},
            {'url': 'prescriptionid', 'valueString': self.resept_id(statement_part)}],
            'url': EHELSE + 'sfm-dispenseinfo'}]
        if intervention:
            extensions.append({'extension': [
                {'url': 'code', 'valueCodeableConcept': oid_concept(7412, intervention[0], intervention[1])},
                {'url': 'changeType', 'valueCodeableConcept': oid_concept(7413, intervention[2], intervention[3])},
                {'url': 'confCustomer', 'valueBoolean': False},
                {'url': 'reason', 'valueString': intervention[4]}], 'url': EHELSE + 'sfm-Intervention'})
        self.others.append(self.entry(part, {
            'resourceType': 'MedicationDispense', 'id': uid(self.key, 'm10', part),
            'meta': meta(EHELSE + 'sfm-MedicationDispense'), 'extension': extensions,
            'identifier': [{'use': 'official', 'type': {'text': 'M10id'}, 'value': uid(self.key, 'm10', part)}],
            'status': 'completed', 'medicationReference': medicine, 'subject': self.subject_ref,
            'performer': [{'actor': self.apotek()}], 'authorizingPrescription': [statement],
            'quantity': {'value': packages}, 'whenHandedOver': '{{today%+d}}' % day,
            'dosageInstruction': [{'text': instruction}],
            'substitution': {'wasSubstituted': intervention is not None}}))
        self.dispenses.append(self.ref(part, 'sfm-MedicationDispense', 'sfm-MedicationDispense'))
        return self.dispenses[-1]
