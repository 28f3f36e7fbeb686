/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-difference-private.h"

static const SmtDifferenceWords words_nb = {
  .names = {
    [SMT_TREATMENT_PRODUCT] = "Preparat",
    [SMT_TREATMENT_STRENGTH] = "Styrke",
    [SMT_TREATMENT_FORM] = "Form",
    [SMT_TREATMENT_DOSE] = "Dose",
    [SMT_TREATMENT_FIELD] = "Strukturert felt",
    [SMT_TREATMENT_USE] = "Bruk",
    [SMT_TREATMENT_INDICATION] = "Bruksområde",
    [SMT_TREATMENT_STATE] = "Status",
    [SMT_TREATMENT_STOP_DATE] = "Stoppdato",
    [SMT_TREATMENT_LAST_DAY] = "Siste dag med dose",
    [SMT_TREATMENT_PRESCRIPTION] = "Resept",
    [SMT_TREATMENT_AMOUNT] = "Mengde på resepten",
    [SMT_TREATMENT_REFILLS] = "Reit",
    [SMT_TREATMENT_SUBSTITUTION] = "Generisk bytte",
    [SMT_TREATMENT_INSTRUCTION] = "Instruksjon",
    [SMT_TREATMENT_MULTIDOSE] = "Multidose",
    [SMT_TREATMENT_ON_LIST] = "På listen",
    [SMT_TREATMENT_PRESCRIBER] = "Rekvirent",
  },
  .states = {
    [SMT_TREATMENT_ACTIVE] = "i bruk",
    [SMT_TREATMENT_PLANNED_STOP] = "i bruk, stopp planlagt",
    [SMT_TREATMENT_PAUSED] = "pauset",
    [SMT_TREATMENT_STOPPED] = "seponert",
    [SMT_TREATMENT_EXPIRED] = "utløpt",
    [SMT_TREATMENT_ORPHAN] = "tilbakekalt",
  },
  .uses = { "ikke oppgitt", "fast", "kur", "ved behov", "vaksine" },
  .prescriptions = {
    [SMT_PRESCRIPTION_UNKNOWN] = "ikke i Reseptformidleren",
    [SMT_PRESCRIPTION_DISPENSABLE] = "ekspederbar",
    [SMT_PRESCRIPTION_IN_DISPENSING] = "under ekspedering",
    [SMT_PRESCRIPTION_RECALLED] = "tilbakekalt",
    [SMT_PRESCRIPTION_FINISHED] = "avsluttet",
    [SMT_PRESCRIPTION_EXPIRED] = "utløpt",
  },
  .none = "ingen",
  .yes = "ja",
  .no = "nei",
  .point = ',',
  .package = "pakning",
  .packages = "pakninger",
};

static const SmtDifferenceWords words_nn = {
  .names = {
    [SMT_TREATMENT_PRODUCT] = "Preparat",
    [SMT_TREATMENT_STRENGTH] = "Styrke",
    [SMT_TREATMENT_FORM] = "Form",
    [SMT_TREATMENT_DOSE] = "Dose",
    [SMT_TREATMENT_FIELD] = "Strukturert felt",
    [SMT_TREATMENT_USE] = "Bruk",
    [SMT_TREATMENT_INDICATION] = "Bruksområde",
    [SMT_TREATMENT_STATE] = "Status",
    [SMT_TREATMENT_STOP_DATE] = "Stoppdato",
    [SMT_TREATMENT_LAST_DAY] = "Siste dag med dose",
    [SMT_TREATMENT_PRESCRIPTION] = "Resept",
    [SMT_TREATMENT_AMOUNT] = "Mengd på resepten",
    [SMT_TREATMENT_REFILLS] = "Reit",
    [SMT_TREATMENT_SUBSTITUTION] = "Generisk byte",
    [SMT_TREATMENT_INSTRUCTION] = "Instruksjon",
    [SMT_TREATMENT_MULTIDOSE] = "Multidose",
    [SMT_TREATMENT_ON_LIST] = "På lista",
    [SMT_TREATMENT_PRESCRIBER] = "Rekvirent",
  },
  .states = {
    [SMT_TREATMENT_ACTIVE] = "i bruk",
    [SMT_TREATMENT_PLANNED_STOP] = "i bruk, stopp planlagd",
    [SMT_TREATMENT_PAUSED] = "sett på pause",
    [SMT_TREATMENT_STOPPED] = "seponert",
    [SMT_TREATMENT_EXPIRED] = "gått ut",
    [SMT_TREATMENT_ORPHAN] = "kalla tilbake",
  },
  .uses = { "ikkje oppgitt", "fast", "kur", "ved behov", "vaksine" },
  .prescriptions = {
    [SMT_PRESCRIPTION_UNKNOWN] = "ikkje i Reseptformidlaren",
    [SMT_PRESCRIPTION_DISPENSABLE] = "ekspederbar",
    [SMT_PRESCRIPTION_IN_DISPENSING] = "under ekspedering",
    [SMT_PRESCRIPTION_RECALLED] = "kalla tilbake",
    [SMT_PRESCRIPTION_FINISHED] = "avslutta",
    [SMT_PRESCRIPTION_EXPIRED] = "gått ut",
  },
  .none = "ingen",
  .yes = "ja",
  .no = "nei",
  .point = ',',
  .package = "pakning",
  .packages = "pakningar",
};

