/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-wrap.h"

#include "ui/smt-flow-layout.h"
#include "ui/smt-focus.h"

#define LEAST_CHARS 8

/**
 * smt_wrap_label:
 * @label: a label that has its words
 *
 * Lets the words break into lines, within a word too where there is no room; but no line is asked to be narrower than
 * some characters: to find out how narrow words can be GTK would lay them out letter below letter.
 */
void
smt_wrap_label (GtkLabel *label)
{
  glong half = g_utf8_strlen (gtk_label_get_label (label), -1) / 2;

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (label, (int)MIN (half, LEAST_CHARS));
}

static void
wrap_button (GtkWidget *button)
{
  for (GtkWidget *child = gtk_widget_get_first_child (button); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      {
        smt_wrap_label (GTK_LABEL (child));
        gtk_label_set_natural_wrap_mode (GTK_LABEL (child), GTK_NATURAL_WRAP_NONE);
        if (GTK_IS_BUTTON (button))
          gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER); /* else its lines stand askew in its middle */
      }
}

/**
 * smt_wrap_buttons:
 * @widget: a page, or a button
 *
 * Lets the words of every button in @widget break into lines: one long button must not keep a narrow window wide.
 */
void
smt_wrap_buttons (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget))
    wrap_button (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    smt_wrap_buttons (child);
}

/* Of a menu's line: how long words may be in one, and what it takes to have the keys beside them. */
#define MENU_LEAST_CHARS 8
#define MENU_MOST_CHARS 48
#define MENU_KEYS_CHARS 56
#define MENU_EDGES_PX 96 /* frame, margins, marks and arrows */
#define MENU_FRAME_PX 32 /* above and below its entries */

/* How many characters of @widget's font a line of a menu over its window has room for. */
static int
count_menu_chars (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));
  int digit = PANGO_PIXELS (pango_font_metrics_get_approximate_digit_width (metrics));
  int room = root != NULL ? gtk_widget_get_width (GTK_WIDGET (root)) - MENU_EDGES_PX : 0;

  pango_font_metrics_unref (metrics);
  return room / MAX (MAX (width, digit), 1); /* as GtkLabel counts them */
}

static void
wrap_menu_labels (GtkWidget *widget, int chars)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (widget), CLAMP (chars, MENU_LEAST_CHARS, MENU_MOST_CHARS));
      if (g_str_equal (gtk_widget_get_css_name (widget), "accelerator"))
        gtk_widget_set_visible (widget, chars >= MENU_KEYS_CHARS);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    wrap_menu_labels (child, chars);
}

#define MENU_LEAST_PX 160 /* some entries at any size of text, even in a window of no height */

static GtkScrolledWindow *
new_scroller (GtkWidget *child)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());

  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (scroller, TRUE);
  gtk_scrolled_window_set_propagate_natural_height (scroller, TRUE);
  gtk_scrolled_window_set_overlay_scrolling (scroller, FALSE); /* that there is more must be seen before it is sought */
  gtk_scrolled_window_set_child (scroller, child);
  return scroller;
}

/* Each page of a menu of GTK 4.8, the menu itself and what its submenus lead to, stands in a stack without scrolling.
 */
static void
scroll_pages (GtkStack *stack, int most)
{
  g_autoptr (GListModel) pages = G_LIST_MODEL (gtk_stack_get_pages (stack));
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    g_ptr_array_add (found, g_list_model_get_item (pages, i));
  for (guint i = 0; i < found->len; i++)
    {
      GtkStackPage *page = g_ptr_array_index (found, i);
      GtkWidget *child = gtk_stack_page_get_child (page);

      if (!GTK_IS_SCROLLED_WINDOW (child))
        {
          g_autoptr (GtkWidget) menu = g_object_ref (child);
          g_autofree char *name = g_strdup (gtk_stack_page_get_name (page));

          gtk_stack_remove (stack, menu);
          child = GTK_WIDGET (new_scroller (menu));
          gtk_stack_add_named (stack, child, name);
        }
      gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (child), most);
    }
}

/* Puts @popover above its @button or below, where there is more room if it needs it. Returns: how high it may be there.
 */
static int
choose_side (GtkMenuButton *button, GtkPopover *popover)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));
  graphene_rect_t place;
  int height;
  int above;
  int below;
  int wanted;

  if (root == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (button), root, &place))
    return MENU_LEAST_PX;
  height = gtk_widget_get_height (root);
  above = CLAMP ((int)place.origin.y, 0, height) - MENU_FRAME_PX; /* it may be scrolled out of sight */
  below = height - CLAMP ((int)(place.origin.y + place.size.height), 0, height) - MENU_FRAME_PX;
  gtk_widget_measure (gtk_popover_get_child (popover), GTK_ORIENTATION_VERTICAL, -1, NULL, &wanted, NULL, NULL);
  gtk_popover_set_position (popover, wanted > below && above > below ? GTK_POS_TOP : GTK_POS_BOTTOM);
  return MAX (MAX (above, below), MENU_LEAST_PX);
}

