/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-tour.h"

#include <glib/gstdio.h>

#include "app/smt-picture.h"
#include "app/smt-tour-find.h"

#define TICK_MS 20
#define SETTLE_TICKS 8      /* after a step, so that everything is laid out and painted */
#define DEADLINE_TICKS 1500 /* 30 s for a step */

struct _SmtTour
{
  GObject parent_instance;

  SmtWindow *window; /* borrowed */
  char *folder;
  guint source;
  guint step;
  guint ticks;
  guint settling;
  guint n_pictures;
  gboolean acted;
};

G_DEFINE_FINAL_TYPE (SmtTour, smt_tour, G_TYPE_OBJECT)

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * Step:
 * @name: of the picture, and of the line on stdout
 * @act: does what a user would do; returns whether it could be done (it is tried again until it can)
 * @done: whether its effect is on the screen
 * @tell: (nullable): prints what is seen
 */
typedef struct
{
  const char *name;
  const char *said;
  gboolean (*act) (SmtTour *self);
  gboolean (*done) (SmtTour *self);
  void (*tell) (SmtTour *self);
} Step;

static GtkWidget *
screen (SmtTour *self)
{
  return GTK_WIDGET (self->window);
}

static gboolean
press (GtkWidget *button)
{
  return button != NULL && gtk_widget_activate (button);
}

static gboolean
press_action (GtkWidget *in, const char *action)
{
  return in != NULL && press (smt_tour_find_action (in, action));
}

static void
print_texts (GtkWidget *in, const char *css_class, const char *prefix)
{
  g_autoptr (GPtrArray) texts = NULL;

  if (in == NULL)
    return;
  texts = smt_tour_texts (in, css_class);
  for (guint i = 0; i < texts->len; i++)
    g_print ("   %s%s\n", prefix, (const char *)g_ptr_array_index (texts, i));
}

/* --- steps -----------------------------------------------------------------------------------------------------------
 */

/* On a narrow window the work list is behind a button. */
static gboolean
show_work_list (SmtTour *self)
{
  GtkWidget *header = smt_tour_find_css (screen (self), "AdwHeaderBar", NULL);

  if (smt_tour_find_row (screen (self), "SmtWorkRow", "Ada", NULL) != NULL)
    return TRUE;
  press (smt_tour_find_css (header, "GtkToggleButton", NULL));
  return FALSE;
}

static gboolean
has_work_list (SmtTour *self)
{
  return smt_tour_find_row (screen (self), "SmtWorkRow", "Ada", NULL) != NULL;
}

static gboolean
open_ada (SmtTour *self)
{
  GtkWidget *row = smt_tour_find_row (screen (self), "SmtWorkRow", "Ada", NULL);

  return row != NULL && gtk_widget_activate (row);
}

static GtkWidget *
tablet_row (SmtTour *self)
{
  return smt_tour_find_row (screen (self), "SmtTreatmentRow", "metotreksat METHOTREXATE", "stop");
}

static GtkWidget *
pen_row (SmtTour *self)
{
  return smt_tour_find_row (screen (self), "SmtTreatmentRow", "metotreksat METEX", "stop");
}

static gboolean
has_list (SmtTour *self)
{
  return tablet_row (self) != NULL;
}

static void
tell_findings (SmtTour *self)
{
  print_texts (smt_tour_find_css (screen (self), "SmtPatientPage", NULL), "badge", "finding: ");
}

/* Beside the list the detail pane follows the focus; on a narrow window the row is opened. */
static gboolean
go_to_row (SmtTour *self, GtkWidget *row)
{
  if (row == NULL || !gtk_widget_grab_focus (row))
    return FALSE;
  return smt_tour_find_css (screen (self), "SmtDetailPane", NULL) != NULL || gtk_widget_activate (row);
}

static gboolean
go_to_tablet (SmtTour *self)
{
  return go_to_row (self, tablet_row (self));
}

static gboolean
go_to_pen (SmtTour *self)
{
  return go_to_row (self, pen_row (self));
}

static gboolean
has_finding (SmtTour *self)
{
  return smt_tour_find_css (screen (self), "SmtFindingCard", "stop") != NULL
         && smt_tour_find_action (screen (self), "detail.use-text") != NULL;
}

