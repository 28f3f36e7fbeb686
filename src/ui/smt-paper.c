/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-paper.h"

#include <cairo-pdf.h>

/* Large type: many of those who take most medicines see poorly. */
#define BODY_POINTS 15
#define MARGIN_MM 18
#define FOOT_SPACE 30
#define FOOT_POINTS 11
#define INDENT 14

typedef struct
{
  SmtPaperStyle style;
  char *text;
  gsize bold;
} Block;

typedef struct
{
  guint block;
  double y;
} Place;

struct _SmtPaper
{
  GObject parent_instance;

  char *title;
  char *foot;
  char *page;
  GPtrArray *blocks; /* of Block */
  GPtrArray *pages;  /* of GArray of Place, once divided */
};

G_DEFINE_FINAL_TYPE (SmtPaper, smt_paper, G_TYPE_OBJECT)

static const struct
{
  int points;
  gboolean bold;
  double before; /* space above, in points */
  double indent;
  const char *tag; /* of the PDF, for those who have it read aloud */
} styles[] = {
  [SMT_PAPER_TITLE] = { 24, TRUE, 0, 0, "H1" },          [SMT_PAPER_HEADING] = { 19, TRUE, 16, 0, "H2" },
  [SMT_PAPER_MEDICINE] = { 17, FALSE, 12, 0, "H3" },     [SMT_PAPER_BODY] = { BODY_POINTS, FALSE, 2, INDENT, "P" },
  [SMT_PAPER_NOTE] = { BODY_POINTS, FALSE, 20, 0, "P" },
};

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->text);
  g_free (block);
}

static void
smt_paper_finalize (GObject *object)
{
  SmtPaper *self = SMT_PAPER (object);

  g_free (self->title);
  g_free (self->foot);
  g_free (self->page);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->pages);
  G_OBJECT_CLASS (smt_paper_parent_class)->finalize (object);
}

static void
smt_paper_class_init (SmtPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smt_paper_finalize;
}

static void
smt_paper_init (SmtPaper *self)
{
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
}

/* --- dividing into pages ---------------------------------------------------------------------------------------------
 */

static PangoLayout *
lay_out (GtkPrintContext *context, const Block *block)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell, Sans");
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  pango_font_description_set_absolute_size (font, styles[block->style].points * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout,
                          (int)((gtk_print_context_get_width (context) - styles[block->style].indent) * PANGO_SCALE));
  pango_layout_set_text (layout, block->text, -1);
  bold->start_index = 0;
  bold->end_index = styles[block->style].bold ? G_MAXUINT : (guint)block->bold;
  pango_attr_list_insert (attributes, bold);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static double
height_of (GtkPrintContext *context, const Block *block)
{
  g_autoptr (PangoLayout) layout = lay_out (context, block);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double)height / PANGO_SCALE;
}

/* How many blocks from @first on stand on one page: a heading with what it heads, a medicine with what is said of it.
 */
static guint
find_end (SmtPaper *self, guint first)
{
  guint end = first + 1;
  SmtPaperStyle style = ((const Block *)g_ptr_array_index (self->blocks, first))->style;

  for (; end < self->blocks->len; end++)
    {
      SmtPaperStyle next = ((const Block *)g_ptr_array_index (self->blocks, end))->style;

      if (next == SMT_PAPER_HEADING || next == SMT_PAPER_NOTE
          || (next == SMT_PAPER_MEDICINE && style != SMT_PAPER_HEADING))
        break;
      style = next;
    }
  return end;
}

static void
put (SmtPaper *self, GtkPrintContext *context, guint i, double *y)
{
  const Block *block = g_ptr_array_index (self->blocks, i);
  GArray *page = g_ptr_array_index (self->pages, self->pages->len - 1);
  double room = gtk_print_context_get_height (context) - FOOT_SPACE;
  double height = height_of (context, block);
  Place place;

  *y += page->len > 0 ? styles[block->style].before : 0;
  if (page->len > 0 && *y + height > room)
    {
      page = g_array_new (FALSE, FALSE, sizeof (Place));
      g_ptr_array_add (self->pages, page);
      *y = 0;
    }
  place = (Place){ i, *y };
  g_array_append_val (page, place);
  *y += height;
}

