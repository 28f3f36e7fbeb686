/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-review-page.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-identity-strip.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-message-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-receipt-list.h"
#include "ui/smt-record-card.h"
#include "ui/smt-review-row.h"
#include "ui/smt-row-words.h"
#include "ui/smt-wrap.h"

struct _SmtReviewPage
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  SmtIdentityStrip *identity;
  GtkBox *main_box;
  GtkWidget *scroller;
  SmtReceiptList *receipts;
  GtkWidget *next_box;
  GtkWidget *reload_button;
  GtkBox *sections_box;
  SmtRecordCard *record;

  /* owned */
  SmtPatientContext *context;
  SmtList *sent; /* the list as it was when it was sent, for the names on the receipt */
};

G_DEFINE_FINAL_TYPE (SmtReviewPage, smt_review_page, GTK_TYPE_WIDGET)

/* --- sections -------------------------------------------------------------------------------------------------------
 */

typedef gboolean (*RowTest) (const SmtRow *row);

static gboolean
is_kind (const SmtRow *row, SmtDecisionKind kind)
{
  return row->decision != NULL && row->decision->kind == kind;
}

static gboolean
is_changed (const SmtRow *row)
{
  return is_kind (row, SMT_DECISION_CHANGE) || is_kind (row, SMT_DECISION_RESUME)
         || (is_kind (row, SMT_DECISION_PAUSE) && smt_date_is_set (row->decision->until));
}

/* A pause without end: nothing of it leaves this program. */
static gboolean
is_paused_here (const SmtRow *row)
{
  return is_kind (row, SMT_DECISION_PAUSE) && !smt_date_is_set (row->decision->until);
}

/* What a pharmacy asks about an entry; what it proposes itself is left out of the list. */
static gboolean
is_declined (const SmtRow *row)
{
  return is_kind (row, SMT_DECISION_DECLINE) && !row->treatment->proposed;
}

static gboolean
is_renewed (const SmtRow *row)
{
  return is_kind (row, SMT_DECISION_RENEW);
}

static gboolean
is_new (const SmtRow *row)
{
  return is_kind (row, SMT_DECISION_TAKE_IN) || is_kind (row, SMT_DECISION_BELONGS_TO);
}

static gboolean
is_stopped (const SmtRow *row)
{
  return is_kind (row, SMT_DECISION_STOP) || is_kind (row, SMT_DECISION_RECALL)
         || is_kind (row, SMT_DECISION_STOP_LATER) || is_kind (row, SMT_DECISION_DELETE)
         || (is_kind (row, SMT_DECISION_DECLINE) && row->treatment->proposed);
}

static gboolean
is_clarified (const SmtRow *row)
{
  return is_kind (row, SMT_DECISION_CLARIFY);
}

static gboolean
is_overridden (const SmtRow *row)
{
  return is_kind (row, SMT_DECISION_OVERRIDE);
}

static gboolean
is_unchanged (const SmtRow *row)
{
  return smt_treatment_is_in_use (row->treatment) && !row->blocks && !is_changed (row) && !is_renewed (row)
         && !is_new (row) && !is_stopped (row) && !is_paused_here (row) && !is_declined (row) && !is_clarified (row)
         && !is_overridden (row);
}

static guint
count_rows (SmtReviewPage *self, RowTest test)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (self->context);
  guint n = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    n += test (smt_reconciliation_get_row (reconciliation, i)) ? 1 : 0;
  return n;
}

static void
add_heading (SmtReviewPage *self, const char *name, guint n, const char *about)
{
  g_autofree char *text =
      about != NULL ? g_strdup_printf ("%s  %u · %s", name, n, about) : g_strdup_printf ("%s  %u", name, n);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->sections_box, label);
}

static GtkListBox *
add_list (SmtReviewPage *self, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (self->sections_box, list);
  return GTK_LIST_BOX (list);
}

static void
add_section (SmtReviewPage *self, const char *name, const char *about, RowTest test)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (self->context);
  guint n = count_rows (self, test);
  GtkListBox *list;

  if (n == 0)
    return;
  add_heading (self, name, n, about);
  list = add_list (self, name);
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      if (test (row))
        gtk_list_box_append (list, smt_review_row_new (row, smt_patient_context_get_today (self->context)));
    }
}

/* --- what blocks -----------------------------------------------------------------------------------------------------
 */

static char *
blocking_reason (const SmtRow *row, const SmtList *list)
{
  g_autofree char *medicine = smt_phrase_treatment (row->treatment);
  g_autofree char *draft = row->draft ? smt_sentence_for_draft (row->decision) : NULL;

  if (draft != NULL)
    return g_strdup_printf ("%s – ▲ %s →", medicine, draft);
  if (smt_row_has_open_stop (row))
    {
      g_autofree char *badge = smt_phrase_badge (g_ptr_array_index (row->findings, 0));
      return g_strdup_printf ("%s – %s →", medicine, badge);
    }
  return g_strdup_printf ("%s – ▲ %s →", medicine,
                          row->treatment->proposed || row->asked ? C_ ("review", "The pharmacy waits for an answer")
                                                                 : smt_row_loose_words (row->treatment, list));
}

