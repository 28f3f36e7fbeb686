/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clean-up (opprydding): what became of each entry that was ever flagged. A state machine of events in their order;
 * the same events give the same state, whoever goes through them.
 * An entry is owned by one; any thread.
 */
#pragma once

#include "reconcile/smt-flag.h"

G_BEGIN_DECLS

/** SmtCleanupState: the first four remain to be cleaned up. */
typedef enum
{
  SMT_CLEANUP_OPEN,       /* åpen: nobody has decided, or what was decided did not help */
  SMT_CLEANUP_CLARIFYING, /* avklares: with somebody, by a date */
  SMT_CLEANUP_DECIDED,    /* besluttet, not sent yet */
  SMT_CLEANUP_SENT,       /* sendt: nobody has looked at it again */
  SMT_CLEANUP_CORRECTED,  /* rettet og kontrollert på nytt */
  SMT_CLEANUP_OVERRIDDEN, /* overstyrt, with a reason, until the data change */
  SMT_CLEANUP_KEPT,       /* vurdert og beholdt, until the data change; never a Stopp */
  SMT_CLEANUP_STOPPED,    /* looked at again: stopped, recalled or expired */
  SMT_CLEANUP_GONE,       /* looked at again: on the list no more */
  SMT_CLEANUP_FOUND,      /* an entry of a findings file whose patient was opened: it goes on under that patient */
  SMT_N_CLEANUP_STATES,
} SmtCleanupState;

typedef enum
{
  SMT_CLEANUP_SAW_FLAGGED, /* a look, or a findings file */
  SMT_CLEANUP_SAW_CLEAR,   /* a look: in use, and nothing to find */
  SMT_CLEANUP_SAW_STOPPED,
  SMT_CLEANUP_SAW_GONE,
  SMT_CLEANUP_SAW_PATIENT, /* whose the entry of a findings file is */
  SMT_CLEANUP_WAS_DECIDED, /* a decision entered the draft */
  SMT_CLEANUP_WAS_UNDONE,  /* it was taken back */
  SMT_CLEANUP_WAS_SENT,
  SMT_CLEANUP_WAS_ENDED,   /* what was to be clarified is said to be done */
  SMT_N_CLEANUP_EVENTS,
} SmtCleanupEventKind;

/** SmtCleanupEvent: @flag of SAW_FLAGGED, @decision of WAS_DECIDED; borrowed. What was sent is what was decided last. */
typedef struct
{
  SmtCleanupEventKind kind;
  const SmtFlag *flag;
  const SmtDecision *decision;
  SmtInstant at;
} SmtCleanupEvent;

/**
 * SmtCleanup:
 * @patient: key in the journal; empty for an entry of a findings file whose patient nobody knows
 * @key: of the treatment
 * @flag: (nullable): as it was seen last; %NULL before it was
 * @decision: (nullable): what the state rests on
 * @since: when it came into this state
 * @first: when it was flagged first
 * @told: when @flag said what it says now for the first time
 * @steps: of SmtCleanupStep, in order
 */
typedef struct
{
  char *patient;
  char *key;
  SmtFlag *flag;
  SmtCleanupState state;
  const SmtDecision *decision;
  SmtInstant since;
  SmtInstant first;
  SmtInstant told;
  GArray *steps;

  /* private */
  SmtCleanupEventKind seen;
  SmtDecision *draft;
  SmtDecision *sent;
  gboolean draft_ended;
  char **judged; /* the findings that @sent answered */
} SmtCleanup;

/** SmtCleanupStep: from @at on the entry remained, or did not. */
typedef struct
{
  SmtInstant at;
  gboolean remains;
} SmtCleanupStep;

/** SmtCleanupDay: how many entries remained at the end of @day. */
typedef struct
{
  SmtDate day;
  guint n;
} SmtCleanupDay;

SmtCleanup *smt_cleanup_new     (const char *patient, const char *key);
void        smt_cleanup_free    (SmtCleanup *self);
gboolean    smt_cleanup_apply   (SmtCleanup *self, const SmtCleanupEvent *event);
gboolean    smt_cleanup_remains (SmtCleanupState state);
/* (element-type SmtCleanupDay) (transfer full): @entries (element-type SmtCleanup) day by day, at most @most days until @today */
GArray     *smt_cleanup_curve   (GPtrArray *entries, SmtDate today, guint most);

/** SmtCleanupSight: what a look says of one entry. */
typedef struct
{
  SmtCleanup *entry; /* borrowed; has taken the event */
  SmtCleanupEvent event;
  SmtFlag *flag;     /* (nullable) owned: of @event */
} SmtCleanupSight;

/* the key of an entry that only a findings file names */
char       *smt_cleanup_dup_file_key (const char *entry);
void        smt_cleanup_sight_free (SmtCleanupSight *sight);
/* (element-type SmtCleanupSight) (transfer full): the news of a look; entries that are new are added to @entries */
GPtrArray  *smt_cleanup_look    (GPtrArray *entries, const char *patient, const SmtReconciliation *reconciliation, SmtInstant at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtCleanup, smt_cleanup_free)

G_END_DECLS
