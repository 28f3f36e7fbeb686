/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-dose-fields-private.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-dose-editor-words.h"
#include "ui/smt-drop-down.h"
#include "ui/smt-phrases.h"
#include "ui/smt-wrap.h"

G_DEFINE_FINAL_TYPE (SmtDoseFields, smt_dose_fields, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what is shown --------------------------------------------------------------------------------------------------
 */

static void
name_units (SmtDoseFields *self)
{
  smt_drop_down_name (self->every_unit, C_ ("dose editor", "From one dose to the next"));
  smt_drop_down_name (self->cycle_unit, C_ ("dose editor", "With and without dose"));
  smt_drop_down_name (self->most_unit, C_ ("dose editor", "At most so many times"));
  smt_drop_down_name (self->most_long_unit, C_ ("dose editor", "At most so much in all"));
  smt_drop_down_name (self->from_month, C_ ("dose editor", "Only from the month"));
  smt_drop_down_name (self->to_month, C_ ("dose editor", "To the end of"));
  smt_drop_down_name (self->length_unit, C_ ("dose editor", "For how long"));
}

static gboolean
is_several (guint8 bits)
{
  return (bits & (bits - 1)) != 0;
}

/* Times of day, and an amount for each where they differ. Hours between doses leave no time of day to choose. */
static void
show_parts (SmtDoseFields *self, SmtDraftDays days, gboolean doses)
{
  gboolean hours = days == SMT_DRAFT_INTERVAL && _smt_dose_fields_in_hours (self);
  gboolean parts = doses && !hours && days != SMT_DRAFT_ONCE;
  guint8 chosen = _smt_dose_fields_read_bits (self->part_buttons, SMT_DRAFT_N_PARTS);
  gboolean several = parts && is_several (chosen) && days != SMT_DRAFT_AS_NEEDED;
  gboolean by_part = several && gtk_check_button_get_active (self->by_part_button);

  gtk_widget_set_visible (self->parts_label, parts);
  gtk_widget_set_visible (GTK_WIDGET (self->parts_box), parts);
  gtk_widget_set_visible (GTK_WIDGET (self->by_part_button), several);
  gtk_widget_set_visible (GTK_WIDGET (self->by_part_box), by_part);
  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    gtk_widget_set_visible (GTK_WIDGET (self->part_fields[part]), ((chosen >> part) & 1) != 0);
  gtk_widget_set_visible (self->amount_box, !by_part);
  gtk_widget_set_visible (self->times_row, parts && chosen == 0 && days != SMT_DRAFT_AS_NEEDED);
}

/* The fields of the choice that was made. */
void
_smt_dose_fields_show_places (SmtDoseFields *self)
{
  SmtDraftDays days = _smt_dose_fields_chosen_days (self);
  gboolean words = smt_dose_fields_get_in_words (self);
  gboolean doses = !words && days != SMT_DRAFT_PAUSE;

  gtk_widget_set_visible (self->dose_box, doses);
  gtk_widget_set_visible (self->interval_box, !words && days == SMT_DRAFT_INTERVAL);
  gtk_widget_set_visible (GTK_WIDGET (self->weekdays_box), !words && days == SMT_DRAFT_WEEKDAYS);
  gtk_widget_set_visible (self->weeks_box, !words && days == SMT_DRAFT_WEEKDAYS);
  gtk_widget_set_visible (self->cycle_box, !words && days == SMT_DRAFT_CYCLE);
  gtk_widget_set_visible (self->limits_box, !words && days == SMT_DRAFT_AS_NEEDED);
  gtk_widget_set_visible (self->months_row, !words && days != SMT_DRAFT_ONCE && days != SMT_DRAFT_PAUSE);
  gtk_widget_set_visible (self->length_row, !words && (self->many || days != SMT_DRAFT_ONCE));
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), self->many || days == SMT_DRAFT_PAUSE);
  show_parts (self, days, doses);
}

/* --- callbacks ------------------------------------------------------------------------------------------------------
 */