static void
divide (SmtPaper *self, GtkPrintContext *context)
{
  double room = gtk_print_context_get_height (context) - FOOT_SPACE;
  double y = 0;

  g_ptr_array_set_size (self->pages, 0);
  g_ptr_array_add (self->pages, g_array_new (FALSE, FALSE, sizeof (Place)));
  for (guint i = 0; i < self->blocks->len;)
    {
      guint end = find_end (self, i);
      double needed = 0;

      for (guint k = i; k < end; k++)
        {
          const Block *block = g_ptr_array_index (self->blocks, k);
          needed += styles[block->style].before + height_of (context, block);
        }
      if (y > 0 && y + needed > room && needed <= room)
        {
          g_ptr_array_add (self->pages, g_array_new (FALSE, FALSE, sizeof (Place)));
          y = 0;
        }
      for (; i < end; i++)
        put (self, context, i, &y);
    }
}

/* --- drawing ---------------------------------------------------------------------------------------------------------
 */

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, SmtPaper *self)
{
  divide (self, context);
  gtk_print_operation_set_n_pages (operation, (int)self->pages->len);
}

static void
name_document (SmtPaper *self, cairo_t *cr)
{
  cairo_surface_t *surface = cairo_get_target (cr);

  if (cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_PDF)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
}

static void
draw_foot (SmtPaper *self, GtkPrintContext *context, int number)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell, Sans");
  g_autofree char *text = g_strdup_printf ("%s · %s %d/%u", self->foot, self->page, number + 1, self->pages->len);
  int height;

  pango_font_description_set_absolute_size (font, FOOT_POINTS * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int)(gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cr, 0, gtk_print_context_get_height (context) - (double)height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, SmtPaper *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  const GArray *page = g_ptr_array_index (self->pages, number);

  if (number == 0)
    name_document (self, cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < page->len; i++)
    {
      const Place *place = &g_array_index (page, Place, i);
      const Block *block = g_ptr_array_index (self->blocks, place->block);
      g_autoptr (PangoLayout) layout = lay_out (context, block);

      cairo_tag_begin (cr, styles[block->style].tag, NULL);
      cairo_move_to (cr, styles[block->style].indent, place->y);
      pango_cairo_show_layout (cr, layout);
      cairo_tag_end (cr, styles[block->style].tag);
    }
  draw_foot (self, context, number);
}

/* --- public API ------------------------------------------------------------------------------------------------------
 */

/**
 * smt_paper_new:
 * @title: what printer and file are told; nothing about a patient
 * @foot: what stands below each page
 * @page: the word before its number
 *
 * Returns: (transfer full): an empty paper
 */
SmtPaper *
smt_paper_new (const char *title, const char *foot, const char *page)
{
  SmtPaper *self = g_object_new (SMT_TYPE_PAPER, NULL);

  self->title = g_strdup (title);
  self->foot = g_strdup (foot);
  self->page = g_strdup (page);
  return self;
}

/**
 * smt_paper_add:
 * @self: a paper
 * @style: what it is
 * @text: the text
 * @bold: how many bytes of it, from its beginning, are bold
 */
void
smt_paper_add (SmtPaper *self, SmtPaperStyle style, const char *text, gsize bold)
{
  Block *block;

  g_return_if_fail (SMT_IS_PAPER (self) && text != NULL && style <= SMT_PAPER_NOTE);

  block = g_new0 (Block, 1);
  block->style = style;
  block->text = g_strdup (text);
  block->bold = bold;
  g_ptr_array_add (self->blocks, block);
}

static GtkPageSetup *
make_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  return setup;
}

/** smt_paper_new_print: Returns: (transfer full): @self as something to be printed, previewed or exported */
GtkPrintOperation *
smt_paper_new_print (SmtPaper *self)
{
  g_autoptr (GtkPageSetup) setup = make_page_setup ();
  GtkPrintOperation *operation;

  g_return_val_if_fail (SMT_IS_PAPER (self), NULL);

  operation = gtk_print_operation_new ();
  gtk_print_operation_set_job_name (operation, self->title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (begin_print_cb), self, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), self, 0);
  return operation;
}

/**
 * smt_paper_save_pdf:
 * @self: a paper
 * @path: where to
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
smt_paper_save_pdf (SmtPaper *self, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = smt_paper_new_print (self);

  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         == GTK_PRINT_OPERATION_RESULT_APPLY;
}
