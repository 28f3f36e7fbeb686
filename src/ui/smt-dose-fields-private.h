/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of one step from inside: the widget, and what goes between it and a step.
 * Private to the two files; main thread.
 */
#pragma once

#include "ui/smt-dose-fields.h"
#include "ui/smt-field.h"

G_BEGIN_DECLS

#define SMT_DOSE_FIELDS_N_WEEKDAYS 7

struct _SmtDoseFields
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  GtkWidget *dose_box;
  GtkWidget *amount_box;
  GtkEditable *amount_entry;
  GtkEditable *unit_entry;
  GtkCheckButton *daily_button;
  GtkCheckButton *interval_button;
  GtkCheckButton *weekdays_button;
  GtkCheckButton *cycle_button;
  GtkCheckButton *needed_button;
  GtkCheckButton *once_button;
  GtkCheckButton *pause_button;
  GtkCheckButton *words_button;
  GtkWidget *interval_box;
  GtkSpinButton *every_spin;
  GtkDropDown *every_unit;
  GtkBox *weekdays_box;
  GtkWidget *weeks_box;
  GtkSpinButton *weeks_spin;
  GtkWidget *cycle_box;
  GtkSpinButton *on_spin;
  GtkSpinButton *off_spin;
  GtkDropDown *cycle_unit;
  GtkWidget *parts_label;
  GtkBox *parts_box;
  GtkCheckButton *by_part_button;
  GtkBox *by_part_box;
  GtkWidget *times_row;
  GtkEditable *times_entry;
  GtkWidget *limits_box;
  GtkEditable *most_times_entry;
  GtkDropDown *most_unit;
  GtkEditable *most_amount_entry;
  GtkEditable *most_long_entry;
  GtkDropDown *most_long_unit;
  GtkEditable *gap_entry;
  GtkWidget *length_row;
  GtkEditable *length_entry;
  GtkDropDown *length_unit;
  GtkWidget *months_row;
  GtkDropDown *from_month;
  GtkDropDown *to_month;

  /* borrowed: children of weekdays_box, parts_box and by_part_box */
  GtkCheckButton *weekday_buttons[SMT_DOSE_FIELDS_N_WEEKDAYS];
  GtkCheckButton *part_buttons[SMT_DRAFT_N_PARTS];
  SmtField *part_fields[SMT_DRAFT_N_PARTS];

  gboolean filling; /* fields are being filled by the program, not by a person */
  gboolean many;    /* the step is one of several */
};

guint8       _smt_dose_fields_read_bits   (GtkCheckButton **buttons, guint n_buttons);
void         _smt_dose_fields_write_bits  (GtkCheckButton **buttons, guint n_buttons, guint8 bits);
SmtDraftDays _smt_dose_fields_chosen_days (SmtDoseFields *self);
gboolean     _smt_dose_fields_in_hours    (SmtDoseFields *self);
void         _smt_dose_fields_show_places (SmtDoseFields *self);

G_END_DECLS
