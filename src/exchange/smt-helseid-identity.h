/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has signed in, as HelseID's id_token says.
 * Immutable; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *subject;
  char *pid;          /* (nullable) national number (fødselsnummer) */
  char *given;
  char *family;
  char *hpr;          /* HPR number */
  char *profession;   /* (nullable) of the authorisation: LE doctor (lege), SP nurse (sykepleier), FA pharmacist (farmasøyt) … */
  char *organisation; /* (nullable) organisation number, where the token names one */
} SmtHelseidIdentity;

SmtHelseidIdentity *smt_helseid_identity_copy (const SmtHelseidIdentity *identity);
void                smt_helseid_identity_free (SmtHelseidIdentity *identity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtHelseidIdentity, smt_helseid_identity_free)

G_END_DECLS
