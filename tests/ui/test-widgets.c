/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every widget can be built, is not wider than a narrow window, and is gone when it is let go.
 */
#include "smt-config.h"

#include <adwaita.h>
#include <locale.h>

#include "ui/smt-clipboard.h"
#include "ui/smt-decision-form.h"
#include "ui/smt-detail-pane.h"
#include "dosing/smt-reading.h"
#include "ui/smt-dose-draft.h"
#include "ui/smt-dose-editor.h"
#include "ui/smt-dose-fields.h"
#include "ui/smt-fact-grid.h"
#include "ui/smt-field.h"
#include "ui/smt-finding-card.h"
#include "ui/smt-flow-layout.h"
#include "ui/smt-group-section.h"
#include "ui/smt-grouping.h"
#include "ui/smt-history-section.h"
#include "ui/smt-identity-strip.h"
#include "ui/smt-lookup-page.h"
#include "ui/smt-message-bar.h"
#include "ui/smt-notice-strip.h"
#include "ui/smt-pane-layout.h"
#include "ui/smt-patient-page.h"
#include "ui/smt-receipt-list.h"
#include "ui/smt-record-card.h"
#include "ui/smt-review-page.h"
#include "ui/smt-review-row.h"
#include "ui/smt-setting.h"
#include "ui/smt-step-list.h"
#include "ui/smt-step-picker.h"
#include "ui/smt-timeline-chart.h"
#include "ui/smt-timeline.h"
#include "ui/smt-treatment-row.h"
#include "ui/smt-ui.h"
#include "ui/smt-voices-strip.h"
#include "ui/smt-window.h"
#include "ui/smt-work-list-pane.h"
#include "ui/smt-work-row.h"
#include "ui/smt-wrap.h"

#define NARROW 360

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  char **text = data;
  g_autofree char *read = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  *text = g_strdup (read != NULL ? read : "");
}

static char *
read_clipboard (GdkClipboard *clipboard)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static void
count_cb (guint *times)
{
  ++*times;
}

/* How the list is divided is remembered for each role by itself. */
static void
test_grouping_by_role (void)
{
  smt_setting_set ("role", "pharmacist");
  smt_grouping_set ("atc");
  g_assert_cmpint (smt_grouping_get (), ==, SMT_GROUPING_ATC);
  smt_setting_set ("role", "nurse");
  g_assert_cmpint (smt_grouping_get (), ==, SMT_GROUPING_STATUS);
  smt_grouping_set ("time");
  smt_setting_set ("role", "doctor");
  g_assert_cmpint (smt_grouping_get (), ==, SMT_GROUPING_STATUS);
  smt_setting_set ("role", "pharmacist");
  g_assert_cmpint (smt_grouping_get (), ==, SMT_GROUPING_ATC);
  smt_setting_set ("role", "doctor");
}

