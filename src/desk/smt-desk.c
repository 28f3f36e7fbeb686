/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-desk.h"

#include "desk/smt-desk-private.h"
#include "exchange/smt-boot-time.h"
#include "journal/smt-journal-audit.h"

/* a service that wants to be left alone for longer is asked all the same: a patient may be waiting */
#define MOST_BUSY_SECONDS 600

struct _SmtDesk
{
  GObject parent_instance;

  SmtBroker *broker;
  SmtJournal *journal; /* (nullable) */
  SmtJournal *store;   /* the journal, or one in memory */
  SmtSigner *signer;
  SmtRole role;
  char *worker;        /* (nullable): the name of whoever works in that role and is not the signer */
  SmtHelseid *helseid; /* (nullable) */
  SmtWorkList *work_list;
  SmtWorkList *tasks;
  SmtCatalogue *catalogue; /* (nullable) */
  SmtDate today;           /* fixed; unset = by the clock */
  SmtDeskClock boot_clock;
  gint64 server_offset; /* the service's clock minus the boot-time clock */
  gboolean knows_server;
  GHashTable *under_way;  /* set of send ids */
  GHashTable *decided_on; /* patient key and digest → SmtTreatment */
  gint64 busy_until;      /* on the boot-time clock */
};

G_DEFINE_FINAL_TYPE (SmtDesk, smt_desk, G_TYPE_OBJECT)

static SmtSigner *
copy_signer (const SmtSigner *signer)
{
  SmtSigner *copy = smt_signer_new ();

  copy->hpr = g_strdup (signer->hpr);
  copy->family = g_strdup (signer->family);
  copy->given = g_strdup (signer->given);
  copy->national_number = g_strdup (signer->national_number);
  copy->her_id = g_strdup (signer->her_id);
  copy->office = g_strdup (signer->office);

  return copy;
}

static void
smt_desk_finalize (GObject *object)
{
  SmtDesk *self = SMT_DESK (object);

  g_clear_object (&self->broker);
  g_clear_object (&self->helseid);
  g_clear_object (&self->journal);
  g_clear_object (&self->store);
  g_clear_object (&self->work_list);
  g_clear_object (&self->tasks);
  g_clear_pointer (&self->signer, smt_signer_free);
  g_clear_pointer (&self->worker, g_free);
  g_clear_pointer (&self->catalogue, smt_catalogue_unref);
  g_clear_pointer (&self->under_way, g_hash_table_unref);
  g_clear_pointer (&self->decided_on, g_hash_table_unref);

  G_OBJECT_CLASS (smt_desk_parent_class)->finalize (object);
}

static void
smt_desk_class_init (SmtDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smt_desk_finalize;
}

static void
smt_desk_init (SmtDesk *self)
{
  self->work_list = smt_work_list_new ();
  self->tasks = smt_work_list_new ();
  self->boot_clock = smt_boot_time_now;
  self->under_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->decided_on = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)smt_treatment_unref);
}

/* --- for the other files of the room ------------------------------------------------------------------------------ */

/** smt_desk_get_store: Returns: (transfer none): the journal, or one in memory */
SmtJournal *
smt_desk_get_store (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  return self->store;
}

gint64
_smt_desk_boot_now (SmtDesk *self)
{
  return self->boot_clock ();
}

void
_smt_desk_set_boot_clock (SmtDesk *self, SmtDeskClock clock)
{
  self->boot_clock = clock;
}

/* The service tells whole seconds. A clock that agrees with them is kept: it must not run backwards from one answer to
 * the next, since two sends would then bear the same time. */
void
_smt_desk_hear_time (SmtDesk *self, SmtInstant server_time)
{
  SmtInstant now = _smt_desk_now (self);

  if (server_time == SMT_INSTANT_UNSET)
    return;
  if (self->knows_server && now >= server_time && now < server_time + G_USEC_PER_SEC)
    return;

  self->server_offset = server_time - self->boot_clock ();
  self->knows_server = TRUE;
}

SmtInstant
_smt_desk_now (SmtDesk *self)
{
  return self->knows_server ? self->boot_clock () + self->server_offset : g_get_real_time ();
}

static char *
decided_on_key (const char *patient, const char *digest)
{
  return g_strdup_printf ("%s\n%s", patient, digest);
}

void
_smt_desk_add_decided_on (SmtDesk *self, const char *patient, const SmtTreatment *treatment)
{
  g_hash_table_replace (self->decided_on, decided_on_key (patient, treatment->digest),
                        smt_treatment_ref ((SmtTreatment *)treatment));
}

