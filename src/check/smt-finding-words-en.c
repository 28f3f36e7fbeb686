/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding sentences in English.
 */
#include "check/smt-finding-words.h"

#define UNTIL_AGREED "Goes away when the field and the text say the same."
#define UNTIL_ALLOWED "Goes away when the dose has the product's interval, or a longer one."

const SmtFindingWords _smt_finding_words_en = {
  .phrases = {
    [SMT_PHRASE_FIELD_AGAINST_PRODUCT] = {
      .badge = "{field-short} ↔ {product-short}",
      .headline = "The field says {field-tempo}, the product {product}",
      .explain = "{harm} The structured field {often} the product's shortest usual interval.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_BOTH_AGAINST_PRODUCT] = {
      .badge = "{field-short} ↔ {product-short}",
      .headline = "The field and the text say {field-tempo}, the product {product}",
      .explain = "{harm} Field and text agree, but the dose {often} the product's shortest usual interval.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_TEXT_AGAINST_PRODUCT] = {
      .badge = "{text-short} ↔ {product-short}",
      .headline = "The text says {text-tempo}, the product {product}",
      .explain = "{harm} The dosing text {often} the product's shortest usual interval.",
      .remedy = UNTIL_ALLOWED,
    },
    [SMT_PHRASE_FIELD_MORE_OFTEN] = {
      .badge = "{field-short} ↔ {text-short}",
      .headline = "The field says {field-tempo}, the text {text-tempo}",
      .explain = "{harm} The structured field {often} the dosing text.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_TEXT_MORE_OFTEN] = {
      .badge = "{field-short} ↔ {text-short}",
      .headline = "The field says {field-tempo}, the text {text-tempo}",
      .explain = "{harm} The dosing text {often} the structured field.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_FIELD_MORE] = {
      .badge = "amounts differ",
      .headline = "The field says {field}, the text {text}",
      .explain = "The amount in the structured field is {factor} times the amount in the dosing text.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_TEXT_MORE] = {
      .badge = "amounts differ",
      .headline = "The field says {field}, the text {text}",
      .explain = "The amount in the dosing text is {factor} times the amount in the structured field.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_DIFFERS] = {
      .badge = "field ≠ text",
      .headline = "The field says {field}, the text {text}",
      .explain = "The field and the text do not agree on {differences}.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_WEEKDAY] = {
      .badge = "{field-weekdays} ↔ {text-weekdays}",
      .headline = "The field says {field-weekdays}, the text {text-weekdays}",
      .explain = "The interval is the same, but not the weekday. Two days in one week can become two doses.",
      .remedy = UNTIL_AGREED,
    },
    [SMT_PHRASE_FIELD_SILENT] = {
      .badge = "text only",
      .headline = "The field is empty, only the text says the dose",
      .explain = "The dose stands as text only, so it cannot be held against a structured field.",
      .remedy = "Goes away when the dose stands in the structured field, too.",
    },
    [SMT_PHRASE_NOTHING_CLEAR] = {
      .badge = "text only, not read",
      .headline = "The field is empty, and the dosing text was not read as one dose",
      .explain = "The program has not understood one certain dose, so the interval is not checked.",
      .remedy = "Goes away when the dose stands in the structured field.",
    },
    [SMT_PHRASE_UNKNOWN_INTERVAL] = {
      .badge = "unknown interval",
      .headline = "The field does not say how often",
      .explain = "The structured field lacks a number for the interval. It is read as unknown, not as every day.",
      .remedy = "Goes away when the field has an interval in whole days.",
    },
    [SMT_PHRASE_PERIOD_UNSAID] = {
      .badge = "period not stated",
      .headline = "The field names weekdays, but not the period",
      .explain = "The structured field says on which weekdays, but not that it is every week. It is read as these weekdays, not as every day.",
      .remedy = "Goes away when the field has a period in weeks.",
    },
    [SMT_PHRASE_DEFECT] = {
      .badge = "fault in the field",
      .headline = "The field cannot be displayed as it stands",
      .explain = "{defects}",
      .remedy = "Goes away when the field is written anew without this fault.",
    },
    [SMT_PHRASE_NOT_RECOGNISED] = {
      .badge = "unknown product",
      .headline = "The product is not recognised: the interval is not checked against any product",
      .explain = "It has no ATC code, and its name is not in the interval table. The field and the text are held "
                 "against one another as usual.",
      .remedy = "Goes away when the medicine has an ATC code.",
    },
    [SMT_PHRASE_PRODUCT_OPEN] = {
      .badge = "strength missing",
      .headline = "Strength or form is not given: the interval is not checked against any product",
      .explain = "The medicine also comes in a strength or form that is taken less often than is said here. The field and the text are held against one another as usual.",
      .remedy = "Goes away when strength and form are given.",
    },
    [SMT_PHRASE_FIELDS_DIFFER] = {
      .badge = "two fields differ",
      .headline = "Two structured fields do not agree: {field} and {text}",
      .explain = "The short dose, the structured dose and the original prescription should say the same. They do not "
                 "agree on {differences}.",
      .remedy = "Goes away when both fields say the same.",
    },
    [SMT_PHRASE_TEXTS_DIFFER] = {
      .badge = "two texts differ",
      .headline = "Two dosing texts do not agree: {field} and {text}",
      .explain = "The prescription has two dosing texts, and they do not agree on {differences}.",
      .remedy = "Goes away when both texts say the same.",
    },
    [SMT_PHRASE_FIELD_ABOVE_MAXIMUM] = {
      .badge = "above weekly maximum",
      .headline = "The field gives {weekly} a week, the product's highest weekly dose is {maximum}",
      .explain = "The interval is allowed, but the amount of a week is above the product's highest usual weekly dose.",
      .remedy = "Goes away when the weekly dose is {maximum} or less.",
    },
    [SMT_PHRASE_TEXT_ABOVE_MAXIMUM] = {
      .badge = "above weekly maximum",
      .headline = "The text gives {weekly} a week, the product's highest weekly dose is {maximum}",
      .explain = "The interval is allowed, but the amount of a week is above the product's highest usual weekly dose.",
      .remedy = "Goes away when the weekly dose is {maximum} or less.",
    },
    [SMT_PHRASE_TEXT_WITHOUT_INTERVAL] = {
      .badge = "no interval",
      .headline = "The text does not say how often",
      .explain = "A wrong interval can do serious harm with this medicine, and the dosing text has none.",
      .remedy = "Goes away when the dosing text says how often.",
    },
    [SMT_PHRASE_FIELD_WITHOUT_BREAK] = {
      .badge = "no break",
      .headline = "The field says {field-tempo} without a break, the product is taken in cycles",
      .explain = "{harm} The product is usually taken in cycles with a break between, but the dose has no break and no "
                 "end.",
      .remedy = "Goes away when the dose has a break or an end date.",
    },
    [SMT_PHRASE_TEXT_WITHOUT_BREAK] = {
      .badge = "no break",
      .headline = "The text says {text-tempo} without a break, the product is taken in cycles",
      .explain = "{harm} The product is usually taken in cycles with a break between, but the dose has no break and no "
                 "end.",
      .remedy = "Goes away when the dose has a break or an end date.",
    },
    [SMT_PHRASE_RARER_THAN_PRODUCT] = {
      .badge = "{said-short} ↔ {product-short}",
      .headline = "{Voice} says {said-tempo}, the product {product}",
      .explain = "The product is usually taken every day. It may be mixed up with one that is taken less often.",
      .remedy = "Goes away when the dose has the product's usual interval.",
    },
    [SMT_PHRASE_DAILY_MAXIMUM] = {
      .badge = "high daily dose",
      .headline = "{Voice} gives {weekly} every day, the highest usual daily dose is {daily-maximum}",
      .explain = "That much is usually taken on single days only. The dose is daily and has no end.",
      .remedy = "Goes away when the dose has an end or a longer interval, or when the daily dose is "
                "{daily-maximum} or lower.",
    },
    [SMT_PHRASE_EARLIER_INTERVAL] = {
      .badge = "{other-short} → {said-short}",
      .headline = "{Voice} says {said-tempo}, before it was {other-tempo}",
      .explain = "{Earlier} of the same product and strength said {other}. An interval can go wrong when a "
                 "prescription is renewed or copied.",
      .remedy = "Goes away when the interval is as before, or when the new one stands on the last prescription, too.",
    },
    [SMT_PHRASE_SUPPLY_LASTS] = {
      .badge = "dispensed for {factor} times as long",
      .headline = "What was dispensed has lasted {factor} times as long as the dose would make it",
      .explain = "Dispensed: {dispensed} in {dispensed-days} days. The medicine may be taken at a longer interval than prescribed.",
      .remedy = "Goes away when the dispensings follow the dose.",
    },
    [SMT_PHRASE_SUPPLY_RUNS_OUT] = {
      .badge = "used {factor} times as fast",
      .headline = "What was dispensed was used up {factor} times as fast as the dose would make it",
      .explain = "Dispensed: {dispensed} in {dispensed-days} days. The medicine may be taken at a shorter interval than prescribed.",
      .remedy = "Goes away when the dispensings follow the dose.",
    },
    [SMT_PHRASE_DUPLICATE] = {
      .badge = "possible duplicate",
      .headline = "The same medicine also stands as {other-name}",
      .explain = "Two lines in use have the same substance and route. If both are taken, the dose is too high.",
      .remedy = "Goes away when only one of them is in use.",
    },
    [SMT_PHRASE_NO_FOLIC_ACID] = {
      .badge = "without folic acid",
      .headline = "Methotrexate without folic acid on the list",
      .explain = "Folic acid is usually taken with methotrexate against side effects. It may be bought without "
                 "prescription.",
      .remedy = "Goes away when folic acid stands on the list.",
    },
    [SMT_PHRASE_FOLIC_ACID_SAME_DAY] = {
      .badge = "on the methotrexate day",
      .headline = "Folic acid is taken on the day of methotrexate, too",
      .explain = "Folic acid is usually not taken on the day of methotrexate, where it may weaken the effect.",
      .remedy = "Goes away when folic acid is not taken on the day of methotrexate.",
    },
    [SMT_PHRASE_INTERVALS_SWAPPED] = {
      .badge = "swapped?",
      .headline = "Folic acid is taken {said-tempo}, methotrexate {other-tempo}",
      .explain = "Methotrexate is taken once a week, and folic acid usually more often. The intervals may be swapped.",
      .remedy = "Goes away when methotrexate has the product's interval.",
    },
    [SMT_PHRASE_AMOUNT_AGAINST_DDD] = {
      .badge = "{factor} × DDD",
      .headline = "The amount per day is {factor} times the defined daily dose",
      .explain = "{Voice} gives so much that the interval may be too short. The defined daily dose is a measure "
                 "for statistics, not a recommended dose.",
      .remedy = "Goes away when the amount per day is below 4 times the defined daily dose.",
    },
    [SMT_PHRASE_TWO_STRENGTHS] = {
      .badge = "two strengths",
      .headline = "Methotrexate tablets also stand as {other-name}",
      .explain = "Two strengths on one list can be mixed up, and the dose can become four times as high.",
      .remedy = "Goes away when only one strength is in use.",
    },
    [SMT_PHRASE_RENEWED_FAULT] = {
      .badge = "fault of the last prescription",
      .headline = "The last prescription said {other-tempo}, the product {product}",
      .explain = "{harm} This prescription says no dose that can be read, so it may carry the fault on.",
      .remedy = "Goes away when the dose stands clearly, with the product's interval or a longer one.",
    },
    [SMT_PHRASE_UNIT_AGAINST_FORM] = {
      .badge = "{unit} ≠ {form}",
      .headline = "{Voice} is in {unit}, the form is {form}",
      .explain = "An amount in {unit} does not fit the form. The number may belong to another unit.",
      .remedy = "Goes away when the unit fits the form.",
    },
    [SMT_PHRASE_UNITS_DIFFER] = {
      .badge = "different units",
      .headline = "The field says {field}, the text {text}",
      .explain = "The number is the same, but the unit is another. The amount can become many times too large or "
                 "too small.",
      .remedy = "Goes away when the field and the text have the same unit.",
    },
    [SMT_PHRASE_UNIT_SIZE] = {
      .badge = "unusual amount",
      .headline = "{Voice} says {said}, the strength is {form}",
      .explain = "The amount is an unlikely part of the strength, or an unlikely multiple. The number may be a "
                 "count, or belong to another unit.",
      .remedy = "Goes away when the amount and the unit fit the strength.",
    },
    [SMT_PHRASE_REACTION] = {
      .badge = "drug reaction",
      .headline = "Registered reaction to {reaction}",
      .explain = "The patient has a registered drug reaction to {reaction}. {manifestation} {reaction-source}",
      .remedy = "Goes away when the treatment has ended, or when the reaction is no longer registered.",
    },
    [SMT_PHRASE_INTERACTION_AVOID] = {
      .badge = "interaction: avoid",
      .headline = "Should not be used together with {other-name}",
      .explain = "{consequence} {situation} {handling}",
      .remedy = "Goes away when only one of the medicines is in use.",
    },
    [SMT_PHRASE_INTERACTION] = {
      .badge = "interaction",
      .headline = "Interaction with {other-name}: precautions should be taken",
      .explain = "{consequence} {situation} {handling}",
      .remedy = "Goes away when only one of the medicines is in use.",
    },
    [SMT_PHRASE_READINGS_AGAINST_PRODUCT] = {
      .badge = "ambiguous ↔ {product-short}",
      .headline = "{Voice} is ambiguous, but in any case more often than the product: {product}",
      .explain = "{harm} {Voice} can be read as {readings}. Every reading has a shorter interval than the product's shortest usual one.",
      .remedy = "Goes away when the dose can be read in one way only, at the product's interval or a longer one.",
    },
    [SMT_PHRASE_READING_AGAINST_PRODUCT] = {
      .badge = "ambiguous",
      .headline = "{Voice} is ambiguous and may mean more often than the product: {product}",
      .explain = "{harm} {Voice} can be read as {readings}. The program chooses none of them.",
      .remedy = "Goes away when the dose can be read in one way only, at the product's interval or a longer one.",
    },
  },
  .classes = {
    [SMT_CLASS_INFO] = "For information",
    [SMT_CLASS_CHECK] = "Check",
    [SMT_CLASS_STOP] = "Stop",
  },
  .defects = {
    "The doses of one period have different intervals.",
    "The period has no start date.",
    "The interval is not given in days.",
    "The periods overlap.",
    "The dose is set as accurate and has a time range as well.",
    "The same time range stands twice.",
    "The interval lacks a number.",
    "The dose has both fixed days and an interval.",
    "The dose is given as an infusion rate.",
    "The dose has both a clock time and a time range.",
    "The clock time is not set as accurate.",
    "The dose is given as a dose as needed.",
    "The dose follows a dosing rule.",
    "Fixed weekdays stand together with days on and off that are no whole weeks.",
    "The amounts or the intervals of one period have different units.",
    "The period has no dose.",
    "The dose has no amount.",
    "The period ends before it begins.",
    "Something in the field is not understood, so it is not compared with the text.",
  },
  .differences = { "the number of dose days", "the amount", "the number of doses a day", "the weekday", "use as needed" },
  .voices = { "The field", "The text" },
  .earlier = { "The last prescription", "An earlier entry" },
  .manifestation = "Reaction:",
  .severe = "The reaction is registered as severe.",
  .registered = "Registered in",
  .no_consequence = "FEST does not say what follows.",
  .and = "and",
  .or = "or",
  .about = "about",
  .every_day = "every day",
  .times_as_often = "is {factor} times as frequent as",
  .closer = "has its dose days closer together than",
  .unknown = "unknown",
  .rule_set = "rule set",
  .row = "row",
  .source = "source:",
  .recognition = "Recognition of the product",
  .unreviewed = "the table is not clinically reviewed",
  .point = '.',
};
