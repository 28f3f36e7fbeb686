# SPDX-License-Identifier: GPL-3.0-or-later
"""Patients whose doses are out of tune, cannot be displayed, or only look as if."""
from .patient import Patient
from .shapes import *


def inge():
    """Each way an interval can be wrong beside its product, its words or the rest of the list."""
    p = Patient('inge', 'Inge', 'Intervall', (5, 11, 1957), 'male', 'Prøvebyen', '9999')
    p.usual('etanercept', day='tuesday-7w', text='1 penn én gang i uken', packages=3)
    p.usual('semaglutide-pen', day='sunday-6w', text='1 penn hver søndag', packages=1)
    p.usual('semaglutide-tablet', day=-50, text='1 tablett morgen', packages=1)
    p.usual('fentanyl-patch', day=-21, text='1 plaster skiftes hver 3. døgn', packages=2, area='Sterke smerter')
    p.usual('alendronate', day='saturday-8w', text='1 tablett ukentlig', packages=2,
            delivery=(4, '990131', 2, 1, 'instant:saturday-4w'))
    for at, day in enumerate((-54, -26)):
        p.dispense(f'm10-{at}', p.heads[-1], 'alendronate-1', p.drug('alendronate'), day, 1, '1 tablett ukentlig')
    p.usual('methotrexate', day='tuesday-5w', dose=4, interval=7, text='4 tabletter hver mandag', packages=1)
    p.usual('methotrexate-10', day=-40, interval=None, text='Som avtalt', packages=1)
    p.usual('folate', day=-120, text='1 tablett hver mandag', interval=None)
    p.usual('adalimumab', day='wednesday-9w', interval=14, text='1 penn annenhver uke', packages=2)
    p.usual('dulaglutide', day='friday-10w', text='1 penn daglig', packages=1)
    p.usual('vitamin-d-high', day='monday-12w', text='1 tablett en gang per måned', interval=7, packages=1)
    p.usual('buprenorphine-patch', day='thursday-4w', interval=7, text='1 plaster hver 7. dag', packages=2)
    p.usual('capecitabine', day=-45, dose=3, parts=['Morgen', 'Kveld'], packages=2,
            text='3 tabletter morgen og kveld i 14 dager, deretter 7 dager pause')
    p.usual('lamotrigine', day=-38, interval=1, text='1 tablett annenhver dag')
    p.usual('metformin', day=-100, interval=7, text='1 tablett morgen\n1 tablett kveld', parts=['Morgen', 'Kveld'])
    p.usual('prednisolone', day=-14, dose=5, text='5 mg morgen', field=[
        raw_dosing('today-14', [intake(5, 'tablett', 1, 'Morgen')])])
    p.usual('azithromycin', day='monday-11w', interval=7, text='1 tablett mandag, onsdag og fredag')
    p.usual('denosumab', day=-95, interval=30, text='1 sprøyte hver 6. måned', packages=1)
    p.chain('metex', p.drug('metex'),
            [('friday-2w', '1 penn hver fredag', 1, 1), ('friday-54w', '1 penn hver fredag', 1, 7)],
            area='Leddgikt', unit='penn')
    p.usual('amlodipine', day=-77)
    p.usual('amlodipine', part='amlodipine-2', day=-12, pll=False)
    p.reconciled('instant-15')
    return p


def felix():
    """Fields that Reseptformidleren cannot display or that say nothing; the words are plain everywhere."""
    p = Patient('felix', 'Felix', 'Feltfeil', (15, 4, 1979), 'male', 'Eksempelvik', '9998')
    start = 'today-30'
    day = lambda part, interval=1, **more: intake(1, 'tablett', interval, part, **more)
    fields = {
        'losartan': [raw_dosing(start, [day('Morgen'), day('Kveld', 2)])],
        'amlodipine': [raw_dosing(None, [day('Morgen')])],
        'atorvastatin': [raw_dosing(start, [day('Kveld', 1, interval_unit='Uke')])],
        'metformin': [raw_dosing(start, [day('Morgen')]), raw_dosing('today-20', [day('Kveld')])],
        'enalapril': [raw_dosing(start, [day('Morgen', accurate=True)])],
        'pantoprazole': [raw_dosing(start, [day('Morgen'), day('Morgen')])],
        'sertraline': [raw_dosing(start, [day('Morgen', 0)])],
        'cetirizine': [raw_dosing(start, [day('Morgen', None)])],
        'bisoprolol': [raw_dosing(start, [day('Morgen', interval_unit=None)])],
        'ramipril': [raw_dosing(start, [day('Morgen')], end='today-31')],
        'simvastatin': [raw_dosing(start, [intake(None, None, 1, 'Kveld')])],
        'citalopram': [raw_dosing(start, [])],
        'allopurinol': [raw_dosing(start, [day('Morgen', 1.5)])],
        'ezetimibe': [weekday_inside(start)],
    }
    words = {'metformin': '1 tablett morgen\n1 tablett kveld', 'losartan': '1 tablett morgen\n1 tablett kveld',
             'atorvastatin': '1 tablett kveld', 'simvastatin': '1 tablett kveld', 'ezetimibe': '1 tablett hver tirsdag'}
    for name, field in fields.items():
        p.usual(name, day=-30, field=field, text=words.get(name))
    p.reconciled('instant-30')
    return p


def weekday_inside(start):
    """A fixed weekday in a part that no published answer has: what stands beside it must not be read without it."""
    one = intake(1, 'tablett', 1, 'Morgen')
    one['extension'].append({'extension': [
        {'url': 'fixedweekdays', 'valueCodeableConcept': oid_concept(9082, '2', 'tirsdag')}], 'url': 'fixeddosage'})
    return raw_dosing(start, [one])


def una():
    """Weekly in many spellings, all in tune: nothing here may be called a fault."""
    p = Patient('una', 'Una', 'Ukentlig', (10, 10, 1953), 'female', 'Mønsterdal', '9997')
    weekly = lambda name, day, text, **more: p.usual(name, day=day, interval=7, text=text, packages=1, **more)
    weekly('methotrexate', 'wednesday-4w', '6 tabletter hver onsdag', dose=6)
    weekly('alendronate', 'sunday-7w', '1 tablett 1 gang i uken')
    weekly('semaglutide-pen', 'monday-3w', '1 penn 1 gang pr. uke')
    weekly('vitamin-d-high', 'friday-5w', '1 tablett ukentlig')
    weekly('buprenorphine-patch', 'tuesday-2w', '1 plaster hver 7. dag')
    weekly('etanercept', 'thursday-6w', '1 penn/uke')
    weekly('fluconazole', 'saturday-3w', 'Én kapsel per uke, på lørdag', use='Kur')
    p.usual('folate', day=-100, interval=None, text='1 tablett alle dager unntatt onsdag')
    p.usual('semaglutide-tablet', day=-60, packages=1)
    p.usual('adalimumab', day='monday-8w', interval=14, text='1 penn hver 14. dag', packages=1)
    p.usual('fentanyl-patch', day=-30, interval=3, text='1 plaster hver 72. time', packages=2)
    p.usual('estradiol-patch', day=-41, interval=None, text='1 plaster 2 ganger i uken', packages=1)
    p.usual('denosumab', day=-80, interval=None, text='1 sprøyte hver 6. måned', packages=1)
    p.usual('hydroxychloroquine', day=-90, interval=2, text='1 tablett annenhver dag')
    p.reconciled('instant-28')
    return p
