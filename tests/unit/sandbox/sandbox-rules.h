/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases of sends that break one rule: each begins with a send that would pass, and ends with a refusal that says why and
 * where, and with nothing done.
 */
#pragma once

#include "sandbox-fixture.h"

G_BEGIN_DECLS

#define MTX "Methotrexate Orifarm"
#define CHANGED "{\"url\":\"lastchanged\",\"valueDateTime\":\"2026-01-01T00:00:00+01:00\"}"

typedef struct
{
  const char *name;
  void (*breaks) (Draft *draft);
  const char *reason;
} RuleCase;

SmtSandboxStatement *rules_find (Draft *draft, const char *medicine, GPtrArray **statements);
void rules_spoil_new   (Draft *draft, const char *url, const char *extension);
void rules_assert_refused (SmtJson *outcome, const char *reason);
int  rules_run_cases   (const char *suite, const RuleCase *cases, guint n_cases);

G_END_DECLS
