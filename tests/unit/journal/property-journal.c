/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random work on the journal against a model in plain arrays: after every step both tell the same draft and the same
 * open sends, also after a restart.
 */
#include "journal-helpers.h"

#include "../counts.h"

#define N_PATIENTS 2
#define N_KEYS 5
#define N_SENDS 64

typedef struct
{
  guint patient;
  SmtSendState state;
  guint prepared; /* step */
} ModelSend;

typedef struct
{
  guint decided[N_PATIENTS][N_KEYS]; /* step; 0 = open */
  ModelSend sends[N_SENDS];
  guint n_sends;
  guint step;
} Model;

static const char *const patients[N_PATIENTS] = { "ada", "bo" };

/* docs/send-protocol.md, as letters: which states may follow */
static gboolean
may_follow (SmtSendState from, SmtSendState to)
{
  switch (from)
    {
    case SMT_SEND_READY:
      return to == SMT_SEND_SENDING || to == SMT_SEND_NOT_APPLIED;
    case SMT_SEND_SENDING:
      return to != SMT_SEND_READY && to != SMT_SEND_SENDING;
    case SMT_SEND_UNKNOWN:
      return to == SMT_SEND_DONE || to == SMT_SEND_PARTIAL || to == SMT_SEND_NOT_APPLIED;
    case SMT_SEND_PARTIAL:
      return to == SMT_SEND_DONE || to == SMT_SEND_PARTIAL;
    case SMT_SEND_DONE:
    case SMT_SEND_REJECTED:
    case SMT_SEND_NOT_APPLIED:
    default:
      return FALSE;
    }
}

/* --- the model ---------------------------------------------------------------------------------------------------- */

static gboolean
model_prepare (Model *model, guint patient)
{
  for (guint i = 0; i < model->n_sends; i++)
    {
      SmtSendState state = model->sends[i].state;

      if (model->sends[i].patient == patient
          && (state == SMT_SEND_READY || state == SMT_SEND_SENDING || state == SMT_SEND_UNKNOWN))
        return FALSE;
    }

  model->sends[model->n_sends++] = (ModelSend){ patient, SMT_SEND_READY, model->step };
  return TRUE;
}

static gboolean
model_move (Model *model, guint send, SmtSendState to)
{
  ModelSend *moved = &model->sends[send];

  if (!may_follow (moved->state, to))
    return FALSE;

  moved->state = to;
  for (guint k = 0; to == SMT_SEND_DONE && k < N_KEYS; k++)
    if (model->decided[moved->patient][k] < moved->prepared)
      model->decided[moved->patient][k] = 0;
  return TRUE;
}

static void
model_restart (Model *model)
{
  for (guint i = 0; i < model->n_sends; i++)
    if (model->sends[i].state == SMT_SEND_SENDING)
      model->sends[i].state = SMT_SEND_UNKNOWN;
}

static char *
model_draft (const Model *model, guint patient)
{
  GString *text = g_string_new (NULL);

  for (guint step = 1; step <= model->step; step++)
    for (guint k = 0; k < N_KEYS; k++)
      if (model->decided[patient][k] == step)
        g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "", k);

  return g_string_free (text, FALSE);
}

static gboolean
model_is_open (const Model *model, guint send)
{
  SmtSendState state = model->sends[send].state;

  if (state == SMT_SEND_DONE || state == SMT_SEND_REJECTED || state == SMT_SEND_NOT_APPLIED)
    return FALSE;
  for (guint i = send + 1; state == SMT_SEND_PARTIAL && i < model->n_sends; i++)
    if (model->sends[i].patient == model->sends[send].patient && model->sends[i].state == SMT_SEND_DONE)
      return FALSE;

  return TRUE;
}

static char *
model_sends (const Model *model)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < model->n_sends; i++)
    if (model_is_open (model, i))
      g_string_append_printf (text, "%s%u=%d", text->len > 0 ? " " : "", i, (int)model->sends[i].state);

  return g_string_free (text, FALSE);
}

