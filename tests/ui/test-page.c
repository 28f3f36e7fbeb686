/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the rows of a page, the focus and a search are while rows move to other places and after it. Rows move in turns
 * of the main loop, so everything is asked between any two turns, too.
 *
 *     test-page LIST FILE         an answer of SFM, and another list of the same person
 */
#include "smt-config.h"

#include <adwaita.h>
#include <locale.h>
#include <string.h>

#include "reconcile/smt-profile.h"
#include "ui/smt-folding.h"
#include "ui/smt-grouping.h"
#include "ui/smt-journal-note.h"
#include "ui/smt-papers.h"
#include "ui/smt-patient-page-private.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"
#include "ui/smt-setting.h"
#include "ui/smt-treatment-row.h"
#include "ui/smt-ui.h"

#include "page-support.h"

static const char *list_path;
static const char *file_path;

typedef struct
{
  SmtPatientContext *context;
  GtkWindow *window;
  SmtPatientPage *page;
} Fixture;

static const char *
key_of (Fixture *f, guint i)
{
  return smt_reconciliation_get_row (smt_patient_context_get_reconciliation (f->context), i)->treatment->key;
}

static guint
count_rows (Fixture *f)
{
  return smt_reconciliation_get_n_rows (smt_patient_context_get_reconciliation (f->context));
}

static SmtTreatmentRow *
row_of (Fixture *f, const char *key)
{
  GtkWidget *row = smt_patient_page_find_row (f->page, key);

  g_assert_nonnull (row);
  return SMT_TREATMENT_ROW (row);
}

/* Every row is there and shows what it is to show. */
static gboolean
is_at_rest (Fixture *f)
{
  if (f->page->places != NULL || f->page->turn != 0 || f->page->tick != 0)
    return FALSE;
  for (guint i = 0; i < count_rows (f); i++)
    if (smt_treatment_row_is_late (row_of (f, key_of (f, i))))
      return FALSE;
  return TRUE;
}

static void
come_to_rest (Fixture *f)
{
  while (!is_at_rest (f))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  smt_grouping_set ("status");
  f->context = page_test_open (list_path, smt_date_new (2026, 11, 20));
  f->page = g_object_new (SMT_TYPE_PATIENT_PAGE, NULL);
  f->window = g_object_new (GTK_TYPE_WINDOW, "default-width", 1000, "default-height", 760, "child", f->page, NULL);
  gtk_window_present (f->window);
  smt_patient_page_set_context (f->page, f->context);
  come_to_rest (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_assert_finalize_object (f->context);
}

static void
regroup (Fixture *f, const char *name)
{
  smt_grouping_set (name);
  smt_patient_page_regroup (f->page);
}

/* The rows that stand in sections that are shown, each once. */
static guint
count_shown (Fixture *f)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (SmtGroupSection *section = _smt_patient_page_first_section (f->page); section != NULL;
       section = _smt_patient_page_section_after (section))
    for (guint i = 0; i < count_rows (f); i++)
      if (smt_group_section_find (section, key_of (f, i)) != NULL
          && gtk_widget_get_mapped (smt_group_section_find (section, key_of (f, i))))
        g_assert_true (g_hash_table_add (seen, (gpointer)key_of (f, i)));
  return g_hash_table_size (seen);
}

static void
test_each_row_once (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "atc", "indication", "time", "status", "indication", "status" };

  g_assert_cmpuint (count_rows (f), >, 30);
  g_assert_cmpuint (count_shown (f), ==, count_rows (f));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      regroup (f, names[i]);
      while (!is_at_rest (f)) /* which asks for every row */
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (count_shown (f), ==, count_rows (f));
    }
}

/* Another choice before the rows of the one before have come to rest. */
static void
test_chosen_again (Fixture *f, gconstpointer data)
{
  regroup (f, "atc");
  g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (f->page->places);
  regroup (f, "time");
  g_main_context_iteration (NULL, TRUE);
  regroup (f, "status");
  come_to_rest (f);
  g_assert_cmpuint (count_shown (f), ==, count_rows (f));
}

/* Back to what was, while the rest of the rows waits in sections that are hidden already. */
static void
test_back_at_once (Fixture *f, gconstpointer data)
{
  regroup (f, "atc");
  come_to_rest (f);
  regroup (f, "status");
  while (f->page->tick == 0)
    {
      g_assert_nonnull (f->page->places);
      g_main_context_iteration (NULL, TRUE);
    }
  regroup (f, "atc");
  come_to_rest (f);
  g_assert_cmpuint (count_shown (f), ==, count_rows (f));
}

