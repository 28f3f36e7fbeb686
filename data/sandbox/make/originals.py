# SPDX-License-Identifier: GPL-3.0-or-later
"""Patients whose original prescriptions (M1) say what SFM's field cannot, or something else than it."""
from .patient import Patient

MONDAYS = '3 tabletter hver mandag'


def dose(start, amount, unit, rhythm, when='<Tidsomrade V="1"/><GisEksakt>false</GisEksakt>'):
    """One Dosering of M1 with one intake; rhythm is what says the days."""
    return (f'<Dosering><Starttidspunkt V="{{{{{start}}}}}"/><DoseFastTidspunkt><Mengde V="{amount}" U="{unit}"/>'
            f'{rhythm}{when}</DoseFastTidspunkt></Dosering>')


EVERY_SEVENTH = '<Intervall V="7" U="Døgn"/>'
DAILY = '<Intervall V="1" U="Døgn"/>'
MONDAY = '<FastDose><FasteUkedager V="1"/></FastDose>'
ONE_DAY_OF_SEVEN = '<FastDose><DagerPa>1</DagerPa><DagerAv>6</DagerAv></FastDose>'


def oda():
    """Weekly methotrexate in each of the three spellings of M1; SFM's field is empty for all of them."""
    p = Patient('oda', 'Oda', 'Original', (6, 11, 1964), 'female', 'Prøvebyen', '9999')
    weekly = (('methotrexate', 3, 'tablett', MONDAYS, EVERY_SEVENTH),
              ('methotrexate-10', 1, 'tablett', '1 tablett hver mandag', MONDAY),
              ('metex', 1, 'penn', '1 penn hver mandag', ONE_DAY_OF_SEVEN))
    for name, amount, unit, text, rhythm in weekly:
        p.usual(name, day='monday-4w', interval=None, text=text, packages=1)
        p.originals.append((f'{name}-1', dose('monday-4w', amount, unit, rhythm)))
    p.usual('folate', day=-60)
    p.reconciled('instant-26')
    return p


def odin():
    """The field says daily where the original says weekly; and a fault that only the original has."""
    p = Patient('odin', 'Odin', 'Ordrett', (18, 8, 1959), 'male', 'Eksempelvik', '9998')
    p.usual('methotrexate', day='monday-4w', dose=3, interval=1, text=MONDAYS, packages=1)
    p.originals.append(('methotrexate-1', dose('monday-4w', 3, 'tablett', EVERY_SEVENTH)))
    p.usual('levothyroxine', day=-60)
    p.originals.append(('levothyroxine-1', dose('today-60', 1, 'tablett', DAILY,
                                                '<Klokkeslett>08:00</Klokkeslett><Tidsomrade V="1"/>'
                                                '<GisEksakt>true</GisEksakt>')))
    p.usual('amlodipine', day=-90)
    p.reconciled('instant-26')
    return p
