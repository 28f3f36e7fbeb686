/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-work-list.h"

#include "base/smt-json-writer.h"
#include "base/smt-json.h"
#include "reconcile/smt-rhythm-json.h"

struct _SmtWorkItem
{
  GObject parent_instance;

  SmtPatient *patient;
  char *note; /* (nullable) */
  char *status;
  guint n_follow_ups;
  SmtDate due;
  SmtDate review_due;
};

enum
{
  PROP_STATUS = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SmtWorkItem, smt_work_item, G_TYPE_OBJECT)

struct _SmtWorkList
{
  GObject parent_instance;

  GPtrArray *items; /* of SmtWorkItem */
};

static void model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SmtWorkList,
                               smt_work_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_init))

/* --- item --------------------------------------------------------------------------------------------------------- */

static void
smt_work_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SmtWorkItem *self = SMT_WORK_ITEM (object);

  if (id == PROP_STATUS)
    g_value_set_string (value, self->status);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
smt_work_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STATUS)
    smt_work_item_set_status (SMT_WORK_ITEM (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
smt_work_item_finalize (GObject *object)
{
  SmtWorkItem *self = SMT_WORK_ITEM (object);

  g_clear_pointer (&self->patient, smt_patient_unref);
  g_free (self->note);
  g_free (self->status);

  G_OBJECT_CLASS (smt_work_item_parent_class)->finalize (object);
}

static void
smt_work_item_class_init (SmtWorkItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = smt_work_item_get_property;
  object_class->set_property = smt_work_item_set_property;
  object_class->finalize = smt_work_item_finalize;

  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "",
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
smt_work_item_init (SmtWorkItem *self)
{
  self->status = g_strdup ("");
}

/* --- list --------------------------------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return SMT_TYPE_WORK_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return SMT_WORK_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SmtWorkList *self = SMT_WORK_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
smt_work_list_finalize (GObject *object)
{
  SmtWorkList *self = SMT_WORK_LIST (object);

  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (smt_work_list_parent_class)->finalize (object);
}

static void
smt_work_list_class_init (SmtWorkListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smt_work_list_finalize;
}

static void
smt_work_list_init (SmtWorkList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static char *
dup_member (SmtJsonCursor object, const char *key)
{
  return smt_json_dup_string (smt_json_member (object, key));
}

static SmtGender
read_gender (SmtJsonCursor gender)
{
  if (smt_json_string_equals (gender, "female"))
    return SMT_GENDER_FEMALE;
  if (smt_json_string_equals (gender, "male"))
    return SMT_GENDER_MALE;
  return smt_json_string_equals (gender, "other") ? SMT_GENDER_OTHER : SMT_GENDER_UNKNOWN;
}

/* A number, or a name and a birth date: with less nobody can be looked up. */
static SmtWorkItem *
read_item (SmtJsonCursor object)
{
  g_autoptr (SmtPatient) patient = smt_patient_new ();
  g_autofree char *birth_date = dup_member (object, "birthDate");
  g_autofree char *review_due = dup_member (object, "reviewDue");
  SmtDate review = SMT_DATE_UNSET;
  SmtWorkItem *item;

  patient->national_number = dup_member (object, "nationalNumber");
  patient->family = dup_member (object, "family");
  patient->given = dup_member (object, "given");
  patient->postal_code = dup_member (object, "postalCode");
  patient->city = dup_member (object, "city");
  patient->gender = read_gender (smt_json_member (object, "gender"));
  if (birth_date != NULL && !smt_date_parse (birth_date, &patient->birth_date))
    return NULL;
  if (review_due != NULL && !smt_date_parse (review_due, &review))
    return NULL;
  if (patient->national_number == NULL && (patient->family == NULL || birth_date == NULL))
    return NULL;

  item = g_object_new (SMT_TYPE_WORK_ITEM, NULL);
  item->patient = g_steal_pointer (&patient);
  item->note = dup_member (object, "note");
  item->review_due = review;

  return item;
}

static GPtrArray *
read_items (SmtJsonCursor items, GError **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (g_object_unref);
  SmtJsonIter iter;
  SmtJsonCursor element;

  if (smt_json_type (items) != SMT_JSON_ARRAY)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a work list");
      return NULL;
    }

  smt_json_iter_init (&iter, items);
  while (smt_json_iter_next (&iter, NULL, &element))
    {
      SmtWorkItem *item = read_item (element);

      if (item == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "item %u of the work list names nobody",
                       read->len + 1);
          return NULL;
        }
      g_ptr_array_add (read, item);
    }

  return g_steal_pointer (&read);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_work_list_new:
 *
 * Returns: (transfer full): an empty work list
 */
SmtWorkList *
smt_work_list_new (void)
{
  return g_object_new (SMT_TYPE_WORK_LIST, NULL);
}

/**
 * smt_work_list_load:
 * @self: a work list
 * @json: `{"items":[{"nationalNumber","family","given","birthDate","gender","postalCode","city","note",
 *   "reviewDue"}]}`
 * @error: return location; %SMT_JSON_ERROR or %G_IO_ERROR_INVALID_DATA
 *
 * Replaces what is on the list; on an error it stays as it was.
 *
 * Returns: whether it was read
 */
gboolean
smt_work_list_load (SmtWorkList *self, GBytes *json, GError **error)
{
  g_autoptr (SmtJson) document = NULL;
  GPtrArray *items;

  g_return_val_if_fail (SMT_IS_WORK_LIST (self) && json != NULL, FALSE);

  document = smt_json_read (json, error);
  if (document == NULL)
    return FALSE;
  items = read_items (smt_json_member (smt_json_root (document), "items"), error);
  if (items == NULL)
    return FALSE;

  smt_work_list_set_items (self, items);

  return TRUE;
}

/**
 * smt_work_list_set_items:
 * @self: a work list
 * @items: (transfer full) (element-type SmtWorkItem): what is on it from now on
 */
void
smt_work_list_set_items (SmtWorkList *self, GPtrArray *items)
{
  guint removed;

  g_return_if_fail (SMT_IS_WORK_LIST (self) && items != NULL);

  removed = self->items->len;
  g_ptr_array_unref (self->items);
  self->items = items;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, items->len);
}

/**
 * smt_work_item_person_to_json:
 * @patient: a patient
 *
 * Returns: (transfer full): who that is, as an item of a work list is written
 */
char *
smt_work_item_person_to_json (const SmtPatient *patient)
{
  static const char *const genders[] = { [SMT_GENDER_UNKNOWN] = NULL,
                                         [SMT_GENDER_FEMALE] = "female",
                                         [SMT_GENDER_MALE] = "male",
                                         [SMT_GENDER_OTHER] = "other" };
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  g_return_val_if_fail (patient != NULL, NULL);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "nationalNumber", patient->national_number);
  smt_json_writer_member (writer, "family", patient->family);
  smt_json_writer_member (writer, "given", patient->given);
  smt_json_write_date (writer, "birthDate", patient->birth_date);
  smt_json_writer_member (writer, "gender", genders[patient->gender]);
  smt_json_writer_member (writer, "postalCode", patient->postal_code);
  smt_json_writer_member (writer, "city", patient->city);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

/**
 * smt_work_item_new_from_json:
 * @json: of smt_work_item_person_to_json()
 * @error: return location; %SMT_JSON_ERROR or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): an item with that patient
 */
SmtWorkItem *
smt_work_item_new_from_json (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtJson) document = NULL;
  SmtWorkItem *item;

  g_return_val_if_fail (json != NULL, NULL);

  bytes = g_bytes_new (json, strlen (json));
  document = smt_json_read (bytes, error);
  if (document == NULL)
    return NULL;
  item = read_item (smt_json_root (document));
  if (item == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it names nobody");

  return item;
}

/**
 * smt_work_list_forget:
 * @self: a work list
 *
 * Takes away what is known of its patients since they were opened: somebody else may be the next to look at it.
 */
void
smt_work_list_forget (SmtWorkList *self)
{
  g_return_if_fail (SMT_IS_WORK_LIST (self));

  for (guint i = 0; i < self->items->len; i++)
    smt_work_item_set_status (g_ptr_array_index (self->items, i), "");
}

/**
 * smt_work_list_find:
 * @self: a work list
 * @national_number: a national number
 *
 * Returns: (transfer none) (nullable): the item of that patient
 */
SmtWorkItem *
smt_work_list_find (SmtWorkList *self, const char *national_number)
{
  g_return_val_if_fail (SMT_IS_WORK_LIST (self) && national_number != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      SmtWorkItem *item = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (item->patient->national_number, national_number) == 0)
        return item;
    }

  return NULL;
}

