/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-journal"

#include "journal/smt-journal-keys.h"

#include <string.h>

#include "journal/smt-journal.h"

#define KEYS_NAME "journal"
#define HEAD_NAME "journal-head"
#define ID_SIZE 36
#define KEY_SIZE 32
#define KEYS_MAGIC "SmJ1"
#define SPACING (G_USEC_PER_SEC / 4)  /* between two heads: a keyring writes a whole file for each */
#define PATIENCE (3 * G_USEC_PER_SEC) /* with a keyring when the program ends */

/* --- the keys ----------------------------------------------------------------------------------------------------- */

/**
 * smt_journal_keys_new:
 * @store_id: (nullable): identity of a store there is already
 * @index: (nullable): its 32 bytes
 *
 * Returns: (transfer full): new keys
 */
SmtJournalKeys *
smt_journal_keys_new (const char *store_id, gconstpointer index)
{
  SmtJournalKeys *keys = g_new0 (SmtJournalKeys, 1);

  keys->store_id = store_id != NULL ? g_strdup (store_id) : g_uuid_string_random ();
  keys->data = smt_secret_new_random (KEY_SIZE);
  keys->index = index != NULL ? smt_secret_new (index, KEY_SIZE) : smt_secret_new_random (KEY_SIZE);
  return keys;
}

void
smt_journal_keys_free (SmtJournalKeys *keys)
{
  g_return_if_fail (keys != NULL);

  g_free (keys->store_id);
  g_bytes_unref (keys->data);
  g_bytes_unref (keys->index);
  g_free (keys);
}

static gboolean
no_keyring (GError **error, const GError *trouble)
{
  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_KEYRING,
                       trouble != NULL ? trouble->message : "what the keyring holds is no key of a journal");
  return FALSE;
}

/* A keyring that does not answer is never taken for one that holds nothing: new keys would be made, and all that the
 * old ones sealed would be lost. */
static gboolean
load (SmtKeyring *keyring, const char *name, gsize size, GBytes **secret, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  g_autoptr (GBytes) found = smt_keyring_load (keyring, name, NULL, &trouble);

  if (trouble != NULL || (found != NULL && g_bytes_get_size (found) != size))
    return no_keyring (error, trouble);

  *secret = g_steal_pointer (&found);
  return TRUE;
}

gboolean
smt_journal_keys_load (SmtKeyring *keyring, SmtJournalKeys **keys, GError **error)
{
  g_autoptr (GBytes) secret = NULL;
  const guint8 *bytes;
  SmtJournalKeys *found;

  if (!load (keyring, KEYS_NAME, 4 + ID_SIZE + 2 * KEY_SIZE, &secret, error))
    return FALSE;
  if (secret == NULL)
    return TRUE;

  bytes = g_bytes_get_data (secret, NULL);
  if (memcmp (bytes, KEYS_MAGIC, 4) != 0)
    return no_keyring (error, NULL);

  found = g_new0 (SmtJournalKeys, 1);
  found->store_id = g_strndup ((const char *)bytes + 4, ID_SIZE);
  found->data = smt_secret_new (bytes + 4 + ID_SIZE, KEY_SIZE);
  found->index = smt_secret_new (bytes + 4 + ID_SIZE + KEY_SIZE, KEY_SIZE);
  *keys = found;
  return TRUE;
}

static gboolean
store (SmtKeyring *keyring, const char *name, const SmtJournalKeys *keys, GError **error)
{
  guint8 bytes[4 + ID_SIZE + 2 * KEY_SIZE] = KEYS_MAGIC;
  g_autoptr (GBytes) secret = NULL;
  g_autoptr (GError) trouble = NULL;

  memcpy (bytes + 4, keys->store_id, ID_SIZE);
  memcpy (bytes + 4 + ID_SIZE, g_bytes_get_data (keys->data, NULL), KEY_SIZE);
  memcpy (bytes + 4 + ID_SIZE + KEY_SIZE, g_bytes_get_data (keys->index, NULL), KEY_SIZE);
  secret = smt_secret_new (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);

  return smt_keyring_store (keyring, name, secret, NULL, &trouble) || no_keyring (error, trouble);
}

gboolean
smt_journal_keys_store (SmtKeyring *keyring, const SmtJournalKeys *keys, GError **error)
{
  return store (keyring, KEYS_NAME, keys, error);
}

gboolean
smt_journal_keys_keep (SmtKeyring *keyring, const SmtJournalKeys *keys, GError **error)
{
  g_autofree char *name = g_strdup_printf (KEYS_NAME "-%s", keys->store_id);

  return store (keyring, name, keys, error);
}

/* --- the head ----------------------------------------------------------------------------------------------------- */

SmtJournalHead *
smt_journal_head_new (const char *store_id, gint64 seq, const guint8 *chain)
{
  SmtJournalHead *head = g_new0 (SmtJournalHead, 1);

  head->store_id = g_strdup (store_id);
  head->seq = seq;
  memcpy (head->chain, chain, SMT_CHAIN_SIZE);
  return head;
}

void
smt_journal_head_free (SmtJournalHead *head)
{
  g_return_if_fail (head != NULL);

  g_free (head->store_id);
  g_free (head);
}

