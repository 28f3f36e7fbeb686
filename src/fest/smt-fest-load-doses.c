/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest-load.h"

#include "medicine/smt-short-dose.h"

#define MINUTES_IN_DAY 1440
#define ALL_WEEKDAYS 0x7f

/* One row for each set time, in the order of doses, of their consumption and of its times. */
static const char doses_sql[] =
    "SELECT dose.row, dose.code, coalesce (dose.name, dose.description), use.row, use.amount, use.period,"
    " use.iterations, use.understood, time.use, time.amount, time.unit, time.interval, time.part, time.clock,"
    " time.weekdays, time.days_on, time.days_off FROM short_dose AS dose"
    " LEFT JOIN short_dose_use AS use ON use.dose = dose.row"
    " LEFT JOIN short_dose_time AS time ON time.use = use.row"
    " WHERE NOT dose.discontinued ORDER BY dose.row, use.position, use.row, time.rowid";

enum
{
  DOSE,
  CODE,
  NAME,
  USE,
  AMOUNT,
  PERIOD,
  ITERATIONS,
  UNDERSTOOD,
  TIME,
  TIME_AMOUNT,
  TIME_UNIT,
  TIME_INTERVAL,
  TIME_PART,
  TIME_CLOCK,
  TIME_WEEKDAYS,
  TIME_DAYS_ON,
  TIME_DAYS_OFF,
};

/** Gathered: one short dose, with the texts that its parts borrow. */
typedef struct
{
  gint64 dose; /* 0 = none yet */
  gint64 use;
  char *code;
  char *name;
  GArray *uses;  /* of SmtShortDoseUse; @times of each is set at last */
  GArray *times; /* of SmtShortDoseTime, of all uses */
  GStringChunk *texts;
  gboolean understood;
} Gathered;

static void
gathered_clear (Gathered *gathered)
{
  g_free (gathered->code);
  g_free (gathered->name);
  g_array_unref (gathered->uses);
  g_array_unref (gathered->times);
  g_string_chunk_free (gathered->texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathered, gathered_clear)

/* --- gathering ---------------------------------------------------------------------------------------------------- */

static gboolean
read_amount (SmtFestRows *row, int column, SmtDecimal *out)
{
  const char *text = _smt_fest_text (row, column);

  return text != NULL && smt_decimal_parse (text, -1, out);
}

static const char *
keep (Gathered *gathered, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (gathered->texts, text) : NULL;
}

static void
begin_dose (Gathered *gathered, SmtFestRows *row)
{
  gathered->dose = sqlite3_column_int64 (row, DOSE);
  gathered->use = 0;
  g_free (gathered->code);
  gathered->code = g_strdup (_smt_fest_text (row, CODE));
  g_free (gathered->name);
  gathered->name = g_strdup (_smt_fest_text (row, NAME));
  g_array_set_size (gathered->uses, 0);
  g_array_set_size (gathered->times, 0);
  g_string_chunk_clear (gathered->texts);
  gathered->understood = TRUE;
}

static void
begin_use (Gathered *gathered, SmtFestRows *row)
{
  SmtShortDoseUse use = { .period = keep (gathered, _smt_fest_text (row, PERIOD)),
                          .iterations = _smt_fest_count (row, ITERATIONS) };

  gathered->use = sqlite3_column_int64 (row, USE);
  if (sqlite3_column_int (row, UNDERSTOOD) == 0 || !read_amount (row, AMOUNT, &use.amount))
    gathered->understood = FALSE;
  g_array_append_val (gathered->uses, use);
}

static void
add_time (Gathered *gathered, SmtFestRows *row)
{
  const gint64 clock = sqlite3_column_int64 (row, TIME_CLOCK);
  SmtShortDoseTime time = {
    .unit = keep (gathered, _smt_fest_text (row, TIME_UNIT)),
    .interval = _smt_fest_count (row, TIME_INTERVAL),
    .part = _smt_fest_count (row, TIME_PART),
    .clock = clock >= 0 && clock < MINUTES_IN_DAY ? (guint16)clock : SMT_CLOCK_UNSAID,
    .weekdays = (guint8)(sqlite3_column_int64 (row, TIME_WEEKDAYS) & ALL_WEEKDAYS),
    .days_on = _smt_fest_count (row, TIME_DAYS_ON),
    .days_off = _smt_fest_count (row, TIME_DAYS_OFF),
  };

  if (!read_amount (row, TIME_AMOUNT, &time.amount))
    gathered->understood = FALSE;
  g_array_append_val (gathered->times, time);
  g_array_index (gathered->uses, SmtShortDoseUse, gathered->uses->len - 1).n_times++;
}

/* --- handing over ------------------------------------------------------------------------------------------------- */

static SmtRhythm *
listen (Gathered *gathered)
{
  guint first = 0;

  for (guint i = 0; i < gathered->uses->len; i++)
    {
      SmtShortDoseUse *use = &g_array_index (gathered->uses, SmtShortDoseUse, i);
      if (use->n_times > 0)
        use->times = &g_array_index (gathered->times, SmtShortDoseTime, first);
      first += use->n_times;
    }
  if (!gathered->understood)
    return NULL;
  return smt_short_dose_listen ((SmtShortDoseUse *)(gpointer)gathered->uses->data, gathered->uses->len);
}

static void
hand_over (Gathered *gathered, SmtCatalogueBuilder *builder, guint *n_known)
{
  g_autoptr (SmtRhythm) rhythm = gathered->dose != 0 ? listen (gathered) : NULL;
  const SmtShortDose dose = { gathered->code, gathered->name, rhythm };

  if (gathered->dose != 0 && gathered->code != NULL)
    smt_catalogue_builder_add_short_dose (builder, &dose);
  *n_known += rhythm != NULL;
}

/*
 * _smt_fest_load_short_doses:
 * @handle: an open catalogue.db
 * @builder: takes them
 * @n_known: (out): how many have a rhythm
 *
 * One that is discontinued is left out: FEST may have withdrawn it because it was wrong.
 *
 * Returns: whether they could be read
 */
gboolean
_smt_fest_load_short_doses (sqlite3 *handle, SmtCatalogueBuilder *builder, guint *n_known, GError **error)
{
  g_autoptr (SmtFestRows) rows = _smt_fest_ask (handle, doses_sql, error);
  g_auto (Gathered) gathered = { .uses = g_array_new (FALSE, FALSE, sizeof (SmtShortDoseUse)),
                                 .times = g_array_new (FALSE, FALSE, sizeof (SmtShortDoseTime)),
                                 .texts = g_string_chunk_new (256) };
  gboolean found = TRUE;

  *n_known = 0;
  while (rows != NULL && _smt_fest_next_row (rows, &found, error) && found)
    {
      if (sqlite3_column_int64 (rows, DOSE) != gathered.dose)
        {
          hand_over (&gathered, builder, n_known);
          begin_dose (&gathered, rows);
        }
      if (sqlite3_column_type (rows, USE) != SQLITE_NULL && sqlite3_column_int64 (rows, USE) != gathered.use)
        begin_use (&gathered, rows);
      if (sqlite3_column_type (rows, TIME) != SQLITE_NULL)
        add_time (&gathered, rows);
    }
  if (rows == NULL || found)
    return FALSE;
  hand_over (&gathered, builder, n_known);
  return TRUE;
}
