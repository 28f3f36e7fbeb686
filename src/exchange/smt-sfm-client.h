/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SFM Basis over one hardened HTTP layer.
 * Main thread only.
 */
#pragma once

#include "exchange/smt-broker.h"
#include "exchange/smt-helseid.h"

G_BEGIN_DECLS

#define SMT_TYPE_SFM_CLIENT (smt_sfm_client_get_type ())
G_DECLARE_FINAL_TYPE (SmtSfmClient, smt_sfm_client, SMT, SFM_CLIENT, GObject)

SmtSfmClient *smt_sfm_client_new          (const char *base_url, GError **error);
const char   *smt_sfm_client_get_base_url (SmtSfmClient *self);
/* from then on every call carries its token and a proof */
void          smt_sfm_client_set_helseid   (SmtSfmClient *self, SmtHelseid *helseid);
/* total deadlines, from connect to last byte; tests shorten them */
void          smt_sfm_client_set_deadlines (SmtSfmClient *self, guint look_up_ms, guint send_ms);

G_END_DECLS
