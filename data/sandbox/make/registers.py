# SPDX-License-Identifier: GPL-3.0-or-later
"""Patients who show what is known of reactions, and why something is not shown."""
from .patient import Patient
from .shapes import *

SEEN = ('2', 'Observert av behandlende lege')
OLD = ('5', 'Hentet fra tidligere journal')
TESTED = ('1', 'Tester/analyser')
ANAPHYLAXIS, RASH, HYPOTENSION = ('1', 'Anafylaktisk reaksjon'), ('10', 'Hudreaksjon INA'), ('2', 'Blodtrykksfall')
ARRHYTHMIA, ANGIOEDEMA = ('3', 'Arytmi (hjerterytmeforstyrrelse)'), ('9', 'Angioødem/alvorlig generalisert urticaria')
KJ_DOWN = ('1', 'Kjernejournal er ikke tilgjengelig', 'TraceID: 7c2e. Error: No answer within 10 seconds')
RF_DOWN = ('1', 'Reseptformidleren er ikke tilgjengelig')
KJ_RESERVED = ('8', 'Pasienten har reservert seg mot kjernejournal', None)


def everyday(p, *names):
    for at, name in enumerate(names):
        p.usual(name, day=-60 - 20 * at, short='1+0+0+0')
    p.reconciled('instant-45')


def rita():
    p = Patient('rita', 'Rita', 'Reaksjon', (19, 3, 1965), 'female', 'Prøvebyen', '9999')
    p.usual('enalapril', day=-14)
    everyday(p, 'amlodipine', 'atorvastatin')
    p.reaction('ace', ('ATC', 'C09A', 'ACE-hemmere, usammensatte'), ANGIOEDEMA, 'high', SEEN, -700, 'confirmed')
    p.reaction('penicillin', ('ATC', 'J01CE', 'Betalaktamasefølsomme penicilliner'), ANAPHYLAXIS, 'high', OLD, -3000)
    p.reaction('trimethoprim', ('ATC', 'J01EA01', 'Trimetoprim'), RASH, 'low', OLD, -2500)
    p.reaction('contrast', ('ATC', 'V08', 'Kontrastmidler'), HYPOTENSION, 'unable-to-assess', SEEN, -1200)
    p.reaction('brand', ('DrugTradeName', fest_id('reaction', 'sotalol'), 'Sotalol Prøvefarm'), ARRHYTHMIA, 'high',
               SEEN, -1500)
    p.reaction('substance', ('ActiveSubstance', fest_id('reaction', 'naproxen'), 'Naproksen'), RASH, 'low',
               ('6', 'Annet'), -400)
    p.reaction('chosen', ('ActiveSubstance', fest_id('reaction', 'codeine'), 'Kodein'), HYPOTENSION, 'low', SEEN, -300,
               more=[('ATC', 'N02AJ06', 'Kodein og paracetamol')])
    p.reaction('excipient', ('DrugTradeName', fest_id('reaction', 'paracet'), 'Paracet'), RASH, 'low', TESTED, -200,
               excipient='Tartrazin (E102)')
    p.reaction('refuted', ('ATC', 'B01AC06', 'Acetylsalisylsyre'), RASH, 'low', OLD, -4000, 'refuted')
    p.reaction('over', ('ATC', 'A02BC01', 'Omeprazol'), RASH, 'low', OLD, -4200, clinical='inactive')
    # two other registers know of penicillin too; none is merged with another, and they come in no order
    p.reaction('own', ('ATC', 'J01CE02', 'Fenoksymetylpenicillin'), RASH, 'unable-to-assess', ('6', 'Annet'), -150,
               profile='http://example.org/fhir/StructureDefinition/journal-AllergyIntolerance')
    p.reaction('rf', ('ATC', 'J01CE02', 'Fenoksymetylpenicillin'), ANAPHYLAXIS, 'high', OLD, -160,
               profile=EHELSE + 'sfm-AllergyIntolerance')
    return p


