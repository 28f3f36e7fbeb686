/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-step-list.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-point.h"
#include "ui/smt-step-words.h"

struct _SmtStepList
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (SmtStepList, smt_step_list, GTK_TYPE_BOX)

static void
smt_step_list_class_init (SmtStepListClass *klass)
{
}

static void
smt_step_list_init (SmtStepList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_step (SmtStepList *self, const SmtPlannedStep *step)
{
  g_autofree char *words = smt_step_words (step);
  g_autofree char *days = smt_step_days (step);
  /* Translators: %s is the dose of today's step */
  g_autofree char *shown = step->now ? g_strdup_printf (C_ ("steps", "Today: %s"), words) : g_strdup (words);

  gtk_box_append (GTK_BOX (self), smt_point_new (step->now ? "▶" : "○", NULL, shown, days, step->now));
}

/**
 * smt_step_list_set_treatment:
 * @self: a list
 * @treatment: whose steps
 * @today: today
 *
 * Hides itself where there is one dose only.
 */
void
smt_step_list_set_treatment (SmtStepList *self, const SmtTreatment *treatment, SmtDate today)
{
  g_autoptr (SmtStepPlan) plan = NULL;
  GtkWidget *child;

  g_return_if_fail (SMT_IS_STEP_LIST (self) && treatment != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  plan = smt_step_plan_for (treatment, today);
  gtk_widget_set_visible (GTK_WIDGET (self), plan != NULL);
  if (plan == NULL)
    return;
  if (smt_step_plan_now (plan, NULL) == NULL)
    {
      g_autofree char *words = smt_step_today (plan, today);

      gtk_box_append (GTK_BOX (self), smt_point_new ("?", NULL, words != NULL ? words : "", NULL, TRUE));
    }
  for (guint i = 0; i < plan->n_steps; i++)
    add_step (self, &plan->steps[i]);
}
