# SPDX-License-Identifier: GPL-3.0-or-later
"""Patients who show what a statement can be: old spelling, chains, without prescription, over, mixtures."""
from .patient import Patient
from .shapes import *
from .spelling import as_in_2021

WEEKLY = '1 tablett én gang i uken'
MONDAYS = '3 tabletter hver mandag'


class OldSpelling(Patient):
    def answer(self):
        return as_in_2021(super().answer())


def gro():
    p = OldSpelling('gro', 'Gro', 'Gammelskrift', (14, 6, 1956), 'female', 'Prøvebyen', '9999')
    p.usual('metoprolol', day=-200, short='1+0+0+0')
    p.usual('atorvastatin', day=-120, parts=['Kveld'], extra=[
        {'url': 'reimbursementparagraph', 'valueCodeableConcept': oid_concept(7427, '200', '§5-14 §2')}])
    p.usual('calcium', day=-300, parts=['Morgen', 'Kveld'], short='1x2', resept=False)
    p.chain('methotrexate', p.drug('methotrexate'), [('monday-5w', MONDAYS, 3, 7), ('monday-57w', MONDAYS, 3, 7)],
            area='Leddgikt', instruction='Ta folsyre dagen etter')
    p.usual('folate', day=-110)
    p.usual('paracetamol', day=-30, interval=None, text='1-2 tabletter inntil 4 ganger daglig', use='Ved behov',
            area='Smerter')
    p.usual('prednisolone', day=-4, use='Kur', pll=False, reit='0', dose=2, end='today+6',
            text='2 tabletter morgen i 10 dager', area='Leddbetennelse')
    p.reaction('trimetoprim', ('ATC', 'J01EA01', 'Trimetoprim'), ('10', 'Hudreaksjon INA'), 'low',
               ('5', 'Hentet fra tidligere journal'), -900)
    p.reconciled('instant-30')
    return p


def tora():
    p = Patient('tora', 'Tora', 'Lenkedatter', (3, 2, 1948), 'female', 'Eksempelvik', '9998')
    thyroid, more = p.drug('levothyroxine'), p.drug('levothyroxine-100')
    p.chain('thyroid', thyroid, [(-20, '1 tablett morgen', 1, 1), (-380, '1 tablett morgen', 1, 1),
                                 (-740, '1 tablett morgen', 1, 1), (-1090, '½ tablett morgen', 0.5, 1),
                                 (-1150, '1 tablett annenhver dag', 1, 2)], area='Lavt stoffskifte')
    p.chain('methotrexate', p.drug('methotrexate'),
            [('monday-6w', MONDAYS, 3, 1), ('monday-58w', MONDAYS, 3, 1), ('monday-110w', MONDAYS, 3, 7),
             ('monday-162w', '2 tabletter hver mandag', 2, 7), ('monday-170w', '2 tabletter hver mandag', 2, 7)],
            area='Leddgikt', delivery=(100, '990011', 2, 1, 'instant-38'))
    p.usual('folate', day=-110)
    p.usual('candesartan', part='orphan', day=-330, pll=False, rf='T',
            recall=('3', 'gone', 'Forny med endring', 'instant-31'))
    p.usual('sertraline', day=-250, rf='T', recall=('2', None, 'Planlagt avslutning', 'instant-2'),
            stop=('instant+12', 'A', 'instant-2'))
    p.usual('pantoprazole', day=-140, rf='T', recall=('4', None, 'Resepten er trukket tilbake', 'instant-9'))
    p.usual('amlodipine', day=-420, rf=None)
    p.usual('metformin', day=-210, parts=['Morgen', 'Kveld'], short='1x2', rf='R')
    p.statement('thyroid-double', more, '1 tablett morgen', day=-15, area='Lavt stoffskifte', short='1+0+0+0',
                pll=False, field=[('today-15', 1, 'tablett', 1, ['Morgen'])], packages=1)
    p.reconciled('instant-20')
    return p