gboolean
smt_journal_head_load (SmtKeyring *keyring, SmtJournalHead **head, GError **error)
{
  g_autoptr (GBytes) secret = NULL;
  g_autofree char *store_id = NULL;
  const guint8 *bytes;
  guint64 seq;

  if (!load (keyring, HEAD_NAME, ID_SIZE + sizeof seq + SMT_CHAIN_SIZE, &secret, error))
    return FALSE;
  if (secret == NULL)
    return TRUE;

  bytes = g_bytes_get_data (secret, NULL);
  store_id = g_strndup ((const char *)bytes, ID_SIZE);
  memcpy (&seq, bytes + ID_SIZE, sizeof seq);
  *head = smt_journal_head_new (store_id, (gint64)GUINT64_FROM_BE (seq), bytes + ID_SIZE + sizeof seq);
  return TRUE;
}

static gboolean
head_store (SmtKeyring *keyring, const SmtJournalHead *head, GCancellable *cancellable, GError **error)
{
  guint8 bytes[ID_SIZE + sizeof (guint64) + SMT_CHAIN_SIZE];
  guint64 seq = GUINT64_TO_BE ((guint64)head->seq);
  g_autoptr (GBytes) secret = NULL;

  memcpy (bytes, head->store_id, ID_SIZE);
  memcpy (bytes + ID_SIZE, &seq, sizeof seq);
  memcpy (bytes + ID_SIZE + sizeof seq, head->chain, SMT_CHAIN_SIZE);
  secret = smt_secret_new (bytes, sizeof bytes);
  return smt_keyring_store (keyring, HEAD_NAME, secret, cancellable, error);
}

/* --- its keeper --------------------------------------------------------------------------------------------------- */

struct _SmtHeadKeeper
{
  SmtKeyring *keyring;
  GCancellable *cancellable;
  GThread *thread;
  GMutex lock;
  GCond changed;
  SmtJournalHead *waiting; /* (nullable): the newest, not yet taken up */
  gboolean busy, resting, quit; /* resting: it looks by itself when the time is up */
};

/* With the lock held. The head is only ever a lower bound: what is stored may be behind the file, never ahead of it. */
static void
store_waiting (SmtHeadKeeper *keeper)
{
  g_autoptr (SmtJournalHead) head = g_steal_pointer (&keeper->waiting);
  g_autoptr (GError) error = NULL;

  keeper->busy = TRUE;
  g_mutex_unlock (&keeper->lock);
  if (!head_store (keeper->keyring, head, keeper->cancellable, &error))
    g_info ("the head is not kept: %s", error->message);
  g_mutex_lock (&keeper->lock);
  keeper->busy = FALSE;
  g_cond_broadcast (&keeper->changed);
}

static gpointer
keep_heads (gpointer data)
{
  SmtHeadKeeper *keeper = data;

  g_mutex_lock (&keeper->lock);
  while (!keeper->quit || keeper->waiting != NULL)
    {
      gint64 next = g_get_monotonic_time () + SPACING;

      if (keeper->waiting == NULL)
        {
          g_cond_wait (&keeper->changed, &keeper->lock);
          continue;
        }
      store_waiting (keeper);
      keeper->resting = TRUE;
      while (!keeper->quit && g_cond_wait_until (&keeper->changed, &keeper->lock, next))
        ;
      keeper->resting = FALSE;
    }
  g_mutex_unlock (&keeper->lock);
  return NULL;
}

SmtHeadKeeper *
smt_head_keeper_new (SmtKeyring *keyring)
{
  SmtHeadKeeper *keeper = g_new0 (SmtHeadKeeper, 1);

  keeper->keyring = g_object_ref (keyring);
  keeper->cancellable = g_cancellable_new ();
  g_mutex_init (&keeper->lock);
  g_cond_init (&keeper->changed);
  keeper->thread = g_thread_new ("smt-journal-head", keep_heads, keeper);
  return keeper;
}

/** smt_head_keeper_keep: @head (transfer full): replaces the one that still waits */
void
smt_head_keeper_keep (SmtHeadKeeper *keeper, SmtJournalHead *head)
{
  g_mutex_lock (&keeper->lock);
  g_clear_pointer (&keeper->waiting, smt_journal_head_free);
  keeper->waiting = head;
  if (!keeper->resting)
    g_cond_broadcast (&keeper->changed);
  g_mutex_unlock (&keeper->lock);
}

void
smt_head_keeper_free (SmtHeadKeeper *keeper)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&keeper->lock);
  keeper->quit = TRUE;
  g_cond_broadcast (&keeper->changed);
  while ((keeper->waiting != NULL || keeper->busy) && g_cond_wait_until (&keeper->changed, &keeper->lock, until))
    ;
  g_clear_pointer (&keeper->waiting, smt_journal_head_free);
  g_mutex_unlock (&keeper->lock);

  g_cancellable_cancel (keeper->cancellable);
  g_thread_join (keeper->thread);
  g_object_unref (keeper->cancellable);
  g_object_unref (keeper->keyring);
  g_cond_clear (&keeper->changed);
  g_mutex_clear (&keeper->lock);
  g_free (keeper);
}
