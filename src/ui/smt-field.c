/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-field.h"

struct _SmtField
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (SmtField, smt_field, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
entry_changed_cb (SmtField *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
entry_activate_cb (SmtField *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static gboolean
smt_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SMT_FIELD (widget)->entry);
}

static void
smt_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LABEL)
    g_value_set_string (value, gtk_label_get_label (GTK_LABEL (SMT_FIELD (object)->label)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
smt_field_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SmtField *self = SMT_FIELD (object);

  if (prop_id != PROP_LABEL)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->label)), g_value_get_string (value)) != 0)
    {
      gtk_label_set_label (GTK_LABEL (self->label), g_value_get_string (value));
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
smt_field_dispose (GObject *object)
{
  SmtField *self = SMT_FIELD (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (smt_field_parent_class)->dispose (object);
}

static void
smt_field_class_init (SmtFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smt_field_dispose;
  object_class->get_property = smt_field_get_property;
  object_class->set_property = smt_field_set_property;
  widget_class->grab_focus = smt_field_grab_focus;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", SMT_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] =
      g_signal_new ("activate", SMT_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
smt_field_init (SmtField *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->label = gtk_label_new (NULL);
  self->entry = gtk_entry_new ();
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_add_css_class (self->label, "quiet");
  /* this makes the label the entry's name, too */
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->label), self->entry);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 4);
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 120);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (entry_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self, G_CONNECT_SWAPPED);
}

/** smt_field_get_text: Returns: (transfer none): what was typed */
const char *
smt_field_get_text (SmtField *self)
{
  g_return_val_if_fail (SMT_IS_FIELD (self), NULL);
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/** smt_field_dup_text: Returns: (transfer full) (nullable): what was typed without spaces around it; %NULL when empty
 */
char *
smt_field_dup_text (SmtField *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (SMT_IS_FIELD (self), NULL);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/** smt_field_set_text: @text (nullable) */
void
smt_field_set_text (SmtField *self, const char *text)
{
  g_return_if_fail (SMT_IS_FIELD (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}