static GtkWidget *
make_link_button (const char *reason, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (reason);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, reason, -1);
  gtk_widget_add_css_class (button, "blocking-link");
  return button;
}

static GtkWidget *
make_link (const SmtRow *row, const SmtList *list)
{
  g_autofree char *reason = blocking_reason (row, list);
  GtkWidget *button = make_link_button (reason, "win.show-row");

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", row->treatment->key);
  return button;
}

/* A list that is paused as a whole: who, when and why, and the way to what lifts it. */
static GtkWidget *
make_pause_link (const SmtReconciliation *reconciliation)
{
  g_autofree char *said = smt_message_pause (smt_reconciliation_get_pause (reconciliation));
  g_autofree char *reason = g_strdup_printf ("■ %s →", said);

  return make_link_button (reason, "win.resume-list");
}

static gboolean
is_blocking (const SmtRow *row)
{
  return row->blocks;
}

/* Nobody has yet said what becomes of what was decided; the list shows the three views. */
static void
add_conflicts (SmtReviewPage *self)
{
  guint n = smt_patient_context_get_conflicts (self->context)->len;
  GtkWidget *button;

  if (n == 0)
    return;
  add_heading (self, C_ ("group", "Changed by others after you decided"), n, NULL);
  button = gtk_button_new_with_label (C_ ("review", "See what they made of it →"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-conflicts");
  gtk_widget_add_css_class (button, "blocking-link");
  gtk_box_append (self->sections_box, button);
}

static void
add_blocking (SmtReviewPage *self)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (self->context);
  gboolean paused = smt_reconciliation_pause_blocks (reconciliation);
  guint n = count_rows (self, is_blocking) + (paused ? 1 : 0);

  if (n == 0)
    return;
  add_heading (self, C_ ("review", "Must be decided before the list can be sent"), n, NULL);
  if (paused)
    gtk_box_append (self->sections_box, make_pause_link (reconciliation));
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      if (row->blocks)
        gtk_box_append (self->sections_box, make_link (row, smt_patient_context_get_list (self->context)));
    }
}

/* What was not read would be sent as if it were not there. */
static void
add_unread (SmtReviewPage *self)
{
  GtkWidget *label;

  if (smt_list_was_read (smt_patient_context_get_list (self->context)))
    return;
  label = gtk_label_new (C_ ("review", "The list cannot be sent: the shared list or the prescriptions were not read. "
                                       "Fetch it again when they can be."));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "notice");
  gtk_widget_add_css_class (label, "check");
  gtk_box_append (self->sections_box, label);
}

/* What is decided about the list as a whole. */
static void
add_on_list (SmtReviewPage *self)
{
  const SmtDecision *decision = smt_reconciliation_get_on_list (smt_patient_context_get_reconciliation (self->context));
  g_autofree char *words = decision != NULL ? smt_sentence_for_decision (decision) : NULL;
  GtkWidget *section;

  if (decision == NULL)
    return;
  section = smt_quiet_section_new (C_ ("review", "The whole list: its pause is lifted"), 1);
  smt_quiet_section_add (section, words, NULL, NULL, NULL);
  gtk_box_append (self->sections_box, section);
}

/* Nothing of it is sent; it is named, as what is to be clarified on the list is. */
static void
add_asides (SmtReviewPage *self)
{
  g_autoptr (GPtrArray) asides = smt_patient_context_get_asides (self->context);
  GtkWidget *section;

  if (asides->len == 0)
    return;
  section = smt_quiet_section_new (C_ ("review", "Only in lists from files: in the record, not in what is sent"),
                                   asides->len);
  for (guint i = 0; i < asides->len; i++)
    {
      const SmtDecision *aside = g_ptr_array_index (asides, i);
      g_autofree char *about = smt_phrase_capitalize (aside->about);
      g_autofree char *words = smt_sentence_for_decision (aside);

      smt_quiet_section_add (section, about, words, NULL, NULL);
    }
  gtk_box_append (self->sections_box, section);
}

/* Their names: who signs a list sees what is on it. */
static void
add_unchanged (SmtReviewPage *self)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (self->context);
  g_autoptr (GString) names = g_string_new (NULL);

  add_heading (self, C_ ("review", "Unchanged"), count_rows (self, is_unchanged),
               C_ ("review", "sent back as they came"));
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      g_autofree char *medicine = smt_phrase_treatment (row->treatment);

      if (is_unchanged (row))
        g_string_append_printf (names, "%s%s", names->len > 0 ? " · " : "", medicine);
    }
  if (names->len > 0)
    gtk_box_append (self->sections_box, smt_wrapped_label_new (names->str, "quiet"));
}

