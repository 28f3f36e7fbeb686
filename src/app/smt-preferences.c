/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-preferences.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/smt-side-window.h"

#define COLOR_SCHEME "color-scheme"
#define LANGUAGE "language"
#define ROLE "role"
#define ROW_KEYS "row-keys"
#define FLAGS_FOR "flags-for"
#define NURSE_NAME "nurse-name"
#define PHARMACIST_NAME "pharmacist-name"
#define AS_SYSTEM "system"
#define KEEP_DAYS "keep-days"
#define ALWAYS "always"
#define KEEP_LOG_DAYS "keep-log-days"
#define LOCK_MINUTES "lock-minutes"
#define LOCK_DEFAULT "5" /* reliability.md T13 */

/* The program works without its schema or with that of an older one: it then follows the system. */
static GSettings *
open_settings (const char *key)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, SMT_APP_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, key) ? g_settings_new (SMT_APP_ID) : NULL;
}

static char *
read_choice (const char *key)
{
  g_autoptr (GSettings) settings = open_settings (key);

  if (settings != NULL)
    return g_settings_get_string (settings, key);
  if (g_str_equal (key, LOCK_MINUTES))
    return g_strdup (LOCK_DEFAULT);
  if (g_str_equal (key, ROW_KEYS))
    return g_strdup ("letters");
  return g_strdup (g_str_equal (key, ROLE)           ? "doctor"
                   : g_str_equal (key, FLAGS_FOR)    ? "all"
                   : g_str_has_prefix (key, "keep-") ? ALWAYS
                                                     : AS_SYSTEM);
}

