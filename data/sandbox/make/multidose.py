# SPDX-License-Identifier: GPL-3.0-or-later
"""Patients with multidose: the list, the pharmacy's question (M25.2) and what was delivered (M25.3).

No public answer has the content of M25.2, nor what M27.1 says of multidose: `asked` and `arrangement` are the one place
where their shape is chosen, in the style of deliveryinformation.
"""
from .patient import PLL_AUTHOR, Patient
from .shapes import *
from .statement import placeholders


def parties(p):
    """The multidose doctor and the pharmacy that packs."""
    doctor = p.role('multidose-doctor', EHELSE + 'sfm-PractitionerRole',
                    oid_concept(7490, 'M', 'Multidoseansvarlig lege'), p.doctor, p.office)
    pharmacy = p.role('multidose-pharmacy', EHELSE + 'sfm-PractitionerRole',
                      oid_concept(7490, 'A', 'Ansvarlig farmasøyt'), None, p.apotek())
    sender = p.role('pharmacy-author', EHELSE + 'sfm-PractitionerRole', PLL_AUTHOR, None, p.apotek())
    return [doctor, pharmacy], sender


def packed(yes):
    return [{'extension': [{'url': 'nocombination', 'valueBoolean': False},
                           {'url': 'mddispensed', 'valueBoolean': yes}], 'url': EHELSE + 'sfm-administration'}]


def comment(text):
    return [{'url': EHELSE + 'sfm-libitemcomment', 'valueString': text}]


def asked(p, kind, part, medicine, text, dssn=None, doses=()):
    """What M25.2 says of one entry. kind: new (an entry of the pharmacy's own), changed (another dose is asked for) or
    question."""
    parts = [{'url': 'entry', 'valueReference': p.ref(part, 'sfm-MedicationStatement', medicine['display'])},
             {'url': 'kind', 'valueCode': kind}, {'url': 'text', 'valueString': text}]
    if dssn:
        parts.append({'url': 'dssn', 'valueString': dssn})
    return {'extension': parts + list(doses), 'url': 'entryinformation'}


def arrangement(p, next_roll, deadline, standin=None, until=None):
    """What M27.1 says: who packs, when the next roll is made, until when changes go with it, and who stands in."""
    day = lambda url, when: {'url': url, 'valueDate': '{{%s}}' % when}
    parts = [{'url': 'pharmacy', 'valueReference': p.apotek()}, day('nextroll', next_roll), day('deadline', deadline)]
    if standin:
        parts += [{'url': 'standin', 'valueReference': standin}, day('standinuntil', until)]
    return {'extension': parts, 'url': 'multidoseinformation'}


def delivery(p, part, medicine, dispense, dispense_part, first, last):
    """What M25.3 says of one roll."""
    return {'extension': [
        {'url': 'prescriptionId', 'valueReference': p.ref(part, 'sfm-MedicationStatement', medicine['display'])},
        {'url': 'datefirstdose', 'valueDateTime': '{{%s}}' % placeholders(first)[1]},
        {'url': 'datelastdose', 'valueDateTime': '{{%s}}' % placeholders(last)[1]},
        {'url': 'deliverydoc', 'valueReference': dispense},
        {'url': 'refM10', 'valueString': uid(p.key, 'm10', dispense_part)}], 'url': 'deliveryinformation'}


def deliver(p, names, day):
    """Dispensings of a roll of two weeks, and the message about them."""
    rolls = []
    for name in names:
        dispensed = f'm10-{name}'
        p.dispense(dispensed, p.ref(f'{name}-1', 'sfm-MedicationStatement', p.drug(name)['display']), f'{name}-1',
                   p.drug(name), day, 14, 'Pakket i multidose')
        rolls.append(delivery(p, f'{name}-1', p.drug(name), p.dispenses[-1], dispensed, day + 2, day + 16))
    return rolls


def mons():
    """A nursing home's list: 18 rows, a question newer than the list with three entries in it, one dangerous field."""
    p = Patient('mons', 'Mons', 'Multidose', (12, 9, 1938), 'male', 'Prøvebyen', '9999')
    related, pharmacy = parties(p)
    names = ('metoprolol', 'amlodipine', 'atorvastatin', 'pantoprazole', 'furosemide', 'apixaban', 'metformin',
             'levothyroxine', 'citalopram', 'donepezil')
    for at, name in enumerate(names):
        p.usual(name, day=-30 - 15 * at, short='1+0+0+0', also=packed(True))
    p.usual('alendronate', day='thursday-9w', text='1 tablett hver torsdag', also=packed(True), packages=1,
            instruction='Tas fastende, sittende eller stående')
    p.usual('paracetamol', day=-80, parts=['Morgen', 'Midt på dagen', 'Kveld'], dose=2, also=packed(True))
    p.usual('oxycodone', day=-10, use='Ved behov', interval=None, text='1 tablett inntil 2 ganger daglig',
            also=packed(False), reit='0')
    p.usual('timolol', day=-100, parts=['Kveld'], also=packed(False))
    p.usual('budesonide', day=-100, parts=['Morgen', 'Kveld'], also=packed(False))
    question = dict(by=pharmacy, resept=False, changed='instant-1')
    texts = {'solifenacin': 'Ny fra sykehus. Skal den pakkes?',
             'ferrous': 'Annenhver dag kan ikke pakkes. Kan den gis daglig?',
             'mirtazapine': 'Resepten er utløpt. Fornye?'}
    note = lambda name: packed(True) + comment(texts[name])
    p.usual('solifenacin', day=-1, also=note('solifenacin'), **question)
    p.usual('ferrous', day=-1, interval=None, text='1 tablett annenhver dag', also=note('ferrous'), **question)
    p.usual('mirtazapine', day=-1, parts=['Kveld'], also=note('mirtazapine'), **question)
    rolls = deliver(p, ('metoprolol', 'amlodipine'), -12)
    viktor = p.practitioner('viktor', 'Viktor', 'Vikarsen', '900100066', (9, 2, 1985), 'male')
    p.reconciled('instant-30', substitute=False, related=related,
                 more=[arrangement(p, 'today+9', 'today+4', viktor, 'today+20')])
    p.list_message('m252', 'M25.2', 'instant-1', pharmacy, related,
                   [asked(p, 'new', f'{name}-1', p.drug(name), text) for name, text in texts.items()])
    p.list_message('m253', 'M25.3', 'instant-12', pharmacy, related, rolls)
    return p