static void
changed_cb (SmtDoseFields *self)
{
  if (self->filling)
    return;
  _smt_dose_fields_show_places (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
unit_changed_cb (SmtDoseFields *self)
{
  name_units (self);
  changed_cb (self);
}

static void
activate_cb (SmtDoseFields *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

/* "Morning and evening" has no place in a dose as needed, and whoever chooses that means something else. */
static void
needed_cb (SmtDoseFields *self)
{
  if (self->filling)
    return;
  if (gtk_check_button_get_active (self->needed_button)
      && is_several (_smt_dose_fields_read_bits (self->part_buttons, SMT_DRAFT_N_PARTS)))
    {
      self->filling = TRUE;
      _smt_dose_fields_write_bits (self->part_buttons, SMT_DRAFT_N_PARTS, 0);
      self->filling = FALSE;
    }
  changed_cb (self);
}

/* What was one amount is where each begins. */
static void
by_part_cb (SmtDoseFields *self)
{
  const char *amount = gtk_editable_get_text (self->amount_entry);
  gboolean filling = self->filling;

  if (filling)
    return;
  self->filling = TRUE;
  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    if (*smt_field_get_text (self->part_fields[part]) == '\0')
      smt_field_set_text (self->part_fields[part], amount);
  self->filling = FALSE;
  changed_cb (self);
}

/** smt_dose_fields_set_many: says whether the step is one of several; a pause is a step between others */
void
smt_dose_fields_set_many (SmtDoseFields *self, gboolean many)
{
  g_return_if_fail (SMT_IS_DOSE_FIELDS (self));

  self->many = many;
  _smt_dose_fields_show_places (self);
}

/** smt_dose_fields_set_in_words: chooses that the dose is written in words, somewhere else than in the fields */
void
smt_dose_fields_set_in_words (SmtDoseFields *self)
{
  g_return_if_fail (SMT_IS_DOSE_FIELDS (self));

  self->filling = TRUE;
  gtk_check_button_set_active (self->words_button, TRUE);
  _smt_dose_fields_show_places (self);
  self->filling = FALSE;
}

/** smt_dose_fields_get_in_words: Returns: whether the dose is written in words */
gboolean
smt_dose_fields_get_in_words (SmtDoseFields *self)
{
  g_return_val_if_fail (SMT_IS_DOSE_FIELDS (self), FALSE);

  return gtk_check_button_get_active (self->words_button);
}

/* --- the widget -----------------------------------------------------------------------------------------------------
 */

static GtkCheckButton *
add_choice (SmtDoseFields *self, GtkBox *box, GtkSizeGroup *columns, const char *label)
{
  GtkWidget *button = gtk_check_button_new_with_label (label);

  g_signal_connect_swapped (button, "toggled", G_CALLBACK (changed_cb), self);
  gtk_box_append (box, button);
  gtk_size_group_add_widget (columns, button);
  return GTK_CHECK_BUTTON (button);
}

static void
add_part_field (SmtDoseFields *self, guint part)
{
  SmtField *field = g_object_new (SMT_TYPE_FIELD, "label", smt_dose_editor_part (part), NULL);

  g_signal_connect_swapped (field, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (field, "activate", G_CALLBACK (activate_cb), self);
  gtk_box_append (self->by_part_box, GTK_WIDGET (field));
  self->part_fields[part] = field;
}

static void
smt_dose_fields_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SMT_TYPE_DOSE_FIELDS);
  G_OBJECT_CLASS (smt_dose_fields_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SmtDoseFields, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-dose-fields.ui");
  BIND (content);
  BIND (dose_box);
  BIND (amount_box);
  BIND (amount_entry);
  BIND (unit_entry);
  BIND (daily_button);
  BIND (interval_button);
  BIND (weekdays_button);
  BIND (cycle_button);
  BIND (needed_button);
  BIND (once_button);
  BIND (pause_button);
  BIND (words_button);
  BIND (interval_box);
  BIND (every_spin);
  BIND (every_unit);
  BIND (weekdays_box);
  BIND (weeks_box);
  BIND (weeks_spin);
  BIND (cycle_box);
  BIND (on_spin);
  BIND (off_spin);
  BIND (cycle_unit);
  BIND (parts_label);
  BIND (parts_box);
  BIND (by_part_button);
  BIND (by_part_box);
  BIND (times_row);
  BIND (times_entry);
  BIND (limits_box);
  BIND (most_times_entry);
  BIND (most_unit);
  BIND (most_amount_entry);
  BIND (most_long_entry);
  BIND (most_long_unit);
  BIND (gap_entry);
  BIND (length_row);
  BIND (length_entry);
  BIND (length_unit);
  BIND (months_row);
  BIND (from_month);
  BIND (to_month);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, needed_cb);
  gtk_widget_class_bind_template_callback (widget_class, by_part_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
smt_dose_fields_class_init (SmtDoseFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_dose_fields_dispose;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", SMT_TYPE_DOSE_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] =
      g_signal_new ("activate", SMT_TYPE_DOSE_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  bind_template (widget_class);
}

/* All the year, or one of the months. */
static void
fill_months (GtkDropDown *months)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_ ("dose editor", "all the year"));
  for (guint month = 1; month <= 12; month++)
    gtk_string_list_append (names, smt_month_name (month, smt_phrase_language ()));
  gtk_drop_down_set_model (months, G_LIST_MODEL (names));
}

static void
smt_dose_fields_init (SmtDoseFields *self)
{
  /* equally wide, so that lines of choices stand in columns */
  g_autoptr (GtkSizeGroup) weekdays = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autoptr (GtkSizeGroup) parts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SMT_DOSE_FIELDS_N_WEEKDAYS; i++)
    {
      g_autofree char *name = smt_phrase_capitalize (smt_weekday_name ((SmtWeekday)i, smt_phrase_language ()));

      self->weekday_buttons[i] = add_choice (self, self->weekdays_box, weekdays, name);
    }
  for (guint i = 0; i < SMT_DRAFT_N_PARTS; i++)
    {
      self->part_buttons[i] = add_choice (self, self->parts_box, parts, smt_dose_editor_part (i));
      add_part_field (self, i);
    }
  fill_months (self->from_month);
  fill_months (self->to_month);
  name_units (self);
  smt_wrap_buttons (GTK_WIDGET (self));
  self->filling = FALSE;
}
