/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the main loop stands still while a patient's page is worked with: pairing anew, files, other headings,
 * renewing all, undo and redo. What the act itself works is told first; the longest turn of the loop from poll to poll
 * has also what GTK takes for styles, layout and drawing. Both in processor time of the main thread: the machine may be
 * busy.
 *
 *     bench-page LIST FILE        an answer of SFM, and another list of the same person
 */
#include "smt-config.h"

#include <adwaita.h>
#include <locale.h>
#include <time.h>

#include "ui/smt-grouping.h"
#include "ui/smt-patient-page.h"
#include "ui/smt-treatment-row.h"
#include "ui/smt-ui.h"

#include "../ui/page-support.h"

#define LIMIT_MS 5.0
#define MOST_MS 8000 /* on a machine that never comes to rest */
#define BUSY_US 2000 /* a turn longer than this did something */
#define QUIET_MS 400 /* without anything to do: the act is over */

/* --- the watch ---------------------------------------------------------------------------------------------------- */

static struct
{
  gint64 left;    /* when the last poll was left */
  gint64 longest; /* the longest turn from poll to poll */
  gint64 busy;    /* by the clock: when anything was done last */
} watch;

/* What this thread has worked, in microseconds: other work on the machine does not count. */
static gint64
worked (void)
{
  struct timespec spec;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spec);
  return (gint64)spec.tv_sec * G_USEC_PER_SEC + spec.tv_nsec / 1000;
}

static int
watched_poll (GPollFD *fds, guint n, int timeout)
{
  int result;

  if (watch.left != 0)
    watch.longest = MAX (watch.longest, worked () - watch.left);
  result = g_poll (fds, n, timeout);
  watch.left = worked ();
  return result;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Goes round until the page has come to rest. */
static void
settle (void)
{
  guint tick = g_timeout_add (20, tick_cb, NULL);
  gint64 began = g_get_monotonic_time ();

  watch.busy = began;
  while (g_get_monotonic_time () - watch.busy < QUIET_MS * 1000 && g_get_monotonic_time () - began < MOST_MS * 1000)
    {
      g_main_context_iteration (NULL, TRUE);
      if (worked () - watch.left > BUSY_US)
        watch.busy = g_get_monotonic_time ();
    }
  g_source_remove (tick);
}

/* --- acts --------------------------------------------------------------------------------------------------------- */

static SmtPatientContext *context;
static SmtPatientPage *page;
static SmtBeside *file;

static void
show (void)
{
  smt_patient_page_set_context (page, context);
}

static void
add_file (void)
{
  if (!smt_patient_context_add_file (context, file, TRUE))
    g_error ("the file is refused");
}

static void
remove_file (void)
{
  smt_patient_context_remove_file (context, file->id);
}

/* The first two that could be one. */
static void
pair (void)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);

  for (guint i = 0; i < pairing->rows->len; i++)
    for (guint j = 0; j < pairing->rows->len; j++)
      {
        const SmtPairMember *one = &g_array_index (((SmtPairRow *)pairing->rows->pdata[i])->members, SmtPairMember, 0);
        const SmtPairMember *other =
            &g_array_index (((SmtPairRow *)pairing->rows->pdata[j])->members, SmtPairMember, 0);
        SmtPairAct *act;

        if (!g_str_equal (one->list, SMT_LIST_CURRENT) || !g_str_equal (other->list, file->id))
          continue;
        act = smt_pair_act_new (one->list, one->treatment->key, other->list, other->treatment->key, FALSE);
        act->role = g_strdup ("doctor");
        if (smt_patient_context_say_pair (context, act))
          return;
      }
  g_error ("nothing to pair");
}

static void
undo (void)
{
  smt_patient_context_undo (context);
}

static void
redo (void)
{
  smt_patient_context_redo (context);
}

static void
keep_all (void)
{
  smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR);
}

static void
renew_all (void)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    g_ptr_array_add (keys, smt_reconciliation_get_row (reconciliation, i)->treatment->key);
  smt_patient_context_renew_all (context, keys, NULL);
}

