/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-catalogue.h"

#include <string.h>

#include "medicine/smt-catalogue-private.h"

/* FEST comes out every fourteen days; three missed issues and it is old (our assumption). */
#define OLD_AFTER_DAYS 45

/* Longer than any FEST id or number; what is longer is none. */
#define MAX_KEY 64

/* --- helpers ------------------------------------------------------------------------------------------------------ */

/* A code as a number: its characters in upper case, first to last, so that the codes of a group lie side by side. */
gboolean
_smt_atc_pack (const char *atc, guint64 *code)
{
  gsize length = atc != NULL ? strlen (atc) : 0;

  *code = 0;
  if (length == 0 || length > SMT_ATC_MAX)
    return FALSE;
  for (gsize i = 0; i < SMT_ATC_MAX; i++)
    {
      if (i < length && !g_ascii_isalnum (atc[i]))
        return FALSE;
      *code = *code << 8 | (i < length ? (guchar)g_ascii_toupper (atc[i]) : 0);
    }
  return TRUE;
}

/* FNV-1a */
guint32
_smt_catalogue_hash (const char *key)
{
  guint32 hash = 2166136261u;

  for (const char *at = key; *at != '\0'; at++)
    hash = (hash ^ (guchar)*at) * 16777619u;
  return hash;
}

/* The first member whose code is not below @code. */
static guint
lower_bound (const GArray *members, guint64 code)
{
  guint lo = 0, hi = members->len;

  while (lo < hi)
    {
      guint middle = lo + (hi - lo) / 2;
      if (g_array_index (members, SmtCatalogueMember, middle).code < code)
        lo = middle + 1;
      else
        hi = middle;
    }
  return lo;
}

/* The groups that name one code. */
typedef struct
{
  const SmtCatalogueMember *at;
  const SmtCatalogueMember *end;
} Members;

/* The groups that hold @atc: those that name it, and those that name a group of ATC that it is in. */
static guint
find_members (const SmtCatalogue *catalogue, const char *atc, Members out[SMT_ATC_MAX])
{
  const SmtCatalogueMember *all = (const SmtCatalogueMember *)(gpointer)catalogue->members->data;
  guint64 code;
  guint n = 0;

  if (!_smt_atc_pack (atc, &code))
    return 0;
  for (guint length = 1; length <= strlen (atc); length++)
    {
      guint64 prefix = code & ~(guint64)0 << 8 * (SMT_ATC_MAX - length);
      guint first = lower_bound (catalogue->members, prefix);
      guint end = lower_bound (catalogue->members, prefix + 1);
      if (first < end)
        out[n++] = (Members){ all + first, all + end };
    }
  return n;
}

