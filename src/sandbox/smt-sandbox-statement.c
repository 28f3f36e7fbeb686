/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-statement.h"

#include <string.h>

#include "base/smt-text.h"

static const char *const rf_words[][2] = {
  { "E", "Ekspederbar" }, { "U", "Under ekspedering" }, { "T", "Tilbakekalt" },
  { "R", "Avsluttet" },   { "F", "Foreldet" },
};

/* What Reseptformidleren itself knows: SFM ignores it when it comes back (G/Populatingsfm-MedicationStatement). */
static const char *const ignored_urls[] = { "rfstatus",     "recallinfo",         "createeresept",
                                            "createresept", SMT_SANDBOX_DELIVERY, NULL };

static char *
lower (char *text)
{
  char *small = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  g_free (text);
  return small;
}

static void
read_identifiers (SmtSandboxStatement *statement)
{
  SmtJsonIter iter;
  SmtJsonCursor identifier;

  smt_json_iter_init (&iter, smt_json_member (statement->resource, "identifier"));
  while (smt_json_iter_next (&iter, NULL, &identifier))
    {
      g_autofree char *name = smt_sandbox_json_text (identifier, "type/text");
      char **slot = NULL;

      if (name != NULL && smt_text_equal_ascii_case (name, "PLL"))
        slot = &statement->pll;
      else if (name != NULL && smt_text_equal_ascii_case (name, "ReseptId"))
        slot = &statement->resept;
      if (slot != NULL && *slot == NULL)
        *slot = lower (smt_sandbox_json_text (identifier, "value"));
    }
}

static SmtSandboxStatement *
statement_new (guint at, SmtSandboxEntry *entry)
{
  SmtSandboxStatement *statement = g_new0 (SmtSandboxStatement, 1);
  SmtJsonCursor recall;

  statement->at = at;
  statement->entry = smt_sandbox_entry_ref (entry);
  statement->resource = smt_sandbox_entry_resource (entry);
  statement->amendment = smt_sandbox_extension (statement->resource, SMT_SANDBOX_AMENDMENT);
  statement->id = smt_sandbox_json_text (statement->resource, "id");
  statement->status = smt_sandbox_json_text (statement->resource, "status");
  read_identifiers (statement);
  statement->rfstatus = smt_sandbox_extension_code (smt_sandbox_extension (statement->amendment, "rfstatus"), "status");
  recall = smt_sandbox_extension (statement->amendment, "recallinfo");
  statement->recall_code = smt_sandbox_extension_code (recall, "recallcode");
  statement->recall_id = lower (smt_sandbox_json_text (smt_sandbox_extension (recall, "recallId"), "valueString"));
  statement->creates =
      smt_sandbox_json_true (smt_sandbox_extension (statement->amendment, "createeresept"), "valueBoolean");
  statement->head = smt_json_length (smt_json_member (statement->resource, "partOf")) == 0;
  return statement;
}

static void
statement_free (gpointer data)
{
  SmtSandboxStatement *statement = data;

  smt_sandbox_entry_unref (statement->entry);
  g_free (statement->id);
  g_free (statement->pll);
  g_free (statement->resept);
  g_free (statement->status);
  g_free (statement->rfstatus);
  g_free (statement->recall_code);
  g_free (statement->recall_id);
  g_free (statement);
}

/**
 * smt_sandbox_statements:
 * @record: a record
 *
 * Returns: (transfer full) (element-type SmtSandboxStatement): its MedicationStatements in their order
 */
GPtrArray *
smt_sandbox_statements (const SmtSandboxRecord *record)
{
  GPtrArray *statements = g_ptr_array_new_with_free_func (statement_free);

  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);

      if (g_strcmp0 (entry->type, "MedicationStatement") == 0)
        g_ptr_array_add (statements, statement_new (i, entry));
    }
  return statements;
}

static SmtSandboxStatement *
find_by (GPtrArray *statements, gsize field, const char *wanted)
{
  for (guint i = 0; wanted != NULL && i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

      if (g_strcmp0 (G_STRUCT_MEMBER (char *, statement, field), wanted) == 0)
        return statement;
    }
  return NULL;
}

/**
 * smt_sandbox_statement_by_pll:
 * @statements: statements
 * @pll: (nullable): a PLL id in small letters
 *
 * Returns: (transfer none) (nullable): the first with it
 */
SmtSandboxStatement *
smt_sandbox_statement_by_pll (GPtrArray *statements, const char *pll)
{
  return find_by (statements, G_STRUCT_OFFSET (SmtSandboxStatement, pll), pll);
}

