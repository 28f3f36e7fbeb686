/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-synthetic-banner.h"

#include <glib/gi18n-lib.h>

/** smt_synthetic_banner_new: Returns: (transfer floating): the line */
GtkWidget *
smt_synthetic_banner_new (void)
{
  GtkWidget *label = gtk_label_new (
      C_ ("window", "Synthetic data: the program talks to the sandbox, not to the prescription database"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "synthetic-banner");
  return label;
}