static void
tell_finding (SmtTour *self)
{
  print_texts (smt_tour_find_css (screen (self), "SmtFindingCard", "stop"), NULL, "");
}

static gboolean
use_text (SmtTour *self)
{
  return press_action (screen (self), "detail.use-text");
}

static GtkWidget *
editor (SmtTour *self)
{
  return smt_tour_find_css (screen (self), "SmtDoseEditor", NULL);
}

static gboolean
has_editor (SmtTour *self)
{
  return editor (self) != NULL && smt_tour_find_css (editor (self), "GtkButton", "suggested-action") != NULL;
}

static gboolean
accept_dose (SmtTour *self)
{
  return press (smt_tour_find_css (editor (self), "GtkButton", "suggested-action"));
}

static gboolean
is_decided (GtkWidget *row)
{
  return row != NULL && smt_tour_find_css (row, "GtkLabel", "decision") != NULL;
}

static gboolean
tablet_is_decided (SmtTour *self)
{
  return editor (self) == NULL && is_decided (tablet_row (self));
}

static gboolean
pen_is_decided (SmtTour *self)
{
  return editor (self) == NULL && is_decided (pen_row (self));
}

static void
tell_tablet_decision (SmtTour *self)
{
  print_texts (tablet_row (self), "decision", "");
}

static void
tell_pen_decision (SmtTour *self)
{
  print_texts (pen_row (self), "decision", "");
}

static gboolean
take_in (SmtTour *self)
{
  return press_action (screen (self), "row.take-in");
}

static gboolean
nothing_loose (SmtTour *self)
{
  return smt_tour_find_action (screen (self), "row.take-in") == NULL;
}

static GtkWidget *
row_to_stop (SmtTour *self)
{
  return smt_tour_find_row (screen (self), "SmtTreatmentRow", "pantoprazol", NULL);
}

static gboolean
ask_to_stop (SmtTour *self)
{
  return press_action (row_to_stop (self), "row.stop");
}

static GtkWidget *
first_reason (SmtTour *self)
{
  GtkWidget *form = row_to_stop (self) != NULL ? smt_tour_find_css (row_to_stop (self), "SmtDecisionForm", NULL) : NULL;

  return form != NULL ? smt_tour_find_css (form, "GtkButton", NULL) : NULL;
}

static gboolean
has_reasons (SmtTour *self)
{
  return first_reason (self) != NULL;
}

static gboolean
give_reason (SmtTour *self)
{
  return press (first_reason (self));
}

static gboolean
is_stopped (SmtTour *self)
{
  return is_decided (row_to_stop (self));
}

static void
tell_stopped (SmtTour *self)
{
  print_texts (row_to_stop (self), "decision", "");
}

static gboolean
keep_unchanged (SmtTour *self)
{
  return press_action (screen (self), "win.keep-unchanged");
}

static gboolean
all_kept (SmtTour *self)
{
  return smt_tour_find_action (smt_tour_find_css (screen (self), "SmtPatientPage", NULL), "win.keep-unchanged") == NULL;
}

static gboolean
review (SmtTour *self)
{
  return press_action (screen (self), "win.review");
}

static gboolean
can_send (SmtTour *self)
{
  return smt_tour_find_action (screen (self), "win.send") != NULL;
}

static void
tell_review (SmtTour *self)
{
  print_texts (smt_tour_find_css (screen (self), "SmtReviewPage", NULL), "heading", "");
}

static gboolean
sign_and_send (SmtTour *self)
{
  return press_action (screen (self), "win.send");
}

static gboolean
has_receipt (SmtTour *self)
{
  GtkWidget *page = smt_tour_find_css (screen (self), "SmtReviewPage", NULL);

  return page != NULL && smt_tour_find_css (page, "GtkLabel", "part-state") != NULL
         && smt_tour_find_action (page, "win.reload") != NULL;
}

static void
tell_receipt (SmtTour *self)
{
  GtkWidget *list = smt_tour_find_css (screen (self), "SmtReceiptList", NULL);

  print_texts (list, NULL, "receipt: ");
}

