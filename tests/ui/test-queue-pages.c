/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queues with two thousand flagged entries, without the program around them: the counts are true, every row is
 * reached by its button, words are found, and what was begun or opened is there again. With SMT_TURNS set it also
 * prints how long the turns of the main loop took (docs/bench.md); nothing is asserted about time.
 */
#include "smt-config.h"

#include <adwaita.h>
#include <locale.h>
#include <time.h>

#include "desk/smt-cleanup-private.h"
#include "exchange/smt-sfm-client.h"
#include "ui/smt-cleanup-page.h"
#include "ui/smt-pharmacy-page.h"
#include "ui/smt-queue-part.h"
#include "ui/smt-queue-row.h"
#include "ui/smt-ui.h"

#define N 2000u
#define FEW 260u /* of which all are shown */
#define TODAY "2026-11-30"

typedef struct
{
  SmtDesk *desk;
  SmtQueuePage *page;
  GtkWindow *window;
} Fixture;

/* --- the main loop ---------------------------------------------------------------------------------------------------
 */

static gint64 turn_began;
static gint64 longest_turn; /* microseconds */

/* What this thread has worked: other programs on the machine do not count. */
static gint64
work_now (void)
{
  struct timespec at;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &at);
  return (gint64)at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

static int
poll_and_count (GPollFD *fds, guint n, int timeout)
{
  gint64 now = work_now ();
  int result;

  if (turn_began != 0 && now - turn_began > longest_turn)
    longest_turn = now - turn_began;
  result = g_poll (fds, n, timeout);
  turn_began = work_now ();
  return result;
}

static void
begin_turns (void)
{
  longest_turn = 0;
  turn_began = 0;
}

static void
say_turns (const char *what)
{
  if (g_getenv ("SMT_TURNS") != NULL)
    g_test_message ("%s: longest turn of the main loop %.1f ms of work", what, (double)longest_turn / 1000);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* --- looking at the page ---------------------------------------------------------------------------------------------
 */

/* The next widget of @type below @widget after @after (nullable), in the order in which it is read. */
static GtkWidget *
find_widget (GtkWidget *widget, GType type, gboolean (*is) (GtkWidget *widget, gconstpointer data), gconstpointer data)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) && is (child, data))
        return child;
      found = find_widget (child, type, is, data);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
begins_with (GtkWidget *label, gconstpointer words)
{
  return gtk_widget_get_mapped (label) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (label)), words);
}

static gboolean
is_more (GtkWidget *button, gconstpointer data)
{
  const char *words = gtk_button_get_label (GTK_BUTTON (button));

  return words != NULL && g_str_has_prefix (words, "Show ") && gtk_widget_get_visible (button);
}

static gboolean
is_any (GtkWidget *widget, gconstpointer data)
{
  return gtk_widget_get_mapped (widget);
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = SMT_IS_QUEUE_ROW (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

static void
wait_for_label (Fixture *fixture, const char *words)
{
  while (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, begins_with, words) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_rows (Fixture *fixture, guint n)
{
  while (count_rows (GTK_WIDGET (fixture->page)) != n)
    g_main_context_iteration (NULL, TRUE);
}

static SmtQueueRow *
focused_row (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return SMT_IS_QUEUE_ROW (focus) ? SMT_QUEUE_ROW (focus) : NULL;
}

static void
wait_for_focus (Fixture *fixture, int index)
{
  while (focused_row (fixture) == NULL || smt_queue_row_get_index (focused_row (fixture)) != index)
    g_main_context_iteration (NULL, TRUE);
}

/* --- two thousand entries --------------------------------------------------------------------------------------------
 */

static SmtNote *
make_note (guint i)
{
  g_autofree char *text = g_strdup_printf (
      "{\"entry\":\"entry-%04u\",\"medicine\":\"Prøvemedisin %04u tablett 5 mg\",\"atc\":null,\"checks\":\"C2\","
      "\"nb\":\"Feltet sier hver dag, teksten én gang i uken\",\"nn\":null,\"en\":null,\"findings\":[\"C2|%u\"],"
      "\"class\":\"stop\",\"dispense\":\"possible\"}",
      i, i, i);
  g_autofree char *patient = g_strdup_printf ("patient-%04u", i / 2);
  g_autofree char *person = g_strdup_printf ("{\"family\":\"Prøvesen %04u\",\"given\":\"Per\",\"birthDate\":"
                                             "\"1950-01-01\"}",
                                             i / 2);
  g_autofree char *key = g_strdup_printf ("pll:%04u", i);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);
  g_autoptr (SmtFlag) flag = smt_flag_from_json (smt_json_root (json));

  g_assert_nonnull (flag);
  return _smt_cleanup_note_flag (patient, key, flag, person);
}

static void
write_entries (SmtDesk *desk, guint n)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (notes, make_note (i));
  smt_journal_add_notes_async (smt_desk_get_store (desk), notes, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (smt_journal_add_notes_finish (smt_desk_get_store (desk), result, NULL));
}

static SmtDesk *
make_desk (guint n)
{
  g_autoptr (SmtSfmClient) client = smt_sfm_client_new ("http://127.0.0.1:9", NULL);
  g_autoptr (SmtSigner) signer = smt_signer_new ();
  SmtDesk *desk;
  SmtDate today;

  signer->given = g_strdup ("Lise");
  signer->family = g_strdup ("Fastlegesen");
  signer->hpr = g_strdup ("900100017");
  g_assert_true (smt_date_parse (TODAY, &today));
  desk = smt_desk_new (SMT_BROKER (client), NULL, signer);
  smt_desk_set_today (desk, today);
  write_entries (desk, n);
  return desk;
}

static void
set_up_n (Fixture *fixture, gconstpointer type, guint n)
{
  fixture->desk = make_desk (n);
  fixture->page = g_object_new (GPOINTER_TO_SIZE (type), NULL);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 900, 700);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->page));
  gtk_window_present (fixture->window);
  smt_queue_page_set_desk (fixture->page, fixture->desk);
  while (!gtk_widget_get_mapped (GTK_WIDGET (fixture->page)))
    g_main_context_iteration (NULL, TRUE);
  begin_turns ();
  smt_queue_page_show (fixture->page);
}

