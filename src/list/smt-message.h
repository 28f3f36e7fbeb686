/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message about the list as a whole (sfm-PLL-info): the list itself, what a pharmacy asks or proposes, what it delivered.
 * Built by one owner (the decoder), then immutable; owned by the list. Any thread.
 */
#pragma once

#include "list/smt-treatment.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_MESSAGE_LIST,     /* M25.1: the list as it was sent last */
  SMT_MESSAGE_PROPOSAL, /* M25.2 Multidose spørremelding fra apotek */
  SMT_MESSAGE_DELIVERY, /* M25.3 Multidose utleveringsmelding */
  SMT_MESSAGE_PAPER,    /* M9.12: multidose on paper */
  SMT_MESSAGE_OTHER,
} SmtMessageKind;

typedef enum
{
  SMT_QUESTION_ASKED,   /* something about the entry, in words */
  SMT_QUESTION_NEW,     /* the entry is the pharmacy's proposal */
  SMT_QUESTION_CHANGED, /* another dose is proposed */
} SmtQuestionKind;

/** SmtQuestion: what a pharmacy says of one entry. */
typedef struct
{
  SmtQuestionKind kind;
  char *key;       /* (nullable) of the treatment */
  char *text;      /* (nullable) as received */
  char *dose_text; /* (nullable) the dose proposed, as received */
  SmtTreatment *proposal; /* (nullable): of another dose, the entry as it would be with it */
} SmtQuestion;

/**
 * SmtMessage:
 * @substitute: sent by a stand-in (vikar)
 * @stale: a proposal that is not newer than the list: it no longer stands (foreldet)
 */
typedef struct
{
  SmtMessageKind kind;
  char *id;            /* (nullable) */
  SmtInstant date;     /* SMT_INSTANT_UNSET */
  gboolean of_day;     /* @date tells a day, not when on it */
  char *author;        /* (nullable) as displayed */
  char *text;          /* (nullable) */
  gboolean substitute;
  gboolean stale;
  GPtrArray *questions; /* of SmtQuestion */
  /* multidose, where the list says it */
  char *pharmacy;      /* (nullable) who packs */
  SmtDate next_roll;
  SmtDate deadline;    /* for changes to the next roll */
  char *stand_in;      /* (nullable) for the doctor in charge */
  SmtDate stand_in_until;
  /* the whole list is paused (satt på pause), where the M25.1 says so */
  gboolean paused;
  gboolean paused_in_words; /* only its text says so */
  SmtDate paused_from;      /* unset = not said */
  SmtDate paused_until;     /* the day it is in use again; unset = without end */
  char *paused_by;          /* (nullable) as displayed */
  char *pause_reason;       /* (nullable) as received */
} SmtMessage;

SmtMessage        *smt_message_new  (void);
void               smt_message_free (SmtMessage *message);
SmtQuestion       *smt_message_add_question (SmtMessage *message);
const SmtQuestion *smt_message_find_question (const SmtMessage *message, const char *key);
gboolean           smt_message_text_pauses   (const char *text);
gboolean           smt_message_pauses        (const SmtMessage *message, SmtDate today);
char              *smt_message_dup_pause_digest (const SmtMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtMessage, smt_message_free)

G_END_DECLS
