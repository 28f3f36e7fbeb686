/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-group-section.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-group-counts.h"
#include "ui/smt-past-words.h"
#include "ui/smt-scroll.h"
#include "ui/smt-treatment-row.h"
#include "ui/smt-wrap.h"

struct _SmtGroupSection
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *heading_label;
  GtkLabel *counts_label;
  GtkWidget *keep_button;
  GtkWidget *join_button;
  GtkListBox *list_box;

  /* owned */
  SmtPatientContext *context;

  SmtGroup group;
  char *under;     /* (nullable) owned: rows of several groups stand under it, by another grouping than by status */
  char *words;     /* (nullable) owned: only rows with these are shown */
  GPtrArray *keys; /* owned: of all its rows; the last ones may be on their way */
  gboolean left;   /* its rows go elsewhere: it may be hidden, and shows no lanes any more */
};

G_DEFINE_FINAL_TYPE (SmtGroupSection, smt_group_section, GTK_TYPE_BOX)

static GtkWidget *
neighbour_section (GtkWidget *section, gboolean forward)
{
  do
    section = forward ? gtk_widget_get_next_sibling (section) : gtk_widget_get_prev_sibling (section);
  while (section != NULL && !(SMT_IS_GROUP_SECTION (section) && gtk_widget_get_visible (section)));
  return section;
}

/* Arrow keys walk through the whole page as if it were one list. */
static gboolean
keynav_failed_cb (GtkListBox *list_box, GtkDirectionType direction, SmtGroupSection *self)
{
  GtkWidget *section;
  GtkWidget *row;

  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return FALSE;
  section = neighbour_section (GTK_WIDGET (self), direction == GTK_DIR_DOWN);
  if (section == NULL)
    return TRUE;
  row = smt_group_section_get_edge_row (SMT_GROUP_SECTION (section), direction == GTK_DIR_UP);
  return row != NULL && smt_group_section_show_now (SMT_GROUP_SECTION (section), row) && gtk_widget_grab_focus (row);
}

static void
row_activated_cb (GtkListBox *list_box, GtkListBoxRow *row, SmtGroupSection *self)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "row.details", NULL);
}

/* Whether "keep all" has anything to do: the same rows that the reconciliation would take. */
static gboolean
has_rows_to_keep (SmtGroupSection *self)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (self->context);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      if (row->group == self->group && row->decision == NULL && row->findings->len == 0)
        return smt_context_is_open (self->context);
    }
  return FALSE;
}

/* Where something is to be looked at: how many of the rows are new, loose, proposed, or may be double. */
static void
show_counts (SmtGroupSection *self)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (self->context);
  gboolean counted = self->group == SMT_GROUP_MUST_DECIDE || self->group == SMT_GROUP_CHANGED || self->under != NULL;
  SmtGroupCounts counts = { 0 };
  g_autofree char *words = NULL;

  for (guint i = 0; counted && i < self->keys->len; i++)
    {
      const SmtRow *row = smt_reconciliation_find_row (reconciliation, g_ptr_array_index (self->keys, i));

      if (row != NULL)
        smt_group_counts_add (&counts, self->context, row);
    }
  words = smt_group_counts_say (&counts);
  gtk_label_set_label (self->counts_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->counts_label), words != NULL);
}

/* One is joined by its own button. */
#define MANY_JOINS 2

static void
show_heading (SmtGroupSection *self)
{
  gboolean compared = self->group == SMT_GROUP_CHANGED && smt_patient_context_has_previous (self->context);
  const char *word = compared ? C_ ("group", "Changed since you last reconciled") : smt_word_for_group (self->group);
  g_autofree char *of_past = smt_past_heading (self->context, self->group);
  const char *own = of_past != NULL ? of_past : word;
  g_autofree char *heading = g_strdup_printf ("%s  %u", self->under != NULL ? self->under : own, self->keys->len);

  gtk_label_set_label (self->heading_label, heading);
  show_counts (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_box), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_widget_set_visible (self->keep_button,
                          self->under == NULL && self->group == SMT_GROUP_UNCHANGED && has_rows_to_keep (self));
  gtk_widget_set_visible (self->join_button, self->under == NULL && self->group == SMT_GROUP_MUST_DECIDE
                                                 && smt_context_is_open (self->context)
                                                 && smt_decide_count_joins (self->context) >= MANY_JOINS);
}

