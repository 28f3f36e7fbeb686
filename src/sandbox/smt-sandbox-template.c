/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-template.h"

#include <string.h>

/* clang-format off */
G_DEFINE_QUARK (smt-sandbox-template-error-quark, smt_sandbox_template_error)
/* clang-format on */

static const char *const weekday_names[] = { "monday", "tuesday",  "wednesday", "thursday",
                                             "friday", "saturday", "sunday" };

/* "+12", "-4w" or nothing; @unit is what must stand behind the number. */
static gboolean
read_offset (const char *text, const char *unit, int *out)
{
  char *end = NULL;
  gint64 number;

  *out = 0;
  if (*text == '\0')
    return TRUE;
  if ((*text != '+' && *text != '-') || !g_ascii_isdigit (text[1]))
    return FALSE;
  number = g_ascii_strtoll (text, &end, 10);
  if (strcmp (end, unit) != 0 || number > 40000 || number < -40000)
    return FALSE;
  *out = (int)number;
  return TRUE;
}

/* A day: "", "+12", "today-30", or "monday-4w": the latest Monday that is not in the future, and n weeks from it. */
static gboolean
read_day (const char *text, SmtDate today, SmtDate *out)
{
  int offset;

  if (g_str_has_prefix (text, "today"))
    text += strlen ("today");
  for (guint i = 0; i < G_N_ELEMENTS (weekday_names); i++)
    if (g_str_has_prefix (text, weekday_names[i]))
      {
        int back = ((int)smt_date_weekday (today) - (int)i + 7) % 7;

        if (!read_offset (text + strlen (weekday_names[i]), "w", &offset))
          return FALSE;
        *out = smt_date_add_days (today, offset * 7 - back);
        return TRUE;
      }
  if (!read_offset (text, "", &offset))
    return FALSE;
  *out = smt_date_add_days (today, offset);
  return TRUE;
}

static char *
instant_of (SmtDate date)
{
  g_autofree char *iso = smt_date_to_iso (date);
  g_autofree char *local = g_strconcat (iso, "T09:00:00", NULL);
  SmtInstant instant;

  return smt_instant_parse (local, &instant) ? smt_instant_to_rfc3339 (instant) : NULL;
}

static char *
fill_one (const char *name, const SmtSandboxClock *clock)
{
  const char *day = name;
  gboolean instant = g_str_has_prefix (name, "instant");
  gboolean expiry = g_str_has_prefix (name, "expiry");
  SmtDate date;

  if (strcmp (name, "now") == 0)
    return smt_sandbox_clock_stamp (clock);
  if (instant || expiry)
    day += instant ? strlen ("instant") : strlen ("expiry");
  if (day != name && *day == ':')
    day++;
  if (!read_day (day, smt_sandbox_clock_today (clock), &date))
    return NULL;
  if (instant)
    return instant_of (date);
  if (expiry)
    date = smt_date_add_days (smt_date_add_years (date, 1), -1);
  return smt_date_to_iso (date);
}

/**
 * smt_sandbox_template_fill:
 * @text: a template
 * @clock: what is today
 * @error: set from %SMT_SANDBOX_TEMPLATE_ERROR
 *
 * Replaces each `{{placeholder}}`; data/sandbox/README.md lists them.
 *
 * Returns: (transfer full) (nullable): the text with dates
 */
char *
smt_sandbox_template_fill (const char *text, const SmtSandboxClock *clock, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (text));
  const char *open;

  while ((open = strstr (text, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      g_autofree char *name = close != NULL ? g_strndup (open + 2, (gsize)(close - open) - 2) : g_strdup ("");
      g_autofree char *value = fill_one (name, clock);

      if (close == NULL || value == NULL)
        {
          g_set_error (error, SMT_SANDBOX_TEMPLATE_ERROR, SMT_SANDBOX_TEMPLATE_ERROR_PLACEHOLDER,
                       "Unknown placeholder {{%s}}", name);
          return NULL;
        }
      g_string_append_len (out, text, open - text);
      g_string_append (out, value);
      text = close + 2;
    }
  g_string_append (out, text);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * smt_sandbox_template_load:
 * @path: a template file
 * @clock: what is today
 * @error: set from %SMT_SANDBOX_TEMPLATE_ERROR, %SMT_JSON_ERROR or %G_FILE_ERROR
 *
 * Returns: (transfer full) (nullable): the patient's record
 */
SmtSandboxRecord *
smt_sandbox_template_load (const char *path, const SmtSandboxClock *clock, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *filled = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (SmtJson) json = NULL;
  SmtSandboxRecord *record;
  guint at;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  filled = smt_sandbox_template_fill (text, clock, error);
  json = filled != NULL ? smt_sandbox_json_read (filled, -1, error) : NULL;
  if (json == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  record = smt_sandbox_record_read (smt_json_root (json), &at, &problem);
  if (record == NULL)
    g_set_error (error, SMT_SANDBOX_TEMPLATE_ERROR, SMT_SANDBOX_TEMPLATE_ERROR_SHAPE, "%s: %s", path, problem);
  return record;
}