static void
set_up (Fixture *fixture, gconstpointer type)
{
  set_up_n (fixture, type, N);
}

static void
set_up_few (Fixture *fixture, gconstpointer type)
{
  set_up_n (fixture, type, FEW);
}

static void
tear_down (Fixture *fixture, gconstpointer type)
{
  gtk_window_destroy (fixture->window);
  g_assert_finalize_object (fixture->desk);
}

/* --- tests -----------------------------------------------------------------------------------------------------------
 */

/* All of them, fifty at a time and then the rest, the focus led on; each entry once. */
static void
test_whole (Fixture *fixture, gconstpointer type)
{
  GtkWidget *button;
  guint shown = SMT_QUEUE_PART_BATCH;

  wait_for_rows (fixture, shown);
  wait_for_focus (fixture, 0);
  while ((button = find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, is_more, NULL)) != NULL)
    {
      g_autofree char *words =
          g_strdup_printf ("Show %u more of %u", MIN (SMT_QUEUE_PART_BATCH, FEW - shown), FEW - shown);

      g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, words);
      begin_turns ();
      g_signal_emit_by_name (button, "clicked");
      wait_for_focus (fixture, (int)shown);
      shown = MIN (shown + SMT_QUEUE_PART_BATCH, FEW);
      wait_for_rows (fixture, shown);
      say_turns ("more");
    }
  g_assert_cmpuint (shown, ==, FEW);
}

static void
test_counts (Fixture *fixture, gconstpointer type)
{
  if (GPOINTER_TO_SIZE (type) == SMT_TYPE_PHARMACY_PAGE)
    {
      wait_for_label (fixture,
                      "0 wait for the doctor, 0 for a new prescription; 2000 flagged prescriptions without a word");
      wait_for_label (fixture, "Nothing said yet  2000");
    }
  else
    {
      wait_for_label (fixture, "2000 of 2000 flagged entries remain: 2000 dispensable");
      wait_for_label (fixture, "Dispensable  2000");
    }
  wait_for_rows (fixture, SMT_QUEUE_PART_BATCH);
  say_turns ("shown");
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, is_more, NULL));
}

static void
look_for (Fixture *fixture, GtkWidget *entry, gconstpointer type, const char *words, guint n)
{
  const char *part = GPOINTER_TO_SIZE (type) == SMT_TYPE_PHARMACY_PAGE ? "Nothing said yet" : "Dispensable";
  g_autofree char *heading = g_strdup_printf ("%s  %u", part, n);

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  wait_for_label (fixture, n > 0 ? heading : "Nothing in the queue has these words.");
  wait_for_rows (fixture, n);
}

static void
test_found (Fixture *fixture, gconstpointer type)
{
  GtkWidget *entry;

  wait_for_rows (fixture, SMT_QUEUE_PART_BATCH);
  g_assert_true (smt_queue_page_search (fixture->page));
  entry = find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_SEARCH_ENTRY, is_any, NULL);
  begin_turns ();
  look_for (fixture, entry, type, "PRØVESEN 0999", 2); /* a patient far down */
  say_turns ("found");
  g_signal_emit_by_name (entry, "activate");
  wait_for_focus (fixture, 1998);
  look_for (fixture, entry, type, "entry-1234", 1);
  look_for (fixture, entry, type, "no such thing", 0);
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  wait_for_rows (fixture, SMT_QUEUE_PART_BATCH);
  wait_for_focus (fixture, 0);
}

static void
opened_cb (SmtQueuePage *page, SmtWorkItem *item, const char *key, char **out)
{
  g_assert_nonnull (item);
  g_free (*out);
  *out = g_strdup (key);
}