const SmtTreatment *
_smt_desk_find_decided_on (SmtDesk *self, const char *patient, const char *digest)
{
  g_autofree char *key = digest != NULL ? decided_on_key (patient, digest) : NULL;

  return key != NULL ? g_hash_table_lookup (self->decided_on, key) : NULL;
}

void
_smt_desk_hear_busy (SmtDesk *self, guint seconds)
{
  self->busy_until = self->boot_clock () + (gint64)MIN (seconds, MOST_BUSY_SECONDS) * G_USEC_PER_SEC;
}

guint
_smt_desk_busy_seconds (SmtDesk *self)
{
  gint64 left = self->busy_until - self->boot_clock ();

  return left > 0 ? (guint)((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

void
_smt_desk_begin_send (SmtDesk *self, const char *send_id)
{
  g_hash_table_add (self->under_way, g_strdup (send_id));
}

void
_smt_desk_end_send (SmtDesk *self, const char *send_id)
{
  g_hash_table_remove (self->under_way, send_id);
}

gboolean
_smt_desk_is_sending (SmtDesk *self, const char *send_id)
{
  return g_hash_table_contains (self->under_way, send_id);
}

/* --- who is at work ----------------------------------------------------------------------------------------------- */

/* Whoever drafts without signing in is not the signer. */
static gboolean
bears_own_name (SmtDesk *self)
{
  return self->role == SMT_ROLE_DOCTOR || (self->helseid != NULL && smt_helseid_get_identity (self->helseid) != NULL);
}

static void
say_who (SmtDesk *self)
{
  gboolean nobody = self->helseid != NULL && smt_helseid_get_identity (self->helseid) == NULL;
  g_autofree char *name = nobody ? NULL : smt_desk_dup_worker_name (self);
  g_autofree char *who =
      nobody ? NULL : _smt_desk_make_who (bears_own_name (self) ? self->signer->hpr : "-", self->role, name);

  smt_journal_set_who (self->store, who);
}

/**
 * smt_desk_set_worker:
 * @self: a desk
 * @role: in what role somebody works from here on
 * @name: (nullable): the name of whoever drafts without signing in; %NULL where nobody has said it. A doctor, and who
 * has signed in, bears the signer's
 */
void
smt_desk_set_worker (SmtDesk *self, SmtRole role, const char *name)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (SMT_IS_DESK (self));

  stripped = name != NULL ? g_strstrip (g_strdup (name)) : NULL;
  self->role = role;
  g_free (self->worker);
  self->worker = stripped != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
  say_who (self);
}

/**
 * smt_desk_get_role:
 * @self: a desk
 *
 * Returns: in what role somebody works here; a doctor's until it is said
 */
SmtRole
smt_desk_get_role (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), SMT_ROLE_DOCTOR);

  return self->role;
}

static char *
dup_signer_name (SmtDesk *self)
{
  const SmtSigner *signer = self->signer;
  g_autofree char *name = g_strdup_printf ("%s %s", signer->given != NULL ? signer->given : "",
                                           signer->family != NULL ? signer->family : "");

  return g_strdup (g_strstrip (name));
}

/**
 * smt_desk_dup_worker_name:
 * @self: a desk
 *
 * Whoever drafts without signing in is not called by the signer's name.
 *
 * Returns: (transfer full) (nullable): who works here; %NULL where that is not known
 */
char *
smt_desk_dup_worker_name (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  if (bears_own_name (self))
    return dup_signer_name (self);
  return g_strdup (self->worker);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_desk_new:
 * @broker: (transfer none): the service
 * @journal: (transfer none) (nullable): where decisions are saved; %NULL: in memory only, and the screen says so
 * @signer: (transfer none): who signs; copied
 *
 * Returns: (transfer full): a desk with nobody on it
 */
SmtDesk *
smt_desk_new (SmtBroker *broker, SmtJournal *journal, SmtSigner *signer)
{
  SmtDesk *self;

  g_return_val_if_fail (SMT_IS_BROKER (broker) && signer != NULL, NULL);
  g_return_val_if_fail (journal == NULL || SMT_IS_JOURNAL (journal), NULL);

  self = g_object_new (SMT_TYPE_DESK, NULL);
  self->broker = g_object_ref (broker);
  g_set_object (&self->journal, journal);
  self->store = journal != NULL ? g_object_ref (journal) : smt_journal_new_in_memory ();
  self->signer = copy_signer (signer);
  say_who (self);
  smt_desk_refresh_tasks (self);

  return self;
}

/**
 * smt_desk_get_broker:
 * @self: a desk
 *
 * Returns: (transfer none): its broker
 */
SmtBroker *
smt_desk_get_broker (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  return self->broker;
}

/**
 * smt_desk_get_journal:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): its journal; %NULL when nothing is saved
 */
SmtJournal *
smt_desk_get_journal (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  return self->journal;
}

/**
 * smt_desk_get_signer:
 * @self: a desk
 *
 * Returns: (transfer none): who signs here
 */
const SmtSigner *
smt_desk_get_signer (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  return self->signer;
}

/**
 * smt_desk_is_synthetic:
 * @self: a desk
 *
 * Returns: whether every patient here is made up
 */
gboolean
smt_desk_is_synthetic (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), FALSE);

  return smt_broker_is_synthetic (self->broker);
}