def paal():
    p = Patient('paal', 'Pål', 'Utenresept', (22, 10, 1971), 'male', 'Mønsterdal', '9997')
    p.usual('vitamin-d', day=-330, resept=False)
    p.usual('calcium', day=-330, resept=False, parts=['Morgen', 'Kveld'], short='1x2')
    p.usual('paracetamol', day=-330, resept=False, interval=None, use='Ved behov',
            text='1 tablett inntil 3 ganger daglig', short='1 inntil x3')
    omega = p.medication('omega', 'Fiskeolje Prøvefarm kaps', 'Kapsel, hard', coded=False, group='K', kind='local')
    p.statement('omega-1', omega, '2 kapsler daglig', day=-200, area='Kosttilskudd', resept=False)
    vaccine = p.medication('vaccine', 'Hepatitt B-vaksine Prøvefarm inj 20 mikrog', 'Injeksjonsvæske, suspensjon',
                           ('J07BC01', 'Hepatitt B, renset antigen'), ('990181', '1'), brand='Hepatitt B-vaksine')
    p.statement('vaccine-1', vaccine, '1 sprøyte morgen daglig', day=-9, use='Vaksine', area='Vaksinasjon', pll=False,
                field=[('today-9', 1, 'sprøyte', 1, ['Morgen'])], packages=1, reit='2')
    recalled = lambda day: ('2', None, 'Seponering', 'instant%+d' % day)
    stopped = lambda day, why: {'status': 'stopped', 'rf': 'T', 'recall': recalled(day),
                                'stop': ('instant%+d' % day, why, 'instant%+d' % day)}
    p.usual('zopiclone', day=-80, parts=['Kveld'], **stopped(-5, 'P'))
    p.usual('simvastatin', day=-300, parts=['Kveld'], **stopped(-88, 'X'))
    p.chain('citalopram', p.drug('citalopram'), [(-900, '1 tablett morgen', 1, 1), (-1260, '½ tablett morgen', 0.5, 1)],
            area='Depresjon', **stopped(-400, 'A'))
    p.usual('losartan', day=-395, rf='F')
    p.usual('losartan', part='losartan-old', day=-500, **stopped(-120, 'M'))
    p.usual('cetirizine', day=-420, rf='F', pll=False, use='Ved behov', interval=None, text='1 tablett daglig')
    p.usual('trimethoprim', day=-30, use='Kur', rf='R', pll=False, reit='0', parts=['Morgen', 'Kveld'], end='today-23',
            text='1 tablett morgen\n1 tablett kveld i 7 dager')
    p.usual('prednisolone', day=-3, use='Kur', reit='0',
            text='4 tabletter morgen i 5 dager\nDeretter 2 tabletter morgen i 5 dager',
            field=[('today-3', 4, 'tablett', 1, ['Morgen'], 'today+2'),
                   ('today+2', 2, 'tablett', 1, ['Morgen'], 'today+7')])
    p.reconciled('instant-33')
    return p


def mia():
    p = Patient('mia', 'Mia', 'Magistrell', (8, 8, 1990), 'female', 'Prøvebyen', '9999')
    base = p.medication('vaseline', 'Vaselin hvit salve', 'Salve', ('D02AC', 'Myk parafin og fettprodukter'), kind='1')
    salicylic, urea = p.substance('salicylic', 'Salisylsyre'), p.substance('urea', 'Karbamid')
    salve = p.mixture('salve', 'Salisylsyre 5 %, karbamid 10 % salve', 'Salve',
                      'Salisylsyre 5 g, karbamid 10 g, hvit vaselin ad 100 g. M.f. salve', (100, 'g'),
                      [(base, None), (salicylic, (5, 'g', 100, 'g')), (urea, (10, 'g', 100, 'g'))])
    p.statement('salve-1', salve, 'Smøres tynt på 2 ganger daglig', day=-40, area='Psoriasis', packages=1)
    glucose = p.medication('glucose', 'Glukose inf, oppl 50 mg/ml', 'Infusjonsvæske, oppløsning',
                           ('B05BA03', 'Karbohydrater'))
    mixed = p.mixture('mixed', 'Glukose 50 mg/ml ad, folsyre 1 mg inj/inf, oppl 500 ml', 'inj/inf, oppl',
                      'Folsyre 1 mg tilsettes 500 ml glukose', (500, 'ml'),
                      [(glucose, None), (p.substance('folic', 'Folsyre'), (1, 'mg'))])
    p.statement('mixed-1', mixed, 'Gis etter legens anvisning', day=-6, area='Væskebehandling', pll=False, packages=2,
                reit='0')
    local = p.medication('local', 'Lokal munnvask 250 ml', 'Mikstur, oppløsning', coded=False, kind='local')
    p.statement('local-1', local, 'Skylles 10 ml i 1 minutt morgen og kveld', day=-25, area='Sår i munnen', use='Kur',
                amount=(250, 'ml'), instructions=['Bruk medisinmål'])
    p.usual('desloratadine', day=-70, extra=[
        {'url': 'reimbursementcode',
         'valueCodeableConcept': oid_concept(7435, 'J30', 'Vasomotorisk og allergisk rinitt')},
        {'url': 'reimbursementparagraph', 'valueCodeableConcept': oid_concept(7427, '200', '§5-14 §2')}])
    p.consumable('stoma', ('505', 'Forbruksmateriell ved stomi'), ('505', '§5-14 §5.5'), 'Etter behov', -50)
    p.consumable('stoma-old', ('505', 'Forbruksmateriell ved stomi'), ('505', '§5-14 §5.5'), 'Etter behov', -400,
                 rf='T', recall=('1', 'stoma', 'Forny uten endring', 'instant-50'))
    p.consumable('nutrition', ('601', 'Næringsmidler ved diverse tilstander'), ('601', '§5-14 §6.1'),
                 '2 flasker daglig mellom måltider', -12)
    p.reconciled('instant-25')
    return p
