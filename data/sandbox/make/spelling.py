# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer as servers of 2021 spelled it, made from one of today."""
from .shapes import EHELSE, oid_concept

RENAMED = {'reseptdate': 'reseptDate', 'lockedresept': 'lockedResept',
           'reimbursementparagraph': 'reimbursmentparagraph'}


def as_instant(placeholder):
    """{{today-30}} → {{instant-30}}, {{monday-4w}} → {{instant:monday-4w}}."""
    day = placeholder.strip('{}')
    return '{{instant%s}}' % (day[len('today'):] if day.startswith('today') else ':' + day)


def spell_extension(extension, inside):
    url = extension['url']
    extension['url'] = RENAMED.get(url, url)
    if url == 'interval' and inside == 'repeatingdosage':
        del extension['valueQuantity']
        extension['valueCodeableConcept'] = oid_concept(9088, '1', 'Døgn')
    if url in ('starttime', 'endtime'):
        extension['valueDateTime'] = as_instant(extension.pop('valueDate'))
    if url == 'provider' and inside == EHELSE + 'sfm-regInfo':
        extension['url'] = 'helseperson'
    if url.endswith('no-basis-prescriptiongroup') and 'extension' in extension:
        extension['valueCodeableConcept'] = extension.pop('extension')[0]['valueCodeableConcept']
    if 'valueDecimal' in extension:
        extension['valueDecimal'] = float(extension['valueDecimal'])
    if 'value' in extension.get('valueQuantity', {}):
        extension['valueQuantity']['value'] = float(extension['valueQuantity']['value'])


def as_in_2021(value, inside=None):
    """Changes value in place: unit-only intervals, instants for dates, older names, numbers with a decimal."""
    if isinstance(value, list):
        for element in value:
            as_in_2021(element, inside)
    elif isinstance(value, dict):
        if 'url' in value:
            spell_extension(value, inside)
        if value.get('type') == {'text': 'ReseptId'}:
            value['type'] = {'text': 'reseptId'}
        for key, child in value.items():
            as_in_2021(child, value.get('url', inside) if key == 'extension' else inside)
    return value
