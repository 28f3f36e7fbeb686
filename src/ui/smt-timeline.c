/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-timeline.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"

struct _SmtTimeline
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (SmtTimeline, smt_timeline, GTK_TYPE_BOX)

static GtkWidget *
make_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static void
add_point (SmtTimeline *self, const char *mark, const char *css, const char *headline, const char *about)
{
  GtkWidget *point = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *shape = make_label (mark, "timeline-mark");

  if (css != NULL)
    gtk_widget_add_css_class (shape, css);
  gtk_widget_set_valign (shape, GTK_ALIGN_START);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_add_css_class (point, "timeline-point");
  gtk_box_append (GTK_BOX (lines), make_label (headline, NULL));
  if (about != NULL && *about != '\0')
    gtk_box_append (GTK_BOX (lines), make_label (about, "quiet"));
  gtk_box_append (GTK_BOX (point), shape);
  gtk_box_append (GTK_BOX (point), lines);
  gtk_box_append (GTK_BOX (self), point);
}

/* What a link of the chain says: the head speaks with its field, older links are heard as history. */
static char *
link_words (const SmtTreatment *treatment, const SmtPrescription *link, gboolean is_head)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      const SmtRhythm *rhythm = smt_reading_get_rhythm (source->reading);
      gboolean mine = is_head ? source->voice == SMT_VOICE_FIELD || source->voice == SMT_VOICE_TEXT
                              : source->voice == SMT_VOICE_HISTORY && source->prescription_id != NULL
                                    && g_strcmp0 (source->prescription_id, link->prescription_id) == 0;

      if (mine)
        return rhythm != NULL ? smt_phrase_dose (rhythm) : smt_phrase_quote (source->raw);
    }
  return g_strdup ("");
}

static void
add_link (SmtTimeline *self, const SmtRow *row, guint index)
{
  const SmtTreatment *treatment = row->treatment;
  const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, index);
  gboolean alarming = index == 0 && smt_row_has_open_stop (row);
  g_autofree char *date = smt_phrase_date (link->written);
  g_autofree char *words = link_words (treatment, link, index == 0);
  g_autofree char *headline = g_strdup_printf ("%s%s%s", date, *words != '\0' ? ": " : "", words);
  g_autofree char *about =
      g_strdup_printf ("%s%s%s", smt_word_for_status (link->status), link->prescriber != NULL ? " · " : "",
                       link->prescriber != NULL ? link->prescriber : "");

  add_point (self, alarming ? "■" : "●", alarming ? "stop" : NULL, headline, about);
}

static void
add_supply (SmtTimeline *self, const SmtTreatment *treatment)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == SMT_VOICE_SUPPLY)
        add_point (self, "○", NULL, smt_word_for_voice (SMT_VOICE_SUPPLY), source->raw);
    }
}

static void
smt_timeline_class_init (SmtTimelineClass *klass)
{
}

static void
smt_timeline_init (SmtTimeline *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "timeline");
}

/** smt_timeline_set_row: shows the chain of @row */
void
smt_timeline_set_row (SmtTimeline *self, const SmtRow *row)
{
  GtkWidget *child;

  g_return_if_fail (SMT_IS_TIMELINE (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = row->treatment->prescriptions->len; i > 0; i--)
    add_link (self, row, i - 1);
  add_supply (self, row->treatment);
  if (smt_date_is_set (row->treatment->stop_date))
    {
      g_autofree char *date = smt_phrase_date (row->treatment->stop_date);
      g_autofree char *stop = row->treatment->state == SMT_TREATMENT_STOPPED
                                  ? g_strdup_printf (C_ ("timeline", "Stopped %s"), date)
                                  : g_strdup_printf (C_ ("timeline", "Planned stop %s"), date);
      add_point (self, "✕", NULL, stop, row->treatment->stop_reason);
    }
}