static void
group_by (const char *name)
{
  smt_grouping_set (name);
  smt_patient_page_regroup (page);
}

static void
by_atc (void)
{
  group_by ("atc");
}

static void
by_indication (void)
{
  group_by ("indication");
}

static void
by_time (void)
{
  group_by ("time");
}

static void
by_status (void)
{
  group_by ("status");
}

typedef void (*Act) (void);

typedef struct
{
  Act act;
  gint64 took;
} Doing;

static void
act_cb (gpointer data)
{
  Doing *doing = data;
  gint64 began = worked ();

  doing->act ();
  doing->took = worked () - began;
}

/* Returns: how long the act kept the loop, in ms of work */
static double
measure (const char *name, Act act, double yardstick)
{
  Doing doing = { act, 0 };
  double took;

  settle ();
  watch.longest = 0;
  g_idle_add_once (act_cb, &doing);
  settle ();
  took = (double)doing.took / 1000;
  g_print ("%-25s %8.2f ms %7.1f rows %14.1f ms%s\n", name, took, took / yardstick, (double)watch.longest / 1000,
           took > LIMIT_MS ? "   OVER" : "");
  return took;
}

/* One row of the page made from nothing: what the others are held against. */
static double
measure_row (void)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  gint64 sum = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      g_autoptr (GtkSizeGroup) buttons = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
      const char *key = smt_reconciliation_get_row (reconciliation, i)->treatment->key;
      gint64 began = worked ();
      GtkWidget *row = g_object_ref_sink (smt_treatment_row_new (context, key, buttons));

      smt_treatment_row_update (SMT_TREATMENT_ROW (row));
      sum += worked () - began;
      g_object_unref (row);
    }
  return (double)sum / 1000 / smt_reconciliation_get_n_rows (reconciliation);
}

static void
measure_all (double yardstick)
{
  static const struct
  {
    const char *name;
    Act act;
  } acts[] = {
    { "show the patient", show },
    { "add the file", add_file },
    { "pair", pair },
    { "undo the pair", undo },
    { "redo the pair", redo },
    { "keep all", keep_all },
    { "undo", undo },
    { "renew all", renew_all },
    { "undo renewing", undo },
    { "redo renewing", redo },
    { "by ATC", by_atc },
    { "by indication", by_indication },
    { "by time of day", by_time },
    { "by status", by_status },
    { "remove the file", remove_file },
    { "show a patient after it", show },
  };
  double longest = 0;

  g_print ("%-25s %11s %12s %17s\n", "", "the act", "", "longest turn");
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      double took = measure (acts[i].name, acts[i].act, yardstick);

      longest = MAX (longest, took);
    }
  g_print ("longest act: %.2f ms (asked for: %.0f), %.1f times the making of one row (%.2f ms)\n", longest, LIMIT_MS,
           longest / yardstick, yardstick);
}

int
main (int argc, char *argv[])
{
  const SmtDate today = smt_date_new (2026, 11, 20);
  GtkWidget *window;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 3)
    return 2;
  adw_init ();
  smt_ui_init ();
  context = page_test_open (argv[1], today);
  file = page_test_read_file (argv[2], today);
  page = SMT_PATIENT_PAGE (g_object_new (SMT_TYPE_PATIENT_PAGE, NULL));
  window = g_object_new (GTK_TYPE_WINDOW, "default-width", 1000, "default-height", 760, "child", page, NULL);
  gtk_window_present (GTK_WINDOW (window));
  g_print ("%u rows of the list, %u of the file\n", smt_patient_context_get_list (context)->treatments->len,
           smt_answer_get_list (file->answer)->treatments->len);
  settle ();
  measure_row (); /* styles and templates are read once */
  g_main_context_set_poll_func (NULL, watched_poll);
  measure_all (measure_row ());
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (context);
  smt_beside_unref (file);
  return 0;
}
