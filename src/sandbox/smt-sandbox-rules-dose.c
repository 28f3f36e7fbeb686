/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sandbox/smt-sandbox-rules.h"

#define FILTER_TEXT                                                                                                    \
  "Resepten er avvist fordi den har kjent avvik i strukturert dosering. Opprett ny resept ved å søke opp "           \
  "legemiddelet "                                                                                                      \
  "på nytt. Tidligere resept/legemiddelbehandling/mal bør avsluttes/tilbakekalles."

typedef struct
{
  SmtDate start;
  SmtDate end; /* exclusive; unset when open */
  SmtDecimal interval;
  const char *fault; /* why Reseptformidleren cannot display it; NULL when it can */
} Period;

static gboolean
read_date (SmtJsonCursor dosing, const char *url, SmtDate *out)
{
  SmtJsonCursor value = smt_sandbox_extension_value (dosing, url);
  g_autofree char *text = smt_json_type (value) == SMT_JSON_STRING ? smt_json_dup_string (value) : NULL;

  *out = SMT_DATE_UNSET;
  return text != NULL && smt_date_parse (text, out);
}

/* One intake of the day. @interval is that of the intakes before it, or 0; @parts gathers the parts of the day. */
static const char *
intake_fault (SmtJsonCursor intake, SmtDecimal *interval, GHashTable *parts)
{
  SmtJsonCursor amount = smt_sandbox_extension_value (intake, "amount");
  SmtJsonCursor length = smt_sandbox_extension_value (intake, "interval");
  g_autofree char *unit = smt_sandbox_json_text (amount, "unit");
  char *part = smt_sandbox_extension_code (intake, "timerange");
  SmtDecimal own;
  gint64 days = 0;

  if (part != NULL && !g_hash_table_add (parts, part))
    return "The same part of the day stands twice";
  if (part != NULL && smt_sandbox_json_true (smt_sandbox_extension (intake, "accurate"), "valueBoolean"))
    return "A part of the day together with accurate cannot be displayed";
  if (!smt_json_get_decimal (smt_json_member (amount, "value"), &own) || smt_decimal_sign (own) <= 0 || unit == NULL)
    return "An intake without an amount and its unit cannot be displayed";
  if (!smt_json_string_equals (smt_json_member (length, "unit"), "Døgn"))
    return "Only intervals in Døgn can be displayed";
  if (!smt_json_get_decimal (smt_json_member (length, "value"), &own) || !smt_decimal_is_integer (own, &days)
      || days < 1)
    return "The interval is no whole number of days";
  if (smt_decimal_sign (*interval) != 0 && !smt_decimal_equal (*interval, own))
    return "Different intervals in one dosing cannot be displayed";
  *interval = own;
  return NULL;
}

static Period
read_period (SmtJsonCursor dosing)
{
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Period period = { .interval = SMT_DECIMAL_ZERO };
  SmtJsonIter iter;
  SmtJsonCursor extension;
  guint intakes = 0;

  if (!read_date (dosing, "starttime", &period.start))
    period.fault = "A dosing without starttime cannot be displayed";
  if (!read_date (dosing, "endtime", &period.end) && smt_json_exists (smt_sandbox_extension (dosing, "endtime")))
    period.fault = "endtime is no date";
  if (smt_date_is_set (period.end) && smt_date_compare (period.end, period.start) <= 0)
    period.fault = "endtime must be after starttime";
  smt_json_iter_init (&iter, smt_json_member (dosing, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    if (smt_json_string_equals (smt_json_member (extension, "url"), "repeatingdosage"))
      {
        const char *fault = intake_fault (extension, &period.interval, parts);

        intakes++;
        if (fault != NULL && period.fault == NULL)
          period.fault = fault;
      }
  if (intakes == 0 && period.fault == NULL)
    period.fault = "A dosing without an intake cannot be displayed";
  return period;
}

static GArray *
periods_of (const SmtSandboxStatement *came)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (Period));
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (came->amendment, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    if (smt_json_string_equals (smt_json_member (extension, "url"), "ereseptdosing"))
      {
        Period period = read_period (extension);

        g_array_append_val (periods, period);
      }
  return periods;
}

static gboolean
overlap (const Period *a, const Period *b)
{
  const Period *first = smt_date_compare (a->start, b->start) <= 0 ? a : b;
  const Period *second = first == a ? b : a;

  return !smt_date_is_set (first->end) || smt_date_compare (second->start, first->end) < 0;
}

static const char *
dose_fault (GArray *periods)
{
  for (guint i = 0; i < periods->len; i++)
    if (g_array_index (periods, Period, i).fault != NULL)
      return g_array_index (periods, Period, i).fault;
  for (guint i = 0; i < periods->len; i++)
    for (guint k = i + 1; k < periods->len; k++)
      if (overlap (&g_array_index (periods, Period, i), &g_array_index (periods, Period, k)))
        return "Dosings that overlap cannot be displayed";
  return NULL;
}

static char *
dose_of (const SmtSandboxStatement *statement)
{
  GString *dose = g_string_new (NULL);
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (statement->amendment, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    if (smt_json_string_equals (smt_json_member (extension, "url"), "ereseptdosing")
        || smt_json_string_equals (smt_json_member (extension, "url"), "dssn"))
      {
        g_autofree char *text = smt_sandbox_canonical (extension, NULL);

        g_string_append (dose, text);
      }
  return g_string_free (dose, FALSE);
}

static gboolean
same_dose (const SmtSandboxStatement *a, const SmtSandboxStatement *b)
{
  g_autofree char *dose_a = dose_of (a);
  g_autofree char *dose_b = dose_of (b);

  return strcmp (dose_a, dose_b) == 0;
}

/* Whether the dose is the sender's: one that goes back as it came is kept as it was, whatever that was. */
static gboolean
has_own_dose (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);

  if (came->creates)
    return TRUE;
  if (smt_sandbox_case_is_recall (self, came) || g_strcmp0 (came->status, "active") != 0)
    return FALSE;
  return held == NULL || !same_dose (held, came);
}

/**
 * smt_sandbox_rule_dose:
 * @self: the case
 * @outcome: gets the issues
 *
 * Each ereseptdosing that is new or changed can be displayed by Reseptformidleren (E-2417786982).
 */
void
smt_sandbox_rule_dose (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      g_autoptr (GArray) periods = NULL;
      const char *fault;

      if (!has_own_dose (self, came))
        continue;
      periods = periods_of (came);
      fault = dose_fault (periods);
      if (fault != NULL)
        smt_sandbox_case_refuse (self, outcome, came, "Extension", fault);
    }
}

