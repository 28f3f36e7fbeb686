/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-dose-fields-private.h"

/* Fields ⇄ step. */

/* What the drop-downs list, in their order. */
static const SmtTimeUnit every_units[] = { SMT_TIME_UNIT_HOUR, SMT_TIME_UNIT_DAY, SMT_TIME_UNIT_WEEK,
                                           SMT_TIME_UNIT_MONTH, SMT_TIME_UNIT_YEAR };
static const SmtTimeUnit cycle_units[] = { SMT_TIME_UNIT_DAY, SMT_TIME_UNIT_WEEK };
static const SmtTimeUnit most_long_units[] = { SMT_TIME_UNIT_WEEK, SMT_TIME_UNIT_MONTH };
static const SmtTimeUnit long_units[] = { SMT_TIME_UNIT_DAY, SMT_TIME_UNIT_WEEK, SMT_TIME_UNIT_MONTH };

/* --- fields ⇄ step ------------------------------------------------------------------------------------------------ */

guint8
_smt_dose_fields_read_bits (GtkCheckButton **buttons, guint n_buttons)
{
  guint bits = 0;

  for (guint i = 0; i < n_buttons; i++)
    if (gtk_check_button_get_active (buttons[i]))
      bits |= 1u << i;
  return (guint8)bits;
}

void
_smt_dose_fields_write_bits (GtkCheckButton **buttons, guint n_buttons, guint8 bits)
{
  for (guint i = 0; i < n_buttons; i++)
    gtk_check_button_set_active (buttons[i], (bits >> i) & 1);
}

static GtkCheckButton *
button_of (SmtDoseFields *self, SmtDraftDays days)
{
  GtkCheckButton *const buttons[SMT_DRAFT_N_DAYS] = {
    [SMT_DRAFT_DAILY] = self->daily_button,       [SMT_DRAFT_INTERVAL] = self->interval_button,
    [SMT_DRAFT_WEEKDAYS] = self->weekdays_button, [SMT_DRAFT_CYCLE] = self->cycle_button,
    [SMT_DRAFT_ONCE] = self->once_button,         [SMT_DRAFT_AS_NEEDED] = self->needed_button,
    [SMT_DRAFT_PAUSE] = self->pause_button,
  };

  return buttons[days];
}

SmtDraftDays
_smt_dose_fields_chosen_days (SmtDoseFields *self)
{
  for (SmtDraftDays days = 0; days < SMT_DRAFT_N_DAYS; days++)
    if (gtk_check_button_get_active (button_of (self, days)))
      return days;
  return SMT_DRAFT_DAILY;
}

