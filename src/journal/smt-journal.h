/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal: decisions, sends and receipts in SQLite, append-only. One thread owns the one connection; every call is
 * asynchronous and answers on the caller's main context when the commit is on disk.
 */
#pragma once

#include <gio/gio.h>

#include "keyring/smt-keyring.h"
#include "reconcile/smt-receipt.h"

G_BEGIN_DECLS

#define SMT_JOURNAL_ERROR (smt_journal_error_quark ())
GQuark smt_journal_error_quark (void);

typedef enum
{
  SMT_JOURNAL_ERROR_NOT_SAVED, /* disk full, I/O error: nothing was stored, or it is not known */
  SMT_JOURNAL_ERROR_LOCKED,    /* another copy of the program holds it */
  SMT_JOURNAL_ERROR_DAMAGED,   /* not our file, or not as it was written */
  SMT_JOURNAL_ERROR_MOVED,     /* the file is gone from under us */
  SMT_JOURNAL_ERROR_STATE,     /* a transition the send protocol does not have */
  SMT_JOURNAL_ERROR_NOT_READ,  /* the disk did not give back what is stored; it may still be there */
  SMT_JOURNAL_ERROR_NEWER,     /* of a newer version of the program; left as it is */
  SMT_JOURNAL_ERROR_KEYRING,   /* no keyring, or it stayed locked: nothing can be sealed */
} SmtJournalError;

#define SMT_TYPE_JOURNAL (smt_journal_get_type ())
G_DECLARE_FINAL_TYPE (SmtJournal, smt_journal, SMT, JOURNAL, GObject)

/** SmtJournalFound: how the file was found when it was opened. */
typedef enum
{
  SMT_JOURNAL_AS_LEFT,       /* or new */
  SMT_JOURNAL_RESTORED,      /* it was damaged, gone or another's; the last backup is in its place */
  SMT_JOURNAL_OLDER,         /* whole, but not as far as it had come: an old copy, or its end was cut off */
  SMT_JOURNAL_STARTED_ANEW,  /* damaged, gone or another's, and there is no backup */
} SmtJournalFound;

/** SmtBadRecord: the first record that is not as it was written. */
typedef struct
{
  gint64 seq;       /* 0: it is about no record */
  gboolean missing; /* else it is there, and another */
} SmtBadRecord;

/* which one a SMT_JOURNAL_ERROR_DAMAGED is about */
SmtBadRecord smt_journal_error_get_bad_record (const GError *error);
GError      *smt_journal_error_new_bad_record (SmtBadRecord bad, const char *message);

/** SmtJournalStart: what was found at the start, and what was done about it. */
typedef struct
{
  SmtJournalFound found;
  guint64 missing; /* records that were there and are not; 0 when not known */
  char *kept;      /* (nullable): where the file that could not be used lies now */
  char *why;       /* (nullable): for the log */
  SmtBadRecord bad;
} SmtJournalStart;

/** SmtSendState: docs/send-protocol.md. */
typedef enum
{
  SMT_SEND_READY,       /* bytes and ids are durable; nothing has left */
  SMT_SEND_SENDING,     /* committed before the first byte leaves */
  SMT_SEND_DONE,
  SMT_SEND_PARTIAL,
  SMT_SEND_REJECTED,    /* the service refused it; nothing was applied */
  SMT_SEND_UNKNOWN,     /* no answer that could be understood */
  SMT_SEND_NOT_APPLIED, /* a lookup showed that nothing arrived */
} SmtSendState;

/** SmtSendRecord: one send; immutable once stored but for its state and receipt. */
typedef struct
{
  char *id;            /* UUID */
  char *patient;       /* patient key */
  char *lookup_id;
  GBytes *bytes;       /* exactly what is to be sent */
  char *sha256;        /* of @bytes */
  char *decisions;     /* JSON of the decisions it carries, so that an outcome can be settled after a restart; the desk's to read */
  SmtSendState state;
  SmtReceipt *receipt; /* (nullable) the parts that were expected, then what is known of them */
  SmtInstant created;
} SmtSendRecord;

/** SmtLookupRecord: one lookup: what it was for (tjenstlig behov) and what opened it. */
typedef struct
{
  char *lookup_id; /* as the answer names it; empty where it does not */
  char *purpose;   /* a word of the desk's */
  char *consent;   /* (nullable) code of the basis for kjernejournal */
  char *sperret;   /* (nullable) … for what the patient has closed */
  char *locked;    /* (nullable) … for locked prescriptions */
  char *reason;    /* (nullable) why it was an emergency */
  guint n_references; /* reference numbers given; the numbers themselves are not kept */
  SmtInstant at;   /* when it was stored; not to be set */
} SmtLookupRecord;

SmtLookupRecord *smt_lookup_record_new  (void);
void             smt_lookup_record_free (SmtLookupRecord *record);

