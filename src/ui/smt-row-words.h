/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row says: its name, its dose lines, its lesser line and its sentence for a screen reader.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

gboolean smt_row_has_open_stop   (const SmtRow *row);
void     smt_row_append_sentence (GString *out, const char *text);
char    *smt_row_dup_decision    (const SmtRow *row);
void     smt_row_show_doses      (const SmtRow *row, SmtDate today, GtkLabel *first, GtkLabel *second);
void     smt_row_show_step       (const SmtRow *row, SmtDate today, GtkLabel *label);
void     smt_row_show_medicine   (const SmtTreatment *treatment, GtkLabel *label);
char    *smt_row_medicine_line   (const SmtTreatment *treatment);
char    *smt_row_about           (const SmtRow *row);
const char *smt_row_loose_words  (const SmtTreatment *treatment, const SmtList *list);
/* as many as one row can have */
#define SMT_ROW_MAX_MARKS 6
guint    smt_row_marks           (const SmtTreatment *treatment, const char **marks);
char    *smt_row_describe        (const SmtRow *row, SmtPatientContext *context);

G_END_DECLS