/* What was copied goes by itself. */
static void
test_clipboard (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  GdkClipboard *clipboard = gtk_widget_get_clipboard (label);
  g_autofree char *copied = NULL;

  smt_clipboard_copy_for (label, "metotreksat", 60000);
  copied = read_clipboard (clipboard);
  g_assert_cmpstr (copied, ==, "metotreksat");
  smt_clipboard_clear (gtk_widget_get_display (label));
  g_assert_null (gdk_clipboard_get_content (clipboard));

  smt_clipboard_copy_for (label, "levotyroksin", 1);
  while (gdk_clipboard_get_content (clipboard) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What somebody has put there since stays. */
static void
test_clipboard_of_others (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  GdkClipboard *clipboard = gtk_widget_get_clipboard (label);
  g_autoptr (GdkContentProvider) theirs = gdk_content_provider_new_typed (G_TYPE_STRING, "somebody's own");
  GdkContentProvider *ours;
  guint cleared = 0;

  smt_clipboard_copy_for (label, "metotreksat", 1);
  ours = gdk_clipboard_get_content (clipboard);
  g_object_add_weak_pointer (G_OBJECT (ours), (gpointer *)&ours);
  gdk_clipboard_set_content (clipboard, theirs);
  g_signal_connect_swapped (clipboard, "notify::content", G_CALLBACK (count_cb), &cleared);
  /* the last to know it is the timer */
  while (ours != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (cleared, ==, 0);
  g_signal_handlers_disconnect_by_data (clipboard, &cleared);
  smt_clipboard_clear (gtk_widget_get_display (label));
}

static void
test_build_and_finalize (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  GObject *object = g_object_new (type, NULL);
  gpointer gone = object;

  if (g_object_is_floating (object))
    g_object_ref_sink (object);
  g_object_add_weak_pointer (object, &gone);
  g_object_unref (object);
  drain ();
  g_assert_null (gone);
}

static void
test_narrow (gconstpointer data)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (GPOINTER_TO_SIZE (data), NULL));
  GtkWidget *window = gtk_window_new ();
  int minimum;

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_test_message ("%s needs %d px", g_type_name (GPOINTER_TO_SIZE (data)), minimum);
  g_assert_cmpint (minimum, <=, NARROW);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (widget);
  drain ();
}

static void
test_window_finalizes (void)
{
  GtkWidget *window = g_object_new (SMT_TYPE_WINDOW, NULL);
  gpointer gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  gtk_window_present (GTK_WINDOW (window));
  drain ();
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Samstemt");
  gtk_window_destroy (GTK_WINDOW (window));
  drain ();
  g_assert_null (gone);
}

#define N_CHILDREN 3

/* A flow of children of 40 × 20 px in a window of its own. */
static GtkWidget *
flow_new (GtkLayoutManager *flow, GtkWidget *children[N_CHILDREN])
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, flow);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      children[i] = gtk_drawing_area_new ();
      gtk_widget_set_size_request (children[i], 40, 20);
      gtk_box_append (GTK_BOX (box), children[i]);
    }
  gtk_window_set_child (GTK_WINDOW (window), box);
  return window;
}

static void
test_flow_breaks (void)
{
  GtkWidget *children[N_CHILDREN];
  GtkWidget *window = flow_new (g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 10, "line-spacing", 5, NULL), children);
  GtkWidget *box = gtk_window_get_child (GTK_WINDOW (window));
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 140, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 20);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 139, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 45);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 40, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 70);
  gtk_widget_set_visible (children[1], FALSE);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 90, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 20);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where each child lands at @width: "x,y,width" in their order. */
static char *
flow_places (GtkWidget *window, GtkWidget *children[N_CHILDREN], int width)
{
  GtkWidget *box = gtk_window_get_child (GTK_WINDOW (window));
  GString *places = g_string_new (NULL);

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, width, 100 }, -1);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      GtkAllocation at;

      gtk_widget_get_allocation (children[i], &at);
      g_string_append_printf (places, "%s%d,%d,%d", i > 0 ? " " : "", at.x, at.y, at.width);
    }
  return g_string_free (places, FALSE);
}

/* A menu at the end of a row's buttons is never left alone, and what wraps can have its whole line. */
static void
test_flow_lines (void)
{
  GtkWidget *children[N_CHILDREN];
  GtkWidget *kept = flow_new (
      g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 10, "line-spacing", 5, "keep-last", TRUE, NULL), children);
  g_autofree char *two_lines = flow_places (kept, children, 100);
  g_autofree char *one_line = flow_places (kept, children, 140);
  GtkWidget *filled;
  g_autofree char *wide = NULL;

  g_assert_cmpstr (two_lines, ==, "0,0,40 0,25,40 50,25,40");
  g_assert_cmpstr (one_line, ==, "0,0,40 50,0,40 100,0,40");
  gtk_window_destroy (GTK_WINDOW (kept));

  filled =
      flow_new (g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 10, "line-spacing", 5, "fill", TRUE, NULL), children);
  wide = flow_places (filled, children, 100);
  g_assert_cmpstr (wide, ==, "0,0,40 50,0,40 0,25,100");
  gtk_window_destroy (GTK_WINDOW (filled));
}