/** smt_preferences_apply: makes the program look as chosen */
void
smt_preferences_apply (void)
{
  g_autofree char *name = read_choice (COLOR_SCHEME);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (name, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (name, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

/** smt_preferences_dup_language: Returns: (transfer full) (nullable): "nb", "nn" or "en"; NULL is as the system */
char *
smt_preferences_dup_language (void)
{
  g_autofree char *name = read_choice (LANGUAGE);

  return g_str_equal (name, AS_SYSTEM) ? NULL : g_steal_pointer (&name);
}

static guint
read_days (const char *key)
{
  g_autofree char *name = read_choice (key);
  guint64 days = 0;

  return g_ascii_string_to_unsigned (name, 10, 1, G_MAXUINT, &days, NULL) ? (guint)days : 0;
}

/** smt_preferences_get_keep_days: Returns: how many days the journal keeps what is finished; 0: always */
guint
smt_preferences_get_keep_days (void)
{
  return read_days (KEEP_DAYS);
}

/** smt_preferences_get_keep_log_days: Returns: how many days the log of use is kept; 0: always */
guint
smt_preferences_get_keep_log_days (void)
{
  return read_days (KEEP_LOG_DAYS);
}

/** smt_preferences_get_lock_minutes: Returns: after how many minutes without anybody the window locks; 0: only when it
 * is asked to, or with the desktop */
guint
smt_preferences_get_lock_minutes (void)
{
  g_autofree char *name = read_choice (LOCK_MINUTES);
  guint64 minutes = 0;

  return g_ascii_string_to_unsigned (name, 10, 1, 60, &minutes, NULL) ? (guint)minutes : 0;
}

typedef struct
{
  const char *key;
  const char *name;
} Choice;

static const Choice choices[] = {
  { COLOR_SCHEME, AS_SYSTEM }, { COLOR_SCHEME, "light" }, { COLOR_SCHEME, "dark" },
  { LANGUAGE, AS_SYSTEM },     { LANGUAGE, "nb" },        { LANGUAGE, "nn" },
  { LANGUAGE, "en" },          { ROLE, "doctor" },        { ROLE, "nurse" },
  { ROLE, "pharmacist" },      { KEEP_DAYS, ALWAYS },     { KEEP_DAYS, "3650" },
  { KEEP_DAYS, "365" },        { KEEP_DAYS, "90" },       { KEEP_LOG_DAYS, ALWAYS },
  { KEEP_LOG_DAYS, "3650" },   { KEEP_LOG_DAYS, "1825" }, { KEEP_LOG_DAYS, "730" },
  { LOCK_MINUTES, "2" },       { LOCK_MINUTES, "5" },     { LOCK_MINUTES, "10" },
  { LOCK_MINUTES, "15" },      { LOCK_MINUTES, "30" },    { LOCK_MINUTES, "desktop" },
  { ROW_KEYS, "letters" },     { ROW_KEYS, "alt" },       { ROW_KEYS, "off" },
  { FLAGS_FOR, "all" },        { FLAGS_FOR, "gp" },       { FLAGS_FOR, "nursing-home" },
  { FLAGS_FOR, "pharmacist" },
};

static const char *
choice_title (const Choice *choice)
{
  /* a language is called what its speakers call it, in every language */
  if (g_str_equal (choice->name, "nb"))
    return "Norsk bokmål";
  if (g_str_equal (choice->name, "nn"))
    return "Norsk nynorsk";
  if (g_str_equal (choice->name, "en"))
    return "English";
  if (g_str_equal (choice->name, "light"))
    return C_ ("preferences", "Light");
  if (g_str_equal (choice->name, "dark"))
    return C_ ("preferences", "Dark");
  if (g_str_equal (choice->name, "doctor"))
    return C_ ("preferences", "Doctor");
  if (g_str_equal (choice->name, "nurse"))
    return C_ ("preferences", "Nurse");
  if (g_str_equal (choice->name, "pharmacist"))
    return C_ ("preferences", "Pharmacist");
  if (g_str_equal (choice->name, ALWAYS))
    return C_ ("preferences", "Always");
  if (g_str_equal (choice->name, "3650"))
    return C_ ("preferences", "Ten years");
  if (g_str_equal (choice->name, "1825"))
    return C_ ("preferences", "Five years");
  if (g_str_equal (choice->name, "730"))
    return C_ ("preferences", "Two years");
  if (g_str_equal (choice->name, "365"))
    return C_ ("preferences", "One year");
  if (g_str_equal (choice->name, "90"))
    return C_ ("preferences", "90 days");
  if (g_str_equal (choice->name, "2"))
    return C_ ("preferences", "Two minutes");
  if (g_str_equal (choice->name, "5"))
    return C_ ("preferences", "Five minutes");
  if (g_str_equal (choice->name, "10"))
    return C_ ("preferences", "Ten minutes");
  if (g_str_equal (choice->name, "15"))
    return C_ ("preferences", "A quarter of an hour");
  if (g_str_equal (choice->name, "30"))
    return C_ ("preferences", "Half an hour");
  if (g_str_equal (choice->name, "letters"))
    return C_ ("preferences", "The letter alone");
  if (g_str_equal (choice->name, "alt"))
    return C_ ("preferences", "Alt and the letter");
  if (g_str_equal (choice->name, "off"))
    return C_ ("preferences", "Off");
  if (g_str_equal (choice->name, "all"))
    return C_ ("preferences", "Everybody: all notes");
  if (g_str_equal (choice->name, "gp"))
    return C_ ("preferences", "General practitioner");
  if (g_str_equal (choice->name, "nursing-home"))
    return C_ ("preferences", "Nursing home doctor");
  if (g_str_equal (choice->name, "desktop"))
    return C_ ("preferences", "Only when the desktop locks");
  return C_ ("preferences", "As the system");
}

static void
chosen_cb (GtkCheckButton *check, const Choice *choice)
{
  g_autoptr (GSettings) settings = NULL;

  if (!gtk_check_button_get_active (check))
    return;
  settings = open_settings (choice->key);
  if (settings != NULL)
    g_settings_set_string (settings, choice->key, choice->name);
  smt_preferences_apply ();
}

static GtkWidget *
add_choice (GtkWidget *group, GtkWidget *first, const Choice *choice)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *current = read_choice (choice->key);
  g_autofree char *said = g_strdup_printf ("%s: %s", adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)),
                                           choice_title (choice));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), choice_title (choice));
  if (first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_str_equal (current, choice->name));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (chosen_cb), (gpointer)choice);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return first != NULL ? first : check;
}

