/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-grouping.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-phrases.h"
#include "ui/smt-setting.h"

#define LAST "\xff" /* sorts behind every letter */

static const char *const names[] = { "status", "atc", "indication", "time" };

/* Each role has a choice of its own: a pharmacist looks by substance where a doctor looks at what is new. */
static const char *
setting (void)
{
  switch (smt_decide_get_role ())
    {
    case SMT_ROLE_NURSE:
      return "group-by-nurse";
    case SMT_ROLE_PHARMACIST:
      return "group-by-pharmacist";
    case SMT_ROLE_DOCTOR:
    default:
      return "group-by";
    }
}

static SmtGrouping
parse (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (SmtGrouping)i;
  return SMT_GROUPING_STATUS;
}

/** smt_grouping_get: Returns: what was chosen last in the role at work */
SmtGrouping
smt_grouping_get (void)
{
  g_autofree char *name = smt_setting_get (setting (), names[SMT_GROUPING_STATUS]);

  return parse (name);
}

/** smt_grouping_set: remembers the choice of @name for the role at work */
void
smt_grouping_set (const char *name)
{
  smt_setting_set (setting (), names[parse (name)]);
}

/** smt_grouping_name: Returns: (transfer none): the name of @grouping in the settings */
const char *
smt_grouping_name (SmtGrouping grouping)
{
  return names[grouping];
}

/* --- one row -------------------------------------------------------------------------------------------------------
 */

/* A heading and what it is sorted by. */
typedef struct
{
  char *order;
  char *heading;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->order);
  g_free (place->heading);
  g_free (place);
}

static Place *
place_new (const char *order, const char *heading)
{
  Place *place = g_new0 (Place, 1);

  place->order = g_strdup (order);
  place->heading = g_strdup (heading);
  return place;
}

static const char *
atc_words (char letter)
{
  switch (letter)
    {
    case 'A':
      return C_ ("ATC", "A Digestion and metabolism");
    case 'B':
      return C_ ("ATC", "B Blood");
    case 'C':
      return C_ ("ATC", "C Heart and circulation");
    case 'D':
      return C_ ("ATC", "D Skin");
    case 'G':
      return C_ ("ATC", "G Urinary and genital organs, sex hormones");
    case 'H':
      return C_ ("ATC", "H Hormones for systemic use");
    case 'J':
      return C_ ("ATC", "J Infections");
    case 'L':
      return C_ ("ATC", "L Cancer and immune system");
    case 'M':
      return C_ ("ATC", "M Muscles and skeleton");
    case 'N':
      return C_ ("ATC", "N Nervous system");
    case 'P':
      return C_ ("ATC", "P Parasites");
    case 'R':
      return C_ ("ATC", "R Airways");
    case 'S':
      return C_ ("ATC", "S Eye and ear");
    case 'V':
      return C_ ("ATC", "V Various");
    default:
      return NULL;
    }
}

static Place *
place_by_atc (const SmtTreatment *treatment)
{
  const char *atc = treatment->product != NULL ? treatment->product->atc : NULL;
  const char *words = atc != NULL ? atc_words (g_ascii_toupper (*atc)) : NULL;

  return words != NULL ? place_new (words, words) : place_new (LAST, C_ ("ATC", "Without ATC code"));
}

static Place *
place_by_indication (const SmtTreatment *treatment)
{
  g_autofree char *squeezed = treatment->indication != NULL ? smt_text_squeeze (treatment->indication) : NULL;
  g_autofree char *folded = NULL;
  g_autofree char *capital = NULL;

  if (squeezed == NULL || *squeezed == '\0')
    return place_new (LAST, C_ ("indication", "Without indication"));
  /* capitals and white space do not make another indication */
  folded = smt_text_fold (squeezed);
  capital = smt_phrase_capitalize (folded);
  return place_new (folded, capital);
}

static guint8
parts_of (const SmtRhythm *rhythm)
{
  guint8 parts = 0;

  for (guint s = 0; s < rhythm->n_steps; s++)
    for (guint b = 0; b < rhythm->steps[s].n_beats; b++)
      parts |= rhythm->steps[s].beats[b].parts;
  return parts;
}

static Place *
place_by_time (const SmtTreatment *treatment)
{
  const SmtRhythm *rhythm = smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT);
  guint8 parts;

  if (rhythm == NULL)
    rhythm = smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD);
  if (treatment->use == SMT_USE_AS_NEEDED || (rhythm != NULL && rhythm->as_needed))
    return place_new ("6", C_ ("time", "As needed"));
  parts = rhythm != NULL ? parts_of (rhythm) : 0;
  if (parts == 0)
    return place_new ("7", C_ ("time", "Time of day not stated"));
  if ((parts & ~(SMT_PART_MORNING | SMT_PART_FORENOON)) == 0)
    return place_new ("1", C_ ("time", "Morning"));
  if ((parts & ~(SMT_PART_MIDDAY | SMT_PART_AFTERNOON)) == 0)
    return place_new ("2", C_ ("time", "Midday"));
  if (parts == SMT_PART_EVENING)
    return place_new ("3", C_ ("time", "Evening"));
  if (parts == SMT_PART_NIGHT)
    return place_new ("4", C_ ("time", "Night"));
  return place_new ("5", C_ ("time", "Several times a day"));
}

static Place *
find_place (SmtGrouping grouping, const SmtRow *row)
{
  if (row->group != SMT_GROUP_CHANGED && row->group != SMT_GROUP_UNCHANGED && row->group != SMT_GROUP_PAUSED)
    return NULL;
  switch (grouping)
    {
    case SMT_GROUPING_ATC:
      return place_by_atc (row->treatment);
    case SMT_GROUPING_INDICATION:
      return place_by_indication (row->treatment);
    case SMT_GROUPING_TIME:
      return place_by_time (row->treatment);
    case SMT_GROUPING_STATUS:
    default:
      return NULL;
    }
}

/** smt_grouping_heading: Returns: (transfer full) (nullable): what @row stands under */
char *
smt_grouping_heading (SmtGrouping grouping, const SmtRow *row)
{
  Place *place = find_place (grouping, row);
  char *heading = place != NULL ? g_strdup (place->heading) : NULL;

  g_clear_pointer (&place, place_free);
  return heading;
}

/* --- all rows ------------------------------------------------------------------------------------------------------
 */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(Place *const *)a)->order, (*(Place *const *)b)->order);
}

/** smt_grouping_headings: Returns: (transfer full) (element-type utf8): the headings of all rows, each once */
GPtrArray *
smt_grouping_headings (SmtGrouping grouping, const SmtReconciliation *reconciliation)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (place_free);
  GPtrArray *headings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      Place *place = find_place (grouping, smt_reconciliation_get_row (reconciliation, i));
      if (place != NULL)
        g_ptr_array_add (places, place);
    }
  g_ptr_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = g_ptr_array_index (places, i);
      if (i == 0 || !g_str_equal (place->heading, g_ptr_array_index (headings, headings->len - 1)))
        g_ptr_array_add (headings, g_strdup (place->heading));
    }
  return headings;
}
