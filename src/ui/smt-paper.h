/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A paper: headings and paragraphs that are divided into pages, for a printer, a preview or a PDF. Nothing on it is cut off:
 * lines break between words, and a medicine stays on one page where it fits on one.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SMT_PAPER_TITLE,
  SMT_PAPER_HEADING,
  SMT_PAPER_MEDICINE, /* keeps what follows with it */
  SMT_PAPER_BODY,
  SMT_PAPER_NOTE, /* stands by itself */
} SmtPaperStyle;

#define SMT_TYPE_PAPER (smt_paper_get_type ())
G_DECLARE_FINAL_TYPE (SmtPaper, smt_paper, SMT, PAPER, GObject)

/* @title names the paper to printer and file, and holds nothing about a patient; @foot stands below each page, before @page and its number */
SmtPaper          *smt_paper_new       (const char *title, const char *foot, const char *page);
/* @bold: how many bytes of @text, from its beginning, are bold */
void               smt_paper_add       (SmtPaper *self, SmtPaperStyle style, const char *text, gsize bold);
GtkPrintOperation *smt_paper_new_print (SmtPaper *self);
gboolean           smt_paper_save_pdf  (SmtPaper *self, const char *path, GError **error);

G_END_DECLS