/* What M1 says of a treatment: all but what only the list knows (who is on it, when it changed, that it stops). */
static char *
prescribed (const SmtSandboxStatement *statement)
{
  static const char *const of_the_list[] = { "lastchanged",
                                             "rfstatus",
                                             "recallinfo",
                                             "createeresept",
                                             "createresept",
                                             SMT_SANDBOX_DELIVERY,
                                             SMT_SANDBOX_REGINFO,
                                             SMT_SANDBOX_COMMENT,
                                             SMT_SANDBOX_DISCONTINUATION,
                                             NULL };
  static const char *const members[] = { "meta", "status", "identifier", "basedOn", "partOf" };
  g_autoptr (SmtJson) json = smt_json_ref (statement->entry->json);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      SmtJson *next = smt_sandbox_without_member (json, members[i]);

      smt_json_unref (json);
      json = next;
    }
  return smt_sandbox_canonical (smt_json_root (json), of_the_list);
}

/**
 * smt_sandbox_rule_as_prescribed:
 * @self: the case
 * @outcome: gets the issues
 *
 * What a PLL entry says is what its prescription says (ReseptDokLegemiddel is equal in M25.1 and M1, E-2827550723): one
 * that can still be dispensed changes with a new prescription, not in place.
 */
void
smt_sandbox_rule_as_prescribed (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (held == NULL || !smt_sandbox_statement_dispensable (held) || smt_sandbox_case_is_recall (self, came))
        continue;
      was = prescribed (held);
      is = prescribed (came);
      if (strcmp (was, is) != 0)
        smt_sandbox_case_refuse (self, outcome, came, "Extension",
                                 "The entry differs from its prescription, which is neither recalled nor renewed");
    }
}

/* The substance, and the products that Helsedirektoratet named first in June 2024; all fragments must be there. */
static const struct
{
  const char *atc;
  const char *fragments[2];
} weekly_products[] = {
  { "L04AX03", { "metotreksat", NULL } }, { "L01BA01", { "methotrexate", NULL } }, { NULL, { "metex", NULL } },
  { NULL, { "nordimet", NULL } },         { NULL, { "alendronat", "70 mg" } },     { NULL, { "erelzi", "50" } },
  { NULL, { "wegovy", NULL } },           { NULL, { "trulicity", NULL } },
};

static gboolean
has_fragments (const char *name, const char *const fragments[2])
{
  return strstr (name, fragments[0]) != NULL && (fragments[1] == NULL || strstr (name, fragments[1]) != NULL);
}

static gboolean
is_weekly_product (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  g_autofree char *url = smt_sandbox_json_text (came->resource, "medicationReference/reference");
  g_autofree char *display = smt_sandbox_json_text (came->resource, "medicationReference/display");
  g_autofree char *name = g_utf8_strdown (display != NULL ? display : "", -1);
  SmtSandboxEntry *medicine = smt_sandbox_record_find (self->sent, url);
  SmtJsonCursor codings =
      medicine != NULL ? smt_sandbox_json_at (smt_sandbox_entry_resource (medicine), "code/coding") : SMT_JSON_NOWHERE;

  for (guint i = 0; i < G_N_ELEMENTS (weekly_products); i++)
    {
      SmtJsonIter iter;
      SmtJsonCursor coding;

      if (has_fragments (name, weekly_products[i].fragments))
        return TRUE;
      smt_json_iter_init (&iter, codings);
      while (smt_json_iter_next (&iter, NULL, &coding))
        if (weekly_products[i].atc != NULL
            && smt_json_string_equals (smt_json_member (coding, "code"), weekly_products[i].atc))
          return TRUE;
    }
  return FALSE;
}

/**
 * smt_sandbox_national_filter:
 * @self: the case
 * @came: a new prescription
 *
 * Since June 2024 Reseptformidleren rejects prescriptions with the known fault in the structured dose. Its rule is not
 * public; here: the field says every day, for longer than one day, of methotrexate or a product that was named.
 *
 * Returns: (nullable): the text of the rejection, or %NULL when it passes
 */
const char *
smt_sandbox_national_filter (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  g_autoptr (GArray) periods = periods_of (came);

  if (!is_weekly_product (self, came))
    return NULL;
  for (guint i = 0; i < periods->len; i++)
    {
      const Period *period = &g_array_index (periods, Period, i);
      gboolean single = smt_date_is_set (period->end) && smt_date_days_between (period->start, period->end) == 1;

      if (smt_decimal_equal (period->interval, SMT_DECIMAL_INT (1)) && !single)
        return FILTER_TEXT;
    }
  return NULL;
}
