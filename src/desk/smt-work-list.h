/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The work list of the role: who is to be seen today, from a local file. Nothing is fetched about anyone from it.
 * Main thread only.
 */
#pragma once

#include <gio/gio.h>

#include "list/smt-list.h"

G_BEGIN_DECLS

#define SMT_TYPE_WORK_LIST (smt_work_list_get_type ())
G_DECLARE_FINAL_TYPE (SmtWorkList, smt_work_list, SMT, WORK_LIST, GObject) /* a GListModel of SmtWorkItem */

#define SMT_TYPE_WORK_ITEM (smt_work_item_get_type ())
G_DECLARE_FINAL_TYPE (SmtWorkItem, smt_work_item, SMT, WORK_ITEM, GObject)

SmtWorkList      *smt_work_list_new          (void);
gboolean          smt_work_list_load         (SmtWorkList *self, GBytes *json, GError **error);
const SmtPatient *smt_work_item_get_patient  (SmtWorkItem *self);
const char       *smt_work_item_get_note     (SmtWorkItem *self); /* (nullable): what the list says about the visit */
/* medication review (legemiddelgjennomgang, LMG): the day the list says it is due; unset where it says nothing */
SmtDate           smt_work_item_get_review_due (SmtWorkItem *self);
/* of an item among the tasks: how much is to be followed up, and the first day; 0 and unset elsewhere */
guint             smt_work_item_get_n_follow_ups (SmtWorkItem *self);
SmtDate           smt_work_item_get_due    (SmtWorkItem *self);
void              smt_work_item_add_follow_up (SmtWorkItem *self, SmtDate due);
/* property "status" (string, notifies): what is known since the patient was opened here: "1 Stopp", "samstemt"; empty before */
const char       *smt_work_item_get_status   (SmtWorkItem *self);
void              smt_work_item_set_status   (SmtWorkItem *self, const char *status);
/* @items: (transfer full) (element-type SmtWorkItem) */
void              smt_work_list_set_items    (SmtWorkList *self, GPtrArray *items);
/* one person as an item of a work list is written */
char             *smt_work_item_person_to_json (const SmtPatient *patient);
SmtWorkItem      *smt_work_item_new_from_json (const char *json, GError **error);
/* what is known since patients were opened here is for who opened them */
void              smt_work_list_forget       (SmtWorkList *self);
SmtWorkItem      *smt_work_list_find         (SmtWorkList *self, const char *national_number);

G_END_DECLS