static int
natural_width (GtkMenuButton *button)
{
  int natural;

  gtk_widget_measure (GTK_WIDGET (gtk_menu_button_get_popover (button)), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural,
                      NULL, NULL);
  return natural;
}

/* A menu whose words are longer than the window breaks them, and leaves its keys out; GTK's own would be cut. */
static void
test_menu_breaks (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) item =
      g_menu_item_new ("Keep all that is unchanged and without any finding whatever it may be", "none.such");

  g_menu_item_set_attribute (item, "accel", "s", "<Control><Shift>Page_Down");
  g_menu_append_item (menu, item);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_window_set_default_size (GTK_WINDOW (window), NARROW, NARROW);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (window) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_widget_get_width (window), <=, NARROW);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_cmpint (natural_width (GTK_MENU_BUTTON (button)), >, NARROW);
  smt_wrap_menu (GTK_MENU_BUTTON (button));
  g_assert_cmpint (natural_width (GTK_MENU_BUTTON (button)), <=, NARROW);
  gtk_window_destroy (GTK_WINDOW (window));
  drain ();
}

/* Lines added to a table that was measured while it was empty, before it is laid out: each has the room it needs. */
static void
test_facts_fit (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *table = smt_fact_grid_new ();
  GtkWidget *last;
  graphene_rect_t bounds;
  int height;

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_box_append (GTK_BOX (box), table);
  gtk_widget_get_request_mode (box);
  smt_fact_grid_add (SMT_FACT_GRID (table), "Strukturert dose",
                     "«1 tablett morgen, intervall 1 Døgn, fra 2026-11-18 til og med 2026-11-26»");
  smt_fact_grid_add (SMT_FACT_GRID (table), "Sist endret av", "Lise Fastlegesen, 18. november 2026");
  gtk_widget_measure (table, GTK_ORIENTATION_VERTICAL, 320, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (table, &(GtkAllocation){ 0, 0, 320, height }, -1);
  last = gtk_widget_get_last_child (gtk_widget_get_first_child (table));
  g_assert_true (gtk_widget_compute_bounds (last, table, &bounds));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, height);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_types (const char *group, const GType *types, guint n_types, GTestDataFunc test)
{
  for (guint i = 0; i < n_types; i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/%s/%s", group, g_type_name (types[i]));
      g_test_add_data_func (path, GSIZE_TO_POINTER (types[i]), test);
    }
}

/* Whatever step the fields are given they give back, also after another one: nothing of the one before stays. */
static void
test_dose_fields_hold (void)
{
  static const char *const doses[] = {
    "2 tabletter morgen og 1,5 tabletter kveld daglig",
    "1 sprøyte hver 3. måned",
    "2 tabletter hver 8. time",
    "1 tablett mandag hver 2. uke",
    "1 tablett dag 1–21 av hver 28-dagers syklus",
    "1–2 tabletter ved behov, maks 8 tabletter per døgn, minst 6 timer mellom dosene",
    "1 tablett inntil 2 ganger i uken ved behov",
    "2 tabletter som engangsdose",
    "1 dråpe 6 ganger daglig i 7 dager",
    "4 tabletter morgen daglig i 5 dager, deretter ingen dosering i 2 uker, deretter 1 tablett hver fredag",
    "1 tablett daglig",
    "1 tablett ved behov, maks 10 tabletter per måned",
    "1 tablett morgen daglig fra oktober til mars",
    "2 tabletter morgen i 5 dager, deretter 1 tablett ved behov",
  };
  SmtDoseFields *fields = g_object_ref_sink (g_object_new (SMT_TYPE_DOSE_FIELDS, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (doses); i++)
    {
      g_autoptr (SmtReading) reading = smt_dosing_read (doses[i], SMT_LANGUAGE_NB);
      g_autoptr (GPtrArray) steps = smt_dose_draft_from_rhythm (smt_reading_get_rhythm (reading));
      g_autoptr (SmtRhythm) again = NULL;
      SmtDraftFault fault;
      guint at;

      g_test_message ("%s", doses[i]);
      g_assert_nonnull (steps);
      smt_dose_fields_set_many (fields, steps->len > 1);
      for (guint s = 0; s < steps->len; s++)
        {
          smt_dose_fields_set_step (fields, g_ptr_array_index (steps, s));
          smt_draft_step_free (steps->pdata[s]);
          steps->pdata[s] = smt_dose_fields_dup_step (fields);
        }
      again = smt_dose_draft_to_rhythm (steps, &at, &fault);
      g_assert_cmpint (fault, ==, SMT_DRAFT_WHOLE);
      g_assert_true (smt_rhythm_equal (again, smt_reading_get_rhythm (reading)));
    }
  g_object_unref (fields);
}

static void
moved_cb (SmtStepPicker *picker, guint index, int by, int *moved)
{
  *moved = (int)index * 10 + by;
}

static void
removed_cb (SmtStepPicker *picker, guint index, int *removed)
{
  *removed = (int)index;
}

static GtkWidget *
child_at (GtkWidget *widget, guint index)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL && index-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* The buttons of a step are about that step; the first cannot go up, and the last not down. One step alone is hidden.
 */
static void
test_step_picker (void)
{
  GtkWidget *picker = g_object_ref_sink (g_object_new (SMT_TYPE_STEP_PICKER, NULL));
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GtkWidget *second;
  int moved = 0, removed = -1;

  g_ptr_array_add (words, (gpointer) "4 tabletter");
  smt_step_picker_show (SMT_STEP_PICKER (picker), words, 0);
  g_assert_false (gtk_widget_get_visible (picker));
  g_ptr_array_add (words, (gpointer) "2 tabletter");
  smt_step_picker_show (SMT_STEP_PICKER (picker), words, 1);
  g_assert_true (gtk_widget_get_visible (picker));
  g_signal_connect (picker, "moved", G_CALLBACK (moved_cb), &moved);
  g_signal_connect (picker, "removed", G_CALLBACK (removed_cb), &removed);

  second = child_at (picker, 1);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (child_at (second, 0))));
  g_assert_true (gtk_widget_get_sensitive (child_at (second, 1)));
  g_assert_false (gtk_widget_get_sensitive (child_at (second, 2)));
  g_assert_false (gtk_widget_get_sensitive (child_at (child_at (picker, 0), 1)));
  g_signal_emit_by_name (child_at (second, 1), "clicked");
  g_assert_cmpint (moved, ==, 9); /* step 1, from 0, up */
  g_signal_emit_by_name (child_at (second, 3), "clicked");
  g_assert_cmpint (removed, ==, 1);
  g_object_unref (picker);
}