/* From one patient to the next, and round again; what was opened far down is there when the queue is read anew. */
static void
test_next (Fixture *fixture, gconstpointer type)
{
  g_autofree char *key = NULL;

  g_signal_connect (fixture->page, "opened", G_CALLBACK (opened_cb), &key);
  wait_for_rows (fixture, SMT_QUEUE_PART_BATCH);
  for (guint i = 0; i < N / 2; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("pll:%04u", i * 2);

      g_assert_true (smt_queue_page_open_next (fixture->page));
      g_assert_cmpstr (key, ==, wanted);
      if (i == 300)
        {
          begin_turns ();
          smt_queue_page_show (fixture->page);
          wait_for_focus (fixture, 600);
          say_turns ("read anew at the 601st");
        }
    }
  g_assert_true (smt_queue_page_open_next (fixture->page));
  g_assert_cmpstr (key, ==, "pll:0000");
}

/* --- threads ---------------------------------------------------------------------------------------------------------
 */

static GtkTextBuffer *
thread_entry (Fixture *fixture)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_TEXT_VIEW, is_any, NULL)));
}

static void
assert_written (Fixture *fixture, const char *words)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (thread_entry (fixture), &start, &end);
  text = gtk_text_buffer_get_text (thread_entry (fixture), &start, &end, FALSE);
  g_assert_cmpstr (text, ==, words);
}

static gboolean
says_it (GtkWidget *button, gconstpointer data)
{
  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "Say it in the thread") == 0;
}

static void
say (Fixture *fixture)
{
  g_signal_emit_by_name (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, says_it, NULL), "clicked");
}

static void
said_cb (SmtQueuePage *page, const char *words, guint *n)
{
  (*n)++;
}

/* The list that is out of sight does not keep the thread as wide as its rows are long. */
static void
test_narrow (Fixture *fixture, gconstpointer type)
{
  int list, thread;

  wait_for_rows (fixture, SMT_QUEUE_PART_BATCH);
  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &list, NULL, NULL, NULL);
  SMT_QUEUE_PAGE_GET_CLASS (fixture->page)->open (fixture->page, 3);
  for (guint i = 0; i < 10; i++) /* laid out and drawn */
    g_main_context_iteration (NULL, FALSE);
  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &thread, NULL, NULL, NULL);
  g_assert_cmpint (list, <, 360);
  g_assert_cmpint (thread, <, 360);
}

/* What was begun is there again; pressed twice it is said once; nothing is nothing to say. */
static void
test_said (Fixture *fixture, gconstpointer type)
{
  guint n_said = 0;

  g_signal_connect (fixture->page, "said", G_CALLBACK (said_cb), &n_said);
  wait_for_rows (fixture, SMT_QUEUE_PART_BATCH);
  SMT_QUEUE_PAGE_GET_CLASS (fixture->page)->open (fixture->page, 3);
  /* kept by an older program, without the voices: it says so, and how they come */
  wait_for_label (fixture, "What field and text say was not kept when this was flagged.");
  gtk_text_buffer_set_text (thread_entry (fixture), "halvveis", -1);
  SMT_QUEUE_PAGE_GET_CLASS (fixture->page)->open (fixture->page, 4);
  assert_written (fixture, "");
  say (fixture);
  g_assert_cmpuint (n_said, ==, 1);
  SMT_QUEUE_PAGE_GET_CLASS (fixture->page)->open (fixture->page, 3);
  assert_written (fixture, "halvveis");

  begin_turns ();
  say (fixture);
  say (fixture);
  wait_for_label (fixture, "Lise Fastlegesen, doctor, ");
  say_turns ("said");
  assert_written (fixture, "");
  g_assert_true (smt_queue_page_back (fixture->page));
  wait_for_label (fixture,
                  "0 wait for the doctor, 1 for a new prescription; 1999 flagged prescriptions without a word");
  wait_for_focus (fixture, 3);
  g_assert_false (smt_queue_page_back (fixture->page));
}

static void
add (const char *name, GType type, void (*test) (Fixture *fixture, gconstpointer type))
{
  g_autofree char *path =
      g_strdup_printf ("/ui/queue-pages/%s/%s", type == SMT_TYPE_PHARMACY_PAGE ? "pharmacy" : "cleanup", name);

  g_test_add (path, Fixture, GSIZE_TO_POINTER (type), test == test_whole ? set_up_few : set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_setenv ("LANGUAGE", "C", TRUE); /* the words of the source */
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  smt_ui_init ();
  g_main_context_set_poll_func (NULL, poll_and_count);

  add ("whole", SMT_TYPE_PHARMACY_PAGE, test_whole);
  add ("counts", SMT_TYPE_PHARMACY_PAGE, test_counts);
  add ("counts", SMT_TYPE_CLEANUP_PAGE, test_counts);
  add ("found", SMT_TYPE_PHARMACY_PAGE, test_found);
  add ("found", SMT_TYPE_CLEANUP_PAGE, test_found);
  add ("next", SMT_TYPE_CLEANUP_PAGE, test_next);
  add ("narrow", SMT_TYPE_PHARMACY_PAGE, test_narrow);
  add ("said", SMT_TYPE_PHARMACY_PAGE, test_said);
  return g_test_run ();
}