def moa():
    """A question older than the list, which a stand-in (vikar) has sent since."""
    p = Patient('moa', 'Moa', 'Dosett', (29, 1, 1942), 'female', 'Mønsterdal', '9997')
    related, pharmacy = parties(p)
    standin = p.practitioner('viktor', 'Viktor', 'Vikarsen', '900100066', (9, 2, 1985), 'male')
    for at, name in enumerate(('lisinopril', 'spironolactone', 'bumetanide', 'digoxin', 'memantine')):
        p.usual(name, day=-20 - 25 * at, short='1+0+0+0', also=packed(True))
    p.usual('calcium', day=-200, resept=False, parts=['Morgen', 'Kveld'], short='1x2', also=packed(True))
    p.usual('zopiclone', day=-60, parts=['Kveld'], also=packed(False))
    rolls = deliver(p, ('lisinopril', 'spironolactone'), -8)
    replaced = p.medication('digoxin-other', 'Digoxin Prøvefarm tab 62,5 mikrog', 'Tablett', ('C01AA05', 'Digoksin'),
                            brand='Digoxin Prøvefarm')
    p.dispense('m10-digoxin', p.ref('digoxin-1', 'sfm-MedicationStatement', p.drug('digoxin')['display']), 'digoxin-1',
               replaced, -8, 1, '1 tablett morgen',
               intervention=('206', 'Utsolgt', 'V', 'Valgt annen vare', 'Fordi varen er utsolgt'))
    p.list_message('m252', 'M25.2', 'instant-40', pharmacy, related,
                   [asked(p, 'changed', 'bumetanide-1', p.drug('bumetanide'), 'Kan den deles på to tider?',
                          '1 tablett morgen\n1 tablett midt på dagen',
                          [dosing('today-40', 1, 'tablett', 1, ['Morgen', 'Midt på dagen'])]),
                    asked(p, 'question', 'zopiclone-1', p.drug('zopiclone'), 'Skal den pakkes?')])
    p.reconciled('instant-9', by=standin, substitute=True, related=related)
    p.list_message('m253', 'M25.3', 'instant-8', pharmacy, related, rolls)
    return p


def frida():
    """A question newer than the list: one new entry, one other dose, one thing to ask. None is answered yet."""
    p = Patient('frida', 'Frida', 'Forespurt', (14, 4, 1940), 'female', 'Eksempelvik', '9998')
    related, pharmacy = parties(p)
    for at, name in enumerate(('ramipril', 'simvastatin', 'furosemide', 'sertraline')):
        p.usual(name, day=-40 - 20 * at, short='1+0+0+0', also=packed(True))
    p.usual('vitamin-d', day=-2, by=pharmacy, resept=False, changed='instant-2', also=packed(True))
    p.reconciled('instant-30', substitute=False, related=related, more=[arrangement(p, 'today+6', 'today+1')])
    twice = [dosing('today+6', 1, 'tablett', 1, ['Morgen', 'Midt på dagen'])]
    p.list_message('m252', 'M25.2', 'instant-2', pharmacy, related, [
        asked(p, 'new', 'vitamin-d-1', p.drug('vitamin-d'), 'Kjøpt av pårørende. Skal den pakkes?'),
        asked(p, 'changed', 'furosemide-1', p.drug('furosemide'), 'Sykehuset ba om to ganger daglig.',
              '1 tablett morgen\n1 tablett midt på dagen', twice),
        asked(p, 'question', 'simvastatin-1', p.drug('simvastatin'), 'Resepten går ut om en måned. Fornye?')])
    return p


def vilde():
    """A question newer than the list that would have a vaccine on it, which no list carries; it can only be declined."""
    p = Patient('vilde', 'Vilde', 'Vaksinert', (19, 10, 1946), 'female', 'Prøvebyen', '9999')
    related, pharmacy = parties(p)
    for at, name in enumerate(('ramipril', 'simvastatin')):
        p.usual(name, day=-40 - 20 * at, short='1+0+0+0', also=packed(True))
    vaccine = p.medication('vaccine', 'Influensavaksine Prøvefarm inj', 'Injeksjonsvæske, suspensjon',
                           ('J07BB02', 'Influensa, renset antigen'), brand='Influensavaksine')
    p.statement('vaccine-1', vaccine, '1 sprøyte én gang', day=-2, use='Vaksine', area='Vaksinasjon', by=pharmacy,
                resept=False, changed='instant-2')
    p.reconciled('instant-30', substitute=False, related=related, more=[arrangement(p, 'today+6', 'today+1')])
    p.list_message('m252', 'M25.2', 'instant-2', pharmacy, related, [
        asked(p, 'new', 'vaccine-1', vaccine, 'Satt på apoteket. Skal den stå på listen?')])
    return p