static void
smt_group_section_dispose (GObject *object)
{
  SmtGroupSection *self = SMT_GROUP_SECTION (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->under, g_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_GROUP_SECTION);
  G_OBJECT_CLASS (smt_group_section_parent_class)->dispose (object);
}

static void
smt_group_section_class_init (SmtGroupSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smt_group_section_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-group-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtGroupSection, heading_label);
  gtk_widget_class_bind_template_child (widget_class, SmtGroupSection, counts_label);
  gtk_widget_class_bind_template_child (widget_class, SmtGroupSection, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SmtGroupSection, join_button);
  gtk_widget_class_bind_template_child (widget_class, SmtGroupSection, list_box);
  gtk_widget_class_bind_template_callback (widget_class, keynav_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
smt_group_section_init (SmtGroupSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- lanes ------------------------------------------------------------------------------------------------------- */

static const char lane_data[] = "smt-lane";

/* A row keeps the lane it was put in: a decision does not move it under the eye. */
static SmtLane
lane_of_row (GtkListBoxRow *row)
{
  return (SmtLane)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), lane_data));
}

static void
lane_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  SmtGroupSection *self = data;
  SmtLane lane = lane_of_row (row);
  g_autofree char *heading = NULL;
  GtkWidget *label;

  if (self->context == NULL) /* the section is being taken down */
    return;
  if (before == NULL || lane_of_row (before) != lane)
    heading = smt_lane_heading (lane, smt_patient_context_get_list (self->context),
                                smt_patient_context_get_today (self->context));
  if (heading == NULL)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = smt_wrapped_label_new (heading, "lane-heading");
  gtk_list_box_row_set_header (row, label);
}

