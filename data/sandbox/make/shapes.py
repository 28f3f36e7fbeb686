# SPDX-License-Identifier: GPL-3.0-or-later
"""The small shapes an answer of SFM is made of: identities, coded values, doses."""
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


def national_number(day, month, year, odd, d_number=False):
    """A synthetic number: month + 80 (and day + 40 for a D-number), right check digits, third individual digit odd for
    a man."""
    for individ in range(100, 500) if year < 2000 else range(500, 1000):
        if individ % 2 != odd:
            continue
        digits = [int(c) for c in f'{day + 40 * d_number:02}{month + 80:02}{year % 100:02}{individ:03}']
        k1 = -sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits)) % 11
        k2 = -sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), digits + [k1])) % 11
        if k1 < 10 and k2 < 10:
            return ''.join(map(str, digits + [k1, k2]))
    raise ValueError('no number for that date')


def coding(system, code, display):
    """A code of None is left out: some lists are not public, and a code is not made up."""
    made = {'system': system, 'code': code, 'display': display}
    return {key: value for key, value in made.items() if value is not None}


def concept(system, code, display):
    return {'coding': [coding(system, code, display)]}


def oid_concept(volven, code, display):
    return concept(OID + str(volven), code, display)


def meta(profile):
    return {'profile': [profile]}


USE = {'Fast': '1', 'Kur': '2', 'Ved behov': '3', 'Vaksine': '4'}
PARTS = {'Morgen': '1', 'Formiddag': '2', 'Midt på dagen': '3', 'Ettermiddag': '4', 'Kveld': '5', 'Natt': '6'}
RECALL = {'1': 'Fornying', '2': 'Seponering', '3': 'Fornying med endring', '4': 'Annen'}
RF = {'E': 'Ekspederbar', 'U': 'Under ekspedering', 'T': 'Tilbakekalt', 'R': 'Avsluttet', 'F': 'Foreldet'}
STOP = {'A': 'Avsluttet behandling', 'M': 'Manglende effekt', 'P': 'Pasienten har ikke brukt legemiddelet',
        'X': 'Annen årsak'}
FORMS = {
    'Tablett': '53', 'Enterotablett': '50', 'Depottablett': '25', 'Tyggetablett': '55', 'Brusetablett': '16',
    'Smeltetablett': '48', 'Kapsel, hard': '891', 'Injeksjonsvæske, oppløsning': '854',
    'Injeksjonsvæske, suspensjon': '426', 'Injeksjonsvæske, oppløsning i ferdigfylt penn': None,
    'Infusjonsvæske, oppløsning': '858', 'inj/inf, oppl': '880', 'Mikstur, oppløsning': '842', 'Krem': '34',
    'Gel': '29', 'Dråper': '6',
    'Øyedråper, suspensjon': '721', 'Inhalasjonspulver': '99', 'Stikkpille': '112', 'Depotplaster': None,
    'Salve': None}
SHORT = {'1+0+0+0': '5507', '1x2': '130', '1x3': '160', '1 inntil x3': '79', '1 inntil x1': '5685', '1 daglig': '93',
         '0+0+0+2': '5514', '1+1+1': '216', '1+1+1+1': '217', '2+2+2': '304', '0,5x3': '15', '1x1x5': '116',
         '3+0+0+3': '5534', 'Følg vedlagte bruksanvisning': '5378'}
INSTRUCTIONS = {'Bruk medisinmål': '6', 'Svelges hel': '49', 'Tas utenom måltid': '66', 'Omrystes før bruk': '100',
                'Forsiktighet ved bilkjøring og bruk av maskiner': '134', 'I venstre øye': '140'}


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


def intake(amount, unit, interval, part, *, interval_unit='Døgn', accurate=False):
    """One repeatingdosage; what is None is left out, so that a field can be made that nobody can display."""
    parts = []
    if amount is not None:
        parts.append({'url': 'amount', 'valueQuantity': {'value': amount, 'unit': unit}})
    if interval_unit is not None:
        length = {'value': interval, 'unit': interval_unit}
        parts.append({'url': 'interval',
                      'valueQuantity': {key: value for key, value in length.items() if value is not None}})
    parts.append({'url': 'accurate', 'valueBoolean': accurate})
    if part:
        parts.append({'url': 'timerange', 'valueCodeableConcept': oid_concept(8325, PARTS[part], part)})
    return {'extension': parts, 'url': 'repeatingdosage'}


def raw_dosing(start, intakes, end=None):
    """One ereseptdosing of intakes as they are; a start of None is left out."""
    times = [{'url': url, 'valueDate': '{{%s}}' % day} for url, day in (('starttime', start), ('endtime', end)) if day]
    return {'extension': times + intakes, 'url': 'ereseptdosing'}