static void
test_focus_stays (Fixture *f, gconstpointer data)
{
  static const guint rows[] = { 0, 7, 25, 39 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *key = g_strdup (key_of (f, rows[i]));

      g_assert_true (smt_patient_page_focus_row (f->page, key));
      come_to_rest (f);
      regroup (f, i % 2 == 0 ? "atc" : "status");
      come_to_rest (f);
      g_assert_true (gtk_window_get_focus (f->window) == GTK_WIDGET (row_of (f, key)));
    }
}

/* Half a word stays half a word, in the form that it is typed in. */
static void
test_form_stays (Fixture *f, gconstpointer data)
{
  GtkWidget *focus;
  int start, end;

  g_assert_true (smt_patient_page_focus_row (f->page, key_of (f, 12)));
  gtk_widget_activate_action (GTK_WIDGET (row_of (f, key_of (f, 12))), "row.clarify", NULL);
  focus = gtk_window_get_focus (f->window);
  g_assert_true (GTK_IS_TEXT (focus));
  gtk_editable_set_text (GTK_EDITABLE (focus), "fastl");
  gtk_editable_set_position (GTK_EDITABLE (focus), -1);
  regroup (f, "atc");
  come_to_rest (f);
  g_assert_true (gtk_window_get_focus (f->window) == focus);
  g_assert_true (gtk_widget_get_mapped (focus));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, "fastl");
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), &start, &end));
}

/* A key that comes between two turns meets the page as it is to be. */
static void
test_act_between (Fixture *f, gconstpointer data)
{
  const char *first;

  regroup (f, "indication");
  g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (f->page->places);
  first = smt_patient_page_first_key (f->page);
  g_assert_null (f->page->places);
  g_assert_true (smt_patient_page_focus_row (f->page, NULL));
  g_assert_true (gtk_window_get_focus (f->window) == GTK_WIDGET (row_of (f, first)));
  come_to_rest (f);
}

static void
test_search_goes_on (Fixture *f, gconstpointer data)
{
  const SmtTreatment *treatment =
      smt_reconciliation_get_row (smt_patient_context_get_reconciliation (f->context), 5)->treatment;
  g_autofree char *line = smt_row_medicine_line (treatment);
  guint shown;

  *strchr (line, ' ') = '\0'; /* the name alone */
  smt_patient_page_search (f->page);
  gtk_editable_set_text (f->page->search_entry, line);
  g_signal_emit_by_name (f->page->search_entry, "search-changed");
  come_to_rest (f);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (f->window), GTK_WIDGET (f->page->search_entry)));
  shown = count_shown (f);
  g_assert_cmpuint (shown, >, 0);
  g_assert_cmpuint (shown, <, count_rows (f));
  regroup (f, "time");
  come_to_rest (f);
  g_assert_cmpuint (count_shown (f), ==, shown);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (f->window), GTK_WIDGET (f->page->search_entry)));
}

/* What goes away is taken apart later, and is not there for anybody meanwhile. */
static void
test_file_goes (Fixture *f, gconstpointer data)
{
  SmtBeside *file = page_test_read_file (file_path, smt_date_new (2026, 11, 20));
  g_autofree char *id = g_strdup (file->id);
  GtkWidget *alone;

  g_assert_true (smt_patient_context_add_file (f->context, file, TRUE));
  come_to_rest (f);
  alone = f->page->alone;
  g_assert_nonnull (alone);
  g_object_add_weak_pointer (G_OBJECT (alone), (gpointer *)&alone);
  smt_patient_context_remove_file (f->context, id);
  g_assert_null (f->page->alone);
  g_assert_false (gtk_widget_get_mapped (alone));
  while (alone != NULL)
    g_main_context_iteration (NULL, TRUE);
  come_to_rest (f);
  g_assert_cmpuint (count_shown (f), ==, count_rows (f));
  smt_beside_unref (file);
}

/* --- what is looked at stays where it is ------------------------------------------------------------------------- */

#define FRAMES 12 /* more than smt_scroll_to() waits for */

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint *left = data;

  (*left)--;
  return *left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
draw_frames (Fixture *f)
{
  guint left = FRAMES;

  come_to_rest (f);
  gtk_widget_add_tick_callback (GTK_WIDGET (f->page), count_frame_cb, &left, NULL);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
}

static double
top_of (Fixture *f, const char *key)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (row_of (f, key)), f->page->scroller, &bounds));
  return bounds.origin.y;
}

static GtkAdjustment *
scroll_of (Fixture *f)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (f->page->scroller));
}

