/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The round (visitt): the patients of the work list in their order, with what each waits for. Made out of the work list and
 * the journal; nothing is fetched about anyone.
 * Main thread only.
 */
#pragma once

#include "desk/smt-desk.h"
#include "reconcile/smt-round.h"

G_BEGIN_DECLS

/**
 * SmtRoundStop: one patient of a round.
 * @item: as it stands on the work list; its status tells what is known since it was opened here
 * @n_drafts: decisions that wait for the doctor's approval
 * @n_decided: decisions that wait to be sent
 * @who: (nullable): who prepared the patient, or drafted last
 */
typedef struct
{
  SmtWorkItem *item;
  SmtRoundState state;
  guint nth; /* from 0: a person may stand on the list more than once, and is one patient */
  guint n_drafts;
  guint n_decided;
  char *who;
} SmtRoundStop;

/** SmtRound: @stops (of SmtRoundStop), in the order of the work list */
typedef struct
{
  GPtrArray *stops;
  guint n_in_state[SMT_N_ROUND_STATES];
} SmtRound;

void      smt_round_free               (SmtRound *round);
void      smt_desk_load_round_async    (SmtDesk *self, GAsyncReadyCallback callback, gpointer data);
SmtRound *smt_desk_load_round_finish   (SmtDesk *self, GAsyncResult *result, GError **error);
/* says of a patient that it is prepared, done, or to be seen again (WAITING); in memory of the journal when that has answered */
void      smt_desk_say_round_async     (SmtDesk *self, SmtWorkItem *item, SmtRoundState state, GAsyncReadyCallback callback, gpointer data);
gboolean  smt_desk_say_round_finish    (SmtDesk *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtRound, smt_round_free)

G_END_DECLS