/* --- showing ---------------------------------------------------------------------------------------------------------
 */

static void
build_sections (SmtReviewPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections_box))) != NULL)
    gtk_box_remove (self->sections_box, child);
  add_unread (self);
  add_conflicts (self);
  add_blocking (self);
  add_on_list (self);
  add_section (self, C_ ("review", "Changed"), C_ ("review", "the new dose replaces the old one"), is_changed);
  add_section (self, C_ ("review", "Renewed"), C_ ("review", "new prescriptions with the same dose"), is_renewed);
  add_section (self, C_ ("review", "New on the list"), C_ ("review", "loose prescriptions and proposals taken in"),
               is_new);
  add_section (self, C_ ("review", "Stopped or recalled"), C_ ("review", "prescriptions are recalled"), is_stopped);
  add_section (self, C_ ("review", "Paused here"), C_ ("review", "others see it as active"), is_paused_here);
  add_section (self, C_ ("review", "Declined"), C_ ("review", "sent back unchanged"), is_declined);
  add_section (self, C_ ("review", "To be clarified"), C_ ("review", "sent back unchanged"), is_clarified);
  add_section (self, C_ ("review", "Stop overridden"), C_ ("review", "sent back unchanged"), is_overridden);
  add_asides (self);
  add_unchanged (self);
}

static void
state_changed_cb (SmtReviewPage *self)
{
  SmtContextState state = smt_patient_context_get_state (self->context);

  if (state == SMT_CONTEXT_SENDING)
    {
      g_clear_pointer (&self->sent, smt_list_unref);
      self->sent = smt_list_ref (smt_patient_context_get_list (self->context));
    }
  smt_review_page_update (self);
  if (state != SMT_CONTEXT_SENDING && state != SMT_CONTEXT_WORKING)
    gtk_widget_child_focus (GTK_WIDGET (self->receipts), GTK_DIR_TAB_FORWARD);
}

static void
changed_cb (SmtReviewPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    smt_review_page_update (self);
}

static void
smt_review_page_dispose (GObject *object)
{
  SmtReviewPage *self = SMT_REVIEW_PAGE (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  g_clear_pointer (&self->sent, smt_list_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_REVIEW_PAGE);
  G_OBJECT_CLASS (smt_review_page_parent_class)->dispose (object);
}

static void
smt_review_page_class_init (SmtReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_review_page_dispose;
  g_type_ensure (SMT_TYPE_IDENTITY_STRIP);
  g_type_ensure (SMT_TYPE_RECEIPT_LIST);
  g_type_ensure (SMT_TYPE_RECORD_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, content);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, identity);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, main_box);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, receipts);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, next_box);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, reload_button);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, sections_box);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewPage, record);
}

static void
smt_review_page_init (SmtReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** smt_review_page_set_context: follows @context (nullable) */
void
smt_review_page_set_context (SmtReviewPage *self, SmtPatientContext *context)
{
  g_return_if_fail (SMT_IS_REVIEW_PAGE (self));

  if (self->context == context)
    return;
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_pointer (&self->sent, smt_list_unref);
  g_set_object (&self->context, context);
  smt_identity_strip_set_context (self->identity, context);
  smt_record_card_set_context (self->record, context);
  if (context == NULL)
    return;
  g_signal_connect_object (context, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "row-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/** smt_review_page_update: shows what would be sent now, or what became of what was sent */
void
smt_review_page_update (SmtReviewPage *self)
{
  SmtContextState state;

  g_return_if_fail (SMT_IS_REVIEW_PAGE (self));

  if (self->context == NULL)
    return;
  state = smt_patient_context_get_state (self->context);
  smt_receipt_list_set_context (self->receipts, self->context,
                                self->sent != NULL ? self->sent : smt_patient_context_get_list (self->context));
  gtk_widget_set_visible (self->next_box, state != SMT_CONTEXT_WORKING && state != SMT_CONTEXT_SENDING);
  /* once everything is received the page keeps what was sent; the list has been fetched anew under it */
  if (state != SMT_CONTEXT_SENT && state != SMT_CONTEXT_SENDING)
    {
      build_sections (self);
      smt_record_card_update (self->record);
    }
  smt_record_card_show_places (self->record, state == SMT_CONTEXT_SENT);
}

/** smt_review_page_copy_note: puts the journal note on the clipboard */
void
smt_review_page_copy_note (SmtReviewPage *self)
{
  g_return_if_fail (SMT_IS_REVIEW_PAGE (self));

  if (self->context != NULL)
    smt_record_card_copy (self->record);
}

/** smt_review_page_set_narrow: on a narrow window freshness scrolls with what would be sent */
void
smt_review_page_set_narrow (SmtReviewPage *self, gboolean narrow)
{
  g_return_if_fail (SMT_IS_REVIEW_PAGE (self));

  smt_identity_strip_place_freshness (self->identity, narrow ? self->main_box : NULL);
}
