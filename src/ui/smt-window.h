/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window: work list, patient at work, detail pane, review. Its title never names a patient.
 * Owned by the application; main thread.
 */
#pragma once

#include <adwaita.h>

#include "desk/smt-desk.h"

G_BEGIN_DECLS

#define SMT_TYPE_WINDOW (smt_window_get_type ())
G_DECLARE_FINAL_TYPE (SmtWindow, smt_window, SMT, WINDOW, AdwApplicationWindow)

SmtWindow *smt_window_new      (AdwApplication *application);
/* @desk NULL: no service is set up; the start page offers the demo */
void       smt_window_set_desk (SmtWindow *self, SmtDesk *desk);
/* the start page says that the program did not end by itself last time */
/* why decisions live in memory only */
void       smt_window_tell_not_saved   (SmtWindow *self, const GError *error);
/* (transfer none) (nullable): the patient at work */
SmtPatientContext *smt_window_get_context (SmtWindow *self);
void       smt_window_tell_interrupted (SmtWindow *self);
/* covers everything until the person at work is back; property "locked" notifies */
void       smt_window_lock      (SmtWindow *self);
gboolean   smt_window_is_locked (SmtWindow *self);
/* a journal system names the user and the patient; another user than the signed-in one is refused */
void       smt_window_hand_over (SmtWindow *self, const char *hpr, SmtWorkItem *item);

G_END_DECLS
