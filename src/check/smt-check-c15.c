/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C15, a registered reaction to what is taken: by ATC prefix, else by the name of the substance. One finding a
 * treatment, for the gravest reaction, since several registers tell of the same one.
 */
#include "check/smt-check.h"

#include <string.h>

#include "base/smt-text.h"
#include "check/smt-finding-private.h"

#define SHORTEST_ATC 3
#define SUBSTANCE_ATC 7

/* --- matching ----------------------------------------------------------------------------------------------------- */

static gboolean
ends_word (const char *at)
{
  return !g_unichar_isalnum (g_utf8_get_char (at)) && *at != '-';
}

static gboolean
has_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  for (const char *at = strstr (text, word); at != NULL && length > 0; at = strstr (at + 1, word))
    {
      gboolean begins = at == text || ends_word (g_utf8_prev_char (at));
      if (begins && ends_word (at + length))
        return TRUE;
    }
  return FALSE;
}

/* The whole name of the reaction, or the substance as a word of it ("penicillin" is no reaction to "penicillamin"). */
static gboolean
names (const SmtReaction *reaction, const SmtProduct *product)
{
  g_autofree char *said = smt_text_fold (reaction->display);
  g_autofree char *generic = smt_text_fold (product->generic);
  g_autofree char *brand = smt_text_fold (product->brand);

  if (said == NULL)
    return FALSE;
  return (generic != NULL && has_word (said, generic)) || (brand != NULL && strcmp (said, brand) == 0);
}

/* How sure the match is: the length of the ATC code, or that of a substance for a name; 0 for none. */
static gsize
match (const SmtReaction *reaction, const SmtProduct *product)
{
  gsize length = reaction->atc != NULL ? strlen (reaction->atc) : 0;

  if (length >= SHORTEST_ATC && length <= SUBSTANCE_ATC && product->atc != NULL
      && g_ascii_strncasecmp (product->atc, reaction->atc, length) == 0)
    return length;
  return names (reaction, product) ? SUBSTANCE_ATC : 0;
}

static int
compare_reactions (const SmtReaction *a, gsize match_a, const SmtReaction *b, gsize match_b)
{
  if (!a->severe != !b->severe)
    return a->severe ? 1 : -1;
  if (match_a != match_b)
    return match_a > match_b ? 1 : -1;
  int order = g_strcmp0 (b->display, a->display);
  return order != 0 ? order : g_strcmp0 (b->source, a->source);
}

static const SmtReaction *
find_gravest (const GPtrArray *reactions, const SmtProduct *product, gsize *matched)
{
  const SmtReaction *gravest = NULL;

  for (guint i = 0; i < reactions->len; i++)
    {
      const SmtReaction *reaction = g_ptr_array_index (reactions, i);
      gsize length = match (reaction, product);
      if (length == 0 || (gravest != NULL && compare_reactions (reaction, length, gravest, *matched) <= 0))
        continue;
      gravest = reaction;
      *matched = length;
    }
  return gravest;
}

/* --- reporting ---------------------------------------------------------------------------------------------------- */

static SmtFinding *
finding_new (const SmtTreatment *treatment, const SmtReaction *reaction, gsize matched, SmtDate today)
{
  SmtFinding *finding = _smt_finding_new (SMT_FINDING_REACTION, treatment, today);

  finding->reaction = smt_reaction_copy (reaction);
  finding->checks = 1u << SMT_CHECK_C15;
  /* a whole group of medicines is only for a look when the reaction was severe */
  finding->severity_class = reaction->severe || matched == SUBSTANCE_ATC ? SMT_CLASS_CHECK : SMT_CLASS_INFO;
  finding->basis = g_strdup_printf ("%s|%s|%s|%d", reaction->display != NULL ? reaction->display : "",
                                    reaction->atc != NULL ? reaction->atc : "",
                                    reaction->manifestation != NULL ? reaction->manifestation : "", reaction->severe);
  return finding;
}

/* (transfer full) (nullable) */
static SmtFinding *
check (const SmtTreatment *treatment, const GPtrArray *reactions, SmtDate today)
{
  const SmtReaction *reaction;
  gsize matched = 0;

  if (!smt_treatment_is_in_use (treatment) || treatment->product == NULL)
    return NULL;
  reaction = find_gravest (reactions, treatment->product, &matched);
  return reaction != NULL ? finding_new (treatment, reaction, matched, today) : NULL;
}

/*
 * _smt_check_list_c15:
 * @hearing: the list
 */
void
_smt_check_list_c15 (const SmtListHearing *hearing)
{
  for (guint i = 0; i < hearing->list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (hearing->list->treatments, i);
      SmtFinding *finding = check (treatment, hearing->list->reactions, hearing->today);

      if (finding != NULL)
        _smt_report_at (hearing, i, finding);
    }
}

static void
unref_finding (gpointer data)
{
  smt_finding_unref (data);
}

/**
 * smt_check_reactions:
 * @list: a list
 * @reactions: (element-type SmtReaction): told elsewhere than by the list, as in a file beside it
 * @today: the day to judge on
 *
 * C15 for reactions that are no part of the list and are not merged with its own.
 *
 * Returns: (transfer full) (element-type SmtFinding): at most one finding a treatment, in the order of the list
 */
GPtrArray *
smt_check_reactions (const SmtList *list, const GPtrArray *reactions, SmtDate today)
{
  GPtrArray *findings;

  g_return_val_if_fail (list != NULL && reactions != NULL, NULL);

  findings = g_ptr_array_new_with_free_func (unref_finding);
  for (guint i = 0; i < list->treatments->len; i++)
    {
      SmtFinding *finding = check (g_ptr_array_index (list->treatments, i), reactions, today);

      if (finding != NULL)
        g_ptr_array_add (findings, finding);
    }
  return findings;
}