static const SmtDifferenceWords words_en = {
  .names = {
    [SMT_TREATMENT_PRODUCT] = "Product",
    [SMT_TREATMENT_STRENGTH] = "Strength",
    [SMT_TREATMENT_FORM] = "Form",
    [SMT_TREATMENT_DOSE] = "Dose",
    [SMT_TREATMENT_FIELD] = "Structured field",
    [SMT_TREATMENT_USE] = "Use",
    [SMT_TREATMENT_INDICATION] = "Indication",
    [SMT_TREATMENT_STATE] = "Status",
    [SMT_TREATMENT_STOP_DATE] = "Stop date",
    [SMT_TREATMENT_LAST_DAY] = "Last day of the dose",
    [SMT_TREATMENT_PRESCRIPTION] = "Prescription",
    [SMT_TREATMENT_AMOUNT] = "Amount prescribed",
    [SMT_TREATMENT_REFILLS] = "Refills",
    [SMT_TREATMENT_SUBSTITUTION] = "Generic substitution",
    [SMT_TREATMENT_INSTRUCTION] = "Instruction",
    [SMT_TREATMENT_MULTIDOSE] = "Multidose",
    [SMT_TREATMENT_ON_LIST] = "On the list",
    [SMT_TREATMENT_PRESCRIBER] = "Prescriber",
  },
  .states = {
    [SMT_TREATMENT_ACTIVE] = "in use",
    [SMT_TREATMENT_PLANNED_STOP] = "in use, stop planned",
    [SMT_TREATMENT_PAUSED] = "paused",
    [SMT_TREATMENT_STOPPED] = "stopped",
    [SMT_TREATMENT_EXPIRED] = "expired",
    [SMT_TREATMENT_ORPHAN] = "recalled",
  },
  .uses = { "not said", "regular", "course", "as needed", "vaccine" },
  .prescriptions = {
    [SMT_PRESCRIPTION_UNKNOWN] = "not in the prescription register",
    [SMT_PRESCRIPTION_DISPENSABLE] = "can be dispensed",
    [SMT_PRESCRIPTION_IN_DISPENSING] = "being dispensed",
    [SMT_PRESCRIPTION_RECALLED] = "recalled",
    [SMT_PRESCRIPTION_FINISHED] = "finished",
    [SMT_PRESCRIPTION_EXPIRED] = "expired",
  },
  .none = "none",
  .yes = "yes",
  .no = "no",
  .point = '.',
  .package = "package",
  .packages = "packages",
};

const SmtDifferenceWords *
_smt_difference_words (SmtLanguage language)
{
  switch (language)
    {
    case SMT_LANGUAGE_NN:
      return &words_nn;
    case SMT_LANGUAGE_EN:
      return &words_en;
    case SMT_LANGUAGE_NB:
    case SMT_LANGUAGE_DA:
    case SMT_LANGUAGE_SV:
    default:
      return &words_nb;
    }
}
