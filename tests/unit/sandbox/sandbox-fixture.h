/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sandbox process of its own for each test, HTTP to it, and sends made from its answers.
 */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/smt-sandbox-statement.h"

G_BEGIN_DECLS

#define ADA "01875010049"
#define BO "11825110161"
#define ELI "23894410094"
#define JON "30846210365"
#define LIV "17928810054"
#define PER "05857910100"
#define GRO "14865610042"
#define TORA "03824810086"
#define PAAL "22907110196"
#define ULF "27915810131"
#define SARA "06819310201"
#define DAG "16856910192"
#define LARS "09897510143"
#define KIM "30878610012"
#define SIV "11927710090"
#define BJOERN "04846110106"
#define NILS "02828210125"
#define RITA "19836510065"
#define KAIA "13905010268"
#define ROLF "25865410363"
#define PIA "18884710061"
#define TOM "01819810563"
#define PAULA "07856010001"
#define ASKING_KJ "{\"name\":\"SamtykkeKjernejournal\",\"valueCode\":\"HPUNNTAK\"}"

typedef struct
{
  char        *folder;
  char        *state;
  GSubprocess *process;
  char        *base;
  guint        patience; /* seconds to wait for an answer; 0: as long as it takes under a sanitizer */
} Sandbox;

/* A send in the making: the answer's resources, to be changed and sent back. */
typedef struct
{
  SmtSandboxRecord *record;
  char             *lookup_id;
} Draft;

SmtJson *read_json         (const char *text);
void  sandbox_start        (Sandbox *sandbox, const char *option);
void  sandbox_stop         (Sandbox *sandbox);
void  sandbox_restart      (Sandbox *sandbox, const char *option);
void  sandbox_clear        (Sandbox *sandbox);
char *sandbox_request      (Sandbox *sandbox, const char *method, const char *path, const char *body, guint *status,
                            GError **error);
char *sandbox_header       (Sandbox *sandbox, const char *path, const char *body, const char *header);
void  sandbox_control      (Sandbox *sandbox, const char *path, const char *body);
SmtJson *sandbox_state     (Sandbox *sandbox, const char *number_or_key);
char *lookup_body          (const char *number);
char *lookup_body_with     (const char *number, const char *parameters);
char *person_body          (Sandbox *sandbox, const char *key);

char    *draft_now         (void);
Draft   *draft_lookup      (Sandbox *sandbox, const char *number);
Draft   *draft_lookup_body (Sandbox *sandbox, const char *body);
void     draft_free        (Draft *draft);
SmtJson *draft_send        (Sandbox *sandbox, Draft *draft, guint *status);
char    *draft_to_body     (Draft *draft);
SmtSandboxStatement *draft_find (Draft *draft, GPtrArray *statements, const char *medicine);
void     draft_put         (Draft *draft, const char *full_url, SmtJson *taken);
void     draft_list        (Draft *draft, const char *old_url, const char *new_url);
void     draft_create_pll  (Draft *draft);
void     draft_create_pll_as (Draft *draft, gboolean stand_in);
void     draft_sign_as     (Draft *draft, const char *hpr);
gboolean draft_shows       (Draft *draft, const char *text);
char    *draft_result      (Draft *draft, const char *parameter);
gboolean draft_has         (Draft *draft, const char *parameter);
gboolean draft_flag        (Draft *draft, const char *parameter);
guint    draft_count       (Draft *draft, const char *type);
char    *draft_correct     (Draft *draft, const char *medicine, const char *dssn, int interval, const char *start);
SmtJson *draft_stopped     (const SmtSandboxStatement *statement, const char *when, const char *recall_code);
void     draft_edit        (Draft *draft, const char *medicine, const char *from, const char *to);

char    *replaced          (const char *text, const char *from, const char *to);
SmtJson *with_amendment    (SmtJson *taken, const char *url, const char *extension);
SmtJson *with_updated      (SmtJson *taken);
SmtJsonCursor result_named (SmtJson *answer, const char *name, guint number);
SmtJsonCursor state_entry  (SmtJson *state, const char *key, const char *value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sandbox, sandbox_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Draft, draft_free)

G_END_DECLS
