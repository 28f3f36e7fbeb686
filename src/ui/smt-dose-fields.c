/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-dose-fields.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-dose-editor-words.h"
#include "ui/smt-drop-down.h"
#include "ui/smt-field.h"
#include "ui/smt-phrases.h"
#include "ui/smt-wrap.h"

#define N_WEEKDAYS 7

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
  GtkEditable *gap_entry;
  GtkWidget *length_row;
  GtkEditable *length_entry;
  GtkDropDown *length_unit;

  /* borrowed: children of weekdays_box, parts_box and by_part_box */
  GtkCheckButton *weekday_buttons[N_WEEKDAYS];
  GtkCheckButton *part_buttons[SMT_DRAFT_N_PARTS];
  SmtField *part_fields[SMT_DRAFT_N_PARTS];

  gboolean filling; /* fields are being filled by the program, not by a person */
  gboolean many;    /* the step is one of several */
};

G_DEFINE_FINAL_TYPE (SmtDoseFields, smt_dose_fields, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the drop-downs list, in their order. */
static const SmtTimeUnit every_units[] = { SMT_TIME_UNIT_HOUR, SMT_TIME_UNIT_DAY, SMT_TIME_UNIT_WEEK,
                                           SMT_TIME_UNIT_MONTH, SMT_TIME_UNIT_YEAR };
static const SmtTimeUnit cycle_units[] = { SMT_TIME_UNIT_DAY, SMT_TIME_UNIT_WEEK };
static const SmtTimeUnit long_units[] = { SMT_TIME_UNIT_DAY, SMT_TIME_UNIT_WEEK, SMT_TIME_UNIT_MONTH };

/* --- fields ⇄ step ------------------------------------------------------------------------------------------------ */

static guint8
read_bits (GtkCheckButton **buttons, guint n_buttons)
{
  guint bits = 0;

  for (guint i = 0; i < n_buttons; i++)
    if (gtk_check_button_get_active (buttons[i]))
      bits |= 1u << i;
  return (guint8)bits;
}

static void
write_bits (GtkCheckButton **buttons, guint n_buttons, guint8 bits)
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

static SmtDraftDays
chosen_days (SmtDoseFields *self)
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
  step->days = chosen_days (self);
  step->every = (guint)gtk_spin_button_get_value_as_int (self->every_spin);
  step->every_unit = read_unit (self->every_unit, every_units);
  step->weekdays = read_bits (self->weekday_buttons, N_WEEKDAYS);
  step->weeks = (guint)gtk_spin_button_get_value_as_int (self->weeks_spin);
  step->on = (guint)gtk_spin_button_get_value_as_int (self->on_spin);
  step->off = (guint)gtk_spin_button_get_value_as_int (self->off_spin);
  step->cycle_unit = read_unit (self->cycle_unit, cycle_units);
  if (step->days != SMT_DRAFT_ONCE && gtk_widget_get_visible (GTK_WIDGET (self->parts_box)))
    step->parts = read_bits (self->part_buttons, SMT_DRAFT_N_PARTS);
  step->by_part = gtk_widget_get_visible (GTK_WIDGET (self->by_part_box));
  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    step->part_amount[part] = smt_field_dup_text (self->part_fields[part]);
  step->times = dup_text (self->times_entry);
  step->most_times = dup_text (self->most_times_entry);
  step->most_unit = read_unit (self->most_unit, long_units);
  step->most_amount = dup_text (self->most_amount_entry);
  step->gap = dup_text (self->gap_entry);
  step->length = dup_text (self->length_entry);
  step->length_unit = read_unit (self->length_unit, long_units);
  return step;
}

/* --- what is shown --------------------------------------------------------------------------------------------------
 */