/* A message in a narrow window is not cut off, undo stays in sight, and the page beside it can be clicked. */
static void
test_message_fits (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *page = gtk_button_new_with_label ("page");
  GtkWidget *bar = g_object_new (SMT_TYPE_MESSAGE_BAR, NULL);
  GtkWidget *box = gtk_widget_get_first_child (bar);
  guint n_left = 0;
  graphene_rect_t bounds;
  int height;

  gtk_overlay_set_child (GTK_OVERLAY (overlay), page);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), bar);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), NARROW, NARROW);
  g_signal_connect_swapped (bar, "left", G_CALLBACK (count_cb), &n_left);
  gtk_window_present (GTK_WINDOW (window));
  smt_message_bar_say (SMT_MESSAGE_BAR (bar), "Kept", TRUE);
  while (gtk_widget_get_height (box) == 0)
    g_main_context_iteration (NULL, TRUE);
  height = gtk_widget_get_height (box);
  gtk_widget_grab_focus (gtk_widget_get_last_child (box)); /* it stays for who stands in it */

  smt_message_bar_say (SMT_MESSAGE_BAR (bar),
                       "It is not known yet what arrived: the connection was cut before the answer. Fetch the list "
                       "again, and the program will see what is there before anything is sent once more.",
                       TRUE);
  while (gtk_widget_get_height (box) == height)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_widget_get_height (box), >, 2 * height);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_last_child (box), bar, &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (overlay));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (overlay));
  g_assert_true (gtk_widget_pick (window, NARROW / 2, NARROW / 8, GTK_PICK_DEFAULT) != bar);

  smt_message_bar_hide (SMT_MESSAGE_BAR (bar));
  g_assert_cmpuint (n_left, ==, 1);
  gtk_widget_grab_focus (page);
  smt_message_bar_say (SMT_MESSAGE_BAR (bar), "Kept", TRUE);
  smt_message_bar_hide (SMT_MESSAGE_BAR (bar));
  g_assert_cmpuint (n_left, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  drain ();
}