def nils():
    """Nothing known of reactions; entries that say their dose in one place only."""
    p = Patient('nils', 'Nils', 'Ingenkjent', (2, 2, 1982), 'male', 'Eksempelvik', '9998')

    def short(name, code, day, **more):
        p.usual(name, day=day, interval=None, text='', dssn=code, short=code, **more)

    short('metformin', '1x2', -90)
    short('esomeprazole', '1+0+0+0', -70)
    short('levetiracetam', '3+0+0+3', -130)
    short('mirtazapine', '0+0+0+2', -50)
    short('paracetamol', '1 inntil x3', -20, use='Ved behov')
    short('gabapentin', '1+1+1+1', -40)
    p.usual('budesonide', day=-33, interval=None, text='1 inhalasjon morgen og kveld')
    p.usual('bisoprolol', day=-35, interval=None, text='1 tbl x 1')
    p.usual('furosemide', day=-15, interval=None, text='1 tablett mandag, onsdag og fredag')
    p.usual('warfarin', day=-180, interval=None, text='Dosering etter egen liste')
    p.usual('timolol', day=-55, interval=None, text='1 dråpe i venstre øye kveld', instructions=['I venstre øye'])
    p.reconciled('instant-21')
    return p


def ulf():
    p = Patient('ulf', 'Ulf', 'Utilgjengelig', (27, 11, 1958), 'male', 'Mønsterdal', '9997')
    everyday(p, 'losartan', 'allopurinol', 'metformin')
    p.kj, p.reactions_empty = KJ_DOWN, 'unavailable'
    return p


def sara():
    p = Patient('sara', 'Sara', 'Uspurt', (6, 1, 1993), 'female', 'Prøvebyen', '9999')
    everyday(p, 'escitalopram', 'ferrous')
    p.kj = None
    return p


def dag():
    p = Patient('dag', 'Dag', 'Delvis', (16, 5, 1969), 'male', 'Eksempelvik', '9998')
    everyday(p, 'ramipril', 'simvastatin')
    p.reaction('penicillin', ('ATC', 'J01CE02', 'Fenoksymetylpenicillin'), ANAPHYLAXIS, 'high', SEEN, -800)
    p.kj = KJ_DOWN
    return p


def lars():
    """Locked prescriptions, each with a reference number of its own."""
    p = Patient('lars', 'Lars', 'Låstnes', (9, 9, 1975), 'male', 'Mønsterdal', '9997')
    everyday(p, 'lisinopril', 'pantoprazole')
    p.usual('quetiapine', day=-31, parts=['Kveld'], pll=False, locked=True)
    p.usual('lithium', day=-44, parts=['Morgen', 'Kveld'], pll=False, locked=True)
    p.dispense('m10-lithium', p.heads[-1], 'lithium-1', p.drug('lithium'), -40, 1, '1 tablett morgen og kveld')
    p.hidden = [('laast', 'quetiapine-1', '73194'), ('laast', 'lithium-1', '55027')]
    return p


def kim():
    """Kjernejournal knows of medicines: one shown when it is asked, one that the patient has closed, one locked."""
    p = Patient('kim', 'Kim', 'Kjernesen', (30, 7, 1986), 'female', 'Prøvebyen', '9999')
    everyday(p, 'metoprolol')
    from_kj = dict(pll=False, rf=None, reit='0', packages=1)
    p.usual('tacrolimus', day=-26, parts=['Morgen', 'Kveld'], **from_kj)
    p.usual('mycophenolate', day=-26, parts=['Morgen', 'Kveld'], **from_kj)
    p.usual('olanzapine', day=-90, parts=['Kveld'], locked=True, **from_kj)
    p.hidden = [('kj', 'tacrolimus-1'), ('kj-sperret', 'mycophenolate-1'), ('kj-laast', 'olanzapine-1')]
    return p


def siv():
    p = Patient('siv', 'Siv', 'Sperre', (11, 12, 1977), 'female', 'Eksempelvik', '9998')
    p.usual('methotrexate', day='monday-3w', dose=3, interval=7, text='3 tabletter hver mandag')
    everyday(p, 'folate', 'venlafaxine')
    p.reaction('sulfa', ('ATC', 'J01EE01', 'Sulfametoksazol og trimetoprim'), RASH, 'low', OLD, -1900)
    p.closed = 'sperret'
    return p


def bjoern():
    p = Patient('bjoern', 'Bjørn', 'Blokk', (4, 4, 1961), 'male', 'Mønsterdal', '9997')
    everyday(p, 'candesartan', 'risperidone')
    p.reaction('penicillin', ('ATC', 'J01CE02', 'Fenoksymetylpenicillin'), ANAPHYLAXIS, 'high', SEEN, -800)
    p.closed = 'blokkert'
    return p