static char *
dup_text (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
set_text (GtkEditable *entry, const char *text)
{
  gtk_editable_set_text (entry, text != NULL ? text : "");
}

static SmtTimeUnit
read_unit (GtkDropDown *drop_down, const SmtTimeUnit *units)
{
  return units[gtk_drop_down_get_selected (drop_down)];
}

static void
write_unit (GtkDropDown *drop_down, const SmtTimeUnit *units, guint n_units, SmtTimeUnit unit)
{
  for (guint i = 0; i < n_units; i++)
    if (units[i] == unit)
      gtk_drop_down_set_selected (drop_down, i);
}

/* Months of a dose that is over in a day are not asked for. */
static guint
read_month (SmtDoseFields *self, GtkDropDown *months)
{
  return gtk_widget_get_visible (self->months_row) ? gtk_drop_down_get_selected (months) : 0;
}

/** _smt_dose_fields_in_hours: Returns: whether an interval is counted in hours */
gboolean
_smt_dose_fields_in_hours (SmtDoseFields *self)
{
  return read_unit (self->every_unit, every_units) == SMT_TIME_UNIT_HOUR;
}

/**
 * smt_dose_fields_dup_step:
 * @self: the fields
 *
 * Returns: (transfer full): what they hold
 */
SmtDraftStep *
smt_dose_fields_dup_step (SmtDoseFields *self)
{
  SmtDraftStep *step;

  g_return_val_if_fail (SMT_IS_DOSE_FIELDS (self), NULL);

  step = smt_draft_step_new ();
  step->amount = dup_text (self->amount_entry);
  step->unit = dup_text (self->unit_entry);
  step->days = _smt_dose_fields_chosen_days (self);
  step->every = (guint)gtk_spin_button_get_value_as_int (self->every_spin);
  step->every_unit = read_unit (self->every_unit, every_units);
  step->weekdays = _smt_dose_fields_read_bits (self->weekday_buttons, SMT_DOSE_FIELDS_N_WEEKDAYS);
  step->weeks = (guint)gtk_spin_button_get_value_as_int (self->weeks_spin);
  step->on = (guint)gtk_spin_button_get_value_as_int (self->on_spin);
  step->off = (guint)gtk_spin_button_get_value_as_int (self->off_spin);
  step->cycle_unit = read_unit (self->cycle_unit, cycle_units);
  if (step->days != SMT_DRAFT_ONCE && gtk_widget_get_visible (GTK_WIDGET (self->parts_box)))
    step->parts = _smt_dose_fields_read_bits (self->part_buttons, SMT_DRAFT_N_PARTS);
  step->by_part = gtk_widget_get_visible (GTK_WIDGET (self->by_part_box));
  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    step->part_amount[part] = smt_field_dup_text (self->part_fields[part]);
  step->times = dup_text (self->times_entry);
  step->most_times = dup_text (self->most_times_entry);
  step->most_unit = read_unit (self->most_unit, long_units);
  step->most_amount = dup_text (self->most_amount_entry);
  step->most_long = dup_text (self->most_long_entry);
  step->most_long_unit = read_unit (self->most_long_unit, most_long_units);
  step->from_month = read_month (self, self->from_month);
  step->to_month = read_month (self, self->to_month);
  step->gap = dup_text (self->gap_entry);
  step->length = dup_text (self->length_entry);
  step->length_unit = read_unit (self->length_unit, long_units);
  return step;
}

/**
 * smt_dose_fields_set_step:
 * @self: the fields
 * @step: what they are to hold
 */
void
smt_dose_fields_set_step (SmtDoseFields *self, const SmtDraftStep *step)
{
  g_return_if_fail (SMT_IS_DOSE_FIELDS (self) && step != NULL);

  self->filling = TRUE;
  set_text (self->amount_entry, step->amount);
  set_text (self->unit_entry, step->unit);
  gtk_check_button_set_active (button_of (self, step->days), TRUE);
  gtk_spin_button_set_value (self->every_spin, step->every);
  write_unit (self->every_unit, every_units, G_N_ELEMENTS (every_units), step->every_unit);
  _smt_dose_fields_write_bits (self->weekday_buttons, SMT_DOSE_FIELDS_N_WEEKDAYS, step->weekdays);
  gtk_spin_button_set_value (self->weeks_spin, step->weeks);
  gtk_spin_button_set_value (self->on_spin, step->on);
  gtk_spin_button_set_value (self->off_spin, step->off);
  write_unit (self->cycle_unit, cycle_units, G_N_ELEMENTS (cycle_units), step->cycle_unit);
  _smt_dose_fields_write_bits (self->part_buttons, SMT_DRAFT_N_PARTS, step->parts);
  gtk_check_button_set_active (self->by_part_button, step->by_part);
  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    smt_field_set_text (self->part_fields[part], step->part_amount[part] != NULL ? step->part_amount[part] : "");
  set_text (self->times_entry, step->times);
  set_text (self->most_times_entry, step->most_times);
  write_unit (self->most_unit, long_units, G_N_ELEMENTS (long_units), step->most_unit);
  set_text (self->most_amount_entry, step->most_amount);
  set_text (self->most_long_entry, step->most_long);
  write_unit (self->most_long_unit, most_long_units, G_N_ELEMENTS (most_long_units), step->most_long_unit);
  gtk_drop_down_set_selected (self->from_month, step->from_month);
  gtk_drop_down_set_selected (self->to_month, step->to_month);
  set_text (self->gap_entry, step->gap);
  set_text (self->length_entry, step->length);
  write_unit (self->length_unit, long_units, G_N_ELEMENTS (long_units), step->length_unit);
  _smt_dose_fields_show_places (self);
  self->filling = FALSE;
}
