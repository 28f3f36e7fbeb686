/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding sentences in nynorsk.
 */
#include "check/smt-finding-words.h"

#define UNTIL_AGREED "Forsvinn når feltet og teksten seier det same."
#define UNTIL_ALLOWED "Forsvinn når dosen har intervallet til preparatet, eller eit lengre."

const SmtFindingWords _smt_finding_words_nn = {
  .phrases = {
    [SMT_PHRASE_FIELD_AGAINST_PRODUCT] = {
      .badge = "{field-short} ↔ {product-short}",
      .headline = "Feltet seier {field-tempo}, preparatet {product}",
      .explain = "{harm} Det strukturerte feltet {often} det kortaste vanlege intervallet til preparatet.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_BOTH_AGAINST_PRODUCT] = {
      .badge = "{field-short} ↔ {product-short}",
      .headline = "Feltet og teksten seier {field-tempo}, preparatet {product}",
      .explain = "{harm} Felt og tekst er samde, men dosen {often} det kortaste vanlege intervallet til preparatet.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_TEXT_AGAINST_PRODUCT] = {
      .badge = "{text-short} ↔ {product-short}",
      .headline = "Teksten seier {text-tempo}, preparatet {product}",
      .explain = "{harm} Doseteksten {often} det kortaste vanlege intervallet til preparatet.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_FIELD_MORE_OFTEN] = {
      .badge = "{field-short} ↔ {text-short}",
      .headline = "Feltet seier {field-tempo}, teksten {text-tempo}",
      .explain = "{harm} Det strukturerte feltet {often} doseteksten.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_TEXT_MORE_OFTEN] = {
      .badge = "{field-short} ↔ {text-short}",
      .headline = "Feltet seier {field-tempo}, teksten {text-tempo}",
      .explain = "{harm} Doseteksten {often} det strukturerte feltet.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_FIELD_MORE] = {
      .badge = "ulik mengd",
      .headline = "Feltet seier {field}, teksten {text}",
      .explain = "Mengda i det strukturerte feltet er {factor} gonger mengda i doseteksten.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_TEXT_MORE] = {
      .badge = "ulik mengd",
      .headline = "Feltet seier {field}, teksten {text}",
      .explain = "Mengda i doseteksten er {factor} gonger mengda i det strukturerte feltet.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_DIFFERS] = {
      .badge = "felt ≠ tekst",
      .headline = "Feltet seier {field}, teksten {text}",
      .explain = "Feltet og teksten er ikkje samde om {differences}.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_WEEKDAY] = {
      .badge = "{field-weekdays} ↔ {text-weekdays}",
      .headline = "Feltet seier {field-weekdays}, teksten {text-weekdays}",
      .explain = "Intervallet er det same, men ikkje vekedagen. To dagar i same veke kan bli to dosar.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_FIELD_SILENT] = {
      .badge = "berre tekst",
      .headline = "Feltet er tomt, berre teksten seier dosen",
      .explain = "Dosen står berre som tekst, så han kan ikkje haldast mot eit strukturert felt.",
      .remedy = "Forsvinn når dosen òg står i det strukturerte feltet.",
    },
    [SMT_PHRASE_NOTHING_CLEAR] = {
      .badge = "berre tekst, ikkje lesen",
      .headline = "Feltet er tomt, og doseteksten er ikkje lesen eintydig",
      .explain = "Programmet har ikkje forstått éin bestemt dose, så intervallet er ikkje kontrollert.",
      .remedy = "Forsvinn når dosen står i det strukturerte feltet.",
    },
    [SMT_PHRASE_UNKNOWN_INTERVAL] = {
      .badge = "ukjent intervall",
      .headline = "Feltet seier ikkje kor ofte",
      .explain = "Det strukturerte feltet manglar eit tal for intervallet. Det er lese som ukjent, ikkje som kvar dag.",
      .remedy = "Forsvinn når feltet har eit intervall i heile døgn.",
    },
    [SMT_PHRASE_DEFECT] = {
      .badge = "feil i feltet",
      .headline = "Feltet kan ikkje visast slik det står",
      .explain = "{defects}",
      .remedy = "Forsvinn når feltet er skrive på nytt utan denne feilen.",
    },
    [SMT_PHRASE_NOT_RECOGNISED] = {
      .badge = "ukjent preparat",
      .headline = "Preparatet er ikkje gjenkjent: intervallet er ikkje kontrollert mot preparat",
      .explain = "Det har ingen ATC-kode, og namnet står ikkje i intervalltabellen. Feltet og teksten er haldne mot "
                 "kvarandre som elles.",
      .remedy = "Forsvinn når legemiddelet har ATC-kode.",
    },
    [SMT_PHRASE_FIELDS_DIFFER] = {
      .badge = "to felt usamde",
      .headline = "To strukturerte felt er usamde: {field} og {text}",
      .explain = "Kortdose, strukturert dose og originalresept skal seie det same. Dei er ikkje samde om {differences}.",
      .remedy = "Forsvinn når begge felta seier det same.",
    },
    [SMT_PHRASE_TEXTS_DIFFER] = {
      .badge = "to tekstar usamde",
      .headline = "To dosetekstar er usamde: {field} og {text}",
      .explain = "Resepten har to dosetekstar, og dei er ikkje samde om {differences}.",
      .remedy = "Forsvinn når begge tekstane seier det same.",
    },
    [SMT_PHRASE_FIELD_ABOVE_MAXIMUM] = {
      .badge = "over vekemaks",
      .headline = "Feltet gir {weekly} i veka, den høgste vekedosen til preparatet er {maximum}",
      .explain = "Intervallet er innanfor, men mengda i veka er høgare enn den høgste vanlege vekedosen til preparatet.",
      .remedy = "Forsvinn når vekedosen er {maximum} eller lågare.",
    },
    [SMT_PHRASE_TEXT_ABOVE_MAXIMUM] = {
      .badge = "over vekemaks",
      .headline = "Teksten gir {weekly} i veka, den høgste vekedosen til preparatet er {maximum}",
      .explain = "Intervallet er innanfor, men mengda i veka er høgare enn den høgste vanlege vekedosen til preparatet.",
      .remedy = "Forsvinn når vekedosen er {maximum} eller lågare.",
    },
    [SMT_PHRASE_TEXT_WITHOUT_INTERVAL] = {
      .badge = "utan intervall",
      .headline = "Teksten seier ikkje kor ofte",
      .explain = "Feil intervall kan gi alvorleg skade med dette legemiddelet, og doseteksten har ikkje noko intervall.",
      .remedy = "Forsvinn når doseteksten seier kor ofte.",
    },
    [SMT_PHRASE_FIELD_WITHOUT_BREAK] = {
      .badge = "utan pause",
      .headline = "Feltet seier {field-tempo} utan pause, preparatet blir teke i kurar",
      .explain = "{harm} Preparatet blir vanlegvis teke i kurar med opphald mellom, men dosen har verken pause eller slutt.",
      .remedy = "Forsvinn når dosen har ein pause eller ein sluttdato.",
    },
    [SMT_PHRASE_TEXT_WITHOUT_BREAK] = {
      .badge = "utan pause",
      .headline = "Teksten seier {text-tempo} utan pause, preparatet blir teke i kurar",
      .explain = "{harm} Preparatet blir vanlegvis teke i kurar med opphald mellom, men dosen har verken pause eller slutt.",
      .remedy = "Forsvinn når dosen har ein pause eller ein sluttdato.",
    },
  },
  .classes = {
    [SMT_CLASS_INFO] = "Til orientering",
    [SMT_CLASS_CHECK] = "Sjekk",
    [SMT_CLASS_STOP] = "Stopp",
  },
  .defects = {
    "Dosane i same periode har ulike intervall.",
    "Perioden har ingen startdato.",
    "Intervallet er ikkje oppgitt i døgn.",
    "Periodane overlappar kvarandre.",
    "Dosen er sett som nøyaktig og har samtidig eit tidsrom.",
    "Same tidsrommet står to gonger.",
    "Intervallet manglar eit tal.",
    "Dosen har både faste dagar og eit intervall.",
    "Dosen er oppgitt som infusjonsfart.",
    "Dosen har både klokkeslett og tidsrom.",
    "Klokkeslettet er ikkje sett som nøyaktig.",
    "Dosen er oppgitt som dose ved behov.",
    "Dosen følgjer ein doseringsregel.",
    "Faste vekedagar er sette saman med dagar på og av som ikkje er heile veker.",
    "Mengdene eller intervalla i same periode har ulike einingar.",
    "Perioden har ingen dose.",
    "Dosen har inga mengd.",
    "Perioden sluttar før han byrjar.",
    "Noko i feltet er ikkje forstått, så det er ikkje samanlikna med teksten.",
  },
  .differences = { "talet på dosedagar", "mengda", "talet på dosar på ein dag", "vekedagen", "bruk ved behov" },
  .and = "og",
  .about = "omtrent",
  .every_day = "kvar dag",
  .times_as_often = "er {factor} gonger så hyppig som",
  .closer = "har tettare dosedagar enn",
  .unknown = "ukjent",
  .rule_set = "regelsett",
  .row = "rad",
  .source = "kjelde:",
  .recognition = "Gjenkjenning av preparat",
  .unreviewed = "tabellen er ikkje klinisk gjennomgådd",
  .point = ',',
};