static void
named_cb (GtkEditable *row, const char *key)
{
  g_autoptr (GSettings) settings = open_settings (key);

  if (settings != NULL)
    g_settings_set_string (settings, key, gtk_editable_get_text (row));
}

/* Kept as it is written: nobody has to press anything for it. */
static void
add_name (GtkWidget *group, const char *key, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autoptr (GSettings) settings = open_settings (key);
  g_autofree char *name = settings != NULL ? g_settings_get_string (settings, key) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), name != NULL ? name : "");
  g_signal_connect (row, "changed", G_CALLBACK (named_cb), (gpointer)key);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
add_group (GtkWidget *page, const char *key, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *first = NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].key, key))
      first = add_choice (group, first, &choices[i]);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return group;
}

/* What there is, and how old: nothing to choose. */
static void
add_fest (GtkWidget *page, const char *fest)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), "FEST");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), fest);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
}

/** smt_preferences_show: opens the preferences over @parent; @synthetic: whether the data are; @fest: (nullable): which
 * FEST is in use */
void
smt_preferences_show (GtkWindow *parent, gboolean synthetic, const char *fest)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *role;

  if (fest != NULL)
    add_fest (page, fest);
  add_group (page, COLOR_SCHEME, C_ ("preferences", "Colours"), NULL);
  add_group (
      page, LANGUAGE, C_ ("preferences", "Language"),
      C_ ("preferences", "Takes effect the next time the program is started. What is sent is always in bokmål."));
  add_group (page, ROW_KEYS, C_ ("preferences", "Keys of a row"),
             C_ ("preferences", "What B for keep and the other letters are struck with while a row of the list has the "
                                "focus. Who speaks to the machine, or strikes keys by chance, may choose otherwise."));
  role = add_group (
      page, ROLE, C_ ("preferences", "Role"),
      C_ ("preferences",
          "What a nurse or a pharmacist decides is a draft. Only a doctor approves and sends. The doctor sees "
          "on each draft the name written here; where one signs in, it is that of the sign-in."));
  add_name (role, NURSE_NAME, C_ ("preferences", "Name of the nurse"));
  add_name (role, PHARMACIST_NAME, C_ ("preferences", "Name of the pharmacist"));
  add_group (
      page, FLAGS_FOR, C_ ("preferences", "Notes are shown for"),
      C_ ("preferences",
          "A general practitioner is not shown interactions that only need precautions, a nursing home doctor not "
          "at what pace a pharmacy dispensed. Only notes of class Til orientering are left out, never of medicines in "
          "the interval table and never about intervals; they are counted above the list and one act shows them. "
          "What blocks is the same for all."));
  add_group (page, LOCK_MINUTES, C_ ("preferences", "Lock after"),
             C_ ("preferences",
                 "Without anybody at the program for so long the window shows nothing about anyone until you "
                 "are back. It also locks with the desktop. What was decided is kept."));
  add_group (page, KEEP_DAYS, C_ ("preferences", "Keep decisions and answers on this machine"),
             C_ ("preferences",
                 "What is older is deleted for good when the program starts. What is not finished, and the "
                 "log of use, stay."));
  add_group (page, KEEP_LOG_DAYS, C_ ("preferences", "Keep the log of use on this machine"),
             C_ ("preferences",
                 "Who did what to whom. What is older is deleted for good when the program starts; that it "
                 "was, stays. Ask those who answer for the patients' data before you choose less."));
  gtk_window_present (smt_side_window_new (parent, C_ ("preferences", "Preferences"), synthetic, page));
}
