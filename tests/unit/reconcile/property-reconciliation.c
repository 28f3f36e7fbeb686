/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random lists under random acts. What must hold at every step: each treatment is one row and one line of a change set,
 * undo∘do is identity, no undecided Stopp and no draft is frozen, nothing flagged is renewed, nothing stopped is ever
 * decided on; and what is done in bulk is done to just the rows it is for.
 */
#include "make-list.h"

#include "reconcile/smt-own-dose.h"

#include "../counts.h"

static guint
rounds (guint usual, guint thorough)
{
  return test_is_long () ? thorough : usual;
}

/* A pharmacy asks about some of them; now and then the question has been overtaken. */
static void
ask_about_some (GRand *rand, SmtList *list)
{
  SmtMessage *message = smt_message_new ();

  message->kind = SMT_MESSAGE_PROPOSAL;
  message->stale = g_rand_int_range (rand, 0, 4) == 0;
  for (guint i = 0; i < list->treatments->len; i++)
    if (g_rand_int_range (rand, 0, 6) == 0)
      smt_message_add_question (message)->key =
          g_strdup (((const SmtTreatment *)g_ptr_array_index (list->treatments, i))->key);
  g_ptr_array_add (list->messages, message);
}

/* Nothing is found in it by itself: without such rows nothing would ever be kept or renewed in bulk. */
static void
put_in_tune (GRand *rand, MadeUp *row, guint i)
{
  static const char *const products[][2] = { { "Selo-Zok depottab 100 mg", "C07AB02" },
                                             { "Furix tab 20 mg", "C03CA01" },
                                             { "Paracet tab 500 mg", "N02BE01" },
                                             { "Levaxin tab 100 mikrog", "H03AA01" } };

  g_clear_pointer (&row->field, smt_rhythm_unref);
  g_clear_pointer (&row->text, smt_rhythm_unref);
  row->display = products[i % G_N_ELEMENTS (products)][0];
  row->atc = products[i % G_N_ELEMENTS (products)][1];
  row->field = daily (1);
  row->text = daily (1);
  if (g_rand_int_range (rand, 0, 4) != 0)
    row->state = SMT_TREATMENT_ACTIVE;
}

static SmtList *
random_list (GRand *rand)
{
  static const char *const displays[] = { "Methotrexate Orifarm tab 2,5 mg", "Selo-Zok depottab 100 mg",
                                          "Alendronat Bluefish tab 70 mg", "Noe Ukjent tab 1 mg" };
  MadeUp rows[12];
  guint n = (guint)g_rand_int_range (rand, 0, 12);
  char *names[24] = { NULL };
  SmtList *list;

  for (guint i = 0; i < n; i++)
    {
      gboolean loose = g_rand_int_range (rand, 0, 4) == 0;

      names[2 * i] = g_strdup_printf ("%s:%u", loose ? "rx" : "pll", i);
      names[2 * i + 1] = g_strdup_printf ("rx-%u", i);
      rows[i] = (MadeUp){
        .key = names[2 * i],
        .display = displays[g_rand_int_range (rand, 0, G_N_ELEMENTS (displays))],
        .field = g_rand_boolean (rand) ? daily (g_rand_int_range (rand, 1, 4)) : NULL,
        .text = g_rand_boolean (rand) ? monday (g_rand_int_range (rand, 1, 4)) : daily (1),
        .entry_id = loose ? NULL : names[2 * i],
        .prescription_id = loose || g_rand_boolean (rand) ? names[2 * i + 1] : NULL,
        .status = (SmtPrescriptionStatus)g_rand_int_range (rand, 0, 6),
        .state = (SmtTreatmentState)(g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, 0, 6)),
      };
    }
  for (guint i = 0; i < n; i++)
    if (g_rand_int_range (rand, 0, 3) == 0)
      put_in_tune (rand, &rows[i], i);
  list = make_list (rows, n, g_rand_boolean (rand));
  for (guint i = 0; i < n; i++)
    {
      SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);

      treatment->proposed = treatment->entry_id != NULL && g_rand_int_range (rand, 0, 8) == 0;
    }
  ask_about_some (rand, list);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (names[i]);

  return list;
}

/* Any row; a loose one, where there is one, when that is asked for. */
static const SmtRow *
random_row (GRand *rand, const SmtReconciliation *self, gboolean loose)
{
  guint n = smt_reconciliation_get_n_rows (self);
  guint from = (guint)g_rand_int_range (rand, 0, (gint32)n);

  for (guint i = 0; loose && i < n; i++)
    if (smt_treatment_is_loose (smt_reconciliation_get_row (self, (from + i) % n)->treatment))
      return smt_reconciliation_get_row (self, (from + i) % n);

  return smt_reconciliation_get_row (self, from);
}

