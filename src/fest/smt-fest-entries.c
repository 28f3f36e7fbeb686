/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest-reader.h"

#include <string.h>

#include "fest/smt-fest-xml.h"

/* --- what all entries share --------------------------------------------------------------------------------------- */

/* Status U (utgått). */
gboolean
_smt_fest_is_discontinued (const xmlNode *entry)
{
  g_autofree char *status = _smt_fest_dup_value (entry, "Status", "V");

  return g_strcmp0 (status, "U") == 0;
}

/* What the entry is about, when it is of the version that is known. */
static const xmlNode *
subject_of (const xmlNode *entry, const char *ns, const char *name)
{
  const xmlNode *subject = _smt_fest_first (entry, name);

  return subject != NULL && _smt_fest_is (subject, ns, name) ? subject : NULL;
}

/* Ids are compared in lower case, whoever writes them. */
static char *
fold (char *id)
{
  for (char *at = id; at != NULL && *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  return id;
}

static char *
dup_id (const xmlNode *parent, const char *name)
{
  return fold (_smt_fest_dup_text (parent, name));
}

/* --- products ----------------------------------------------------------------------------------------------------- */

static gboolean
take_content (SmtFestStore *store,
              gint64 product,
              const xmlNode *subject,
              const char *name,
              const char *reference,
              GError **error)
{
  const gboolean with_strength = strcmp (reference, "RefVirkestoffMedStyrke") == 0;

  for (const xmlNode *node = _smt_fest_first (subject, name); node != NULL; node = _smt_fest_next (node, name))
    {
      g_autofree char *id = dup_id (node, reference);
      g_autofree char *order = _smt_fest_dup_text (node, "Sortering");
      gint64 position = order != NULL ? g_ascii_strtoll (order, NULL, 10) : 0;
      if (!_smt_fest_store_add (store, SMT_FEST_ADD_CONTENT, error, "iiss", product, position,
                                with_strength ? id : NULL, with_strength ? NULL : id))
        return FALSE;
    }
  return TRUE;
}

/* Of a package of several brands nothing is said in their name. */
static char *
dup_brand_reference (const xmlNode *subject)
{
  g_autofree char *found = dup_id (subject, "RefLegemiddelMerkevare");

  for (const xmlNode *node = _smt_fest_first (subject, "Pakningsinfo"); node != NULL;
       node = _smt_fest_next (node, "Pakningsinfo"))
    {
      g_autofree char *id = dup_id (node, "RefLegemiddelMerkevare");
      if (found != NULL && id != NULL && strcmp (found, id) != 0)
        return NULL;
      if (found == NULL)
        found = g_steal_pointer (&id);
    }
  return g_steal_pointer (&found);
}

static gboolean
take_form (SmtFestStore *store, const xmlNode *subject, char **code, GError **error)
{
  g_autofree char *text = _smt_fest_dup_value (subject, "LegemiddelformKort", "DN");

  *code = _smt_fest_dup_value (subject, "LegemiddelformKort", "V");
  return *code == NULL || text == NULL || _smt_fest_store_add (store, SMT_FEST_ADD_FORM, error, "ss", *code, text);
}

/* The codes of the short doses that FEST lists for it, in its order. (nullable) */
static char *
dup_short_doses (const xmlNode *administration)
{
  GString *codes = g_string_new (NULL);

  for (const xmlNode *node = _smt_fest_first (administration, "Kortdose"); node != NULL;
       node = _smt_fest_next (node, "Kortdose"))
    {
      g_autofree char *code = _smt_fest_dup_own (node, "V");
      if (code != NULL && *code != '\0' && strchr (code, ' ') == NULL)
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", code);
    }
  return g_string_free (codes, codes->len == 0);
}

static gboolean
take_product (SmtFestStore *store, SmtFestKind kind, const xmlNode *entry, const char *name, GError **error)
{
  const xmlNode *subject = subject_of (entry, SMT_FEST_NS_FORSKRIVNING, name);
  g_autofree char *form = NULL;

  if (subject == NULL)
    return TRUE;
  if (!take_form (store, subject, &form, error))
    return FALSE;

  g_autofree char *id = dup_id (subject, "Id");
  g_autofree char *number = _smt_fest_dup_text (subject, "Varenr");
  g_autofree char *atc = _smt_fest_dup_value (subject, "Atc", "V");
  g_autofree char *substance = _smt_fest_dup_value (subject, "Atc", "DN");
  g_autofree char *full_name = _smt_fest_dup_text (subject, "NavnFormStyrke");
  g_autofree char *brand = _smt_fest_dup_text (subject, "Varenavn");
  g_autofree char *of_brand = dup_brand_reference (subject);
  const xmlNode *administration = _smt_fest_first (subject, "AdministreringLegemiddel");
  g_autofree char *unit = administration != NULL ? _smt_fest_dup_value (administration, "EnhetDosering", "DN") : NULL;
  g_autofree char *short_doses = administration != NULL ? dup_short_doses (administration) : NULL;
  gint64 product;

  if (id == NULL && number == NULL)
    return TRUE; /* nothing can refer to it */
  if (!_smt_fest_store_add (store, SMT_FEST_ADD_PRODUCT, error, "issssssssiss", (gint64)kind, id, number, atc, full_name,
                            brand, substance, form, of_brand, (gint64)_smt_fest_is_discontinued (entry), unit, short_doses))
    return FALSE;
  product = _smt_fest_store_last (store);
  return take_content (store, product, subject, "SortertVirkestoffMedStyrke", "RefVirkestoffMedStyrke", error)
         && take_content (store, product, subject, "SortertVirkestoffUtenStyrke", "RefVirkestoff", error);
}

gboolean
_smt_fest_take_brand (SmtFestStore *store, const xmlNode *entry, GError **error)
{
  return take_product (store, SMT_FEST_BRAND, entry, "LegemiddelMerkevare", error);
}

gboolean
_smt_fest_take_package (SmtFestStore *store, const xmlNode *entry, GError **error)
{
  return take_product (store, SMT_FEST_PACKAGE, entry, "Legemiddelpakning", error);
}

gboolean
_smt_fest_take_generic (SmtFestStore *store, const xmlNode *entry, GError **error)
{
  return take_product (store, SMT_FEST_GENERIC, entry, "LegemiddelVirkestoff", error);
}

gboolean
_smt_fest_take_dose (SmtFestStore *store, const xmlNode *entry, GError **error)
{
  return take_product (store, SMT_FEST_DOSE, entry, "Legemiddeldose", error);
}

/* --- substances --------------------------------------------------------------------------------------------------- */

/* The catalogue of substances holds them bare, and once more with each strength. */
gboolean
_smt_fest_take_substance (SmtFestStore *store, const xmlNode *entry, GError **error)
{
  const xmlNode *bare = subject_of (entry, SMT_FEST_NS_FORSKRIVNING, "Virkestoff");
  const xmlNode *strong = subject_of (entry, SMT_FEST_NS_FORSKRIVNING, "VirkestoffMedStyrke");
  g_autofree char *id = dup_id (bare != NULL ? bare : strong, "Id");

  if (bare != NULL)
    {
      g_autofree char *name = _smt_fest_dup_text (bare, "Navn");
      return id == NULL || name == NULL
             || _smt_fest_store_add (store, SMT_FEST_ADD_SUBSTANCE, error, "ssi", id, name,
                                     (gint64)_smt_fest_is_discontinued (entry));
    }
  g_autofree char *substance = dup_id (strong, "RefVirkestoff");
  return id == NULL || substance == NULL
         || _smt_fest_store_add (store, SMT_FEST_ADD_STRENGTH, error, "ss", id, substance);
}

/* --- interactions ------------------------------------------------------------------------------------------------- */

/* A substance is named by its ATC code or that of its group, else by references to substances. */
static gboolean
take_member (SmtFestStore *store, gint64 interaction, gint64 group, const xmlNode *member, GError **error)
{
  g_autofree char *atc = _smt_fest_dup_value (member, "Atc", "V");
  g_autofree char *name = _smt_fest_dup_text (member, "Substans");
  const xmlNode *reference = _smt_fest_first (member, "RefVirkestoff");

  if (name == NULL)
    name = _smt_fest_dup_value (member, "Atc", "DN");
  if (reference == NULL)
    return _smt_fest_store_add (store, SMT_FEST_ADD_MEMBER, error, "iisss", interaction, group, atc, name, NULL);
  for (; reference != NULL; reference = _smt_fest_next (reference, "RefVirkestoff"))
    {
      g_autofree char *id = fold (_smt_fest_dup_content (reference));
      if (!_smt_fest_store_add (store, SMT_FEST_ADD_MEMBER, error, "iisss", interaction, group, atc, name, id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_groups (SmtFestStore *store, const xmlNode *subject, GError **error)
{
  const gint64 interaction = _smt_fest_store_last (store);
  gint64 number = 0;

  for (const xmlNode *group = _smt_fest_first (subject, "Substansgruppe"); group != NULL;
       group = _smt_fest_next (group, "Substansgruppe"), number++)
    for (const xmlNode *member = _smt_fest_first (group, "Substans"); member != NULL;
         member = _smt_fest_next (member, "Substans"))
      if (!take_member (store, interaction, number, member, error))
        return FALSE;
  return TRUE;
}

static gboolean
take_not_assessed (SmtFestStore *store, const xmlNode *entry, GError **error)
{
  const xmlNode *subject = subject_of (entry, SMT_FEST_NS_M30, "InteraksjonIkkeVurdert");
  g_autofree char *atc = _smt_fest_dup_value (subject, "Atc", "V");

  return atc == NULL
         || _smt_fest_store_add (store, SMT_FEST_ADD_NOT_ASSESSED, error, "si", atc,
                                 (gint64)_smt_fest_is_discontinued (entry));
}

/* What was not assessed is another thing than no interaction, and kept apart. */
gboolean
_smt_fest_take_interaction (SmtFestStore *store, const xmlNode *entry, GError **error)
{
  const xmlNode *subject = subject_of (entry, SMT_FEST_NS_M30, "Interaksjon");

  if (subject == NULL)
    return take_not_assessed (store, entry, error);

  g_autofree char *id = dup_id (subject, "Id");
  g_autofree char *relevance = _smt_fest_dup_value (subject, "Relevans", "V");
  g_autofree char *consequence = _smt_fest_dup_text (subject, "KliniskKonsekvens");
  g_autofree char *mechanism = _smt_fest_dup_text (subject, "Interaksjonsmekanisme");
  g_autofree char *handling = _smt_fest_dup_text (subject, "Handtering");
  g_autofree char *situation = _smt_fest_dup_text (subject, "Situasjonskriterium");
  g_autofree char *basis = _smt_fest_dup_value (subject, "Kildegrunnlag", "DN");

  return id == NULL
         || (_smt_fest_store_add (store, SMT_FEST_ADD_INTERACTION, error, "sssssssi", id, relevance, consequence,
                                  mechanism, handling, situation, basis, (gint64)_smt_fest_is_discontinued (entry))
             && take_groups (store, subject, error));
}
