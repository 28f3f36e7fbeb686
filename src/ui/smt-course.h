/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The course (forløp) of one treatment: what happened to it and what is planned, in the order of the days.
 * Owned by the widget that shows it; main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

/** SmtCourseKind: in the order in which what fell on one day is told. */
typedef enum
{
  SMT_COURSE_START,
  SMT_COURSE_PRESCRIPTION,
  SMT_COURSE_DISPENSING,
  SMT_COURSE_TODAY,
  SMT_COURSE_EXPIRY,
  SMT_COURSE_STOP,
} SmtCourseKind;

/**
 * SmtCourseEvent:
 * @date: may be unset: it is not known when; such events stand first
 * @headline: what it was, without its date
 * @about: (nullable): a lesser line
 * @in_force: of a prescription: it is the newest one
 * @alarming: of a prescription: a Stopp waits for a decision on it
 */
typedef struct
{
  SmtCourseKind kind;
  SmtDate date;
  char *headline;
  char *about;
  gboolean in_force;
  gboolean alarming;
} SmtCourseEvent;

GPtrArray  *smt_course_new      (const SmtRow *row, SmtDate today);
const char *smt_course_mark     (const SmtCourseEvent *event);
char       *smt_course_line     (const SmtCourseEvent *event);
char       *smt_course_describe (const GPtrArray *course);
char       *smt_course_dup_dose (const SmtTreatment *treatment, guint index);
/* (nullable): of a dispensing */
char       *smt_course_dup_handed_out (const SmtSource *source);

G_END_DECLS