static SmtDecision *
random_decision (GRand *rand, const SmtReconciliation *self)
{
  SmtDecisionKind kind = (SmtDecisionKind)g_rand_int_range (rand, 0, SMT_N_DECISIONS);
  const SmtRow *row = random_row (rand, self, kind == SMT_DECISION_BELONGS_TO);
  const SmtRow *other = random_row (rand, self, FALSE);
  gboolean stale = g_rand_int_range (rand, 0, 10) == 0;
  SmtDecision *decision = smt_decision_new (kind, row->treatment->key, stale ? "stale" : row->treatment->digest);

  decision->rhythm = g_rand_boolean (rand) ? monday (1) : daily (1);
  decision->first_day = TODAY;
  decision->new_prescription_id = g_rand_boolean (rand) ? g_strdup ("rx-new") : NULL;
  decision->new_entry_id = g_rand_boolean (rand) ? g_strdup ("new") : NULL;
  decision->reason = g_rand_boolean (rand) ? g_strdup ("avtalt") : NULL;
  decision->recipient = g_rand_boolean (rand) ? g_strdup ("apotek") : NULL;
  decision->due = g_rand_boolean (rand) ? TODAY : SMT_DATE_UNSET;
  decision->until = g_rand_boolean (rand) ? smt_date_add_days (TODAY, g_rand_int_range (rand, 0, 20)) : SMT_DATE_UNSET;
  decision->stop_date = smt_date_add_days (TODAY, g_rand_int_range (rand, -1, 500));
  decision->supply = (SmtStopSupply)g_rand_int_range (rand, 0, 3);
  decision->other_key = g_strdup (other->treatment->key);
  decision->role = g_rand_int_range (rand, 0, 5) == 0 ? SMT_ROLE_NURSE : SMT_ROLE_DOCTOR;
  if (g_rand_int_range (rand, 0, 4) != 0)
    smt_decision_plan_dose (decision, row->treatment, TODAY);

  return decision;
}

/* The whole visible state as text, so that two states can be compared. */
static char *
picture (const SmtReconciliation *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (self); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (self, i);
      g_autofree char *json = row->decision != NULL ? smt_decision_to_json (row->decision) : g_strdup ("-");

      g_string_append_printf (out, "%s %d %d %d %s\n", row->treatment->key, row->group, row->blocks, row->draft, json);
    }

  return g_string_free (out, FALSE);
}

static gboolean
has_stop (const SmtRow *row)
{
  for (guint i = 0; i < row->findings->len; i++)
    if (((const SmtFinding *)g_ptr_array_index (row->findings, i))->severity_class == SMT_CLASS_STOP)
      return TRUE;

  return FALSE;
}

/* One that no earlier override lets through. */
static gboolean
has_open_stop (const SmtRow *row)
{
  return row->override == NULL && has_stop (row);
}

static gboolean
is_asked (const SmtReconciliation *self, const SmtRow *row)
{
  const SmtMessage *message = g_ptr_array_index (smt_reconciliation_get_list (self)->messages, 0);

  for (guint i = 0; !message->stale && i < message->questions->len; i++)
    if (g_str_equal (((const SmtQuestion *)g_ptr_array_index (message->questions, i))->key, row->treatment->key))
      return TRUE;

  return FALSE;
}

/* What a clinician must say something of, by the rules as they are written (features.md 2 and 12). */
static gboolean
must_be_decided (const SmtReconciliation *self, const SmtRow *row)
{
  return row->treatment->proposed || is_asked (self, row)
         || (smt_treatment_is_in_use (row->treatment)
             && (has_open_stop (row)
                 || (smt_reconciliation_get_list (self)->has_pll && row->treatment->entry_id == NULL)));
}

/* All that may be said of what is over: to a pharmacy that asks, and nothing of it brings anything back. */
static gboolean
answers_pharmacy (const SmtReconciliation *self, const SmtRow *row, SmtDecisionKind kind)
{
  if (row->treatment->proposed)
    return kind == SMT_DECISION_TAKE_IN || kind == SMT_DECISION_DECLINE
           || (kind == SMT_DECISION_STOP && row->treatment->state != SMT_TREATMENT_STOPPED);
  return is_asked (self, row) && (kind == SMT_DECISION_DECLINE || kind == SMT_DECISION_CLARIFY);
}

