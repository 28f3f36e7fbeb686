# SPDX-License-Identifier: GPL-3.0-or-later
"""The first six patients, who show how a fault is met and mended."""
from .patient import Patient


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
