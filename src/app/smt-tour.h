/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guided tour: plays the main job through the real window, as a user would, with a picture of every step.
 * Owned by the application; main thread.
 */
#pragma once

#include "ui/smt-window.h"

G_BEGIN_DECLS

#define SMT_TYPE_TOUR (smt_tour_get_type ())
G_DECLARE_FINAL_TYPE (SmtTour, smt_tour, SMT, TOUR, GObject)

/* signal "ended" (gboolean: the receipt came and is whole) */
SmtTour *smt_tour_new   (SmtWindow *window, const char *folder);
void     smt_tour_start (SmtTour *self);

G_END_DECLS
