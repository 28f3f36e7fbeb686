/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-fact-grid.h"

struct _SmtFactGrid
{
  GtkWidget parent_instance;

  GtkWidget *grid; /* (nullable): only while there are lines */
  int n_rows;
};

G_DEFINE_FINAL_TYPE (SmtFactGrid, smt_fact_grid, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static void
smt_fact_grid_dispose (GObject *object)
{
  g_clear_pointer (&SMT_FACT_GRID (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (smt_fact_grid_parent_class)->dispose (object);
}

static GtkSizeRequestMode
smt_fact_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
smt_fact_grid_class_init (SmtFactGridClass *klass)
{
  GTK_WIDGET_CLASS (klass)->get_request_mode = smt_fact_grid_get_request_mode;
  G_OBJECT_CLASS (klass)->dispose = smt_fact_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
smt_fact_grid_init (SmtFactGrid *self)
{
}

/* GTK 4.8 remembers how an empty grid wants to be measured, and keeps to it when lines are added before the next
 * layout: wrapped lines are then measured as one line each. A grid is therefore made with its first line and goes with
 * its last. */
static void
ensure_grid (SmtFactGrid *self)
{
  if (self->grid != NULL)
    return;

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/** smt_fact_grid_new: Returns: (transfer floating): an empty table */
GtkWidget *
smt_fact_grid_new (void)
{
  return g_object_new (SMT_TYPE_FACT_GRID, NULL);
}

/** smt_fact_grid_add: adds a line; an empty or %NULL @fact adds nothing */
void
smt_fact_grid_add (SmtFactGrid *self, const char *word, const char *fact)
{
  GtkWidget *value;

  g_return_if_fail (SMT_IS_FACT_GRID (self));

  if (fact == NULL || *fact == '\0')
    return;
  ensure_grid (self);
  value = make_label (fact, NULL);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), make_label (word, "quiet"), 0, self->n_rows, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), value, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

/** smt_fact_grid_clear: removes every line */
void
smt_fact_grid_clear (SmtFactGrid *self)
{
  g_return_if_fail (SMT_IS_FACT_GRID (self));

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  self->n_rows = 0;
}