/**
 * smt_sandbox_statement_by_resept:
 * @statements: statements
 * @resept: (nullable): a ReseptId in small letters
 *
 * Returns: (transfer none) (nullable): the first with it
 */
SmtSandboxStatement *
smt_sandbox_statement_by_resept (GPtrArray *statements, const char *resept)
{
  return find_by (statements, G_STRUCT_OFFSET (SmtSandboxStatement, resept), resept);
}

/**
 * smt_sandbox_statement_by_id:
 * @statements: statements
 * @id: (nullable): a resource id
 *
 * Returns: (transfer none) (nullable): the first with it
 */
SmtSandboxStatement *
smt_sandbox_statement_by_id (GPtrArray *statements, const char *id)
{
  return find_by (statements, G_STRUCT_OFFSET (SmtSandboxStatement, id), id);
}

/**
 * smt_sandbox_statement_same:
 * @statements: what the sandbox holds
 * @statement: what came
 *
 * A prescription is itself by its ReseptId; an entry without prescription by its PLL id.
 *
 * Returns: (transfer none) (nullable): the same treatment line as held; %NULL when @statement is new
 */
SmtSandboxStatement *
smt_sandbox_statement_same (GPtrArray *statements, const SmtSandboxStatement *statement)
{
  if (statement->resept != NULL)
    return smt_sandbox_statement_by_resept (statements, statement->resept);
  return smt_sandbox_statement_by_pll (statements, statement->pll);
}

/**
 * smt_sandbox_statement_equal:
 * @a: a statement
 * @b: another
 *
 * Returns: whether all that the client may decide is equal, apart from `meta`
 */
gboolean
smt_sandbox_statement_equal (const SmtSandboxStatement *a, const SmtSandboxStatement *b)
{
  g_autoptr (SmtJson) bare_a = smt_sandbox_without_member (a->entry->json, "meta");
  g_autoptr (SmtJson) bare_b = smt_sandbox_without_member (b->entry->json, "meta");
  g_autofree char *text_a = smt_sandbox_canonical (smt_json_root (bare_a), ignored_urls);
  g_autofree char *text_b = smt_sandbox_canonical (smt_json_root (bare_b), ignored_urls);

  return strcmp (text_a, text_b) == 0;
}

/**
 * smt_sandbox_statement_dispensable:
 * @statement: a statement as held
 *
 * Returns: whether a pharmacy can still dispense the prescription, so that it can be recalled
 */
gboolean
smt_sandbox_statement_dispensable (const SmtSandboxStatement *statement)
{
  return g_strcmp0 (statement->rfstatus, "E") == 0 || g_strcmp0 (statement->rfstatus, "U") == 0;
}

/**
 * smt_sandbox_statement_text:
 * @statement: a statement
 * @url: a part of sfm-reseptamendment
 *
 * Returns: (transfer full) (nullable): its value, when that is a string or a date
 */
char *
smt_sandbox_statement_text (const SmtSandboxStatement *statement, const char *url)
{
  SmtJsonCursor value = smt_sandbox_extension_value (statement->amendment, url);

  return smt_json_type (value) == SMT_JSON_STRING ? smt_json_dup_string (value) : NULL;
}

/**
 * smt_sandbox_statement_is_registered:
 * @statement: a statement
 * @role: 1 (Forskrevet av) or 3 (Seponert av)
 *
 * Returns: whether a regInfo says who had that role
 */
gboolean
smt_sandbox_statement_is_registered (const SmtSandboxStatement *statement, const char *role)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (statement->resource, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    if (smt_json_string_equals (smt_json_member (extension, "url"), SMT_SANDBOX_REGINFO))
      {
        g_autofree char *code = smt_sandbox_extension_code (extension, "type");

        if (g_strcmp0 (code, role) == 0
            && (smt_json_exists (smt_sandbox_extension (extension, "provider"))
                || (!statement->creates && smt_json_exists (smt_sandbox_extension (extension, "helseperson")))))
          return TRUE;
      }
  return FALSE;
}

/**
 * smt_sandbox_with_rf_status:
 * @statement: a MedicationStatement
 * @code: a code of 7408
 *
 * Returns: (transfer full): the statement with that status in Reseptformidleren and no other
 */
