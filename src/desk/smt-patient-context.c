/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-patient-context.h"

#include "desk/smt-patient-context-private.h"

G_DEFINE_FINAL_TYPE (SmtPatientContext, smt_patient_context, G_TYPE_OBJECT)

#define AGE_SECONDS 30 /* between two looks at the age of the lookup */

enum
{
  PROP_STATE = 1,
  PROP_N_BLOCKING,
  PROP_N_UNDECIDED,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_CAN_SEND,
  PROP_SAVED,
  PROP_STALE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ROW_CHANGED,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- properties --------------------------------------------------------------------------------------------------- */

static void
set_count (SmtPatientContext *self, guint *field, guint value, guint property)
{
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_flag (SmtPatientContext *self, gboolean *field, gboolean value, guint property)
{
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static guint
count_rows (SmtPatientContext *self, gboolean decided)
{
  guint count = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (self->look->reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (self->look->reconciliation, i);

      if (smt_treatment_is_in_use (row->treatment) && (row->decision != NULL) == decided)
        count++;
    }

  return count;
}

gboolean
_smt_patient_context_may_decide (SmtPatientContext *self)
{
  return self->state != SMT_CONTEXT_FILE && self->state != SMT_CONTEXT_SENDING && self->state != SMT_CONTEXT_UNKNOWN
         && !self->must_look;
}

/* After a refusal too, once somebody has seen the list as it is now: signing is always a person's. */
gboolean
_smt_patient_context_may_sign (SmtPatientContext *self)
{
  switch (self->state)
    {
    case SMT_CONTEXT_WORKING:
    case SMT_CONTEXT_PARTIAL:
    case SMT_CONTEXT_REJECTED:
    case SMT_CONTEXT_CONFLICT:
      return !self->must_look;
    case SMT_CONTEXT_SENDING:
    case SMT_CONTEXT_SENT:
    case SMT_CONTEXT_UNKNOWN:
    case SMT_CONTEXT_FILE:
    default:
      return FALSE;
    }
}

static gboolean
may_send (SmtPatientContext *self)
{
  return _smt_patient_context_may_sign (self) && !self->stale && self->conflicts->len == 0
         && smt_list_was_read (smt_patient_context_get_list (self))
         && smt_reconciliation_is_ready (self->look->reconciliation);
}

static gboolean
is_saved (SmtPatientContext *self)
{
  if (self->desk == NULL || smt_desk_get_journal (self->desk) == NULL)
    return count_rows (self, TRUE) == 0 && g_hash_table_size (self->asides) == 0
           && smt_reconciliation_get_on_list (self->look->reconciliation) == NULL;

  return self->pending == 0 && g_hash_table_size (self->unsaved) == 0 && self->unsaved_acts->len == 0;
}

/* Two ways to be too old: by the boot-time clock, which goes on while the machine sleeps, and by what the service has
 * said about the time since, which also knows of a machine that was stopped. */
gboolean
_smt_patient_context_is_stale (SmtPatientContext *self)
{
  gint64 age, server_age;

  if (self->desk == NULL)
    return FALSE;
  age = _smt_desk_boot_now (self->desk) - self->look->boot_time;
  server_age = self->look->server_time != SMT_INSTANT_UNSET ? _smt_desk_now (self->desk) - self->look->server_time : 0;
  return MAX (age, server_age) >= SMT_SEND_LIMIT;
}

void
_smt_patient_context_update (SmtPatientContext *self)
{
  SmtReconciliation *reconciliation = self->look->reconciliation;

  g_object_freeze_notify (G_OBJECT (self));
  set_flag (self, &self->stale, _smt_patient_context_is_stale (self), PROP_STALE);
  set_count (self, &self->n_blocking,
             smt_reconciliation_count_blocking (reconciliation) + _smt_patient_context_count_conflicts (self),
             PROP_N_BLOCKING);
  set_count (self, &self->n_undecided, count_rows (self, FALSE), PROP_N_UNDECIDED);
  set_flag (self, &self->can_undo,
            _smt_patient_context_may_decide (self)
                && (smt_reconciliation_can_undo (reconciliation) || _smt_patient_context_undoes_step (self)),
            PROP_CAN_UNDO);
  set_flag (self, &self->can_redo,
            _smt_patient_context_may_decide (self)
                && (smt_reconciliation_can_redo (reconciliation) || _smt_patient_context_redoes_step (self)),
            PROP_CAN_REDO);
  set_flag (self, &self->can_send, may_send (self), PROP_CAN_SEND);
  set_flag (self, &self->saved, is_saved (self), PROP_SAVED);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
age_cb (gpointer data)
{
  _smt_patient_context_update (data);

  return G_SOURCE_CONTINUE;
}

void
_smt_patient_context_set_state (SmtPatientContext *self, SmtContextState state)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  _smt_patient_context_update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Both (nullable); what was known before is forgotten. */
void
_smt_patient_context_set_outcome (SmtPatientContext *self, SmtReceipt *receipt, const GError *error)
{
  SmtReceipt *kept = receipt != NULL ? smt_receipt_ref (receipt) : NULL;
  GError *kept_error = error != NULL ? g_error_copy (error) : NULL;

  g_clear_pointer (&self->receipt, smt_receipt_unref);
  g_clear_error (&self->send_error);
  self->receipt = kept;
  self->send_error = kept_error;
}

void
_smt_patient_context_complain (SmtPatientContext *self, const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, error);
}

/* What an act has touched: one row, or many. */
void
_smt_patient_context_tell_rows (SmtPatientContext *self, GPtrArray *keys)
{
  _smt_patient_context_update (self);
  if (keys->len == 1)
    g_signal_emit (self, signals[SIGNAL_ROW_CHANGED], 0, g_ptr_array_index (keys, 0));
  else if (keys->len > 1)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

SmtPatientContext *
_smt_patient_context_new (SmtDesk *desk, SmtLook *look)
{
  SmtPatientContext *self = g_object_new (SMT_TYPE_PATIENT_CONTEXT, NULL);

  if (desk != NULL)
    self->desk = g_object_ref (desk);
  self->today = smt_reconciliation_get_today (look->reconciliation);
  _smt_patient_context_take_look (self, look);
  if (desk == NULL)
    {
      _smt_patient_context_set_state (self, SMT_CONTEXT_FILE);
      return self;
    }
  _smt_patient_context_show_open_sends (self);
  self->timer = g_timeout_add_seconds (AGE_SECONDS, age_cb, self);

  return self;
}

/* --- object ------------------------------------------------------------------------------------------------------- */

static void
smt_patient_context_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SmtPatientContext *self = SMT_PATIENT_CONTEXT (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int)self->state);
      break;
    case PROP_N_BLOCKING:
      g_value_set_uint (value, self->n_blocking);
      break;
    case PROP_N_UNDECIDED:
      g_value_set_uint (value, self->n_undecided);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->can_undo);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->can_redo);
      break;
    case PROP_CAN_SEND:
      g_value_set_boolean (value, self->can_send);
      break;
    case PROP_SAVED:
      g_value_set_boolean (value, self->saved);
      break;
    case PROP_STALE:
      g_value_set_boolean (value, self->stale);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
smt_patient_context_finalize (GObject *object)
{
  SmtPatientContext *self = SMT_PATIENT_CONTEXT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->look, smt_look_free);
  g_clear_pointer (&self->past, _smt_past_look_free);
  g_clear_pointer (&self->receipt, smt_receipt_unref);
  g_clear_pointer (&self->sent, smt_change_set_unref);
  g_clear_pointer (&self->conversation, g_free);
  g_clear_error (&self->send_error);
  _smt_patient_context_beside_clear (self);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_free);
  g_clear_pointer (&self->asides, g_hash_table_unref);
  g_clear_pointer (&self->asides_sent, g_hash_table_unref);
  g_clear_pointer (&self->journalled, g_hash_table_unref);
  g_clear_pointer (&self->unsaved, g_hash_table_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (smt_patient_context_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, SMT_CONTEXT_WORKING, SMT_CONTEXT_FILE, SMT_CONTEXT_WORKING, flags);
  properties[PROP_N_BLOCKING] = g_param_spec_uint ("n-blocking", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_UNDECIDED] = g_param_spec_uint ("n-undecided", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_SEND] = g_param_spec_boolean ("can-send", NULL, NULL, FALSE, flags);
  properties[PROP_SAVED] = g_param_spec_boolean ("saved", NULL, NULL, TRUE, flags);
  properties[PROP_STALE] = g_param_spec_boolean ("stale", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
smt_patient_context_class_init (SmtPatientContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = smt_patient_context_get_property;
  object_class->finalize = smt_patient_context_finalize;
  install_properties (object_class);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ROW_CHANGED] =
      g_signal_new ("row-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("sources-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("follow-ups-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MESSAGE] =
      g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
smt_patient_context_init (SmtPatientContext *self)
{
  self->saved = TRUE;
  _smt_patient_context_beside_init (self);
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_conflict_free);
  self->asides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)smt_decision_unref);
  self->asides_sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)smt_decision_unref);
  self->journalled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)smt_decision_unref);
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* --- public API: what it is --------------------------------------------------------------------------------------- */

