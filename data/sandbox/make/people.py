# SPDX-License-Identifier: GPL-3.0-or-later
"""Patients who are unlike others: a long list, unusual names, other numbers or none."""
from .drugs import DAILY
from .patient import Patient

LONG_DOSE = ('1 tablett morgen i 3 dager. Deretter ingen dosering i 1 dag. Deretter 1 tablett morgen i 3 dager. '
             'Deretter ingen dosering i 1 dag. Deretter 1 tablett morgen. Tas med rikelig vann, stående eller '
             'sittende, minst en halv time før dagens første mat, drikke og andre legemidler. Legg deg ikke ned før '
             'etter at du har spist. Glemmer du en tablett, tar du én tablett morgenen etter, og fortsetter så som '
             'vanlig. Ta aldri '
             'to tabletter samme dag. Ring legekontoret hvis du får vondt i brystet eller vansker med å svelge. '
             'Kontrolltime er avtalt; ta med listen.')
LONG_NAME = ('Natriumhyaluronat/natriumkondroitinsulfat/kalsiumkarbonat/magnesiumhydroksid Prøvefarm med forlenget '
             'frisetting depottab 1000 mg/500 mg/250 mg/125 mg')


def sixten():
    """Sixty entries, for scrolling and speed."""
    p = Patient('sixten', 'Sixten', 'Seksti', (20, 7, 1945), 'male', 'Prøvebyen', '9999')
    for at, name in enumerate(sorted(DAILY)[:60]):
        parts = (['Morgen'], ['Kveld'], ['Morgen', 'Kveld'])[at % 3]
        p.usual(name, day=-10 - 5 * at, parts=parts, pll=at % 12 != 11, rf='U' if at % 7 == 3 else 'E')
    p.reconciled('instant-10')
    return p


def aanjel():
    """Letters of Sámi and Icelandic, combining marks, a right-to-left mark, and words without end."""
    p = Patient('aanjel', 'Áŋŋel Þórdís\u200f', 'Čáhcesuolu-Ðurđđa Øyangen av Ytre og Indre Langenavnstranden',
                (24, 12, 1981), 'female', 'Guovdageaidnu–Kautokeino prøvested', '9996')
    odd = p.medication('odd', 'Šuorbmá Ŧest\u00ad‑mikstur 5\u00a0mg/ml «æøå»', 'Mikstur, oppløsning', coded=False,
                       kind='local')
    p.statement('odd-1', odd, '5\u00a0ml morgen & kveld <ved måltid> "med vann"', day=-33, area='Magesår', use='Fast',
                amount=(300, 'ml'), instruction='\u200fتناوله مع الماء\u200e – ta med vann')
    wide = p.medication('wide', LONG_NAME, 'Depottablett', coded=False, brand=LONG_NAME.split(' ')[0])
    p.statement('wide-1', wide, LONG_DOSE, day=-44, amount=100,
                area='Ubehag i øvre del av magen ved langvarig bruk av andre legemidler, særlig om natten og etter '
                     'store måltider')
    combining = p.medication('combining', 'Cafe\u0301tabletter A\u030angstrøm tab 10 mg', 'Tablett', coded=False,
                             brand='Cafe\u0301tabletter')
    p.statement('combining-1', combining, '1\u202ftablett\u2009morgen', day=-55, area='Tretthet', short='1+0+0+0',
                field=[('today-55', 1, 'tablett', 1, ['Morgen'])], amount=100)
    p.usual('timolol', day=-66, parts=['Kveld'], text='Čalbmedihkku: 1 dråpe kveld')
    p.reconciled('instant-30')
    return p


def dinara():
    p = Patient('dinara', 'Dinara', 'Dnummersen', (19, 5, 1987), 'female', 'Mønsterdal', '9997', numbered='dnr')
    for name in ('levothyroxine', 'ferrous', 'montelukast'):
        p.usual(name, day=-70)
    p.usual('methotrexate', day='monday-2w', dose=3, text='3 tabletter hver mandag', pll=False)
    p.reconciled('instant-35')
    return p


def uno():
    """No number at all: found by name, birth date and gender."""
    p = Patient('uno', 'Uno', 'Utennummer', (28, 2, 1996), 'male', 'Eksempelvik', '9998', numbered=None)
    p.usual('budesonide', day=-20, parts=['Morgen', 'Kveld'])
    p.usual('cetirizine', day=-20, use='Ved behov', interval=None, text='1 tablett daglig', short='1 daglig')
    p.reconciled('instant-20')
    return p
