/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One group of the list: its heading with the count, and its rows.
 * Owned by the patient page; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"
#include "ui/smt-lane.h"

G_BEGIN_DECLS

#define SMT_TYPE_GROUP_SECTION (smt_group_section_get_type ())
G_DECLARE_FINAL_TYPE (SmtGroupSection, smt_group_section, SMT, GROUP_SECTION, GtkBox)

SmtGroupSection *smt_group_section_new (SmtPatientContext *context, SmtGroup group, const char *under, GPtrArray *keys, GArray *lanes);
void       smt_group_section_take    (SmtGroupSection *self, GtkWidget *row, SmtLane lane);
gboolean   smt_group_section_stays   (SmtGroupSection *self, SmtGroup group, const char *under, GPtrArray *keys, GArray *lanes);
void       smt_group_section_refresh (SmtGroupSection *self);
void       smt_group_section_leave   (SmtGroupSection *self, GHashTable *rows);
void       smt_group_section_update (SmtGroupSection *self, const char *key);
guint      smt_group_section_catch_up (SmtGroupSection *self, GtkWidget *view, guint most);
gboolean   smt_group_section_show_now (SmtGroupSection *self, GtkWidget *row);
void       smt_group_section_filter (SmtGroupSection *self, const char *folded_words);
GtkWidget *smt_group_section_find   (SmtGroupSection *self, const char *key);
GtkWidget *smt_group_section_get_edge_row (SmtGroupSection *self, gboolean last);
GtkWidget *smt_group_section_find_open (SmtGroupSection *self, const char *after, gboolean *below);

G_END_DECLS