SmtJson *
smt_sandbox_with_rf_status (SmtJson *statement, const char *code)
{
  g_autoptr (SmtJson) bare = smt_sandbox_without_extension (statement, SMT_SANDBOX_AMENDMENT, "rfstatus");
  g_autofree char *extension = NULL;
  const char *word = "";

  for (guint i = 0; i < G_N_ELEMENTS (rf_words); i++)
    if (strcmp (rf_words[i][0], code) == 0)
      word = rf_words[i][1];
  extension = g_strdup_printf ("{\"extension\":[{\"url\":\"status\",\"valueCodeableConcept\":{\"coding\":[{\"system\":"
                               "\"urn:oid:2.16.578.1.12.4.1.1.7408\",\"code\":\"%s\",\"display\":\"%s\"}]}}],"
                               "\"url\":\"rfstatus\"}",
                               code, word);
  return smt_sandbox_with_extension (bare, SMT_SANDBOX_AMENDMENT, extension);
}

/**
 * smt_sandbox_with_recall:
 * @statement: a MedicationStatement
 * @from: the statement as it was sent, with the recall (tilbakekalling, M5)
 * @stamp: when the recall was carried out
 *
 * Returns: (transfer full): the statement with that recallinfo and the instant it was performed
 */
SmtJson *
smt_sandbox_with_recall (SmtJson *statement, const SmtSandboxStatement *from, const char *stamp)
{
  g_autoptr (SmtJson) bare = smt_sandbox_without_extension (statement, SMT_SANDBOX_AMENDMENT, "recallinfo");
  SmtJsonCursor recall = smt_sandbox_extension (from->amendment, "recallinfo");
  g_autofree char *bytes = smt_json_dup_bytes (recall);
  g_autoptr (SmtJson) asked = smt_sandbox_json_read (bytes, -1, NULL);
  g_autoptr (SmtJson) undated = smt_sandbox_without_extension (asked, NULL, "performed");
  g_autofree char *performed = g_strdup_printf ("{\"url\":\"performed\",\"valueDateTime\":\"%s\"}", stamp);
  g_autoptr (SmtJson) dated = smt_sandbox_with_extension (undated, NULL, performed);
  g_autofree char *text = smt_json_dup_bytes (smt_json_root (dated));

  return smt_sandbox_with_extension (bare, SMT_SANDBOX_AMENDMENT, text);
}

/**
 * smt_sandbox_without_pll_id:
 * @statement: a MedicationStatement
 *
 * Returns: (transfer full): the statement as a prescription that is not on the PLL
 */
SmtJson *
smt_sandbox_without_pll_id (SmtJson *statement)
{
  SmtJsonCursor array = smt_json_member (smt_json_root (statement), "identifier");
  SmtJsonIter iter;
  SmtJsonCursor identifier;

  smt_json_iter_init (&iter, array);
  while (smt_json_iter_next (&iter, NULL, &identifier))
    {
      g_autofree char *name = smt_sandbox_json_text (identifier, "type/text");

      if (name != NULL && smt_text_equal_ascii_case (name, "PLL"))
        {
          g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (statement);

          smt_json_splice_remove_element (splice, array, identifier);
          return smt_sandbox_spliced (splice);
        }
    }
  return smt_json_ref (statement);
}

/**
 * smt_sandbox_with_received:
 * @statement: a MedicationStatement as sent
 * @held: (nullable): the same as held
 *
 * Returns: (transfer full): the statement with what Reseptformidleren knows taken from @held, not from the client
 */
SmtJson *
smt_sandbox_with_received (SmtJson *statement, const SmtSandboxStatement *held)
{
  SmtJson *now = smt_json_ref (statement);

  for (guint i = 0; ignored_urls[i] != NULL; i++)
    {
      const char *outer = g_str_has_prefix (ignored_urls[i], "http") ? NULL : SMT_SANDBOX_AMENDMENT;
      SmtJsonCursor holder = SMT_JSON_NOWHERE;
      SmtJsonCursor own = SMT_JSON_NOWHERE;
      SmtJson *next = smt_sandbox_without_extension (now, outer, ignored_urls[i]);

      smt_json_unref (now);
      now = next;
      if (held != NULL)
        holder = outer != NULL ? held->amendment : held->resource;
      own = smt_sandbox_extension (holder, ignored_urls[i]);
      if (smt_json_exists (own))
        {
          g_autofree char *bytes = smt_json_dup_bytes (own);

          next = smt_sandbox_with_extension (now, outer, bytes);
          smt_json_unref (now);
          now = next;
        }
    }
  return now;
}
