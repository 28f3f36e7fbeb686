/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding sentences in bokmål.
 */
#include "check/smt-finding-words.h"

#define UNTIL_AGREED "Forsvinner når feltet og teksten sier det samme."
#define UNTIL_ALLOWED "Forsvinner når dosen har preparatets intervall, eller et lengre."

const SmtFindingWords _smt_finding_words_nb = {
  .phrases = {
    [SMT_PHRASE_FIELD_AGAINST_PRODUCT] = {
      .badge = "{field-short} ↔ {product-short}",
      .headline = "Feltet sier {field-tempo}, preparatet {product}",
      .explain = "{harm} Det strukturerte feltet {often} preparatets korteste vanlige intervall.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_BOTH_AGAINST_PRODUCT] = {
      .badge = "{field-short} ↔ {product-short}",
      .headline = "Feltet og teksten sier {field-tempo}, preparatet {product}",
      .explain = "{harm} Felt og tekst er enige, men dosen {often} preparatets korteste vanlige intervall.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_TEXT_AGAINST_PRODUCT] = {
      .badge = "{text-short} ↔ {product-short}",
      .headline = "Teksten sier {text-tempo}, preparatet {product}",
      .explain = "{harm} Doseteksten {often} preparatets korteste vanlige intervall.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_FIELD_MORE_OFTEN] = {
      .badge = "{field-short} ↔ {text-short}",
      .headline = "Feltet sier {field-tempo}, teksten {text-tempo}",
      .explain = "{harm} Det strukturerte feltet {often} doseteksten.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_TEXT_MORE_OFTEN] = {
      .badge = "{field-short} ↔ {text-short}",
      .headline = "Feltet sier {field-tempo}, teksten {text-tempo}",
      .explain = "{harm} Doseteksten {often} det strukturerte feltet.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_FIELD_MORE] = {
      .badge = "ulik mengde",
      .headline = "Feltet sier {field}, teksten {text}",
      .explain = "Mengden i det strukturerte feltet er {factor} ganger mengden i doseteksten.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_TEXT_MORE] = {
      .badge = "ulik mengde",
      .headline = "Feltet sier {field}, teksten {text}",
      .explain = "Mengden i doseteksten er {factor} ganger mengden i det strukturerte feltet.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_DIFFERS] = {
      .badge = "felt ≠ tekst",
      .headline = "Feltet sier {field}, teksten {text}",
      .explain = "Feltet og teksten er ikke enige om {differences}.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_WEEKDAY] = {
      .badge = "{field-weekdays} ↔ {text-weekdays}",
      .headline = "Feltet sier {field-weekdays}, teksten {text-weekdays}",
      .explain = "Intervallet er det samme, men ikke ukedagen. To dager i samme uke kan bli to doser.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_FIELD_SILENT] = {
      .badge = "bare tekst",
      .headline = "Feltet er tomt, bare teksten sier dosen",
      .explain = "Dosen står bare som tekst, så den kan ikke holdes mot et strukturert felt.",
      .remedy = "Forsvinner når dosen også står i det strukturerte feltet.",
    },
    [SMT_PHRASE_NOTHING_CLEAR] = {
      .badge = "bare tekst, ikke lest",
      .headline = "Feltet er tomt, og doseteksten er ikke lest entydig",
      .explain = "Programmet har ikke forstått én bestemt dose, så intervallet er ikke kontrollert.",
      .remedy = "Forsvinner når dosen står i det strukturerte feltet.",
    },
    [SMT_PHRASE_UNKNOWN_INTERVAL] = {
      .badge = "ukjent intervall",
      .headline = "Feltet sier ikke hvor ofte",
      .explain = "Det strukturerte feltet mangler et tall for intervallet. Det er lest som ukjent, ikke som hver dag.",
      .remedy = "Forsvinner når feltet har et intervall i hele døgn.",
    },
    [SMT_PHRASE_PERIOD_UNSAID] = {
      .badge = "periode ikke oppgitt",
      .headline = "Feltet nevner ukedager, men ikke perioden",
      .explain = "Det strukturerte feltet sier på hvilke ukedager, men ikke at det gjelder hver uke. Det er lest som disse ukedagene, ikke som hver dag.",
      .remedy = "Forsvinner når feltet har en periode i uker.",
    },
    [SMT_PHRASE_DEFECT] = {
      .badge = "feil i feltet",
      .headline = "Feltet kan ikke vises slik det står",
      .explain = "{defects}",
      .remedy = "Forsvinner når feltet er skrevet på nytt uten denne feilen.",
    },
    [SMT_PHRASE_NOT_RECOGNISED] = {
      .badge = "ukjent preparat",
      .headline = "Preparatet er ikke gjenkjent: intervallet er ikke kontrollert mot preparat",
      .explain = "Det har ingen ATC-kode, og navnet står ikke i intervalltabellen. Feltet og teksten er holdt mot "
                 "hverandre som ellers.",
      .remedy = "Forsvinner når legemiddelet har ATC-kode.",
    },
    [SMT_PHRASE_FIELDS_DIFFER] = {
      .badge = "to felt uenige",
      .headline = "To strukturerte felt er uenige: {field} og {text}",
      .explain = "Kortdose, strukturert dose og originalresept skal si det samme. De er ikke enige om {differences}.",
      .remedy = "Forsvinner når begge feltene sier det samme.",
    },
    [SMT_PHRASE_TEXTS_DIFFER] = {
      .badge = "to tekster uenige",
      .headline = "To dosetekster er uenige: {field} og {text}",
      .explain = "Resepten har to dosetekster, og de er ikke enige om {differences}.",
      .remedy = "Forsvinner når begge tekstene sier det samme.",
    },
    [SMT_PHRASE_FIELD_ABOVE_MAXIMUM] = {
      .badge = "over ukesmaks",
      .headline = "Feltet gir {weekly} i uken, preparatets høyeste ukesdose er {maximum}",
      .explain = "Intervallet er innenfor, men mengden i uken er høyere enn preparatets høyeste vanlige ukesdose.",
      .remedy = "Forsvinner når ukesdosen er {maximum} eller lavere.",
    },
    [SMT_PHRASE_TEXT_ABOVE_MAXIMUM] = {
      .badge = "over ukesmaks",
      .headline = "Teksten gir {weekly} i uken, preparatets høyeste ukesdose er {maximum}",
      .explain = "Intervallet er innenfor, men mengden i uken er høyere enn preparatets høyeste vanlige ukesdose.",
      .remedy = "Forsvinner når ukesdosen er {maximum} eller lavere.",
    },
    [SMT_PHRASE_TEXT_WITHOUT_INTERVAL] = {
      .badge = "uten intervall",
      .headline = "Teksten sier ikke hvor ofte",
      .explain = "Feil intervall kan gi alvorlig skade med dette legemiddelet, og doseteksten har ikke noe intervall.",
      .remedy = "Forsvinner når doseteksten sier hvor ofte.",
    },
    [SMT_PHRASE_FIELD_WITHOUT_BREAK] = {
      .badge = "uten pause",
      .headline = "Feltet sier {field-tempo} uten pause, preparatet tas i kurer",
      .explain = "{harm} Preparatet tas vanligvis i kurer med opphold mellom, men dosen har verken pause eller slutt.",
      .remedy = "Forsvinner når dosen har en pause eller en sluttdato.",
    },
    [SMT_PHRASE_TEXT_WITHOUT_BREAK] = {
      .badge = "uten pause",
      .headline = "Teksten sier {text-tempo} uten pause, preparatet tas i kurer",
      .explain = "{harm} Preparatet tas vanligvis i kurer med opphold mellom, men dosen har verken pause eller slutt.",
      .remedy = "Forsvinner når dosen har en pause eller en sluttdato.",
    },
    [SMT_PHRASE_RARER_THAN_PRODUCT] = {
      .badge = "{said-short} ↔ {product-short}",
      .headline = "{Voice} sier {said-tempo}, preparatet {product}",
      .explain = "Preparatet tas vanligvis hver dag. Det kan være forvekslet med et som tas sjeldnere.",
      .remedy = "Forsvinner når dosen har preparatets vanlige intervall.",
    },
    [SMT_PHRASE_DAILY_MAXIMUM] = {
      .badge = "høy døgndose",
      .headline = "{Voice} gir {weekly} hver dag, høyeste vanlige døgndose er {daily-maximum}",
      .explain = "Så mye tas vanligvis bare på enkelte dager. Dosen er daglig og har ingen slutt.",
      .remedy = "Forsvinner når dosen har en slutt eller et lengre intervall, eller når døgndosen er "
                "{daily-maximum} eller lavere.",
    },
    [SMT_PHRASE_EARLIER_INTERVAL] = {
      .badge = "{other-short} → {said-short}",
      .headline = "{Voice} sier {said-tempo}, før var det {other-tempo}",
      .explain = "{Earlier} av samme preparat og styrke sa {other}. Et intervall kan bli feil når en resept "
                 "fornyes eller kopieres.",
      .remedy = "Forsvinner når intervallet er som før, eller når det nye også står på den forrige resepten.",
    },
    [SMT_PHRASE_SUPPLY_LASTS] = {
      .badge = "utlevert for {factor} ganger så lenge",
      .headline = "Utleveringene har vart {factor} ganger så lenge som dosen skulle gi",
      .explain = "Utlevert: {other-raw}. Legemiddelet kan være brukt i et lengre intervall enn det som er forskrevet.",
      .remedy = "Forsvinner når utleveringene følger dosen.",
    },
    [SMT_PHRASE_SUPPLY_RUNS_OUT] = {
      .badge = "brukt {factor} ganger så fort",
      .headline = "Utleveringene er brukt opp {factor} ganger så fort som dosen skulle gi",
      .explain = "Utlevert: {other-raw}. Legemiddelet kan være brukt i et kortere intervall enn det som er forskrevet.",
      .remedy = "Forsvinner når utleveringene følger dosen.",
    },
    [SMT_PHRASE_DUPLICATE] = {
      .badge = "mulig dobbelt",
      .headline = "Samme legemiddel står også som {other-name}",
      .explain = "To linjer i bruk har samme virkestoff og administrasjonsvei. Tas begge, blir dosen for høy.",
      .remedy = "Forsvinner når bare den ene er i bruk.",
    },
    [SMT_PHRASE_NO_FOLIC_ACID] = {
      .badge = "uten folsyre",
      .headline = "Metotreksat uten folsyre på listen",
      .explain = "Folsyre brukes vanligvis sammen med metotreksat mot bivirkninger. Den kan være kjøpt uten resept.",
      .remedy = "Forsvinner når folsyre står på listen.",
    },
    [SMT_PHRASE_FOLIC_ACID_SAME_DAY] = {
      .badge = "på metotreksatdagen",
      .headline = "Folsyre tas også den dagen metotreksat tas",
      .explain = "Folsyre tas vanligvis ikke på metotreksatdagen, for der kan den svekke virkningen.",
      .remedy = "Forsvinner når folsyre ikke tas på metotreksatdagen.",
    },
    [SMT_PHRASE_INTERVALS_SWAPPED] = {
      .badge = "byttet om?",
      .headline = "Folsyre tas {said-tempo}, metotreksat {other-tempo}",
      .explain = "Metotreksat tas én gang i uken, og folsyre vanligvis oftere. Intervallene kan være byttet om.",
      .remedy = "Forsvinner når metotreksat har preparatets intervall.",
    },
    [SMT_PHRASE_AMOUNT_AGAINST_DDD] = {
      .badge = "{factor} × DDD",
      .headline = "Mengden per dag er {factor} ganger definert døgndose",
      .explain = "{Voice} gir så mye at intervallet kan være for kort. Definert døgndose er et mål for "
                 "statistikk, ikke en anbefalt dose.",
      .remedy = "Forsvinner når mengden per dag er under 4 ganger definert døgndose.",
    },
    [SMT_PHRASE_TWO_STRENGTHS] = {
      .badge = "to styrker",
      .headline = "Metotreksattabletter står også som {other-name}",
      .explain = "To styrker på samme liste kan forveksles, og dosen kan bli fire ganger så høy.",
      .remedy = "Forsvinner når bare én styrke er i bruk.",
    },
    [SMT_PHRASE_RENEWED_FAULT] = {
      .badge = "feil fra forrige resept",
      .headline = "Forrige resept sa {other-tempo}, preparatet {product}",
      .explain = "{harm} Denne resepten sier ingen dose som kan leses, så den kan ha med seg feilen.",
      .remedy = "Forsvinner når dosen står klart, med preparatets intervall eller et lengre.",
    },
    [SMT_PHRASE_UNIT_AGAINST_FORM] = {
      .badge = "{unit} ≠ {form}",
      .headline = "{Voice} er i {unit}, legemiddelformen er {form}",
      .explain = "En mengde i {unit} passer ikke til legemiddelformen. Tallet kan høre til en annen enhet.",
      .remedy = "Forsvinner når enheten passer til legemiddelformen.",
    },
    [SMT_PHRASE_UNITS_DIFFER] = {
      .badge = "ulik enhet",
      .headline = "Feltet sier {field}, teksten {text}",
      .explain = "Tallet er det samme, men enheten er en annen. Da kan mengden bli mange ganger for stor eller "
                 "for liten.",
      .remedy = "Forsvinner når feltet og teksten har samme enhet.",
    },
    [SMT_PHRASE_UNIT_SIZE] = {
      .badge = "uvanlig mengde",
      .headline = "{Voice} sier {said}, styrken er {form}",
      .explain = "Mengden er en usannsynlig del av styrken, eller et usannsynlig mangfold. Tallet kan være et "
                 "antall, eller høre til en annen enhet.",
      .remedy = "Forsvinner når mengden og enheten passer til styrken.",
    },
    [SMT_PHRASE_REACTION] = {
      .badge = "legemiddelreaksjon",
      .headline = "Registrert reaksjon på {reaction}",
      .explain = "Pasienten har en registrert legemiddelreaksjon på {reaction}. {manifestation} {reaction-source}",
      .remedy = "Forsvinner når behandlingen er avsluttet, eller når reaksjonen ikke lenger er registrert.",
    },
    [SMT_PHRASE_INTERACTION_AVOID] = {
      .badge = "interaksjon: bør unngås",
      .headline = "Bør ikke brukes sammen med {other-name}",
      .explain = "{consequence} {situation} {handling}",
      .remedy = "Forsvinner når bare ett av legemidlene er i bruk.",
    },
    [SMT_PHRASE_INTERACTION] = {
      .badge = "interaksjon",
      .headline = "Interaksjon med {other-name}: forholdsregler bør tas",
      .explain = "{consequence} {situation} {handling}",
      .remedy = "Forsvinner når bare ett av legemidlene er i bruk.",
    },
  },
  .classes = {
    [SMT_CLASS_INFO] = "Til orientering",
    [SMT_CLASS_CHECK] = "Sjekk",
    [SMT_CLASS_STOP] = "Stopp",
  },
  .defects = {
    "Dosene i samme periode har ulike intervaller.",
    "Perioden har ingen startdato.",
    "Intervallet er ikke oppgitt i døgn.",
    "Periodene overlapper hverandre.",
    "Dosen er satt som nøyaktig og har samtidig et tidsrom.",
    "Samme tidsrom står to ganger.",
    "Intervallet mangler et tall.",
    "Dosen har både faste dager og et intervall.",
    "Dosen er oppgitt som infusjonshastighet.",
    "Dosen har både klokkeslett og tidsrom.",
    "Klokkeslettet er ikke satt som nøyaktig.",
    "Dosen er oppgitt som dose ved behov.",
    "Dosen følger en doseringsregel.",
    "Faste ukedager er satt sammen med dager på og av som ikke er hele uker.",
    "Mengdene eller intervallene i samme periode har ulike enheter.",
    "Perioden har ingen dose.",
    "Dosen har ingen mengde.",
    "Perioden slutter før den begynner.",
    "Noe i feltet er ikke forstått, så det er ikke sammenlignet med teksten.",
  },
  .differences = { "antall dosedager", "mengden", "antall doser på en dag", "ukedagen", "bruk ved behov" },
  .voices = { "Feltet", "Teksten" },
  .earlier = { "Forrige resept", "En tidligere oppføring" },
  .manifestation = "Reaksjon:",
  .severe = "Reaksjonen er registrert som alvorlig.",
  .registered = "Registrert i",
  .no_consequence = "FEST beskriver ikke følgen.",
  .and = "og",
  .about = "omtrent",
  .every_day = "hver dag",
  .times_as_often = "er {factor} ganger så hyppig som",
  .closer = "har tettere dosedager enn",
  .unknown = "ukjent",
  .rule_set = "regelsett",
  .row = "rad",
  .source = "kilde:",
  .recognition = "Gjenkjenning av preparat",
  .unreviewed = "tabellen er ikke klinisk gjennomgått",
  .point = ',',
};
