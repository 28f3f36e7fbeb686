/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody said of two treatments by hand: that they are one, or that they are not; who, when and why. Acts are only
 * ever added; what they come to is read by going through them in their order.
 * Plain values, owned by one. Any thread.
 */
#pragma once

#include "list/smt-pairing.h"

G_BEGIN_DECLS

/** SmtPairWhy: what the act answered. */
typedef enum
{
  SMT_PAIR_WHY_CHOSEN,   /* the clinician saw that they are one, unasked */
  SMT_PAIR_WHY_ASKED,    /* the program asked whether they are one */
  SMT_PAIR_WHY_MISTAKEN, /* the program had paired them by a key, or by hand, and that is not so */
  SMT_PAIR_WHY_UNDONE,   /* an act before it is taken back */
} SmtPairWhy;

/**
 * SmtPairAct:
 * @link: which two, and whether they are one
 * @reason: by what they had been paired, where they are taken apart
 * @what: both in words, for whoever reads the log later: a list of a file is not kept
 */
typedef struct
{
  SmtPairLink link;
  SmtPairWhy why;
  SmtPairReason reason;
  char *what; /* (nullable) */
  char *who;  /* (nullable): nobody has said it */
  char *role;
  SmtInstant at; /* to the second */
} SmtPairAct;

SmtPairAct *smt_pair_act_new       (const char *list, const char *key, const char *other_list, const char *other_key, gboolean apart);
SmtPairAct *smt_pair_act_copy      (const SmtPairAct *act);
void        smt_pair_act_free      (SmtPairAct *act);
char       *smt_pair_act_to_json   (const SmtPairAct *act);
/* (nullable): NULL where it is no act */
SmtPairAct *smt_pair_act_from_json (const char *json);
/* (element-type SmtPairLink) (transfer full): what @acts (element-type SmtPairAct) come to */
GPtrArray  *smt_pair_acts_to_links (GPtrArray *acts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtPairAct, smt_pair_act_free)

G_END_DECLS
