/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-measures-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/smt-side-window.h"
#include "journal/smt-journal-measures.h"
#include "ui/smt-sentences.h"

static const char *const decision_words[SMT_N_DECISIONS] = {
  [SMT_DECISION_KEEP] = NC_ ("measures", "Kept"),
  [SMT_DECISION_CHANGE] = NC_ ("measures", "Dose changed"),
  [SMT_DECISION_STOP] = NC_ ("measures", "Stopped"),
  [SMT_DECISION_TAKE_IN] = NC_ ("measures", "Taken onto the list"),
  [SMT_DECISION_RECALL] = NC_ ("measures", "Prescription recalled"),
  [SMT_DECISION_CLARIFY] = NC_ ("measures", "To be clarified"),
  [SMT_DECISION_OVERRIDE] = NC_ ("measures", "Finding overridden"),
  [SMT_DECISION_STOP_LATER] = NC_ ("measures", "To be stopped later"),
  [SMT_DECISION_PAUSE] = NC_ ("measures", "Paused"),
  [SMT_DECISION_RESUME] = NC_ ("measures", "Resumed"),
  [SMT_DECISION_RENEW] = NC_ ("measures", "Renewed"),
  [SMT_DECISION_DELETE] = NC_ ("measures", "Deleted"),
  [SMT_DECISION_BELONGS_TO] = NC_ ("measures", "Joined to another line"),
  [SMT_DECISION_DECLINE] = NC_ ("measures", "Declined"),
};

/* The findings that can be overridden: those that may be of class Stopp. */
static const struct
{
  const char *name;
  const char *words;
} findings[] = {
  { "field-against-product", NC_ ("measures", "The field against the product") },
  { "text-against-product", NC_ ("measures", "The text against the product") },
  { "field-against-text", NC_ ("measures", "The field against the text") },
  { "field-differs-from-text", NC_ ("measures", "A smaller difference between field and text") },
  { "weekday-against-text", NC_ ("measures", "The weekday against the text") },
  { "sources-differ", NC_ ("measures", "Two sources of one dose") },
};

/* A name that a newer version wrote is shown as it is. */
static const char *
word_for_finding (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    if (g_str_equal (findings[i].name, name))
      return g_dpgettext2 (GETTEXT_PACKAGE, "measures", findings[i].words);
  return name;
}

static void
add_fact (GtkWidget *group, const char *word, const char *fact)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (fact);
  g_autofree char *whole = g_strdup_printf ("%s: %s", word, fact);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), word);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* the word, a second time */
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_count (GtkWidget *group, const char *word, guint n)
{
  g_autofree char *fact = g_strdup_printf ("%u", n);

  add_fact (group, word, fact);
}

static GtkWidget *
add_group (GtkWidget *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static char *
phrase_duration (gint64 microseconds)
{
  gint64 seconds = microseconds / G_USEC_PER_SEC;

  if (seconds < 60)
    return g_strdup_printf (C_ ("measures", "%d s"), (int)seconds);
  return g_strdup_printf (C_ ("measures", "%d min"), (int)MIN (seconds / 60, G_MAXINT));
}

static void
fill_work (GtkWidget *page, const SmtMeasures *measures)
{
  GtkWidget *group = add_group (page, C_ ("measures", "Reconciliations"));
  g_autofree char *time = phrase_duration (measures->median_time);

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group), C_ ("measures", "Counted from your own journal on this machine, for you alone. "
                                                     "Nothing of it is about a patient, and nothing is sent."));
  add_count (group, C_ ("measures", "Received whole"), measures->n_whole);
  add_count (group, C_ ("measures", "Received in part"), measures->n_partial);
  add_count (group, C_ ("measures", "Outcome not known"), measures->n_unknown);
  if (measures->n_timed == 0)
    return;
  add_fact (group, C_ ("measures", "From list to receipt, in the middle"), time);
  add_count (group, C_ ("measures", "Decisions and undoings on the way, in the middle"), measures->median_decisions);
}

/* How many of those that were met; where nobody has counted these, the overrides alone. */
static void
add_overridden (GtkWidget *group, const SmtTally *tally)
{
  /* Translators: %1$u findings were overridden of %2$u that were met */
  g_autofree char *fact = g_strdup_printf (C_ ("measures", "%1$u of %2$u"), tally->n, tally->n_seen);

  add_fact (group, word_for_finding (tally->name), fact);
}

/* Rules that are overridden in most cases are named apart: who owns the rules is to look at them. */
static void
name_noisy (GtkWidget *page, const SmtMeasures *measures)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < measures->overridden->len; i++)
    {
      const SmtTally *tally = g_ptr_array_index (measures->overridden, i);

      if (!smt_tally_is_mostly_overridden (tally))
        continue;
      if (group == NULL)
        {
          group = add_group (page, C_ ("measures", "Overridden in most cases"));
          adw_preferences_group_set_description (
              ADW_PREFERENCES_GROUP (group),
              C_ ("measures", "Report these to whoever keeps the rules. No rule is quieter for it by itself."));
        }
      add_overridden (group, tally);
    }
}

static void
fill (GtkWidget *page, const SmtMeasures *measures)
{
  GtkWidget *group = NULL;

  fill_work (page, measures);
  for (guint i = 0; i < SMT_N_DECISIONS; i++)
    if (measures->n_sent[i] > 0)
      {
        if (group == NULL)
          group = add_group (page, C_ ("measures", "Decisions sent"));
        add_count (group, g_dpgettext2 (GETTEXT_PACKAGE, "measures", decision_words[i]), measures->n_sent[i]);
      }

  group = NULL;
  for (guint i = 0; i < measures->overridden->len; i++)
    {
      const SmtTally *tally = g_ptr_array_index (measures->overridden, i);

      if (group == NULL)
        {
          group = add_group (page, C_ ("measures", "Overridden findings"));
          adw_preferences_group_set_description (
              ADW_PREFERENCES_GROUP (group),
              C_ ("measures", "What is overridden again and again is a rule to report, or a habit to look at."));
        }
      add_overridden (group, tally);
    }
  name_noisy (page, measures);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtMeasures) measures = smt_journal_load_measures_finish (SMT_JOURNAL (source), result, &error);
  g_autofree char *sentence = NULL;

  if (measures != NULL)
    {
      fill (page, measures);
      return;
    }
  sentence = smt_sentence_for_error (error);
  add_group (page, sentence);
}

/** smt_measures_window_show: opens the measures of @journal over @parent */
void
smt_measures_window_show (GtkWindow *parent, SmtJournal *journal, gboolean synthetic)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWindow *window = smt_side_window_new (parent, C_ ("measures", "Measures"), synthetic, page);

  smt_journal_load_measures_async (journal, NULL, loaded_cb, g_object_ref (page));
  gtk_window_present (window);
}