static gboolean
is_flagged (const SmtRow *row)
{
  for (guint i = 0; i < row->findings->len; i++)
    if (((const SmtFinding *)g_ptr_array_index (row->findings, i))->severity_class >= SMT_CLASS_CHECK)
      return TRUE;

  return FALSE;
}

/* Does the dose go on as it is under this decision, so that an open Stopp would go with it? */
static gboolean
lets_dose_pass (const SmtDecision *decision)
{
  static const SmtDecisionKind kinds[] = { SMT_DECISION_KEEP,      SMT_DECISION_TAKE_IN, SMT_DECISION_RENEW,
                                           SMT_DECISION_PAUSE,     SMT_DECISION_RESUME,  SMT_DECISION_STOP_LATER,
                                           SMT_DECISION_BELONGS_TO };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (decision->kind == kinds[i])
      return TRUE;

  return FALSE;
}

/* One loose prescription at most takes an entry over, and nothing else was decided on that entry. */
static void
assert_joined_once (const SmtReconciliation *self, const SmtRow *row)
{
  const SmtRow *other = smt_reconciliation_find_row (self, row->decision->other_key);

  g_assert_nonnull (other);
  g_assert_false (smt_treatment_is_dispensable (other->treatment));
  g_assert_true (other->decision == NULL || other->decision->kind == SMT_DECISION_KEEP);
  for (guint i = 0; i < smt_reconciliation_get_n_rows (self); i++)
    {
      const SmtRow *third = smt_reconciliation_get_row (self, i);

      if (third != row && third->decision != NULL && third->decision->kind == SMT_DECISION_BELONGS_TO)
        g_assert_cmpstr (third->decision->other_key, !=, row->decision->other_key);
    }
}

static void
assert_row (const SmtReconciliation *self, const SmtRow *row, gboolean frozen)
{
  const SmtDecision *decision = row->decision;

  if (!smt_treatment_is_in_use (row->treatment) && row->treatment->state != SMT_TREATMENT_PAUSED && decision != NULL)
    g_assert_true (answers_pharmacy (self, row, decision->kind));
  if (must_be_decided (self, row) && decision == NULL)
    g_assert_false (frozen);
  g_assert_cmpint (row->draft, ==, decision != NULL && smt_decision_is_draft (decision));
  if (decision == NULL)
    return;

  g_assert_false (has_open_stop (row) && lets_dose_pass (decision));
  g_assert_false (row->draft && frozen);
  if (row->treatment->proposed)
    g_assert_true (decision->kind != SMT_DECISION_KEEP && decision->kind != SMT_DECISION_CLARIFY
                   && decision->kind != SMT_DECISION_OVERRIDE);
  if (decision->kind == SMT_DECISION_RENEW)
    g_assert_false (is_flagged (row));
  if (decision->kind == SMT_DECISION_DELETE)
    g_assert_false (smt_treatment_is_dispensable (row->treatment));
  if (decision->kind == SMT_DECISION_BELONGS_TO)
    assert_joined_once (self, row);
}

static void
assert_invariants (const SmtReconciliation *self)
{
  const SmtList *list = smt_reconciliation_get_list (self);
  g_autoptr (SmtChangeSet) set = smt_reconciliation_freeze (self, NULL);

  g_assert_cmpuint (smt_reconciliation_get_n_rows (self), ==, list->treatments->len);
  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      const SmtRow *row = smt_reconciliation_find_row (self, treatment->key);

      g_assert_true (row->treatment == treatment);
      assert_row (self, row, set != NULL);
      if (set != NULL)
        {
          const SmtChange *change = g_ptr_array_index (set->changes, i);

          g_assert_true (change->treatment == treatment);
          g_assert_true (change->decision == row->decision);
        }
    }
  if (set != NULL)
    g_assert_cmpuint (set->changes->len, ==, list->treatments->len);
}

/* --- in bulk ----------------------------------------------------------------------------------------------------- */

static char *
make_id (gpointer data)
{
  return g_strdup ("rx-renewed");
}

/* (element-type utf8 SmtDecision): what is decided now */
static GHashTable *
remember (const SmtReconciliation *self)
{
  GHashTable *decided = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)smt_decision_unref);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (self); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (self, i);

      if (row->decision != NULL)
        g_hash_table_insert (decided, row->treatment->key, smt_decision_ref ((SmtDecision *)row->decision));
    }

  return decided;
}

