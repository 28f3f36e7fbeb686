/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the patient context and the lookup ask of the desk. Private to this room. Main thread only.
 */
#pragma once

#include "desk/smt-desk.h"

G_BEGIN_DECLS

/* SFM takes a send for 4 hours after its lookup; we stop earlier, so that none is refused on its way (contract 3) */
#define SMT_SEND_LIMIT ((gint64)(3 * 60 + 50) * 60 * G_USEC_PER_SEC)

/* the kind of the notes that say what was said of pairs by hand */
#define SMT_NOTE_PAIRING "pairing"

typedef gint64 (*SmtDeskClock) (void);

char       *_smt_desk_dup_identity    (const SmtPatient *patient);
/* for the log of use */
char       *_smt_desk_make_who       (const char *hpr, SmtRole role, const char *name);
const char *_smt_desk_role_token      (SmtRole role);
/* one note about @key (may be empty) of @patient; called back when it is on disk */
void        _smt_desk_note_async      (SmtDesk *self, const char *kind, const char *patient, const char *key, const char *body,
                                       GAsyncReadyCallback callback, gpointer data);
gboolean    _smt_desk_note_finish     (SmtDesk *self, GAsyncResult *result, GError **error);
gint64      _smt_desk_boot_now        (SmtDesk *self);
/* for tests: another boot-time clock */
void        _smt_desk_set_boot_clock  (SmtDesk *self, SmtDeskClock clock);
/* each answer says what time it is at the service */
void        _smt_desk_hear_time       (SmtDesk *self, SmtInstant server_time);
/* that time now; our own where no answer has said it */
SmtInstant  _smt_desk_now             (SmtDesk *self);
/* the treatments that were decided on since the program began, by their digests (nullable) */
void                _smt_desk_add_decided_on  (SmtDesk *self, const char *patient, const SmtTreatment *treatment);
const SmtTreatment *_smt_desk_find_decided_on (SmtDesk *self, const char *patient, const char *digest);
/* the service wants to be left alone for @seconds; 0 seconds left: it may be asked */
void        _smt_desk_hear_busy       (SmtDesk *self, guint seconds);
guint       _smt_desk_busy_seconds    (SmtDesk *self);
/* sends that this program has under way: nobody else may settle them */
void        _smt_desk_begin_send      (SmtDesk *self, const char *send_id);
void        _smt_desk_end_send        (SmtDesk *self, const char *send_id);
gboolean    _smt_desk_is_sending      (SmtDesk *self, const char *send_id);

G_END_DECLS
