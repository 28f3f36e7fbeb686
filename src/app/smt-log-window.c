/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-log-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/smt-log.h"
#include "app/smt-side-window.h"

#define MARGIN 12

static void
refresh_cb (GtkTextView *view)
{
  g_autofree char *text = smt_log_read (SMT_LOG_MOST_BYTES);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter end;

  gtk_text_buffer_set_text (buffer, *text != '\0' ? text : C_ ("log", "The log is empty."), -1);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}

/* The newest line stands last, and is what one wants to see once the lines are laid out. */
static void
laid_out_cb (GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
}

static void
copy_cb (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view)), text);
}

static GtkWidget *
make_view (void)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("log", "Lines of the log"),
                                  -1);
  return view;
}

static void
add_button (GtkWindow *window, GtkWidget *view, const char *word, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (word);

  g_signal_connect_object (button, "clicked", callback, view, G_CONNECT_SWAPPED);
  smt_side_window_add_button (window, button);
}

/** smt_log_window_show: opens the log over @parent */
void
smt_log_window_show (GtkWindow *parent, gboolean synthetic)
{
  GtkWidget *view = make_view ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWindow *window = smt_side_window_new (parent, C_ ("log", "Log"), synthetic, scroller);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  g_signal_connect (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), "changed",
                    G_CALLBACK (laid_out_cb), NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  add_button (window, view, C_ ("log", "Refresh"), G_CALLBACK (refresh_cb));
  add_button (window, view, C_ ("log", "Copy all"), G_CALLBACK (copy_cb));
  gtk_window_present (window);
  gtk_widget_grab_focus (view);
  refresh_cb (GTK_TEXT_VIEW (view));
}
