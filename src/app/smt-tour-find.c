/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/smt-tour-find.h"

typedef gboolean (*WidgetTest) (GtkWidget *widget, gpointer data);

/* The first widget on the screen, in reading order, that passes @test. */
static GtkWidget *
find_widget (GtkWidget *in, WidgetTest test, gpointer data)
{
  if (!gtk_widget_get_mapped (in))
    return NULL;
  if (test (in, data))
    return in;
  for (GtkWidget *child = gtk_widget_get_first_child (in); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, test, data);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_action (GtkWidget *widget, gpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_is_sensitive (widget)
         && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), data) == 0;
}

/** smt_tour_find_action: Returns: (transfer none) (nullable): the button of @action_name that can be pressed now */
GtkWidget *
smt_tour_find_action (GtkWidget *in, const char *action_name)
{
  return find_widget (in, has_action, (gpointer)action_name);
}

typedef struct
{
  const char *type_name;
  const char *css_class;
  const char *words;
  const char *badge;
} Wanted;

static gboolean
has_css (GtkWidget *widget, gpointer data)
{
  const Wanted *wanted = data;

  return g_str_equal (G_OBJECT_TYPE_NAME (widget), wanted->type_name) && gtk_widget_is_sensitive (widget)
         && (wanted->css_class == NULL || gtk_widget_has_css_class (widget, wanted->css_class));
}

/** smt_tour_find_css: Returns: (transfer none) (nullable): the first widget of a type, with a style class (nullable) */
GtkWidget *
smt_tour_find_css (GtkWidget *in, const char *type_name, const char *css_class)
{
  return find_widget (in, has_css, &(Wanted){ .type_name = type_name, .css_class = css_class });
}

static void
collect_texts (GtkWidget *in, const char *css_class, GPtrArray *texts)
{
  if (!gtk_widget_get_mapped (in))
    return;
  if (GTK_IS_LABEL (in) && (css_class == NULL || gtk_widget_has_css_class (in, css_class)))
    g_ptr_array_add (texts, g_strdup (gtk_label_get_text (GTK_LABEL (in))));
  for (GtkWidget *child = gtk_widget_get_first_child (in); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_texts (child, css_class, texts);
}

/** smt_tour_texts: Returns: (transfer full): the texts on the screen, of labels with a style class (nullable) */
GPtrArray *
smt_tour_texts (GtkWidget *in, const char *css_class)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  collect_texts (in, css_class, texts);
  return texts;
}

static gboolean
is_row (GtkWidget *widget, gpointer data)
{
  const Wanted *wanted = data;
  g_autoptr (GPtrArray) texts = NULL;

  if (!g_str_equal (G_OBJECT_TYPE_NAME (widget), wanted->type_name))
    return FALSE;
  if (wanted->badge != NULL && smt_tour_find_css (widget, "GtkLabel", wanted->badge) == NULL)
    return FALSE;
  texts = smt_tour_texts (widget, NULL);
  for (guint i = 0; i < texts->len; i++)
    if (wanted->words == NULL || strstr (g_ptr_array_index (texts, i), wanted->words) != NULL)
      return TRUE;
  return FALSE;
}

/** smt_tour_find_row: Returns: (transfer none) (nullable): the first row that shows @words (nullable) and a @badge
 * (nullable) */
GtkWidget *
smt_tour_find_row (GtkWidget *in, const char *type_name, const char *words, const char *badge)
{
  return find_widget (in, is_row, &(Wanted){ .type_name = type_name, .words = words, .badge = badge });
}