static gboolean
has_key (const GPtrArray *keys, const char *key)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_str_equal (g_ptr_array_index (keys, i), key))
      return TRUE;

  return FALSE;
}

static guint kept, kept_not, renewed_by_bulk;

/* Kept is what is unchanged, without any finding, on the list, in use, not asked about and was undecided; all of that,
 * and nothing else is touched. */
static guint
keep_all (SmtReconciliation *self, SmtRole role)
{
  g_autoptr (GHashTable) before = remember (self);
  g_autoptr (GPtrArray) keys = smt_reconciliation_keep_unchanged (self, role, "Siri");

  for (guint i = 0; keys->len > 0 && i < smt_reconciliation_get_n_rows (self); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (self, i);
      const SmtDecision *was = g_hash_table_lookup (before, row->treatment->key);
      gboolean fits = was == NULL && !row->changed && row->findings->len == 0 && row->treatment->entry_id != NULL
                      && smt_treatment_is_in_use (row->treatment) && !must_be_decided (self, row)
                      && row->group != SMT_GROUP_PAUSED;

      g_assert_cmpint (has_key (keys, row->treatment->key), ==, fits);
      if (fits)
        g_assert_true (row->decision->kind == SMT_DECISION_KEEP && row->decision->role == role);
      else
        g_assert_true (row->decision == was);
      (*(fits ? &kept : &kept_not))++;
    }

  return keys->len;
}

static void
assert_renewed (const SmtReconciliation *self, const SmtRow *row, const SmtDecision *was)
{
  g_assert_cmpint (row->decision->kind, ==, SMT_DECISION_RENEW);
  g_assert_true (was == NULL || was->kind == SMT_DECISION_KEEP);
  g_assert_true (smt_treatment_is_in_use (row->treatment));
  g_assert_false (is_flagged (row) || is_asked (self, row) || row->treatment->proposed);
  renewed_by_bulk++;
}

/* Every row is asked for; it is renewed, was renewed before, or is named. */
static guint
renew_all (SmtReconciliation *self, SmtRole role)
{
  const SmtRenewal renewal = { .make_id = make_id, .role = role };
  g_autoptr (GHashTable) before = remember (self);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (GPtrArray) renewed = NULL;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (self); i++)
    g_ptr_array_add (keys, smt_reconciliation_get_row (self, i)->treatment->key);
  renewed = smt_reconciliation_renew_all (self, keys, &renewal, &refused);
  for (guint i = 0; i < keys->len && refused != NULL; i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (self, i);
      const SmtDecision *was = g_hash_table_lookup (before, row->treatment->key);
      gboolean now = has_key (renewed, row->treatment->key);

      g_assert_cmpint (has_key (refused, row->treatment->key), ==,
                       !now && (was == NULL || was->kind != SMT_DECISION_RENEW));
      if (now)
        assert_renewed (self, row, was);
      else
        g_assert_true (row->decision == was);
    }
  return renewed->len;
}

/* How often each kind was really taken. */
static guint taken[SMT_N_DECISIONS];

/* One random act. Returns: whether it did anything */
static gboolean
act_once (GRand *rand, SmtReconciliation *self)
{
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (SmtDecision) decision = NULL;
  const SmtRow *row;

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      return keep_all (self, SMT_ROLE_DOCTOR) > 0;
    case 1:
      return renew_all (self, SMT_ROLE_DOCTOR) > 0;
    case 2:
      keys = smt_reconciliation_approve_all (self, "Lise");
      return keys->len > 0;
    case 3:
      row = smt_reconciliation_get_row (
          self, (guint)g_rand_int_range (rand, 0, (gint32)smt_reconciliation_get_n_rows (self)));
      return smt_reconciliation_clear (self, row->treatment->key);
    default:
      decision = random_decision (rand, self);
      if (!smt_reconciliation_decide (self, decision, NULL))
        return FALSE;
      taken[decision->kind]++;
      return TRUE;
    }
}

static void
act_and_take_back (GRand *rand, SmtReconciliation *self)
{
  g_autofree char *before = picture (self);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  gboolean acted;

  acted = act_once (rand, self);
  after = picture (self);
  if (!acted)
    {
      g_assert_cmpstr (before, ==, after);
      return;
    }

  g_ptr_array_unref (smt_reconciliation_undo (self));
  undone = picture (self);
  g_assert_cmpstr (undone, ==, before);
  g_ptr_array_unref (smt_reconciliation_redo (self));
  redone = picture (self);
  g_assert_cmpstr (redone, ==, after);
}