def vera():
    p = Patient('vera', 'Vera', 'Verge', (21, 2, 2009), 'female', 'Prøvebyen', '9999')
    p.usual('escitalopram', day=-48, guardian=True)
    p.usual('desloratadine', day=-80, doctors_name=True)
    p.usual('montelukast', day=-130, parts=['Kveld'])
    contraceptive = p.medication('contraceptive', 'Cerazette tab 75 mikrog', 'Tablett', ('G03AC09', 'Desogestrel'))
    p.statement('contraceptive-1', contraceptive, '1 tablett daglig til samme tid', day=-22, area='Prevensjon',
                guardian=True, pll=False, packages=1, field=[('today-22', 1, 'tablett', 1, ['Morgen'])])
    p.reconciled('instant-22')
    return p


def kaia():
    p = Patient('kaia', 'Kaia', 'Reservert', (13, 10, 1950), 'female', 'Eksempelvik', '9998')
    everyday(p, 'apixaban', 'bisoprolol', 'empagliflozin')
    p.kj, p.reactions_empty = KJ_RESERVED, 'unavailable'
    return p


def rolf():
    p = Patient('rolf', 'Rolf', 'Nede', (25, 6, 1954), 'male', 'Mønsterdal', '9997')
    p.m96 = p.m912 = RF_DOWN
    p.reaction('penicillin', ('ATC', 'J01CE02', 'Fenoksymetylpenicillin'), ANAPHYLAXIS, 'high', SEEN, -800)
    return p


def pia():
    """Prescriptions, but the list itself was not read: an unknown list, never an empty one."""
    p = Patient('pia', 'Pia', 'Ulest', (18, 8, 1947), 'female', 'Prøvebyen', '9999')
    for name in ('amlodipine', 'metformin', 'levothyroxine'):
        p.usual(name, day=-66, pll=False)
    p.m912 = ('1', 'PLL kunne ikke hentes')
    return p


def tom():
    p = Patient('tom', 'Tom', 'Ingenting', (1, 1, 1998), 'male', 'Eksempelvik', '9998')
    p.no_pll_text = 'Pasienten har ikke PLL i Reseptformidleren'
    return p


def paused(since, reason, by, until=None):
    """What the M25.1 says of a list that is paused as a whole: since when, until when, by whom and why (an assumed
    shape, in the style of multidoseinformation)."""
    day = lambda url, when: {'url': url, 'valueDate': '{{%s}}' % when}
    return {'extension': [day('start', since), *([day('end', until)] if until else []),
                          {'url': 'by', 'valueReference': by}, {'url': 'reason', 'valueString': reason}],
            'url': 'pauseinformation'}


def paula():
    """A list that is paused: each entry in its own way of saying so."""
    p = Patient('paula', 'Paula', 'Pause', (7, 5, 1960), 'female', 'Mønsterdal', '9997')
    gap = lambda since, until: [('today-150', 1, 'tablett', 1, ['Morgen'], since), (until, 1, 'tablett', 1, ['Morgen'])]
    p.usual('losartan', day=-150, field=gap('today-4', 'today+10'),
            text='1 tablett morgen i 146 dager\nDeretter ingen dosering i 14 dager\nDeretter 1 tablett morgen')
    p.usual('metformin', day=-150, field=gap('today-4', 'today+3'),
            text='1 tablett morgen i 146 dager\nDeretter ingen dosering i 7 dager\nDeretter 1 tablett morgen')
    p.usual('apixaban', day=-150, parts=['Morgen', 'Kveld'], status='on-hold')
    p.usual('empagliflozin', day=-150, status='on-hold', rf=None)
    hospital = p.organization('sykehus', 'Prøvebyen sykehus', '8900058')
    surgeon = p.practitioner('ola', 'Ola', 'Sykehuslegesen', '900100041', (17, 6, 1968), 'male')
    p.reconciled('instant-4', by=surgeon, office=hospital,
                 more=[paused('today-4', 'Innlagt ved Prøvebyen sykehus', surgeon, 'today+10')],
                 text='Listen er satt på pause under innleggelse ved Prøvebyen sykehus')
    return p
