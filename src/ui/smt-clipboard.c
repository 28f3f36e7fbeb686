/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-clipboard.h"

/* Clipboard managers that know it keep such text out of their history (KDE's, and others after it). */
#define SECRET_TYPE "x-kde-passwordManagerHint"

/* What is to be taken away later, if it is still there then. */
typedef struct
{
  GdkClipboard *clipboard;
  GdkContentProvider *content;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->clipboard);
  g_object_unref (copy->content);
  g_free (copy);
}

/* Somebody else's text, or a newer one of ours, is not touched. */
static gboolean
late_cb (gpointer data)
{
  Copy *copy = data;

  if (gdk_clipboard_get_content (copy->clipboard) == copy->content)
    gdk_clipboard_set_content (copy->clipboard, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * smt_clipboard_copy_for:
 * @from: the widget it comes from
 * @text: about a patient
 * @milliseconds: how long it stays
 *
 * Puts @text on the clipboard for a while. Ends with smt_clipboard_clear() at the latest.
 */
void
smt_clipboard_copy_for (GtkWidget *from, const char *text, guint milliseconds)
{
  g_autoptr (GBytes) hint = g_bytes_new_static ("secret", strlen ("secret"));
  GdkContentProvider *parts[2] = { NULL, gdk_content_provider_new_for_bytes (SECRET_TYPE, hint) };
  Copy *copy;

  g_return_if_fail (GTK_IS_WIDGET (from) && text != NULL);

  parts[0] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  copy = g_new0 (Copy, 1);
  copy->clipboard = g_object_ref (gtk_widget_get_clipboard (from));
  copy->content = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (copy->clipboard, copy->content);
  g_timeout_add_full (G_PRIORITY_DEFAULT, milliseconds, late_cb, copy, copy_free);
}

/** smt_clipboard_copy: puts @text on the clipboard for %SMT_CLIPBOARD_SECONDS */
void
smt_clipboard_copy (GtkWidget *from, const char *text)
{
  smt_clipboard_copy_for (from, text, SMT_CLIPBOARD_SECONDS * 1000);
}

/** smt_clipboard_clear: takes away what this program has put on the clipboards of @display, and what is selected in it
 */
void
smt_clipboard_clear (GdkDisplay *display)
{
  GdkClipboard *clipboards[2];

  g_return_if_fail (GDK_IS_DISPLAY (display));

  clipboards[0] = gdk_display_get_clipboard (display);
  clipboards[1] = gdk_display_get_primary_clipboard (display);
  for (guint i = 0; i < G_N_ELEMENTS (clipboards); i++)
    if (gdk_clipboard_is_local (clipboards[i]))
      gdk_clipboard_set_content (clipboards[i], NULL);
}