/* Overrides of earlier sends: some let every Stopp of their row through, some leave one out or are about another row.
 */
static void
override_some (GRand *rand, SmtReconciliation *self)
{
  g_autoptr (GPtrArray) overrides = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_decision_unref);
  g_autoptr (GHashTable) whole = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (self); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (self, i);
      SmtDecision *override;

      if (!has_stop (row) || g_rand_boolean (rand))
        continue;
      override = smt_decision_new (SMT_DECISION_OVERRIDE, row->treatment->key, row->treatment->digest);
      override->overridden = smt_row_dup_stops (row);
      if (g_rand_int_range (rand, 0, 3) == 0) /* it was of other data */
        {
          g_free (override->overridden[0]);
          override->overridden[0] = g_strdup ("other data");
        }
      else
        g_hash_table_add (whole, row->treatment->key);
      g_ptr_array_add (overrides, override);
    }
  smt_reconciliation_set_overrides (self, overrides);
  for (guint i = 0; i < smt_reconciliation_get_n_rows (self); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (self, i);

      g_assert_cmpint (row->override != NULL, ==, g_hash_table_contains (whole, row->treatment->key));
    }
}

/* Some rows are as they were when they were last seen. */
static void
see_some (GRand *rand, SmtReconciliation *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (self); i++)
    {
      const SmtTreatment *treatment = smt_reconciliation_get_row (self, i)->treatment;

      if (g_rand_int_range (rand, 0, 3) != 0)
        g_hash_table_insert (seen, treatment->key,
                             (gpointer)(g_rand_int_range (rand, 0, 4) == 0 ? "other" : treatment->digest));
    }
  smt_reconciliation_set_seen (self, seen);
}

static SmtReconciliation *
random_reconciliation (GRand *rand, const SmtList *list)
{
  SmtReconciliation *self = smt_reconciliation_new (list, TODAY);

  if (g_rand_boolean (rand))
    override_some (rand, self);
  if (g_rand_boolean (rand))
    see_some (rand, self);
  return self;
}

static void
test_random_acts (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261120);
  guint n_lists = rounds (1500, 20000);
  guint frozen = 0;

  for (guint i = 0; i < n_lists; i++)
    {
      g_autoptr (SmtList) list = random_list (rand);
      g_autoptr (SmtReconciliation) self = random_reconciliation (rand, list);
      g_autofree char *fresh = picture (self);
      g_autofree char *back = NULL;
      g_autoptr (SmtChangeSet) set = NULL;

      for (guint act = 0; list->treatments->len > 0 && act < 12; act++)
        {
          act_and_take_back (rand, self);
          assert_invariants (self);
        }
      set = smt_reconciliation_freeze (self, NULL);
      frozen += set != NULL;
      while (smt_reconciliation_can_undo (self))
        g_ptr_array_unref (smt_reconciliation_undo (self));
      back = picture (self);
      g_assert_cmpstr (back, ==, fresh);
    }

  /* Both outcomes were really met, or the invariants above said nothing. */
  g_assert_cmpuint (frozen, >, n_lists / 10);
  g_assert_cmpuint (frozen, <, n_lists);
  g_assert_cmpuint (kept, >, n_lists / 20);
  g_assert_cmpuint (kept_not, >, n_lists / 20);
  g_assert_cmpuint (renewed_by_bulk, >, n_lists / 50);
  for (guint kind = 0; kind < SMT_N_DECISIONS; kind++)
    {
      g_test_message ("kind %u: %u", kind, taken[kind]);
      g_assert_cmpuint (taken[kind], >, 5);
    }
}

/* --- one who is no doctor --------------------------------------------------------------------------------------- */

/* What each act in the order of time was, by a model that knows nothing of how it is kept. */
typedef struct
{
  GPtrArray *pictures; /* of char*: before the first act, and after each */
  GArray *makers;      /* of SmtRole: of each act */
  guint at;            /* how many acts are done */
} Model;

static void
model_add (Model *model, const SmtReconciliation *self, SmtRole maker)
{
  g_ptr_array_set_size (model->pictures, (gint)model->at + 1);
  g_array_set_size (model->makers, model->at);
  g_ptr_array_add (model->pictures, picture (self));
  g_array_append_val (model->makers, maker);
  model->at++;
}