static void
test_place_beside_file (Fixture *f, gconstpointer data)
{
  SmtBeside *file = page_test_read_file (file_path, smt_date_new (2026, 11, 20));
  const char *key = key_of (f, count_rows (f) - 3);
  double top, value;

  g_assert_true (smt_patient_page_focus_row (f->page, key));
  draw_frames (f);
  gtk_adjustment_set_value (scroll_of (f), gtk_adjustment_get_value (scroll_of (f)) + top_of (f, key) - 200);
  draw_frames (f);
  top = top_of (f, key);
  value = gtk_adjustment_get_value (scroll_of (f));
  g_assert_cmpfloat (value, >, 0);
  g_assert_true (smt_patient_context_add_file (f->context, file, TRUE));
  draw_frames (f);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll_of (f)), >, value + 100); /* much has come above it */
  g_assert_cmpfloat_with_epsilon (top_of (f, key), top, 1);
  smt_patient_context_remove_file (f->context, file->id);
  draw_frames (f);
  g_assert_cmpfloat_with_epsilon (top_of (f, key), top, 1);
  smt_beside_unref (file);
}

/* Scrolled to by hand, with the row at work out of sight: what is read does not move either. */
static void
test_place_without_focus (Fixture *f, gconstpointer data)
{
  SmtBeside *file = page_test_read_file (file_path, smt_date_new (2026, 11, 20));
  GtkAdjustment *adjustment = scroll_of (f);
  const char *key;
  double top;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  draw_frames (f);
  g_assert_nonnull (f->page->held);
  key = smt_treatment_row_get_key (SMT_TREATMENT_ROW (f->page->held));
  top = top_of (f, key);
  g_assert_true (smt_patient_context_add_file (f->context, file, TRUE));
  draw_frames (f);
  g_assert_cmpfloat_with_epsilon (top_of (f, key), top, 1);
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) - 50); /* and scrolls as far as is asked */
  draw_frames (f);
  g_assert_cmpfloat_with_epsilon (top_of (f, key), top + 50, 1);
  smt_beside_unref (file);
}

/* At its top the page shows what comes there. */
static void
test_top_stays_top (Fixture *f, gconstpointer data)
{
  SmtBeside *file = page_test_read_file (file_path, smt_date_new (2026, 11, 20));

  draw_frames (f);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll_of (f)), ==, 0);
  g_assert_true (smt_patient_context_add_file (f->context, file, TRUE));
  draw_frames (f);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll_of (f)), ==, 0);
  smt_beside_unref (file);
}

/* The page may go at any turn. */
static void
test_page_goes (Fixture *f, gconstpointer data)
{
  regroup (f, "atc");
  g_main_context_iteration (NULL, TRUE);
  smt_patient_page_set_context (f->page, NULL);
  smt_patient_page_set_context (f->page, f->context);
  g_main_context_iteration (NULL, TRUE);
}

/* --- what a role is not shown at first ---------------------------------------------------------------------------- */

static gboolean
says (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

static const SmtRow *
plain_row (Fixture *f)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (f->context);

  for (guint i = 0; i < count_rows (f); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);

      if (row->treatment->product != NULL && row->treatment->product->row == NULL
          && smt_profile_count_folded (SMT_PROFILE_NURSING_HOME, row->treatment, row->findings) == 0
          && smt_treatment_is_in_use (row->treatment))
        return row;
    }
  g_assert_not_reached ();
}

static SmtFinding *
add_note (const SmtRow *row)
{
  SmtFinding *finding = g_new0 (SmtFinding, 1);

  finding->code = SMT_FINDING_SUPPLY;
  finding->checks = 1u << SMT_CHECK_C6;
  finding->severity_class = SMT_CLASS_INFO;
  finding->key = g_strdup (row->treatment->key);
  finding->factor = (SmtRatio){ 3, 1 };
  g_atomic_ref_count_init (&finding->ref_count);
  g_ptr_array_add (row->findings, finding);
  return finding;
}

static void
show_for (Fixture *f, const char *flags_for)
{
  smt_setting_set (SMT_FLAGS_FOR, flags_for);
  smt_folding_show (f->context, FALSE);
  come_to_rest (f);
}

/* A note for the journal that tells of a new dose tells of the planned stop that it lifts. */
static void
test_note_lifts_stop (Fixture *f, gconstpointer data)
{
  SmtRow *row = (SmtRow *)plain_row (f);
  SmtTreatment *treatment = (SmtTreatment *)row->treatment;
  g_autoptr (SmtDecision) change = smt_decision_new (SMT_DECISION_CHANGE, treatment->key, treatment->digest);
  const SmtDecision *decided = row->decision;
  SmtTreatmentState state = treatment->state;
  SmtDate stop = treatment->stop_date;
  SmtRecordSaid said = { .due = SMT_DATE_UNSET };
  g_autofree char *day = smt_phrase_date (smt_date_new (2026, 12, 19));
  g_autofree char *said_of_it = g_strdup_printf (": Changed. The stop planned for %s is lifted.\n", day);
  g_autofree char *note = NULL;

  treatment->state = SMT_TREATMENT_PLANNED_STOP;
  treatment->stop_date = smt_date_new (2026, 12, 19);
  row->decision = change;
  note = smt_journal_note (f->context, &said, FALSE);
  row->decision = decided;
  treatment->state = state;
  treatment->stop_date = stop;
  g_assert_nonnull (strstr (note, said_of_it));
}

