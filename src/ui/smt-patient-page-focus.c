/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The row at work of a patient's page: it is the last one that had the focus.
 */
#include "smt-config.h"

#include "ui/smt-patient-page-private.h"

#include "ui/smt-treatment-row.h"

static void
set_current (SmtPatientPage *self, const char *key)
{
  GtkWidget *old = self->current_key != NULL ? smt_patient_page_find_row (self, self->current_key) : NULL;
  GtkWidget *new = smt_patient_page_find_row (self, key);

  if (old != NULL)
    gtk_widget_remove_css_class (old, "current");
  if (new != NULL)
    {
      gtk_widget_add_css_class (new, "current");
      /* one that was not made yet would stay hidden with all that it says */
      if (smt_treatment_row_is_made (SMT_TREATMENT_ROW (new)))
        smt_treatment_row_catch_up (SMT_TREATMENT_ROW (new));
    }
  g_free (self->current_key);
  self->current_key = g_strdup (key);
}

static void
focus_child_cb (SmtPatientPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row =
      focus != NULL ? (SMT_IS_TREATMENT_ROW (focus) ? focus : gtk_widget_get_ancestor (focus, SMT_TYPE_TREATMENT_ROW))
                    : NULL;
  const char *key;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    return;
  key = smt_treatment_row_get_key (SMT_TREATMENT_ROW (row));
  if (g_strcmp0 (key, self->current_key) == 0)
    return;
  set_current (self, key);
  g_signal_emit_by_name (self, "row-focused", key);
}

static void
rooted_cb (SmtPatientPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_child_cb), self, G_CONNECT_SWAPPED);
}

/** _smt_patient_page_follow_focus: the row that has the focus is the row at work, for as long as the page lives */
void
_smt_patient_page_follow_focus (SmtPatientPage *self)
{
  g_signal_connect (self, "notify::root", G_CALLBACK (rooted_cb), NULL);
}

/** smt_patient_page_focus_row: Returns: whether the row of @key (nullable: the current or the first one) took the focus
 */
gboolean
smt_patient_page_focus_row (SmtPatientPage *self, const char *key)
{
  GtkWidget *row;

  g_return_val_if_fail (SMT_IS_PATIENT_PAGE (self), FALSE);

  if (key == NULL)
    key = self->current_key != NULL ? self->current_key : smt_patient_page_first_key (self);
  row = key != NULL ? smt_patient_page_find_row (self, key) : NULL;
  if (row != NULL)
    _smt_patient_page_catch_up_to (self, row);
  return row != NULL && gtk_widget_grab_focus (row);
}

static GtkWidget *
first_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return gtk_widget_get_sensitive (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = first_button (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/** smt_patient_page_focus_conflict: Returns: whether there is a decision in conflict, whose first button has the focus
 */
gboolean
smt_patient_page_focus_conflict (SmtPatientPage *self)
{
  GtkWidget *button;

  g_return_val_if_fail (SMT_IS_PATIENT_PAGE (self), FALSE);

  button = self->conflicts != NULL ? first_button (self->conflicts) : NULL;
  return button != NULL && gtk_widget_grab_focus (button);
}

/** smt_patient_page_get_current_key: Returns: (transfer none) (nullable): the key of the row at work */
const char *
smt_patient_page_get_current_key (SmtPatientPage *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_PAGE (self), NULL);
  return self->current_key;
}

/** smt_patient_page_first_key: Returns: (transfer none) (nullable): the key of the first row shown */
const char *
smt_patient_page_first_key (SmtPatientPage *self)
{
  SmtGroupSection *section;
  GtkWidget *row;

  g_return_val_if_fail (SMT_IS_PATIENT_PAGE (self), NULL);

  _smt_patient_page_settle (self);
  section = _smt_patient_page_first_section (self);
  row = section != NULL ? smt_group_section_get_edge_row (section, FALSE) : NULL;
  return row != NULL ? smt_treatment_row_get_key (SMT_TREATMENT_ROW (row)) : NULL;
}

/**
 * smt_patient_page_focus_next_open:
 * @key: a row of the page
 *
 * Moves the focus to the next row below @key that waits for an eye: undecided, and it blocks, has changed or has a
 * finding. Where there is none it stays.
 */
void
smt_patient_page_focus_next_open (SmtPatientPage *self, const char *key)
{
  gboolean below = FALSE;
  GtkWidget *row = NULL;

  g_return_if_fail (SMT_IS_PATIENT_PAGE (self));

  _smt_patient_page_settle (self);
  for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL && row == NULL;
       section = _smt_patient_page_section_after (section))
    row = smt_group_section_find_open (section, key, &below);
  if (row != NULL)
    smt_patient_page_focus_row (self, smt_treatment_row_get_key (SMT_TREATMENT_ROW (row)));
}
