/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the window share.
 * Main thread.
 */
#pragma once

#include "ui/smt-detail-pane.h"
#include "ui/smt-lock-page.h"
#include "ui/smt-lookup-page.h"
#include "ui/smt-message-bar.h"
#include "ui/smt-patient-page.h"
#include "ui/smt-queue-page.h"
#include "ui/smt-review-page.h"
#include "ui/smt-sign-in.h"
#include "ui/smt-window.h"
#include "ui/smt-work-list-pane.h"

G_BEGIN_DECLS

struct _SmtWindow
{
  AdwApplicationWindow parent_instance;

  /* template */
  GtkWidget *header;
  AdwWindowTitle *title;
  GtkWidget *back_squeezer;
  GtkWidget *sidebar_button;
  GtkWidget *menu_button;
  GtkWidget *lookup_squeezer;
  GtkWidget *send_button;
  GtkWidget *review_squeezer;
  GtkButton *review_button;
  GtkButton *short_review_button;
  GtkWidget *undo_squeezer;
  SmtSignIn *sign_in;
  AdwBin *synthetic_bin;
  GtkWidget *memory_banner;
  GtkWidget *file_banner;
  GtkStack *pages;
  AdwFlap *flap;
  SmtWorkListPane *work_list;
  AdwLeaflet *leaflet;
  GtkWidget *middle_bin;
  GtkStack *middle;
  AdwStatusPage *start_page;
  GtkLabel *open_sends_label;
  GtkWidget *start_lookup_button;
  GtkWidget *start_demo_button;
  GtkWidget *start_sign_in_button;
  GtkSpinner *spinner;
  GtkWidget *cancel_button;
  AdwStatusPage *error_page;
  GtkWidget *retry_button;
  SmtLookupPage *lookup_page;
  SmtPatientPage *patient_page;
  GtkWidget *detail_separator;
  SmtDetailPane *detail_pane;
  SmtReviewPage *review_page;
  SmtMessageBar *message_bar;

  /* owned */
  SmtDesk *desk;
  SmtPatientContext *context;
  SmtPatientContext *present; /* (nullable) the patient at work, while an earlier list of theirs is shown */
  SmtWorkItem *item;        /* (nullable) opened from the work list */
  SmtLookupRequest *request; /* (nullable) the latest, to fetch again */
  GHashTable *contexts;     /* national number → SmtPatientContext, of the patients opened since start */
  GCancellable *cancellable;
  gboolean interrupted;     /* the program did not end by itself last time */
  char *handed_hpr;         /* (nullable) the user that a journal system named, until its patient is opened */
  SmtWorkItem *handed_item; /* (nullable) that patient */
  char *sign_in_error;      /* (nullable) why the latest sign-in failed, in words */
  const char *queue;        /* (nullable) the page of the queue that the patient at work was opened from */
  char *wanted_row;         /* (nullable) the row that a queue asked for, until it is shown */
  guint adapting;           /* idle source */
  GtkWidget *covered;       /* (nullable) while the window is locked: what it shows otherwise */
  SmtLockPage *lock_page;   /* (nullable) borrowed: what it shows then */
  GtkWidget *focus_before;  /* (nullable) weak */
  char **taken_actions;     /* (nullable) names of those that could be done before the lock */
};

/* smt-window-actions.c */
void     _smt_window_install_actions (SmtWindow *self);
/* the patient's list, and not the details in its place */
gboolean _smt_window_shows_list      (SmtWindow *self);

/* smt-window-pages.c */
void     _smt_window_update_actions (SmtWindow *self);
void     _smt_window_set_enabled    (SmtWindow *self, const char *name, gboolean enabled);
void     _smt_window_show_buttons   (SmtWindow *self);
void     _smt_window_show_page      (SmtWindow *self, const char *name);
gboolean _smt_window_shows_file     (SmtWindow *self);
gboolean _smt_window_show_grouping  (SmtWindow *self);
gboolean _smt_window_context_flag   (SmtWindow *self, const char *property);
void     _smt_window_tell           (SmtWindow *self, const char *text, gboolean with_undo);
void     _smt_window_focus_row      (SmtWindow *self, const char *key);

/* smt-window-file.c */
void _smt_window_open_file       (SmtWindow *self, GFile *file);
/* @beside: to stand beside the patient shown, not alone */
void _smt_window_choose_file     (SmtWindow *self, gboolean beside);
void _smt_window_accept_files    (SmtWindow *self);

const char *_smt_window_explain_file (const GError *error);

/* smt-window-beside.c */
void     _smt_window_compare_file (SmtWindow *self, GFile *file);
void     _smt_window_remove_file  (SmtWindow *self, const char *id);
gboolean _smt_window_may_compare  (SmtWindow *self);
void     _smt_window_say_pair     (SmtWindow *self, GVariant *parameter, gboolean apart);

/* smt-window-queues.c */
void     _smt_window_install_queues     (SmtWindow *self);
void     _smt_window_set_queue_desk     (SmtWindow *self);
SmtQueuePage *_smt_window_get_queue    (SmtWindow *self);
void     _smt_window_show_queue         (SmtWindow *self, const char *name);
void     _smt_window_refresh_queue      (SmtWindow *self);
void     _smt_window_leave_queue        (SmtWindow *self);
gboolean _smt_window_focus_wanted       (SmtWindow *self);
gboolean _smt_window_open_next_of_queue (SmtWindow *self);

/* smt-window-past.c */
void     _smt_window_install_past     (SmtWindow *self);
gboolean _smt_window_may_show_past    (SmtWindow *self);
gboolean _smt_window_leave_past       (SmtWindow *self);
void     _smt_window_forget_past      (SmtWindow *self);

/* smt-window-patient.c */
void _smt_window_set_context     (SmtWindow *self, SmtPatientContext *context);
void _smt_window_look_up         (SmtWindow *self, SmtLookupRequest *request);
void _smt_window_give_up_lookup (SmtWindow *self);
void _smt_window_open_item       (SmtWindow *self, SmtWorkItem *item);
void _smt_window_reload          (SmtWindow *self);
void _smt_window_send            (SmtWindow *self);

/* smt-window.c; the first: what the start page says where nobody has to sign in */
const char *_smt_window_start_words    (SmtWindow *self);
void        _smt_window_show_shortcuts (SmtWindow *self);

/* smt-window-sign-in.c */
void     _smt_window_install_sign_in (SmtWindow *self);
void     _smt_window_follow_sign_in  (SmtWindow *self);
void     _smt_window_take_over       (SmtWindow *self);
void     _smt_window_leave_sign_in   (SmtWindow *self);
void     _smt_window_show_sign_in    (SmtWindow *self);
gboolean _smt_window_must_sign_in    (SmtWindow *self);
/* closes whatever is open about anyone, and stops fetching */
void     _smt_window_forget_patients (SmtWindow *self);
/* FALSE: not while a send is under way */
gboolean _smt_window_sign_out        (SmtWindow *self);

/* smt-window-lock.c */
void     _smt_window_install_lock (SmtWindow *self);
void     _smt_window_show_lock    (SmtWindow *self);
void     _smt_window_close_others (SmtWindow *self);

G_END_DECLS