/* What is decided of a row that is not in use is told too: a pause may be ended, or what is paused stopped. */
static void
test_note_tells_of_paused (Fixture *f, gconstpointer data)
{
  SmtRow *row = (SmtRow *)plain_row (f);
  SmtTreatment *treatment = (SmtTreatment *)row->treatment;
  g_autoptr (SmtDecision) stop = smt_decision_new (SMT_DECISION_STOP, treatment->key, treatment->digest);
  const SmtDecision *decided = row->decision;
  SmtTreatmentState state = treatment->state;
  SmtRecordSaid said = { .due = SMT_DATE_UNSET };
  g_autofree char *note = NULL;
  g_autofree char *words = NULL;
  g_autofree char *name = smt_phrase_treatment (treatment);
  g_autofree char *capital = smt_phrase_capitalize (name);
  g_autofree char *line = NULL;

  treatment->state = SMT_TREATMENT_PAUSED;
  row->decision = stop;
  words = smt_row_dup_decision (row);
  line = g_strdup_printf ("%s: %s.", capital, words);
  note = smt_journal_note (f->context, &said, FALSE);
  row->decision = decided;
  treatment->state = state;
  g_assert_nonnull (strstr (note, line));
}

/* Whoever takes over reads first that a medicine is paused, and only then its dose. */
static void
test_handover_says_paused (Fixture *f, gconstpointer data)
{
  SmtTreatment *treatment = (SmtTreatment *)plain_row (f)->treatment;
  SmtTreatmentState state = treatment->state;
  g_autofree char *name = smt_phrase_treatment (treatment);
  g_autofree char *capital = smt_phrase_capitalize (name);
  g_autofree char *line = /* medicines and doses are in bokmål where the program has no translation, as here */
      g_strdup_printf ("- %s: %s. ", capital, smt_handout_group_name (SMT_HANDOUT_PAUSED, SMT_HANDOUT_NB));
  g_autofree char *before = smt_papers_handover_text (f->context);
  g_autofree char *text = NULL;

  treatment->state = SMT_TREATMENT_PAUSED;
  text = smt_papers_handover_text (f->context);
  treatment->state = state;
  g_assert_null (strstr (before, line));
  g_assert_nonnull (strstr (text, line));
}

/* Counted above the list, and one act away; another role has it on its row, and what blocks is the same. */
static void
test_folded (Fixture *f, gconstpointer data)
{
  static const char *const others[] = { "all", "gp", "pharmacist" };
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (f->context);
  guint blocking = smt_reconciliation_count_blocking (reconciliation);
  const SmtRow *row = plain_row (f);
  g_autofree char *key = g_strdup (row->treatment->key);
  g_autofree char *badge = smt_phrase_badge (add_note (row));

  smt_treatment_row_update (row_of (f, key)); /* a finding of the list is there from the start */
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *words = NULL;
      g_autofree char *said = NULL;

      show_for (f, others[i]);
      g_assert_true (says (GTK_WIDGET (row_of (f, key)), badge));

      show_for (f, "nursing-home");
      words = smt_folding_words (f->context);
      g_assert_false (says (GTK_WIDGET (row_of (f, key)), badge));
      g_assert_true (says (f->page->notices, words));
      g_assert_cmpuint (smt_folding_count (f->context, row), ==, 1);

      smt_folding_show (f->context, TRUE);
      come_to_rest (f);
      said = smt_folding_words (f->context);
      g_assert_true (says (GTK_WIDGET (row_of (f, key)), badge));
      g_assert_true (says (f->page->notices, said));
      g_assert_cmpuint (smt_reconciliation_count_blocking (reconciliation), ==, blocking);
    }
  smt_setting_set (SMT_FLAGS_FOR, "all");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/page/each-row-once", test_each_row_once },
    { "/page/chosen-again", test_chosen_again },
    { "/page/focus-stays", test_focus_stays },
    { "/page/form-stays", test_form_stays },
    { "/page/back-at-once", test_back_at_once },
    { "/page/act-between", test_act_between },
    { "/page/search-goes-on", test_search_goes_on },
    { "/page/file-goes", test_file_goes },
    { "/page/page-goes", test_page_goes },
    { "/page/place-beside-file", test_place_beside_file },
    { "/page/top-stays-top", test_top_stays_top },
    { "/page/place-without-focus", test_place_without_focus },
    { "/page/folded", test_folded },
    { "/page/note-lifts-stop", test_note_lifts_stop },
    { "/page/note-tells-of-paused", test_note_tells_of_paused },
    { "/page/handover-says-paused", test_handover_says_paused },
  };

  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 3)
    return 2;
  list_path = argv[1];
  file_path = argv[2];
  adw_init ();
  smt_ui_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