/**
 * smt_work_item_get_patient:
 * @self: an item
 *
 * Returns: (transfer none): who it is
 */
const SmtPatient *
smt_work_item_get_patient (SmtWorkItem *self)
{
  g_return_val_if_fail (SMT_IS_WORK_ITEM (self), NULL);

  return self->patient;
}

/**
 * smt_work_item_get_note:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what the work list says about the visit
 */
const char *
smt_work_item_get_note (SmtWorkItem *self)
{
  g_return_val_if_fail (SMT_IS_WORK_ITEM (self), NULL);

  return self->note;
}

/**
 * smt_work_item_get_n_follow_ups:
 * @self: an item
 *
 * Returns: how much is to be followed up of the patient, as far as this list is about that
 */
guint
smt_work_item_get_n_follow_ups (SmtWorkItem *self)
{
  g_return_val_if_fail (SMT_IS_WORK_ITEM (self), 0);

  return self->n_follow_ups;
}

/**
 * smt_work_item_get_due:
 * @self: an item
 *
 * Returns: the first day of these; unset when there is none
 */
SmtDate
smt_work_item_get_due (SmtWorkItem *self)
{
  g_return_val_if_fail (SMT_IS_WORK_ITEM (self), SMT_DATE_UNSET);

  return self->due;
}