/* One random act in the name of @role, also one that only a doctor may do. Returns: whether it did anything */
static gboolean
act_as (GRand *rand, SmtReconciliation *self, SmtRole role, SmtRole *maker)
{
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (SmtDecision) decision = NULL;
  const SmtRow *row = random_row (rand, self, FALSE);

  *maker = role;
  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      return keep_all (self, role) > 0;
    case 1:
      return renew_all (self, role) > 0;
    case 2:
      *maker = SMT_ROLE_DOCTOR;
      keys = smt_reconciliation_approve_all (self, "Lise");
      return keys->len > 0;
    case 3:
      *maker = SMT_ROLE_DOCTOR;
      return smt_reconciliation_approve (self, row->treatment->key, "Lise", NULL);
    case 4:
      return smt_reconciliation_clear (self, row->treatment->key);
    default:
      decision = random_decision (rand, self);
      *maker = decision->role;
      return smt_reconciliation_decide (self, decision, NULL);
    }
}

/* Whoever is no doctor leaves something said where a doctor had decided: a decision at least, or a draft that blocks.
 */
static void
assert_not_opened (const SmtReconciliation *self, GHashTable *decided)
{
  GHashTableIter iter;
  gpointer key, decision;

  g_hash_table_iter_init (&iter, decided);
  while (g_hash_table_iter_next (&iter, &key, &decision))
    if (!smt_decision_is_draft (decision))
      g_assert_nonnull (smt_reconciliation_find_row (self, key)->decision);
}

static guint refused_undos, refused_redos, by_others;

/* Undo or redo by @role: as the model has it, and not at all where it was a doctor's act and @role is none. */
static void
go_as (SmtReconciliation *self, Model *model, SmtRole role, gboolean forward)
{
  guint act = forward ? model->at : model->at - 1;
  gboolean there = forward ? model->at < model->makers->len : model->at > 0;
  gboolean may = there && (role == SMT_ROLE_DOCTOR || g_array_index (model->makers, SmtRole, act) != SMT_ROLE_DOCTOR);
  g_autoptr (GPtrArray) keys = forward ? smt_reconciliation_redo (self) : smt_reconciliation_undo (self);
  g_autofree char *now = picture (self);

  g_assert_cmpint (keys != NULL, ==, may);
  if (may)
    model->at = forward ? model->at + 1 : model->at - 1;
  else if (there)
    (*(forward ? &refused_redos : &refused_undos))++;
  by_others += may && role != SMT_ROLE_DOCTOR;
  g_assert_cmpstr (now, ==, g_ptr_array_index (model->pictures, model->at));
}

static void
play_roles (GRand *rand, SmtReconciliation *self)
{
  Model model = { g_ptr_array_new_with_free_func (g_free), g_array_new (FALSE, FALSE, sizeof (SmtRole)), 0 };

  g_ptr_array_add (model.pictures, picture (self));
  for (guint i = 0; i < 24; i++)
    {
      SmtRole role = (SmtRole)g_rand_int_range (rand, 0, 3);
      SmtRole maker;
      g_autoptr (GHashTable) decided = remember (self);

      smt_reconciliation_set_role (self, role);
      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          go_as (self, &model, role, FALSE);
          break;
        case 1:
          go_as (self, &model, role, TRUE);
          break;
        default:
          if (!act_as (rand, self, role, &maker))
            break;
          g_assert_true (role == SMT_ROLE_DOCTOR || maker != SMT_ROLE_DOCTOR);
          model_add (&model, self, maker);
          break;
        }
      if (role != SMT_ROLE_DOCTOR)
        assert_not_opened (self, decided);
      assert_invariants (self);
    }
  g_ptr_array_unref (model.pictures);
  g_array_unref (model.makers);
}

/* Whoever works here changes between any two acts: a nurse's draft never becomes a doctor's decision by undo and redo,
 * and what a doctor took back or did never comes or goes by a nurse's hand. */
static void
test_roles (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261130);
  guint n_lists = rounds (1000, 10000);

  for (guint i = 0; i < n_lists; i++)
    {
      g_autoptr (SmtList) list = random_list (rand);
      g_autoptr (SmtReconciliation) self = random_reconciliation (rand, list);

      if (list->treatments->len > 0)
        play_roles (rand, self);
    }
  g_assert_cmpuint (refused_undos, >, n_lists / 10);
  g_assert_cmpuint (refused_redos, >, n_lists / 50);
  g_assert_cmpuint (by_others, >, n_lists / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconcile/property/random-acts", test_random_acts);
  g_test_add_func ("/reconcile/property/roles", test_roles);
  return g_test_run ();
}