/* The gravest interaction that has the two in different groups of its own; @best when there is none below it. */
static guint32
find_pair (Members a, Members b, guint32 best)
{
  while (a.at < a.end && b.at < b.end && a.at->interaction < best && b.at->interaction < best)
    {
      if (a.at->interaction < b.at->interaction)
        a.at++;
      else if (a.at->interaction > b.at->interaction)
        b.at++;
      else
        {
          const guint32 interaction = a.at->interaction;
          const SmtCatalogueMember *b_first = b.at;
          for (; a.at < a.end && a.at->interaction == interaction; a.at++)
            for (b.at = b_first; b.at < b.end && b.at->interaction == interaction; b.at++)
              if (a.at->group != b.at->group)
                return interaction;
        }
    }
  return best;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_catalogue_ref:
 * @catalogue: a catalogue
 *
 * Returns: (transfer full): the same catalogue
 */
SmtCatalogue *
smt_catalogue_ref (const SmtCatalogue *catalogue)
{
  g_return_val_if_fail (catalogue != NULL, NULL);

  SmtCatalogue *self = (SmtCatalogue *)catalogue;
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_catalogue_unref:
 * @catalogue: (transfer full): a catalogue
 */
void
smt_catalogue_unref (SmtCatalogue *catalogue)
{
  g_return_if_fail (catalogue != NULL);

  if (!g_atomic_ref_count_dec (&catalogue->ref_count))
    return;
  g_array_unref (catalogue->short_doses);
  g_array_unref (catalogue->interactions);
  g_array_unref (catalogue->members);
  g_free (catalogue->products);
  g_free (catalogue->slots);
  g_free (catalogue->arena);
  g_free (catalogue);
}

/**
 * smt_catalogue_get_date:
 * @catalogue: a catalogue
 *
 * Returns: the day the extract was made (HentetDato); may be unset
 */
SmtDate
smt_catalogue_get_date (const SmtCatalogue *catalogue)
{
  g_return_val_if_fail (catalogue != NULL, SMT_DATE_UNSET);

  return catalogue->date;
}

/**
 * smt_catalogue_is_old:
 * @catalogue: a catalogue
 * @today: the day to count to
 *
 * FEST comes out twice a month; 45 days are our own limit.
 *
 * Returns: whether the extract is older than 45 days. One without a date is never taken for fresh
 */
gboolean
smt_catalogue_is_old (const SmtCatalogue *catalogue, SmtDate today)
{
  g_return_val_if_fail (catalogue != NULL, FALSE);

  if (!smt_date_is_set (catalogue->date) || !smt_date_is_set (today))
    return TRUE;
  return smt_date_days_between (catalogue->date, today) > OLD_AFTER_DAYS;
}

/**
 * smt_catalogue_find_product:
 * @catalogue: a catalogue
 * @fest_id_or_number: (nullable): a FEST id, in any case, or a package number (varenummer)
 *
 * Returns: (transfer none) (nullable): the product; %NULL when FEST has none of that id
 */
const SmtCatalogueProduct *
smt_catalogue_find_product (const SmtCatalogue *catalogue, const char *fest_id_or_number)
{
  g_return_val_if_fail (catalogue != NULL, NULL);

  char key[MAX_KEY];
  gsize length = fest_id_or_number != NULL ? strlen (fest_id_or_number) : 0;

  if (length == 0 || length >= sizeof key)
    return NULL;
  for (gsize i = 0; i <= length; i++)
    key[i] = g_ascii_tolower (fest_id_or_number[i]);
  for (guint slot = _smt_catalogue_hash (key);; slot++)
    {
      guint32 index = catalogue->slots[slot & (catalogue->n_slots - 1)];
      const SmtCatalogueProduct *product = index != 0 ? &catalogue->products[index - 1] : NULL;
      if (product == NULL || g_strcmp0 (product->fest_id, key) == 0 || g_strcmp0 (product->number, key) == 0)
        return product;
    }
}

/**
 * smt_catalogue_find_short_dose:
 * @catalogue: a catalogue
 * @code: (nullable): a code of 7478
 *
 * Returns: (transfer none) (nullable): the short dose; its rhythm is %NULL when FEST gives it no period
 */
const SmtShortDose *
smt_catalogue_find_short_dose (const SmtCatalogue *catalogue, const char *code)
{
  g_return_val_if_fail (catalogue != NULL, NULL);

  guint lo = 0, hi = code != NULL ? catalogue->short_doses->len : 0;

  while (lo < hi)
    {
      guint middle = lo + (hi - lo) / 2;
      const SmtShortDose *dose = &g_array_index (catalogue->short_doses, SmtShortDose, middle);
      int order = strcmp (code, dose->code);
      if (order == 0)
        return dose;
      if (order < 0)
        hi = middle;
      else
        lo = middle + 1;
    }
  return NULL;
}

/**
 * smt_catalogue_find_interaction:
 * @catalogue: a catalogue
 * @atc: (nullable): an ATC code of 1 to 7 characters
 * @other: (nullable): another
 *
 * A group of FEST may name a group of ATC; it then holds every code in it (N06AA holds N06AA09). The two must stand in
 * different groups of one interaction. A code that is shorter than what a group names is not in it: it may mean
 * another.
 *
 * Returns: (transfer none) (nullable): the gravest interaction; %NULL when FEST names none, which is not "there is
 * none": FEST has not assessed every substance, and substances without an ATC code cannot be found by one
 */
const SmtInteraction *
smt_catalogue_find_interaction (const SmtCatalogue *catalogue, const char *atc, const char *other)
{
  g_return_val_if_fail (catalogue != NULL, NULL);

  const guint32 none = catalogue->interactions->len;
  Members a[SMT_ATC_MAX], b[SMT_ATC_MAX];
  guint n_a = find_members (catalogue, atc, a);
  guint n_b = n_a > 0 ? find_members (catalogue, other, b) : 0;
  guint32 best = none;

  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      best = find_pair (a[i], b[j], best);
  return best < none ? &g_array_index (catalogue->interactions, SmtInteraction, best) : NULL;
}