/**
 * smt_work_item_get_review_due:
 * @self: an item
 *
 * Returns: the day a medication review (fastlegeforskriften § 25; yearly in a nursing home) is due, as the list says
 * it; unset where it says nothing
 */
SmtDate
smt_work_item_get_review_due (SmtWorkItem *self)
{
  g_return_val_if_fail (SMT_IS_WORK_ITEM (self), SMT_DATE_UNSET);

  return self->review_due;
}

/**
 * smt_work_item_add_follow_up:
 * @self: an item that is not on a list yet
 * @due: a day by which something is to be followed up
 */
void
smt_work_item_add_follow_up (SmtWorkItem *self, SmtDate due)
{
  g_return_if_fail (SMT_IS_WORK_ITEM (self));

  self->n_follow_ups++;
  if (!smt_date_is_set (self->due) || smt_date_compare (due, self->due) < 0)
    self->due = due;
}

/**
 * smt_work_item_get_status:
 * @self: an item
 *
 * Returns: (transfer none): what is known since the patient was opened here; empty before
 */
const char *
smt_work_item_get_status (SmtWorkItem *self)
{
  g_return_val_if_fail (SMT_IS_WORK_ITEM (self), NULL);

  return self->status;
}

/**
 * smt_work_item_set_status:
 * @self: an item
 * @status: (nullable): what is known of the patient now
 */
void
smt_work_item_set_status (SmtWorkItem *self, const char *status)
{
  g_return_if_fail (SMT_IS_WORK_ITEM (self));

  if (g_strcmp0 (self->status, status != NULL ? status : "") == 0)
    return;

  g_free (self->status);
  self->status = g_strdup (status != NULL ? status : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}