int
main (int argc, char **argv)
{
  g_setenv ("LANGUAGE", "nb", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  smt_ui_init ();

  const GType all[] = {
    SMT_TYPE_DECISION_FORM,   SMT_TYPE_DETAIL_PANE,    SMT_TYPE_DOSE_EDITOR,  SMT_TYPE_FACT_GRID,
    SMT_TYPE_FIELD,           SMT_TYPE_FINDING_CARD,   SMT_TYPE_FLOW_LAYOUT,  SMT_TYPE_GROUP_SECTION,
    SMT_TYPE_HISTORY_SECTION, SMT_TYPE_IDENTITY_STRIP, SMT_TYPE_LOOKUP_PAGE,  SMT_TYPE_NOTICE_STRIP,
    SMT_TYPE_PANE_LAYOUT,     SMT_TYPE_PATIENT_PAGE,   SMT_TYPE_RECEIPT_LIST, SMT_TYPE_RECORD_CARD,
    SMT_TYPE_REVIEW_PAGE,     SMT_TYPE_REVIEW_ROW,     SMT_TYPE_TIMELINE,     SMT_TYPE_STEP_LIST,
    SMT_TYPE_TIMELINE_CHART,  SMT_TYPE_TREATMENT_ROW,  SMT_TYPE_VOICES_STRIP, SMT_TYPE_WORK_LIST_PANE,
    SMT_TYPE_WORK_ROW,        SMT_TYPE_MESSAGE_BAR,
  };
  const GType pages[] = {
    SMT_TYPE_DETAIL_PANE, SMT_TYPE_DOSE_EDITOR,   SMT_TYPE_LOOKUP_PAGE,    SMT_TYPE_PATIENT_PAGE,
    SMT_TYPE_REVIEW_PAGE, SMT_TYPE_DECISION_FORM, SMT_TYPE_WORK_LIST_PANE, SMT_TYPE_TREATMENT_ROW
  };

  add_types ("build-and-finalize", all, G_N_ELEMENTS (all), test_build_and_finalize);
  add_types ("narrow", pages, G_N_ELEMENTS (pages), test_narrow);
  g_test_add_func ("/ui/grouping/by-role", test_grouping_by_role);
  g_test_add_func ("/ui/clipboard", test_clipboard);
  g_test_add_func ("/ui/clipboard/of-others", test_clipboard_of_others);
  g_test_add_func ("/ui/window/finalizes", test_window_finalizes);
  g_test_add_func ("/ui/flow/breaks", test_flow_breaks);
  g_test_add_func ("/ui/flow/lines", test_flow_lines);
  g_test_add_func ("/ui/menu/breaks", test_menu_breaks);
  g_test_add_func ("/ui/facts/fit", test_facts_fit);
  g_test_add_func ("/ui/message/fits", test_message_fits);
  g_test_add_func ("/ui/dose-fields/hold", test_dose_fields_hold);
  g_test_add_func ("/ui/step-picker", test_step_picker);
  return g_test_run ();
}