static void
name_units (SmtDoseFields *self)
{
  smt_drop_down_name (self->every_unit, C_ ("dose editor", "From one dose to the next"));
  smt_drop_down_name (self->cycle_unit, C_ ("dose editor", "With and without dose"));
  smt_drop_down_name (self->most_unit, C_ ("dose editor", "At most so many times"));
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
  gboolean hours = days == SMT_DRAFT_INTERVAL && read_unit (self->every_unit, every_units) == SMT_TIME_UNIT_HOUR;
  gboolean parts = doses && !hours && days != SMT_DRAFT_ONCE;
  guint8 chosen = read_bits (self->part_buttons, SMT_DRAFT_N_PARTS);
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
static void
show_places (SmtDoseFields *self)
{
  SmtDraftDays days = chosen_days (self);
  gboolean words = smt_dose_fields_get_in_words (self);
  gboolean doses = !words && days != SMT_DRAFT_PAUSE;

  gtk_widget_set_visible (self->dose_box, doses);
  gtk_widget_set_visible (self->interval_box, !words && days == SMT_DRAFT_INTERVAL);
  gtk_widget_set_visible (GTK_WIDGET (self->weekdays_box), !words && days == SMT_DRAFT_WEEKDAYS);
  gtk_widget_set_visible (self->weeks_box, !words && days == SMT_DRAFT_WEEKDAYS);
  gtk_widget_set_visible (self->cycle_box, !words && days == SMT_DRAFT_CYCLE);
  gtk_widget_set_visible (self->limits_box, !words && days == SMT_DRAFT_AS_NEEDED);
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
  show_places (self);
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
      && is_several (read_bits (self->part_buttons, SMT_DRAFT_N_PARTS)))
    {
      self->filling = TRUE;
      write_bits (self->part_buttons, SMT_DRAFT_N_PARTS, 0);
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
  write_bits (self->weekday_buttons, N_WEEKDAYS, step->weekdays);
  gtk_spin_button_set_value (self->weeks_spin, step->weeks);
  gtk_spin_button_set_value (self->on_spin, step->on);
  gtk_spin_button_set_value (self->off_spin, step->off);
  write_unit (self->cycle_unit, cycle_units, G_N_ELEMENTS (cycle_units), step->cycle_unit);
  write_bits (self->part_buttons, SMT_DRAFT_N_PARTS, step->parts);
  gtk_check_button_set_active (self->by_part_button, step->by_part);
  for (guint part = 0; part < SMT_DRAFT_N_PARTS; part++)
    smt_field_set_text (self->part_fields[part], step->part_amount[part] != NULL ? step->part_amount[part] : "");
  set_text (self->times_entry, step->times);
  set_text (self->most_times_entry, step->most_times);
  write_unit (self->most_unit, long_units, G_N_ELEMENTS (long_units), step->most_unit);
  set_text (self->most_amount_entry, step->most_amount);
  set_text (self->gap_entry, step->gap);
  set_text (self->length_entry, step->length);
  write_unit (self->length_unit, long_units, G_N_ELEMENTS (long_units), step->length_unit);
  show_places (self);
  self->filling = FALSE;
}

/** smt_dose_fields_set_many: says whether the step is one of several; a pause is a step between others */
void
smt_dose_fields_set_many (SmtDoseFields *self, gboolean many)
{
  g_return_if_fail (SMT_IS_DOSE_FIELDS (self));

  self->many = many;
  gtk_widget_set_sensitive (GTK_WIDGET (self->needed_button), !many);
  show_places (self);
}

/** smt_dose_fields_set_in_words: chooses that the dose is written in words, somewhere else than in the fields */
void
smt_dose_fields_set_in_words (SmtDoseFields *self)
{
  g_return_if_fail (SMT_IS_DOSE_FIELDS (self));

  self->filling = TRUE;
  gtk_check_button_set_active (self->words_button, TRUE);
  show_places (self);
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
  BIND (gap_entry);
  BIND (length_row);
  BIND (length_entry);
  BIND (length_unit);
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

static void
smt_dose_fields_init (SmtDoseFields *self)
{
  /* equally wide, so that lines of choices stand in columns */
  g_autoptr (GtkSizeGroup) weekdays = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autoptr (GtkSizeGroup) parts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_WEEKDAYS; i++)
    {
      g_autofree char *name = smt_phrase_capitalize (smt_weekday_name ((SmtWeekday)i, smt_phrase_language ()));

      self->weekday_buttons[i] = add_choice (self, self->weekdays_box, weekdays, name);
    }
  for (guint i = 0; i < SMT_DRAFT_N_PARTS; i++)
    {
      self->part_buttons[i] = add_choice (self, self->parts_box, parts, smt_dose_editor_part (i));
      add_part_field (self, i);
    }
  name_units (self);
  smt_wrap_buttons (GTK_WIDGET (self));
  self->filling = FALSE;
}
