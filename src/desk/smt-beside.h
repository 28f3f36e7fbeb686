/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list opened from a file (the own journal's bundle, an IPS, a hospital's summary) to stand beside the list of the
 * patient at work; and whether it is about the same person.
 * Immutable and reference-counted; kept in memory only. Any thread.
 */
#pragma once

#include "fhir/smt-answer.h"

G_BEGIN_DECLS

/** SmtPersonMatch: whether two descriptions are of one person. */
typedef enum
{
  SMT_PERSON_SAME,    /* the same number; else the same names and birth date */
  SMT_PERSON_UNKNOWN, /* nothing contradicts, and too little is said to know */
  SMT_PERSON_OTHER,   /* another number, birth date or family name */
} SmtPersonMatch;

/**
 * SmtBeside:
 * @id: "file:" and the SHA-256 of its bytes: pairs made by hand are remembered by it
 * @name: of the file, without its folder
 * @date: of the list, as the document says itself; unset = it does not
 */
typedef struct
{
  char *id;
  char *name;
  SmtDate date;
  SmtAnswer *answer;
  gatomicrefcount ref_count;
} SmtBeside;

SmtBeside     *smt_beside_new    (const char *name, SmtAnswer *answer);
SmtBeside     *smt_beside_ref    (const SmtBeside *beside);
void           smt_beside_unref  (SmtBeside *beside);
SmtPersonMatch smt_person_match  (const SmtPatient *a, const SmtPatient *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtBeside, smt_beside_unref)

G_END_DECLS
