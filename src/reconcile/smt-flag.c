/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-flag.h"

#include "base/smt-json-writer.h"

/* The words a stored flag and a findings file are known by; they outlive the order of the enumerations. */
static const char *const classes[] = {
  [SMT_CLASS_INFO] = "info",
  [SMT_CLASS_CHECK] = "check",
  [SMT_CLASS_STOP] = "stop",
};

static const char *const dispenses[] = {
  [SMT_DISPENSE_UNKNOWN] = "unknown",
  [SMT_DISPENSE_POSSIBLE] = "possible",
  [SMT_DISPENSE_HISTORIC] = "historic",
};

static SmtFlag *
flag_new (void)
{
  SmtFlag *flag = g_new0 (SmtFlag, 1);

  g_atomic_ref_count_init (&flag->ref_count);
  return flag;
}

/** smt_flag_ref: Returns: (transfer full): @flag */
SmtFlag *
smt_flag_ref (const SmtFlag *flag)
{
  g_return_val_if_fail (flag != NULL, NULL);

  g_atomic_ref_count_inc (&((SmtFlag *)flag)->ref_count);
  return (SmtFlag *)flag;
}

/** smt_flag_unref: @flag (transfer full) */
void
smt_flag_unref (SmtFlag *flag)
{
  g_return_if_fail (flag != NULL);

  if (!g_atomic_ref_count_dec (&flag->ref_count))
    return;
  g_free (flag->entry);
  g_free (flag->medicine);
  g_free (flag->atc);
  g_free (flag->checks);
  g_free (flag->nb);
  g_free (flag->nn);
  g_free (flag->en);
  g_clear_pointer (&flag->evidence, smt_evidence_unref);
  g_strfreev (flag->findings);
  g_free (flag);
}

/* --- making ---------------------------------------------------------------------------------------------------------
 */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, each once. @texts: (transfer full) (element-type utf8) */
static char **
make_set (GPtrArray *texts)
{
  g_autoptr (GPtrArray) owned = texts;
  g_autoptr (GStrvBuilder) set = g_strv_builder_new ();

  g_ptr_array_sort (owned, compare_texts);
  for (guint i = 0; i < owned->len; i++)
    if (i == 0 || !g_str_equal (g_ptr_array_index (owned, i), g_ptr_array_index (owned, i - 1)))
      g_strv_builder_add (set, g_ptr_array_index (owned, i));

  return g_strv_builder_end (set);
}

static char **
dup_identities (GPtrArray *findings)
{
  GPtrArray *identities = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity_class >= SMT_CLASS_CHECK)
        g_ptr_array_add (identities, smt_finding_dup_identity (finding));
    }
  return make_set (identities);
}

/**
 * smt_flag_new_for_row:
 * @row: a row of a reconciliation
 *
 * Returns: (transfer full) (nullable): its flag; %NULL where nothing asks for more than to be told
 */
SmtFlag *
smt_flag_new_for_row (const SmtRow *row)
{
  const SmtFinding *worst;
  SmtFlag *flag;

  g_return_val_if_fail (row != NULL, NULL);

  worst = row->findings->len > 0 ? g_ptr_array_index (row->findings, 0) : NULL; /* most severe first */
  if (worst == NULL || worst->severity_class < SMT_CLASS_CHECK)
    return NULL;

  flag = flag_new ();
  flag->entry = smt_treatment_dup_name (row->treatment);
  flag->medicine = g_strdup (row->treatment->product->display);
  flag->atc = g_strdup (row->treatment->product->atc);
  flag->checks = smt_finding_dup_checks (worst);
  flag->severity_class = worst->severity_class;
  flag->dispense = smt_treatment_is_dispensable (row->treatment) ? SMT_DISPENSE_POSSIBLE : SMT_DISPENSE_HISTORIC;
  flag->nb = smt_finding_headline (worst, SMT_LANGUAGE_NB);
  flag->nn = smt_finding_headline (worst, SMT_LANGUAGE_NN);
  flag->en = smt_finding_headline (worst, SMT_LANGUAGE_EN);
  flag->evidence = smt_evidence_new_for_row (row, worst);
  flag->findings = dup_identities (row->findings);
  return flag;
}

