/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyring/smt-secret.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

typedef struct
{
  gpointer pages;
  gsize length; /* of the pages */
} Room;

static void
room_free (gpointer data)
{
  Room *room = data;

  mprotect (room->pages, room->length, PROT_READ | PROT_WRITE);
  explicit_bzero (room->pages, room->length);
  munmap (room->pages, room->length);
  g_free (room);
}

/* Pages that cannot be locked (RLIMIT_MEMLOCK) are used all the same: better a key that may be swapped out than none.
 * A child that was forked finds zeros: it has no business with a key, and could not wipe its copy. */
static Room *
room_new (gsize size)
{
  gsize page = (gsize)sysconf (_SC_PAGESIZE);
  Room *room = g_new0 (Room, 1);

  room->length = (MAX (size, 1) + page - 1) / page * page;
  room->pages = mmap (NULL, room->length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room->pages == MAP_FAILED)
    g_error ("no memory for a secret");

  (void)mlock (room->pages, room->length);
  (void)madvise (room->pages, room->length, MADV_DONTDUMP);
  (void)madvise (room->pages, room->length, MADV_WIPEONFORK);
  return room;
}

static GBytes *
seal_room (Room *room, gsize size)
{
  mprotect (room->pages, room->length, PROT_READ);
  return g_bytes_new_with_free_func (room->pages, size, room_free, room);
}

/**
 * smt_secret_new:
 * @data: (array length=size): the secret; copied, and still the caller's to wipe
 * @size: in bytes
 *
 * Returns: (transfer full): the secret, wiped when its last reference goes
 */
GBytes *
smt_secret_new (gconstpointer data, gsize size)
{
  Room *room = room_new (size);

  if (size > 0)
    memcpy (room->pages, data, size);
  return seal_room (room, size);
}

/**
 * smt_secret_new_random:
 * @size: in bytes, at most 256
 *
 * Returns: (transfer full): a key from the kernel's generator, which is waited for
 */
GBytes *
smt_secret_new_random (gsize size)
{
  Room *room;

  g_return_val_if_fail (size > 0 && size <= 256, NULL);

  room = room_new (size);
  /* up to 256 bytes come whole and are never interrupted, says random(7) */
  if (getrandom (room->pages, size, 0) != (gssize)size)
    g_error ("the kernel gives no random bytes");
  return seal_room (room, size);
}

/**
 * smt_secret_wipe:
 * @text: (nullable) (transfer full): a string that held a secret
 */
void
smt_secret_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}
