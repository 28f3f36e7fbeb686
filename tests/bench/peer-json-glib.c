/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody would write instead: json-glib for each line, and one rule: the product of every daily dose looked up
 * in a table. Usage: peer-json-glib FILE
 */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static JsonArray *
array_of (JsonObject *object, const char *member)
{
  return object != NULL && json_object_has_member (object, member) ? json_object_get_array_member (object, member)
                                                                   : NULL;
}

/* The next extension of that name from *@at on; %NULL when there is none. */
static JsonObject *
next_extension (JsonObject *element, const char *name, guint *at)
{
  JsonArray *extensions = array_of (element, "extension");

  for (guint n = extensions != NULL ? json_array_get_length (extensions) : 0; *at < n;)
    {
      JsonObject *extension = json_array_get_object_element (extensions, (*at)++);

      if (g_str_has_suffix (json_object_get_string_member (extension, "url"), name))
        return extension;
    }
  return NULL;
}

static guint
check_dosing (JsonObject *dosing, gint64 usual)
{
  JsonObject *repeating, *interval;
  guint hits = 0;

  for (guint i = 0; (repeating = next_extension (dosing, "repeatingdosage", &i)) != NULL;)
    for (guint j = 0; (interval = next_extension (repeating, "interval", &j)) != NULL;)
      hits += json_object_get_int_member (json_object_get_object_member (interval, "valueQuantity"), "value") < usual;
  return hits;
}

static guint
check_resource (JsonObject *resource, GHashTable *weekly)
{
  const char *display;
  g_autofree char *brand = NULL;
  JsonObject *amendment, *dosing;
  guint hits = 0;
  gint64 usual;

  if (g_strcmp0 (json_object_get_string_member (resource, "resourceType"), "MedicationStatement") != 0
      || g_strcmp0 (json_object_get_string_member (resource, "status"), "active") != 0)
    return 0;
  display = json_object_get_string_member (json_object_get_object_member (resource, "medicationReference"), "display");
  brand = g_strndup (display, strcspn (display, " "));
  usual = GPOINTER_TO_INT (g_hash_table_lookup (weekly, brand));
  if (usual == 0)
    return 0;
  for (guint i = 0; (amendment = next_extension (resource, "sfm-reseptamendment", &i)) != NULL;)
    for (guint j = 0; (dosing = next_extension (amendment, "ereseptdosing", &j)) != NULL;)
      hits += check_dosing (dosing, usual);
  return hits;
}

static guint
check_line (JsonParser *parser, GHashTable *weekly)
{
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  JsonObject *first = json_array_get_object_element (array_of (root, "parameter"), 0);
  JsonArray *entries = array_of (json_object_get_object_member (first, "resource"), "entry");
  guint hits = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    hits +=
        check_resource (json_object_get_object_member (json_array_get_object_element (entries, i), "resource"), weekly);
  return hits;
}

int
main (int argc, char **argv)
{
  static const char *const brands[] = { "metotreksat", "Methotrexate", "Metex", "Alendronat", "Ozempic" };
  g_autoptr (GHashTable) weekly = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonParser) parser = json_parser_new ();
  FILE *file = argc == 2 ? fopen (argv[1], "r") : NULL;
  guint documents = 0, hits = 0;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  if (file == NULL)
    return 2;
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    g_hash_table_insert (weekly, (gpointer)brands[i], GINT_TO_POINTER (7));
  while ((length = getline (&line, &size, file)) > 0)
    {
      g_autoptr (GError) error = NULL;

      if (!json_parser_load_from_data (parser, line, length, &error))
        g_error ("the bench's own JSON is not read: %s", error->message);
      hits += check_line (parser, weekly);
      documents++;
    }
  printf ("%u documents, %u hits\n", documents, hits);
  free (line);
  fclose (file);
  return 0;
}