SmtSendRecord *smt_send_record_new   (void);
SmtSendRecord *smt_send_record_copy  (const SmtSendRecord *record);
void           smt_send_record_free  (SmtSendRecord *record);
/* whether the decision on a treatment still has to be sent after this receipt */
gboolean       smt_send_leaves_open  (const SmtReceipt *receipt, const char *key);

void        smt_journal_open_async           (GFile *file, SmtKeyring *keyring, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtJournal *smt_journal_open_finish          (GAsyncResult *result, GError **error);
/* a journal that is gone with the program, for where there is no place to save: the same promises but that one */
SmtJournal *smt_journal_new_in_memory        (void);
void        smt_journal_close_async          (SmtJournal *self, GAsyncReadyCallback callback, gpointer data);
gboolean    smt_journal_close_finish         (SmtJournal *self, GAsyncResult *result, GError **error);

/* (transfer none): how the file was found */
const SmtJournalStart *smt_journal_get_start (SmtJournal *self);

/* the key a patient is known by in this journal; @identity is the national number, or name and birth date */
char       *smt_journal_dup_patient_key      (SmtJournal *self, const char *identity);

/* decisions: @decision NULL says that the row is open again (undone). Appended in call order, each durable when answered */
void        smt_journal_add_decision_async   (SmtJournal *self, const char *patient, const char *key, const SmtDecision *decision,
                                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean    smt_journal_add_decision_finish  (SmtJournal *self, GAsyncResult *result, GError **error);
/* the decisions still open for a patient, in the order they were taken (element-type SmtDecision) */
void        smt_journal_load_draft_async     (SmtJournal *self, const char *patient, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray  *smt_journal_load_draft_finish    (SmtJournal *self, GAsyncResult *result, GError **error);

/* sends */
void        smt_journal_prepare_send_async   (SmtJournal *self, const SmtSendRecord *record, GAsyncReadyCallback callback, gpointer data);
gboolean    smt_journal_prepare_send_finish  (SmtJournal *self, GAsyncResult *result, GError **error);
/* commits SENDING and reads it back; only after this may a byte leave */
void        smt_journal_mark_sending_async   (SmtJournal *self, const char *send_id, GAsyncReadyCallback callback, gpointer data);
gboolean    smt_journal_mark_sending_finish  (SmtJournal *self, GAsyncResult *result, GError **error);
/* DONE, PARTIAL, REJECTED, UNKNOWN or NOT_APPLIED with the receipt (and the raw answer); DONE closes the draft of what was sent, PARTIAL
 * that of the rows whose parts arrived, and stores @seen, (nullable) key → digest, as what the clinician last saw: all in one transaction */
void        smt_journal_settle_send_async    (SmtJournal *self, const char *send_id, SmtSendState state, SmtReceipt *receipt, GBytes *answer,
                                              GHashTable *seen, GAsyncReadyCallback callback, gpointer data);
gboolean    smt_journal_settle_send_finish   (SmtJournal *self, GAsyncResult *result, GError **error);
/* everything not DONE, REJECTED or NOT_APPLIED; SENDING found at start is given as UNKNOWN (element-type SmtSendRecord). @patient NULL = all */
void        smt_journal_open_sends_async     (SmtJournal *self, const char *patient, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray  *smt_journal_open_sends_finish    (SmtJournal *self, GAsyncResult *result, GError **error);

/* the overrides that went with a send, where nothing but keeping the line was sent since (element-type SmtDecision) */
void        smt_journal_load_overrides_async (SmtJournal *self, const char *patient, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray  *smt_journal_load_overrides_finish (SmtJournal *self, GAsyncResult *result, GError **error);

/* what was last seen of a patient: key → digest */
void        smt_journal_add_seen_async       (SmtJournal *self, const char *patient, GHashTable *seen, GAsyncReadyCallback callback, gpointer data);
gboolean    smt_journal_add_seen_finish      (SmtJournal *self, GAsyncResult *result, GError **error);
void        smt_journal_load_seen_async      (SmtJournal *self, const char *patient, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GHashTable *smt_journal_load_seen_finish     (SmtJournal *self, GAsyncResult *result, GError **error);

/* lookups: every one, with its purpose; oldest first (element-type SmtLookupRecord) */
void        smt_journal_add_lookup_async     (SmtJournal *self, const char *patient, const SmtLookupRecord *record, GAsyncReadyCallback callback, gpointer data);
gboolean    smt_journal_add_lookup_finish    (SmtJournal *self, GAsyncResult *result, GError **error);
void        smt_journal_load_lookups_async   (SmtJournal *self, const char *patient, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray  *smt_journal_load_lookups_finish  (SmtJournal *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSendRecord, smt_send_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtLookupRecord, smt_lookup_record_free)

G_END_DECLS
