# SPDX-License-Identifier: GPL-3.0-or-later
"""Patients for counting how much work an ordinary reconciliation is. The nursing home's is Mons (multidose.py)."""
from .patient import Patient

TWELVE = ('amlodipine', 'atorvastatin', 'losartan', 'metformin', 'pantoprazole', 'allopurinol', 'bisoprolol',
          'levothyroxine', 'tamsulosin', 'sertraline', 'apixaban', 'montelukast')


def astrid():
    """Twelve entries, nothing changed since the list was last sent, nothing to find."""
    p = Patient('astrid', 'Astrid', 'Allikevel', (2, 6, 1947), 'female', 'Prøvebyen', '9999')
    for at, name in enumerate(TWELVE):
        p.usual(name, day=-60 - 20 * at, short='1+0+0+0')
    p.reconciled('instant-45')
    return p


def before_losartan(p):
    """What his own doctor had prescribed before the hospital changed dose, amount, refills and generic substitution."""
    p.usual('losartan', part='losartan-0', day=-120, amount=30, reit='1', pll=False, head=False, status='completed', rf='T',
            part_of='losartan-1', recall=('3', 'losartan-1', 'Forny med endring', 'instant-6'), substitution=False)


def birger():
    """Twelve on the list, three of them changed at the hospital since, one loose prescription, two things to look at."""
    p = Patient('birger', 'Birger', 'Bytte', (23, 1, 1949), 'male', 'Mønsterdal', '9997')
    ward = p.practitioner('ola', 'Ola', 'Sykehuslegesen', '900100041', (7, 5, 1979), 'male')
    changed = {'losartan': {'dose': 2, 'based_on': 'losartan-0'}, 'bisoprolol': {'dose': 0.5}, 'sertraline': {'dose': 2}}
    for at, name in enumerate(TWELVE[:10]):
        more = {**changed[name], 'by': ward, 'changed': 'instant-6'} if name in changed else {'short': '1+0+0+0'}
        p.usual(name, day=-6 if name in changed else -60 - 20 * at, **more)
    before_losartan(p)
    p.usual('alendronate', day='tuesday-6w', interval=7, text='1 tablett hver onsdag', packages=1)
    p.usual('vitamin-d-high', day='monday-7w', interval=7, text='1 tablett hver torsdag', packages=1)
    p.usual('paracetamol', day=-6, by=ward, pll=False, use='Ved behov', interval=None,
            text='1 tablett inntil 3 ganger daglig', short='1 inntil x3')
    p.reconciled('instant-30')
    return p
