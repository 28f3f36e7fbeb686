/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-seal.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define NONCE_SIZE 12
#define TAG_SIZE 16

struct _SmtSeal
{
  gnutls_aead_cipher_hd_t cipher;
  char *store_id;
  guint32 version;
};

/**
 * smt_seal_new:
 * @key: 32 bytes
 * @store_id: of the store
 * @version: of what is written into it
 *
 * A random nonce of 96 bits is good for 2³² records of one key: a record a second for 136 years.
 *
 * Returns: (transfer full): the seal
 */
SmtSeal *
smt_seal_new (GBytes *key, const char *store_id, guint32 version)
{
  gnutls_datum_t datum = { (unsigned char *)g_bytes_get_data (key, NULL), (unsigned int)g_bytes_get_size (key) };
  SmtSeal *seal = g_new0 (SmtSeal, 1);

  if (gnutls_aead_cipher_init (&seal->cipher, GNUTLS_CIPHER_AES_256_GCM, &datum) != 0)
    g_error ("GnuTLS has no AES-256-GCM for a key of %u bytes", datum.size);

  seal->store_id = g_strdup (store_id);
  seal->version = version;
  return seal;
}

void
smt_seal_free (SmtSeal *seal)
{
  g_return_if_fail (seal != NULL);

  gnutls_aead_cipher_deinit (seal->cipher); /* wipes its copy of the key */
  g_free (seal->store_id);
  g_free (seal);
}

static void
append_number (GByteArray *bytes, guint64 number)
{
  guint64 big = GUINT64_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *)&big, sizeof big);
}

static void
append_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *)text, (guint)strlen (text) + 1);
}

/* What is authenticated besides the content: store, version, table, row. */
static GByteArray *
bind_place (const SmtSeal *seal, const SmtPlace *place)
{
  GByteArray *bound = g_byte_array_new ();

  append_text (bound, seal->store_id);
  append_number (bound, seal->version);
  append_text (bound, place->table);
  append_number (bound, (guint64)place->row);
  append_number (bound, (guint64)place->bound);
  if (place->before != NULL)
    g_byte_array_append (bound, place->before, SMT_CHAIN_SIZE);

  return bound;
}

/**
 * smt_seal_close:
 * @seal: a seal
 * @place: where it will lie
 * @data: (array length=size): what to seal
 * @size: in bytes
 *
 * Returns: (transfer full): nonce, ciphertext and tag
 */
GBytes *
smt_seal_close (SmtSeal *seal, const SmtPlace *place, gconstpointer data, gsize size)
{
  g_autoptr (GByteArray) bound = bind_place (seal, place);
  gsize length = size + TAG_SIZE;
  guint8 *sealed = g_malloc (NONCE_SIZE + length);

  if (gnutls_rnd (GNUTLS_RND_NONCE, sealed, NONCE_SIZE) != 0
      || gnutls_aead_cipher_encrypt (seal->cipher, sealed, NONCE_SIZE, bound->data, bound->len, TAG_SIZE, data, size,
                                     sealed + NONCE_SIZE, &length)
             != 0)
    g_error ("GnuTLS could not seal %" G_GSIZE_FORMAT " bytes", size);

  return g_bytes_new_take (sealed, NONCE_SIZE + length);
}

/**
 * smt_seal_open:
 * @seal: a seal
 * @place: where it lies
 * @sealed: (array length=size): what smt_seal_close() made
 * @size: in bytes
 *
 * Returns: (transfer full) (nullable): the content; %NULL when a single bit of it or of its place is another
 */
GBytes *
smt_seal_open (SmtSeal *seal, const SmtPlace *place, gconstpointer sealed, gsize size)
{
  g_autoptr (GByteArray) bound = NULL;
  const guint8 *bytes = sealed;
  g_autofree guint8 *data = NULL;
  gsize length;

  if (sealed == NULL || size < NONCE_SIZE + TAG_SIZE)
    return NULL;

  bound = bind_place (seal, place);
  length = size - NONCE_SIZE - TAG_SIZE;
  data = g_malloc (length + 1);
  if (gnutls_aead_cipher_decrypt (seal->cipher, bytes, NONCE_SIZE, bound->data, bound->len, TAG_SIZE,
                                  bytes + NONCE_SIZE, size - NONCE_SIZE, data, &length)
      != 0)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/** smt_seal_digest: SHA-256 of @data into the 32 bytes of @digest */
void
smt_seal_digest (gconstpointer data, gsize size, guint8 *digest)
{
  /* GnuTLS has the processor do it; GLib does not, and it was a tenth of the work of a decision */
  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, size > 0 ? data : "", size, digest) != 0)
    g_error ("GnuTLS has no SHA-256 for %" G_GSIZE_FORMAT " bytes", size);
}

/**
 * smt_seal_next_link:
 * @before: (array fixed-size=32): the link before it
 * @seq: its number
 * @kind: its kind
 * @digest: (array fixed-size=32): of its sealed bytes
 * @link: (array fixed-size=32): filled in; may be @before
 *
 * The chain is over sealed bytes, so that it can be checked by somebody who has no key, and stands when a record's
 * content is purged and only its digest is left.
 */
void
smt_seal_next_link (const guint8 *before, gint64 seq, gint64 kind, const guint8 *digest, guint8 *link)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  append_text (bytes, "samstemt journal");
  g_byte_array_append (bytes, before, SMT_CHAIN_SIZE);
  append_number (bytes, (guint64)seq);
  append_number (bytes, (guint64)kind);
  g_byte_array_append (bytes, digest, SMT_CHAIN_SIZE);
  smt_seal_digest (bytes->data, bytes->len, link);
}