/* A single lane needs no name, unless a pharmacy packs some of the list: then each says whether it is packed. */
static void
show_lanes (SmtGroupSection *self, GArray *lanes)
{
  gboolean several = smt_list_has_multidose (smt_patient_context_get_list (self->context));

  for (guint i = 1; i < lanes->len; i++)
    several = several || g_array_index (lanes, SmtLane, i) != g_array_index (lanes, SmtLane, 0);
  if (several)
    gtk_list_box_set_header_func (self->list_box, lane_header_cb, self, NULL);
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static gboolean
is_wanted (SmtGroupSection *self, GtkListBoxRow *row)
{
  return smt_treatment_row_matches (SMT_TREATMENT_ROW (row), self->words != NULL ? self->words : "");
}

/* What is searched for is shown, and what has nothing in it yet is not. */
static void
show_row (SmtGroupSection *self, GtkListBoxRow *row)
{
  gtk_widget_set_visible (GTK_WIDGET (row),
                          smt_treatment_row_is_made (SMT_TREATMENT_ROW (row)) && is_wanted (self, row));
}

static void
show_section (SmtGroupSection *self)
{
  gboolean any = FALSE;
  GtkListBoxRow *row;

  for (int i = 0; !any && (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    any = gtk_widget_get_visible (GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

/**
 * smt_group_section_new:
 * @context: the patient at work
 * @group: which rows
 * @under: (nullable): or what they stand under, where the list is divided otherwise
 * @keys: (element-type utf8): all rows that will be put into it, in their order
 * @lanes: (element-type SmtLane): the lanes of these
 *
 * It is hidden until it has a row that can be seen.
 *
 * Returns: (transfer floating): a section without rows
 */
SmtGroupSection *
smt_group_section_new (SmtPatientContext *context, SmtGroup group, const char *under, GPtrArray *keys, GArray *lanes)
{
  SmtGroupSection *self;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (context), NULL);

  self = g_object_new (SMT_TYPE_GROUP_SECTION, "visible", FALSE, NULL);
  self->context = g_object_ref (context);
  self->group = group;
  self->under = g_strdup (under);
  self->keys = g_ptr_array_ref (keys);
  show_lanes (self, lanes);
  show_heading (self);
  return self;
}

/**
 * smt_group_section_take:
 * @row: a new row, or one of another section
 * @lane: the lane it stands in
 *
 * Puts @row, the next one of its keys, behind the others.
 */
void
smt_group_section_take (SmtGroupSection *self, GtkWidget *row, SmtLane lane)
{
  GtkWidget *parent;

  g_return_if_fail (SMT_IS_GROUP_SECTION (self) && SMT_IS_TREATMENT_ROW (row));

  g_object_ref_sink (row);
  parent = gtk_widget_get_parent (row);
  if (parent != NULL)
    {
      gtk_list_box_row_set_header (GTK_LIST_BOX_ROW (row), NULL);
      gtk_list_box_remove (GTK_LIST_BOX (parent), row);
    }
  g_object_set_data (G_OBJECT (row), lane_data, GINT_TO_POINTER (lane));
  gtk_list_box_append (self->list_box, row);
  if (gtk_widget_get_visible (row))
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_object_unref (row);
}

/**
 * smt_group_section_stays:
 * @self: a section of the same patient and list
 * @group: what is asked for
 * @under: (nullable): or the heading it is to stand under
 * @keys: (element-type utf8): the rows it is to have, in their order
 * @lanes: (element-type SmtLane): the lanes of these
 *
 * Returns: whether it is that section, with just these rows
 */
gboolean
smt_group_section_stays (SmtGroupSection *self, SmtGroup group, const char *under, GPtrArray *keys, GArray *lanes)
{
  g_return_val_if_fail (SMT_IS_GROUP_SECTION (self), FALSE);

  if (self->left || g_strcmp0 (self->under, under) != 0 || (under == NULL && self->group != group)
      || keys->len != self->keys->len)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      GtkListBoxRow *shown = gtk_list_box_get_row_at_index (self->list_box, (int)i);

      if (shown == NULL
          || !g_str_equal (smt_treatment_row_get_key (SMT_TREATMENT_ROW (shown)), g_ptr_array_index (keys, i))
          || lane_of_row (shown) != g_array_index (lanes, SmtLane, i))
        return FALSE;
    }
  return TRUE;
}

/** smt_group_section_refresh: shows rows anew that say something else of files and pairs now */
void
smt_group_section_refresh (SmtGroupSection *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (SMT_IS_GROUP_SECTION (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    smt_treatment_row_refresh (SMT_TREATMENT_ROW (row));
  show_heading (self);
}

/** smt_group_section_leave: @self goes; its rows are taken by other sections, one after the other. @rows: they come
 * into it, by key */
void
smt_group_section_leave (SmtGroupSection *self, GHashTable *rows)
{
  GtkListBoxRow *row;

  g_return_if_fail (SMT_IS_GROUP_SECTION (self));

  self->left = TRUE;
  gtk_list_box_set_header_func (self->list_box, NULL, NULL, NULL);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    g_hash_table_insert (rows, (gpointer)smt_treatment_row_get_key (SMT_TREATMENT_ROW (row)), row);
}

/** smt_group_section_show_now: shows @row of @self as it is now. Returns: whether it can be seen */
gboolean
smt_group_section_show_now (SmtGroupSection *self, GtkWidget *row)
{
  g_return_val_if_fail (SMT_IS_GROUP_SECTION (self) && SMT_IS_TREATMENT_ROW (row), FALSE);

  smt_treatment_row_catch_up (SMT_TREATMENT_ROW (row));
  show_row (self, GTK_LIST_BOX_ROW (row));
  show_section (self);
  return gtk_widget_get_visible (row);
}

/**
 * smt_group_section_catch_up:
 * @view: (nullable): what the page is seen through: only rows that can be seen
 * @most: how many rows
 *
 * Shows rows that are late as they are now, the first ones first.
 *
 * Returns: how many were late
 */
guint
smt_group_section_catch_up (SmtGroupSection *self, GtkWidget *view, guint most)
{
  GtkListBoxRow *row;
  guint n = 0;

  g_return_val_if_fail (SMT_IS_GROUP_SECTION (self), 0);

  for (int i = 0; n < most && (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    if (smt_treatment_row_is_late (SMT_TREATMENT_ROW (row))
        && (view == NULL || smt_is_in_view (GTK_WIDGET (row), view)))
      {
        smt_treatment_row_catch_up (SMT_TREATMENT_ROW (row));
        show_row (self, row);
        n++;
      }
  if (n > 0)
    show_section (self);
  return n;
}

/** smt_group_section_update: has the rows catch up when there is time; @key (nullable): only this one, now */
void
smt_group_section_update (SmtGroupSection *self, const char *key)
{
  GtkListBoxRow *row;

  g_return_if_fail (SMT_IS_GROUP_SECTION (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    if (key == NULL)
      smt_treatment_row_put_off (SMT_TREATMENT_ROW (row));
    else if (g_str_equal (smt_treatment_row_get_key (SMT_TREATMENT_ROW (row)), key))
      {
        smt_treatment_row_update (SMT_TREATMENT_ROW (row));
        smt_group_section_show_now (self, GTK_WIDGET (row)); /* it may not have been made before: it is there now */
      }
  show_heading (self);
}

/** smt_group_section_filter: shows only the rows that contain @folded_words, and hides itself when none does */
void
smt_group_section_filter (SmtGroupSection *self, const char *folded_words)
{
  GtkListBoxRow *row;

  g_return_if_fail (SMT_IS_GROUP_SECTION (self));

  g_free (self->words);
  self->words = g_strdup (folded_words);
  /* hidden, not filtered by the list box: what that filters away stays in the accessibility tree */
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    show_row (self, row);
  show_section (self);
}

/** smt_group_section_find: Returns: (transfer none) (nullable): the row of @key */
GtkWidget *
smt_group_section_find (SmtGroupSection *self, const char *key)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (SMT_IS_GROUP_SECTION (self), NULL);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    if (g_str_equal (smt_treatment_row_get_key (SMT_TREATMENT_ROW (row)), key))
      return GTK_WIDGET (row);
  return NULL;
}

/** smt_group_section_get_edge_row: Returns: (transfer none) (nullable): the first or last row that is searched for; it
 * may have nothing in it yet */
GtkWidget *
smt_group_section_get_edge_row (SmtGroupSection *self, gboolean last)
{
  GtkWidget *found = NULL;
  GtkListBoxRow *row;

  g_return_val_if_fail (SMT_IS_GROUP_SECTION (self), NULL);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    if (is_wanted (self, row) && (found == NULL || last))
      found = GTK_WIDGET (row);
  return found;
}

static gboolean
waits_for_an_eye (const SmtRow *row)
{
  if (row->decision != NULL)
    return row->draft;
  return row->blocks || row->group == SMT_GROUP_CHANGED || row->group == SMT_GROUP_MUST_DECIDE
         || (row->findings->len > 0
             && ((const SmtFinding *)g_ptr_array_index (row->findings, 0))->severity_class >= SMT_CLASS_CHECK);
}

/**
 * smt_group_section_find_open:
 * @after: a key
 * @below: (inout): whether the row of @after has been passed
 *
 * Returns: (transfer none) (nullable): the first row below @after that is searched for, is undecided and blocks, has
 * changed or has a finding
 */
GtkWidget *
smt_group_section_find_open (SmtGroupSection *self, const char *after, gboolean *below)
{
  const SmtReconciliation *reconciliation;
  GtkListBoxRow *at;

  g_return_val_if_fail (SMT_IS_GROUP_SECTION (self), NULL);

  reconciliation = smt_patient_context_get_reconciliation (self->context);
  for (int i = 0; (at = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    {
      const char *key = smt_treatment_row_get_key (SMT_TREATMENT_ROW (at));
      const SmtRow *row = smt_reconciliation_find_row (reconciliation, key);

      if (*below && row != NULL && is_wanted (self, at) && waits_for_an_eye (row))
        return GTK_WIDGET (at);
      *below = *below || g_str_equal (key, after);
    }
  return NULL;
}