static gboolean
read_word (SmtJsonCursor word, const char *const *words, guint n, guint *out)
{
  for (guint i = 0; i < n; i++)
    if (smt_json_string_equals (word, words[i]))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

/* The file tells neither data nor rule set: the same entry, check and words are the same finding. */
static char **
dup_report_identity (const SmtFlag *flag)
{
  GPtrArray *one = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (
      one, g_strdup_printf ("file|%s|%s", flag->checks != NULL ? flag->checks : "", flag->nb != NULL ? flag->nb : ""));
  return make_set (one);
}

/**
 * smt_flag_new_from_report:
 * @finding: one object of `samstemt-check --format=json` (contract 2)
 * @is_finding: (out): whether it is one
 *
 * Returns: (transfer full) (nullable): the flag of its entry; %NULL where it is no finding, or only informs
 */
SmtFlag *
smt_flag_new_from_report (SmtJsonCursor finding, gboolean *is_finding)
{
  g_autoptr (SmtFlag) flag = flag_new ();
  guint severity_class = SMT_CLASS_INFO;

  g_return_val_if_fail (is_finding != NULL, NULL);

  flag->entry = smt_json_dup_string (smt_json_member (finding, "entry"));
  flag->medicine = smt_json_dup_string (smt_json_member (finding, "medicine"));
  flag->atc = smt_json_dup_string (smt_json_member (finding, "atc"));
  flag->checks = smt_json_dup_string (smt_json_member (finding, "check"));
  flag->nb = smt_json_dup_string (smt_json_member (finding, "message"));
  *is_finding = flag->entry != NULL && *flag->entry != '\0' && flag->nb != NULL
                && read_word (smt_json_member (finding, "class"), classes, G_N_ELEMENTS (classes), &severity_class);
  if (!*is_finding || severity_class < SMT_CLASS_CHECK)
    return NULL;

  flag->severity_class = (SmtClass)severity_class;
  flag->dispense = SMT_DISPENSE_UNKNOWN;
  flag->evidence = smt_evidence_new_from_report (finding);
  flag->findings = dup_report_identity (flag);
  return g_steal_pointer (&flag);
}

/**
 * smt_flag_join:
 * @a: a flag of an entry
 * @b: another of the same
 *
 * Returns: (transfer full): what the worse one says, @a where they are alike, with the findings of both
 */
SmtFlag *
smt_flag_join (const SmtFlag *a, const SmtFlag *b)
{
  const SmtFlag *worse;
  GPtrArray *findings;
  SmtFlag *flag;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  worse = b->severity_class > a->severity_class ? b : a;
  findings = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; a->findings[i] != NULL; i++)
    g_ptr_array_add (findings, g_strdup (a->findings[i]));
  for (guint i = 0; b->findings[i] != NULL; i++)
    g_ptr_array_add (findings, g_strdup (b->findings[i]));

  flag = flag_new ();
  flag->entry = g_strdup (worse->entry);
  flag->medicine = g_strdup (worse->medicine);
  flag->atc = g_strdup (worse->atc);
  flag->checks = g_strdup (worse->checks);
  flag->severity_class = worse->severity_class;
  flag->dispense = worse->dispense;
  flag->nb = g_strdup (worse->nb);
  flag->nn = g_strdup (worse->nn);
  flag->en = g_strdup (worse->en);
  flag->evidence = worse->evidence != NULL ? smt_evidence_ref (worse->evidence) : NULL;
  flag->findings = make_set (findings);
  return flag;
}

/* --- asking ---------------------------------------------------------------------------------------------------------
 */

/** smt_flag_equal: Returns: whether @a and @b say the same of the same entry; the words of a new program do not count
 */
gboolean
smt_flag_equal (const SmtFlag *a, const SmtFlag *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->severity_class == b->severity_class && a->dispense == b->dispense && g_strcmp0 (a->entry, b->entry) == 0
         && g_strcmp0 (a->checks, b->checks) == 0
         && g_strv_equal ((const char *const *)a->findings, (const char *const *)b->findings)
         && smt_evidence_equal (a->evidence, b->evidence);
}