/**
 * smt_patient_context_get_list:
 * @self: a patient at work
 *
 * Returns: (transfer none): the list as last looked up; another one after "changed"
 */
const SmtList *
smt_patient_context_get_list (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return smt_answer_get_list (self->look->answer);
}

/**
 * smt_patient_context_get_request:
 * @self: a patient at work
 *
 * Returns: (transfer none): what the list was asked for by; another one after "changed"
 */
const SmtLookupRequest *
smt_patient_context_get_request (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->look->request;
}

/**
 * smt_patient_context_get_reconciliation:
 * @self: a patient at work
 *
 * Returns: (transfer none): rows, findings and decisions; to be read only, and another one after "changed"
 */
const SmtReconciliation *
smt_patient_context_get_reconciliation (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->look->reconciliation;
}

/**
 * smt_patient_context_get_today:
 * @self: a patient at work
 *
 * Returns: the day that the checks were run for
 */
SmtDate
smt_patient_context_get_today (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), SMT_DATE_UNSET);

  return self->today;
}

/**
 * smt_patient_context_get_state:
 * @self: a patient at work
 *
 * Returns: where the work stands
 */
SmtContextState
smt_patient_context_get_state (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), SMT_CONTEXT_WORKING);

  return self->state;
}

/**
 * smt_patient_context_get_receipt:
 * @self: a patient at work
 *
 * Returns: (transfer none) (nullable): what became of the last send, part by part
 */
SmtReceipt *
smt_patient_context_get_receipt (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->receipt;
}

/**
 * smt_patient_context_get_fetched:
 * @self: a patient at work
 *
 * Returns: when the registers were asked for the list shown
 */
SmtInstant
smt_patient_context_get_fetched (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), SMT_INSTANT_UNSET);

  return self->look->fetched;
}

/**
 * smt_patient_context_get_send_error:
 * @self: a patient at work
 *
 * Returns: (transfer none) (nullable): why the last send was not done
 */
const GError *
smt_patient_context_get_send_error (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->send_error;
}

/**
 * smt_patient_context_get_refused:
 * @self: a patient at work
 *
 * Returns: (transfer none) (nullable): the key of the row that the service pointed at when it refused the last send
 */
const char *
smt_patient_context_get_refused (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->refused;
}
