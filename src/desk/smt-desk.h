/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk: one signer, one broker, one journal, and the patients at work on it.
 * Main thread only; heavy work (decoding, checking) runs on worker threads on immutable input.
 */
#pragma once

#include "desk/smt-patient-context.h"
#include "desk/smt-work-list.h"
#include "exchange/smt-broker.h"
#include "exchange/smt-helseid.h"
#include "journal/smt-journal.h"

G_BEGIN_DECLS

#define SMT_TYPE_DESK (smt_desk_get_type ())
G_DECLARE_FINAL_TYPE (SmtDesk, smt_desk, SMT, DESK, GObject)

/* @journal NULL: decisions live in memory only, and the screen says so */
SmtDesk          *smt_desk_new             (SmtBroker *broker, SmtJournal *journal, SmtSigner *signer);
SmtBroker        *smt_desk_get_broker      (SmtDesk *self);
SmtJournal       *smt_desk_get_journal     (SmtDesk *self);
const SmtSigner  *smt_desk_get_signer      (SmtDesk *self);
gboolean          smt_desk_is_synthetic    (SmtDesk *self);
SmtWorkList      *smt_desk_get_work_list   (SmtDesk *self);
/* patients with something to follow up, the earliest first; read from the journal, nothing is fetched from it */
SmtWorkList      *smt_desk_get_tasks       (SmtDesk *self);
void              smt_desk_refresh_tasks   (SmtDesk *self);
/* who has signed in signs from then on; NULL: nobody has to */
void              smt_desk_set_helseid     (SmtDesk *self, SmtHelseid *helseid);
SmtHelseid       *smt_desk_get_helseid     (SmtDesk *self);
/* in what role the signer works from here on; the log of use says so */
void              smt_desk_set_worker      (SmtDesk *self, SmtRole role, const char *name);
SmtRole           smt_desk_get_role        (SmtDesk *self);
char             *smt_desk_dup_worker_name (SmtDesk *self);
gboolean          smt_desk_read_who        (const char *who, char **hpr, SmtRole *role, char **name);
/* (transfer none): the journal, or where there is none what stands for it while the program runs */
SmtJournal       *smt_desk_get_store       (SmtDesk *self);
/* tests and --today fix the date; otherwise it is the date in Europe/Oslo */
void              smt_desk_set_today       (SmtDesk *self, SmtDate today);
SmtDate           smt_desk_get_today       (SmtDesk *self);
/* FEST, which every list is read with from then on; NULL: what rests on it is not checked, and the screen says so */
void                smt_desk_set_catalogue (SmtDesk *self, SmtCatalogue *catalogue);
const SmtCatalogue *smt_desk_get_catalogue (SmtDesk *self);

/* look a patient up; decisions of an open draft are put back on the rows whose data have not changed; an unknown send is settled first */
void              smt_desk_look_up_async   (SmtDesk *self, SmtLookupRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtPatientContext *smt_desk_look_up_finish (SmtDesk *self, GAsyncResult *result, GError **error);

/* sends not closed, for the start page (element-type SmtSendRecord) */
void              smt_desk_open_sends_async  (SmtDesk *self, GAsyncReadyCallback callback, gpointer data);
GPtrArray        *smt_desk_open_sends_finish (SmtDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