/** smt_flag_is_within: Returns: whether every finding of @flag is among @findings (nullable) */
gboolean
smt_flag_is_within (const SmtFlag *flag, const char *const *findings)
{
  g_return_val_if_fail (flag != NULL, FALSE);

  for (guint i = 0; flag->findings[i] != NULL; i++)
    if (findings == NULL || !g_strv_contains (findings, flag->findings[i]))
      return FALSE;
  return TRUE;
}

/** smt_flag_headline: Returns: (transfer none) (nullable): what was found, in @language where it is known in it */
const char *
smt_flag_headline (const SmtFlag *flag, SmtLanguage language)
{
  g_return_val_if_fail (flag != NULL, NULL);

  if (language == SMT_LANGUAGE_NN && flag->nn != NULL)
    return flag->nn;
  if (language == SMT_LANGUAGE_EN && flag->en != NULL)
    return flag->en;
  return flag->nb;
}

/* --- JSON -----------------------------------------------------------------------------------------------------------
 */

/** smt_flag_to_json: Returns: (transfer full): one JSON object that smt_flag_from_json() reads back to an equal flag */
char *
smt_flag_to_json (const SmtFlag *flag)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  g_return_val_if_fail (flag != NULL, NULL);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "entry", flag->entry);
  smt_json_writer_member (writer, "medicine", flag->medicine);
  smt_json_writer_member (writer, "atc", flag->atc);
  smt_json_writer_member (writer, "checks", flag->checks);
  smt_json_writer_member (writer, "class", classes[flag->severity_class]);
  smt_json_writer_member (writer, "dispense", dispenses[flag->dispense]);
  smt_json_writer_member (writer, "nb", flag->nb);
  smt_json_writer_member (writer, "nn", flag->nn);
  smt_json_writer_member (writer, "en", flag->en);
  if (flag->evidence != NULL)
    {
      smt_json_writer_key (writer, "evidence");
      smt_evidence_write_json (flag->evidence, writer);
    }
  smt_json_writer_key (writer, "findings");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; flag->findings[i] != NULL; i++)
    smt_json_writer_string (writer, flag->findings[i]);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

static char **
read_findings (SmtJsonCursor array)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_free);
  SmtJsonIter iter;
  SmtJsonCursor element;

  smt_json_iter_init (&iter, array);
  while (smt_json_iter_next (&iter, NULL, &element))
    {
      char *finding = smt_json_dup_string (element);

      if (finding != NULL)
        g_ptr_array_add (findings, finding);
    }
  return make_set (findings);
}

/** smt_flag_from_json: Returns: (transfer full) (nullable): the flag that @object says; %NULL where it is none */
SmtFlag *
smt_flag_from_json (SmtJsonCursor object)
{
  g_autoptr (SmtFlag) flag = flag_new ();
  guint severity_class = 0, dispense = 0;

  flag->entry = smt_json_dup_string (smt_json_member (object, "entry"));
  flag->medicine = smt_json_dup_string (smt_json_member (object, "medicine"));
  flag->atc = smt_json_dup_string (smt_json_member (object, "atc"));
  flag->checks = smt_json_dup_string (smt_json_member (object, "checks"));
  flag->nb = smt_json_dup_string (smt_json_member (object, "nb"));
  flag->nn = smt_json_dup_string (smt_json_member (object, "nn"));
  flag->en = smt_json_dup_string (smt_json_member (object, "en"));
  if (smt_json_type (smt_json_member (object, "findings")) != SMT_JSON_ARRAY || flag->entry == NULL
      || !read_word (smt_json_member (object, "class"), classes, G_N_ELEMENTS (classes), &severity_class)
      || !read_word (smt_json_member (object, "dispense"), dispenses, G_N_ELEMENTS (dispenses), &dispense))
    return NULL;

  flag->severity_class = (SmtClass)severity_class;
  flag->dispense = (SmtDispense)dispense;
  flag->evidence = smt_evidence_read_json (smt_json_member (object, "evidence"));
  flag->findings = read_findings (smt_json_member (object, "findings"));
  return g_steal_pointer (&flag);
}
