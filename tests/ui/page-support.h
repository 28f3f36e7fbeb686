/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A patient at work out of a file, without a server or a journal, for tests and measures of the page alone.
 */
#pragma once

#include "desk/smt-patient-context.h"

/* (transfer full): of an answer of SFM in the file @path; ends the program where it cannot be read */
SmtPatientContext *page_test_open      (const char *path, SmtDate today);
/* (transfer full): another list of the same person, to be laid beside it */
SmtBeside         *page_test_read_file (const char *path, SmtDate today);