/* --- both --------------------------------------------------------------------------------------------------------- */

static void
decide (Model *model, SmtJournal *journal, GRand *rand)
{
  guint patient = (guint)g_rand_int_range (rand, 0, N_PATIENTS);
  guint key = (guint)g_rand_int_range (rand, 0, N_KEYS);
  g_autofree char *name = g_strdup_printf ("%u", key);
  gboolean undo = g_rand_int_range (rand, 0, 3) == 0;

  model->decided[patient][key] = undo ? 0 : model->step;
  if (undo)
    g_assert_true (test_reopen_row (journal, patients[patient], name, NULL));
  else
    g_assert_true (test_decide (journal, patients[patient], name, NULL));
}

static void
prepare (Model *model, SmtJournal *journal, GRand *rand)
{
  guint patient = (guint)g_rand_int_range (rand, 0, N_PATIENTS);
  g_autofree char *id = g_strdup_printf ("%u", model->n_sends);
  gboolean prepared = test_prepare (journal, patients[patient], id, NULL);

  g_assert_cmpint (prepared, ==, model_prepare (model, patient));
}

static void
move (Model *model, SmtJournal *journal, GRand *rand)
{
  static const SmtSendState targets[] = { SMT_SEND_SENDING, SMT_SEND_SENDING,  SMT_SEND_SENDING, SMT_SEND_DONE,
                                          SMT_SEND_PARTIAL, SMT_SEND_REJECTED, SMT_SEND_UNKNOWN, SMT_SEND_NOT_APPLIED };
  SmtSendState to = targets[g_rand_int_range (rand, 0, G_N_ELEMENTS (targets))];
  guint send;
  g_autofree char *id = NULL;
  gboolean moved;

  if (model->n_sends == 0)
    return;

  send = (guint)g_rand_int_range (rand, (gint32)MAX (model->n_sends, 3) - 3, (gint32)model->n_sends);
  id = g_strdup_printf ("%u", send);
  moved = to == SMT_SEND_SENDING ? test_mark (journal, id, NULL) : test_settle (journal, id, to, NULL, NULL, NULL);
  g_assert_cmpint (moved, ==, model_move (model, send, to));
}

static void
compare (const Model *model, SmtJournal *journal)
{
  g_autofree char *expected = model_sends (model);
  g_autofree char *sends = test_sends (journal, NULL);

  g_assert_cmpstr (sends, ==, expected);
  for (guint p = 0; p < N_PATIENTS; p++)
    {
      g_autofree char *wanted = model_draft (model, p);
      g_autofree char *draft = test_draft (journal, patients[p], NULL);

      g_assert_cmpstr (draft, ==, wanted);
    }
}

static void
live (GRand *rand, const char *path)
{
  SmtJournal *journal = test_open (path, NULL);
  Model model = { 0 };

  for (model.step = 1; model.step <= 60 && model.n_sends < N_SENDS; model.step++)
    {
      int choice = g_rand_int_range (rand, 0, 20);

      if (choice < 8)
        decide (&model, journal, rand);
      else if (choice < 11)
        prepare (&model, journal, rand);
      else if (choice < 18)
        move (&model, journal, rand);
      else
        {
          test_close_well (journal);
          journal = test_open (path, NULL);
          model_restart (&model);
        }
      compare (&model, journal);
    }
  test_close_well (journal);
}

static void
test_against_model (void)
{
  guint runs = test_is_long () ? 2000 : 40;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240612);

  for (guint i = 0; i < runs; i++)
    {
      g_autofree char *folder = test_folder_new ();
      g_autofree char *path = g_build_filename (folder, "journal.db", NULL);

      g_test_message ("run %u", i);
      live (rand, path);
      test_folder_remove (folder);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/property/model", test_against_model);

  return g_test_run ();
}