static void
closed_cb (GtkPopover *popover, GtkViewport *page)
{
  gtk_viewport_set_scroll_to_focus (page, TRUE);
  g_signal_handlers_disconnect_by_func (popover, closed_cb, page);
}

/* A screen reader presses what is scrolled out of sight as well. */
static void
show_button (GtkMenuButton *button, GtkWidget *page)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (page));
  double value = gtk_adjustment_get_value (adjustment);
  graphene_rect_t place;

  if (gtk_widget_compute_bounds (GTK_WIDGET (button), page, &place))
    gtk_adjustment_clamp_page (adjustment, value + place.origin.y, value + place.origin.y + place.size.height);
}

/* A page scrolls to what has the focus; to it an entry of a menu stands where it would without a surface of its own. */
static void
hold_page (GtkMenuButton *button, GtkPopover *popover)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_VIEWPORT);

  if (page == NULL || !gtk_viewport_get_scroll_to_focus (GTK_VIEWPORT (page)))
    return;
  show_button (button, page);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (page), FALSE);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), page, 0);
}

static void
scroll_menu (GtkMenuButton *button, GtkPopover *popover)
{
  GtkWidget *child = gtk_popover_get_child (popover);
  int most = choose_side (button, popover);

  if (GTK_IS_STACK (child))
    scroll_pages (GTK_STACK (child), most);
  else if (GTK_IS_SCROLLED_WINDOW (child)) /* of a later GTK, whose menus scroll, but know no end */
    gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (child), most);
}

/**
 * smt_wrap_menu:
 * @button: what opens a menu, or another popover of words; in or before its create-popup function
 *
 * Lets the words of the popover break into lines that the window has room for: GTK's menus never do, and one that is
 * wider than the screen is cut where its words begin. Where there is little room the keys are left out, and what the
 * window has no height for is scrolled to: GTK 4.8 leaves the last entries below the edge of the screen.
 */
void
smt_wrap_menu (GtkMenuButton *button)
{
  GtkPopover *popover;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  popover = gtk_menu_button_get_popover (button);
  if (popover == NULL)
    return;
  wrap_menu_labels (GTK_WIDGET (popover), count_menu_chars (GTK_WIDGET (button)));
  scroll_menu (button, popover);
  hold_page (button, popover);
}

static void
wrap_menu_cb (GtkMenuButton *button, gpointer data)
{
  smt_wrap_menu (button);
  smt_focus_after_menu (button);
}

/** smt_wrap_menu_always: wraps the menu of @button, which it has already, each time it is opened; the focus is
 * afterwards where it was before, unless an act has moved it */
void
smt_wrap_menu_always (GtkMenuButton *button)
{
  gtk_widget_set_focus_on_click (gtk_widget_get_first_child (GTK_WIDGET (button)), FALSE);
  gtk_menu_button_set_create_popup_func (button, wrap_menu_cb, NULL, NULL);
}

/** smt_wrapped_label_new: Returns: (transfer floating): @words that break into lines; @css (nullable) is their class */
GtkWidget *
smt_wrapped_label_new (const char *words, const char *css)
{
  GtkWidget *label = gtk_label_new (words);

  smt_wrap_label (GTK_LABEL (label));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

/** smt_wrapped_title_new: Returns: (transfer floating): a heading that breaks into lines, of the class @css */
GtkWidget *
smt_wrapped_title_new (const char *words, const char *css)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "xalign", 0.0f, NULL);

  smt_wrap_label (GTK_LABEL (label));
  gtk_widget_add_css_class (label, css);
  return label;
}

/**
 * smt_wrapped_button_new:
 * @words: what it says
 * @clicked: called with @data alone
 * @data: an object; the button may outlive it
 *
 * Returns: (transfer floating): a button whose words break into lines
 */
GtkWidget *
smt_wrapped_button_new (const char *words, GCallback clicked, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  smt_wrap_buttons (button);
  g_signal_connect_object (button, "clicked", clicked, data, G_CONNECT_SWAPPED);
  return button;
}

/** smt_wrapped_box_new: Returns: (transfer floating): a box whose children break into lines, @spacing pixels apart */
GtkWidget *
smt_wrapped_box_new (int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (
      box, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", spacing, "line-spacing", spacing, NULL));
  return box;
}