static const Step steps[] = {
  { "start", "The work list; nothing is fetched yet", show_work_list, has_work_list, NULL },
  { "patient", "Ada is opened from the work list", open_ada, has_list, tell_findings },
  { "finding", "The methotrexate row: what its voices say", go_to_tablet, has_finding, tell_finding },
  { "dose-editor", "Use the text's interval: the editor opens", use_text, has_editor, NULL },
  { "changed", "The new dose is decided", accept_dose, tablet_is_decided, tell_tablet_decision },
  { "second-finding", "The pen has the same fault", go_to_pen, has_finding, tell_finding },
  { "second-editor", "Use the text's interval there too", use_text, has_editor, NULL },
  { "second-changed", "The new dose of the pen is decided", accept_dose, pen_is_decided, tell_pen_decision },
  { "taken-in", "The loose prescription is taken onto the list", take_in, nothing_loose, NULL },
  { "stop-reason", "One treatment is to be stopped: why?", ask_to_stop, has_reasons, NULL },
  { "stopped", "It is stopped with a reason", give_reason, is_stopped, tell_stopped },
  { "kept", "The unchanged rows without findings are kept", keep_unchanged, all_kept, NULL },
  { "review", "Review: what will be sent", review, can_send, tell_review },
  { "receipt", "Signed and sent: the receipts", sign_and_send, has_receipt, tell_receipt },
};

/* --- running ---------------------------------------------------------------------------------------------------------
 */

static gboolean
receipt_is_whole (SmtTour *self)
{
  GtkWidget *list = smt_tour_find_css (screen (self), "SmtReceiptList", NULL);

  return list != NULL && smt_tour_find_css (list, "GtkLabel", "good") != NULL
         && smt_tour_find_css (list, "GtkLabel", "bad") == NULL
         && smt_tour_find_css (list, "GtkLabel", "unsure") == NULL;
}

static void
end (SmtTour *self, gboolean good)
{
  self->source = 0;
  g_print ("%s\n", good ? "tour: done, the receipt is whole" : "tour: FAILED");
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, good);
}

static gboolean
take_picture (SmtTour *self, const Step *step)
{
  g_autofree char *name = g_strdup_printf ("%02u-%s.png", ++self->n_pictures, step->name);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_print ("%02u %s\n", self->n_pictures, step->said);
  if (step->tell != NULL)
    step->tell (self);
  return smt_picture_save (screen (self), path);
}

/* One tick: act until it can be done, wait until its effect is on the screen, let it settle, take the picture. */
static gboolean
tick_cb (gpointer data)
{
  SmtTour *self = data;
  const Step *step = &steps[self->step];

  if (++self->ticks > DEADLINE_TICKS)
    {
      g_print ("tour: the step \"%s\" was not reached\n", step->name);
      take_picture (self, step);
      end (self, FALSE);
      return G_SOURCE_REMOVE;
    }
  if (!self->acted)
    {
      self->acted = step->act (self);
      return G_SOURCE_CONTINUE;
    }
  if (!step->done (self))
    self->settling = 0;
  else if (++self->settling >= SETTLE_TICKS)
    {
      if (!take_picture (self, step))
        {
          end (self, FALSE);
          return G_SOURCE_REMOVE;
        }
      self->step++;
      self->ticks = self->settling = 0;
      self->acted = FALSE;
    }
  if (self->step < G_N_ELEMENTS (steps))
    return G_SOURCE_CONTINUE;
  end (self, receipt_is_whole (self));
  return G_SOURCE_REMOVE;
}

static void
smt_tour_dispose (GObject *object)
{
  SmtTour *self = SMT_TOUR (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (smt_tour_parent_class)->dispose (object);
}

static void
smt_tour_class_init (SmtTourClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smt_tour_dispose;
  signals[SIGNAL_ENDED] =
      g_signal_new ("ended", SMT_TYPE_TOUR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
smt_tour_init (SmtTour *self)
{
}

/** smt_tour_new: Returns: (transfer full): a tour of @window that leaves its pictures in @folder */
SmtTour *
smt_tour_new (SmtWindow *window, const char *folder)
{
  SmtTour *self = g_object_new (SMT_TYPE_TOUR, NULL);

  self->window = window;
  self->folder = g_strdup (folder);
  return self;
}

/** smt_tour_start: plays it; "ended" tells how it went */
void
smt_tour_start (SmtTour *self)
{
  g_return_if_fail (SMT_IS_TOUR (self));

  g_mkdir_with_parents (self->folder, 0755);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->source = g_timeout_add (TICK_MS, tick_cb, self);
}