/**
 * smt_desk_get_work_list:
 * @self: a desk
 *
 * Returns: (transfer none): who is to be seen; empty until it is loaded
 */
SmtWorkList *
smt_desk_get_work_list (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  return self->work_list;
}

/**
 * smt_desk_get_tasks:
 * @self: a desk
 *
 * Returns: (transfer none): the patients with something to follow up
 */
SmtWorkList *
smt_desk_get_tasks (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  return self->tasks;
}

/**
 * smt_desk_set_today:
 * @self: a desk
 * @today: the day to work on; unset follows the clock
 */
void
smt_desk_set_today (SmtDesk *self, SmtDate today)
{
  g_return_if_fail (SMT_IS_DESK (self));

  self->today = today;
}

/**
 * smt_desk_get_today:
 * @self: a desk
 *
 * Returns: the day set, or the calendar day in Norway
 */
SmtDate
smt_desk_get_today (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), SMT_DATE_UNSET);

  return smt_date_is_set (self->today) ? self->today : smt_instant_to_date (g_get_real_time ());
}

/**
 * smt_desk_set_catalogue:
 * @self: a desk
 * @catalogue: (transfer none) (nullable): FEST, which every list is read with from now on
 */
void
smt_desk_set_catalogue (SmtDesk *self, SmtCatalogue *catalogue)
{
  g_return_if_fail (SMT_IS_DESK (self));

  g_clear_pointer (&self->catalogue, smt_catalogue_unref);
  if (catalogue != NULL)
    self->catalogue = smt_catalogue_ref (catalogue);
}

/**
 * smt_desk_get_catalogue:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): FEST; %NULL when it has not been imported
 */
const SmtCatalogue *
smt_desk_get_catalogue (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  return self->catalogue;
}

/* Only another person replaces the signer: a send that is under way borrows it. */
static void
take_identity (SmtDesk *self)
{
  const SmtHelseidIdentity *identity = smt_helseid_get_identity (self->helseid);
  const SmtHelseidSettings *settings = smt_helseid_get_settings (self->helseid);
  SmtSigner *signer;

  if (identity == NULL || g_strcmp0 (identity->hpr, self->signer->hpr) == 0)
    return;
  signer = smt_signer_new ();
  signer->hpr = g_strdup (identity->hpr);
  signer->given = g_strdup (identity->given);
  signer->family = g_strdup (identity->family);
  signer->national_number = g_strdup (identity->pid);
  signer->office = g_strdup (settings->office);
  signer->her_id = g_strdup (settings->her_id);
  smt_signer_free (self->signer);
  self->signer = signer;
}

static void
identity_changed_cb (SmtDesk *self)
{
  take_identity (self);
  say_who (self);
}

/**
 * smt_desk_set_helseid:
 * @self: a desk
 * @helseid: (transfer none) (nullable): who has signed in signs from then on
 */
void
smt_desk_set_helseid (SmtDesk *self, SmtHelseid *helseid)
{
  g_return_if_fail (SMT_IS_DESK (self));

  if (!g_set_object (&self->helseid, helseid) || helseid == NULL)
    return;
  g_signal_connect_object (helseid, "changed", G_CALLBACK (identity_changed_cb), self, G_CONNECT_SWAPPED);
  identity_changed_cb (self);
}

/**
 * smt_desk_get_helseid:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): where one signs in; %NULL: nobody has to
 */
SmtHelseid *
smt_desk_get_helseid (SmtDesk *self)
{
  g_return_val_if_fail (SMT_IS_DESK (self), NULL);

  return self->helseid;
}
