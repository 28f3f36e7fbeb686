/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk with a sandbox process and a journal of its own for each test, and its calls awaited.
 */
#pragma once

#include "base/smt-json.h"
#include "desk/smt-desk.h"
#include "exchange/smt-sfm-client.h"

G_BEGIN_DECLS

#define ADA "01875010049"
#define BO "11825110161"
#define ELI "23894410094"
#define PER "05857910100"

/* a send's life as a number, as the sandbox counts it */
typedef struct
{
  gint64 requests; /* that reached the process, whatever fault they met; of everybody */
  gint64 received; /* that the operation saw */
  gint64 applied;
  gint64 refused;
} Counts;

typedef struct
{
  char *folder;
  char *journal_path;
  GSubprocess *sandbox;
  char *url;
  SmtSfmClient *client;
  SmtJournal *journal;
  SmtDesk *desk;
} Fixture;

void               fixture_set_up       (Fixture *fixture, gconstpointer data);
void               fixture_tear_down    (Fixture *fixture, gconstpointer data);
void               fixture_lay_desk     (Fixture *fixture);
void               fixture_clear_desk   (Fixture *fixture);
void               fixture_restart      (Fixture *fixture);

void               sandbox_fault        (Fixture *fixture, const char *fault, const char *on, guint times);
void               sandbox_listen_again (Fixture *fixture);
void               sandbox_forward      (Fixture *fixture, int minutes);
void               sandbox_other_writer (Fixture *fixture, const char *number, const char *key, const char *dssn);
SmtJson           *sandbox_state        (Fixture *fixture);
SmtJsonCursor      sandbox_patient      (SmtJson *state, const char *number);
gint64             sandbox_lookups      (Fixture *fixture);
Counts             sandbox_counts       (Fixture *fixture, const char *number);

SmtSigner         *signer_new           (void);
SmtJournal        *journal_open         (const char *path);
void               journal_close        (SmtJournal *journal);
SmtPatientContext *look_up              (SmtDesk *desk, const char *number, GError **error);
SmtPatientContext *look_up_well         (SmtDesk *desk, const char *number);
SmtPatientContext *look_up_with_reference (SmtDesk *desk, const char *number, const char *reference);
SmtPatientContext *look_up_with_originals (SmtDesk *desk, const char *number);
SmtReceipt        *sign_and_send        (SmtPatientContext *context, GError **error);
void               send_whole           (Fixture *fixture, SmtPatientContext *context, const char *number);
GPtrArray         *open_sends           (SmtDesk *desk);
void               wait_until_saved     (SmtPatientContext *context);

const SmtRow      *find_row             (SmtPatientContext *context, const char *name);
const SmtMessage  *find_message         (SmtPatientContext *context, SmtMessageKind kind);
SmtDecision       *decision_on          (SmtPatientContext *context, SmtDecisionKind kind, const char *name);
void               decide_well          (SmtPatientContext *context, SmtDecision *decision);
void               change_weekly        (SmtPatientContext *context, const char *name, int amount, const char *unit, SmtWeekday weekday);
void               stop_row             (SmtPatientContext *context, const char *name);
void               take_in              (SmtPatientContext *context, const char *name);
void               settle_ada           (SmtPatientContext *context);
void               clarify_rest         (SmtPatientContext *context);
void               assert_refused       (SmtPatientContext *context, SmtDecision *decision, SmtReconcileError code);
SmtDate            in_days              (SmtPatientContext *context, int days);
guint              count_decided        (SmtPatientContext *context);

/* a statement that the sandbox holds; nowhere when there is none */
typedef struct
{
  SmtJson *state;
  SmtJsonCursor statement;
} Held;

Held               held_by              (Fixture *fixture, const char *number, const char *id_name, const char *id);
void               held_clear           (Held *held);
void               assert_held          (const Held *held, const char *member, const char *expected);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Held, held_clear)

GHashTable        *hold_all             (Fixture *fixture, const char *number);
void               assert_touched       (Fixture *fixture, const char *number, GHashTable *before, const char *const *touched, guint n_new);

#define TOUCHED(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define UNTOUCHED ((const char *const[]){ NULL })

/* the deadline of what is not answered; a call must be on its way in it, on a machine that has other work */
#define SHORT_MS 1500

#define get_flag(object, name) desk_get_flag (G_OBJECT (object), name)
gboolean           desk_get_flag        (GObject *object, const char *name);
guint              desk_get_count       (GObject *object, const char *name);

G_END_DECLS
