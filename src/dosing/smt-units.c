/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-units.h"

#include <string.h>

typedef enum
{
  QUANTITY_NONE,   /* a thing that is counted */
  QUANTITY_MASS,   /* in nanograms */
  QUANTITY_VOLUME, /* in microlitres */
  QUANTITY_TABLET, /* whatever the kind of tablet: the field says "tablett" where a text says "depottablett" */
  QUANTITY_CAPSULE,
  QUANTITY_PUFF,
} Quantity;

typedef struct
{
  const char *one;
  const char *many;
} UnitWords;

/* @spellings: further ways of writing the unit, in lower case, between bars; the words themselves always count */
typedef struct
{
  const char *spellings;
  UnitWords nb, nn, en;
  Quantity quantity;
  gint64 size;
} Unit;

/* Abbreviations are for the field; in words they are written out, since "µg" has been read as "mg" and "E" as "0". */
/* clang-format off */
static const Unit units[] = {
  /* measures */
  { "|g|gr|", { "gram", "gram" }, { "gram", "gram" }, { "gram", "grams" }, QUANTITY_MASS, 1000000000 },
  { "|mg|mgr|", { "milligram", "milligram" }, { "milligram", "milligram" }, { "milligram", "milligrams" }, QUANTITY_MASS, 1000000 },
  { "|µg|μg|ug|mcg|mikrog|", { "mikrogram", "mikrogram" }, { "mikrogram", "mikrogram" }, { "microgram", "micrograms" }, QUANTITY_MASS, 1000 },
  { "|ng|", { "nanogram", "nanogram" }, { "nanogram", "nanogram" }, { "nanogram", "nanograms" }, QUANTITY_MASS, 1 },
  { "|milliliter|cc|", { "ml", "ml" }, { "ml", "ml" }, { "ml", "ml" }, QUANTITY_VOLUME, 1000 },
  { "|desiliter|", { "dl", "dl" }, { "dl", "dl" }, { "dl", "dl" }, QUANTITY_VOLUME, 100000 },
  { "|l|", { "liter", "liter" }, { "liter", "liter" }, { "litre", "litres" }, QUANTITY_VOLUME, 1000000 },
  { "|e|ie|iu|u|internasjonal enhet|internasjonale enheter|", { "enhet", "enheter" }, { "eining", "einingar" }, { "unit", "units" } },
  { "|mill e|mill. e|mill ie|mill. ie|mega e|mie|", { "million enheter", "millioner enheter" }, { "million einingar", "millionar einingar" }, { "million units", "million units" } },
  { "||", { "mmol", "mmol" }, { "mmol", "mmol" }, { "mmol", "mmol" } },
  { "||", { "cm", "cm" }, { "cm", "cm" }, { "cm", "cm" } },
  /* tablets and capsules */
  { "|tabl|tbl|tab|", { "tablett", "tabletter" }, { "tablett", "tablettar" }, { "tablet", "tablets" }, QUANTITY_TABLET, 1 },
  { "|depottabl|", { "depottablett", "depottabletter" }, { "depottablett", "depottablettar" }, { "prolonged-release tablet", "prolonged-release tablets" }, QUANTITY_TABLET, 1 },
  { "|enterotabl|", { "enterotablett", "enterotabletter" }, { "enterotablett", "enterotablettar" }, { "gastro-resistant tablet", "gastro-resistant tablets" }, QUANTITY_TABLET, 1 },
  { "|brusetabl|", { "brusetablett", "brusetabletter" }, { "brusetablett", "brusetablettar" }, { "effervescent tablet", "effervescent tablets" }, QUANTITY_TABLET, 1 },
  { "|tyggetabl|", { "tyggetablett", "tyggetabletter" }, { "tyggetablett", "tyggetablettar" }, { "chewable tablet", "chewable tablets" }, QUANTITY_TABLET, 1 },
  { "|smeltetabl|", { "smeltetablett", "smeltetabletter" }, { "smeltetablett", "smeltetablettar" }, { "orodispersible tablet", "orodispersible tablets" }, QUANTITY_TABLET, 1 },
  { "|sugetabl|", { "sugetablett", "sugetabletter" }, { "sugetablett", "sugetablettar" }, { "lozenge", "lozenges" }, QUANTITY_TABLET, 1 },
  { "||", { "sublingvaltablett", "sublingvaltabletter" }, { "sublingvaltablett", "sublingvaltablettar" }, { "sublingual tablet", "sublingual tablets" }, QUANTITY_TABLET, 1 },
  { "||", { "resoriblett", "resoribletter" }, { "resoriblett", "resoriblettar" }, { "sublingual tablet", "sublingual tablets" }, QUANTITY_TABLET, 1 },
  { "||", { "vaginaltablett", "vaginaltabletter" }, { "vaginaltablett", "vaginaltablettar" }, { "vaginal tablet", "vaginal tablets" }, QUANTITY_TABLET, 1 },
  { "|kaps|kps|", { "kapsel", "kapsler" }, { "kapsel", "kapslar" }, { "capsule", "capsules" }, QUANTITY_CAPSULE, 1 },
  { "||", { "depotkapsel", "depotkapsler" }, { "depotkapsel", "depotkapslar" }, { "prolonged-release capsule", "prolonged-release capsules" }, QUANTITY_CAPSULE, 1 },
  { "||", { "enterokapsel", "enterokapsler" }, { "enterokapsel", "enterokapslar" }, { "gastro-resistant capsule", "gastro-resistant capsules" }, QUANTITY_CAPSULE, 1 },
  { "||", { "tyggegummi", "tyggegummier" }, { "tyggegummi", "tyggegummiar" }, { "piece of chewing gum", "pieces of chewing gum" } },
  /* injected */
  { "|ferdigfylt sprøyte|", { "sprøyte", "sprøyter" }, { "sprøyte", "sprøyter" }, { "syringe", "syringes" } },
  { "|ferdigfylt penn|", { "penn", "penner" }, { "penn", "pennar" }, { "pen", "pens" } },
  { "|amp|", { "ampulle", "ampuller" }, { "ampulle", "ampullar" }, { "ampoule", "ampoules" } },
  { "||", { "sylinderampulle", "sylinderampuller" }, { "sylinderampulle", "sylinderampullar" }, { "cartridge", "cartridges" } },
  { "|hgl|", { "hetteglass", "hetteglass" }, { "hetteglas", "hetteglas" }, { "vial", "vials" } },
  { "|inj|", { "injeksjon", "injeksjoner" }, { "injeksjon", "injeksjonar" }, { "injection", "injections" } },
  { "|inf|", { "infusjon", "infusjoner" }, { "infusjon", "infusjonar" }, { "infusion", "infusions" } },
  { "||", { "implantat", "implantater" }, { "implantat", "implantat" }, { "implant", "implants" } },
  /* on the skin, in the eye, nose, ear or lungs */
  { "|depotplaster|", { "plaster", "plastre" }, { "plaster", "plaster" }, { "patch", "patches" } },
  { "|drp|dr|", { "dråpe", "dråper" }, { "drope", "dropar" }, { "drop", "drops" } },
  { "|inhal|inh|", { "inhalasjon", "inhalasjoner" }, { "inhalasjon", "inhalasjonar" }, { "inhalation", "inhalations" }, QUANTITY_PUFF, 1 },
  { "||", { "spray", "spray" }, { "spray", "spray" }, { "spray", "sprays" } },
  { "||", { "spraydose", "spraydoser" }, { "spraydose", "spraydosar" }, { "spray dose", "spray doses" } },
  { "||", { "sug", "sug" }, { "sug", "sug" }, { "puff", "puffs" }, QUANTITY_PUFF, 1 },
  { "||", { "puff", "puff" }, { "puff", "puff" }, { "puff", "puffs" }, QUANTITY_PUFF, 1 },
  { "||", { "påføring", "påføringer" }, { "påføring", "påføringar" }, { "application", "applications" } },
  { "||", { "applikasjon", "applikasjoner" }, { "applikasjon", "applikasjonar" }, { "application", "applications" } },
  { "||", { "endosebeholder", "endosebeholdere" }, { "eindosebehaldar", "eindosebehaldarar" }, { "single-dose container", "single-dose containers" } },
  /* rectal and vaginal */
  { "|supp|", { "stikkpille", "stikkpiller" }, { "stikkpille", "stikkpiller" }, { "suppository", "suppositories" } },
  { "|vag|", { "vagitorie", "vagitorier" }, { "vagitorie", "vagitoriar" }, { "pessary", "pessaries" } },
  { "|ring|", { "vaginalring", "vaginalringer" }, { "vaginalring", "vaginalringar" }, { "vaginal ring", "vaginal rings" } },
  { "|klyx|", { "klyster", "klyster" }, { "klyster", "klyster" }, { "enema", "enemas" } },
  /* measured out */
  { "||", { "dose", "doser" }, { "dose", "dosar" }, { "dose", "doses" } },
  { "||", { "pose", "poser" }, { "pose", "posar" }, { "sachet", "sachets" } },
  { "||", { "dosepose", "doseposer" }, { "dosepose", "doseposar" }, { "sachet", "sachets" } },
  { "||", { "måleskje", "måleskjeer" }, { "måleskei", "måleskeier" }, { "measuring spoon", "measuring spoons" } },
  { "|ts|", { "teskje", "teskjeer" }, { "teskei", "teskeier" }, { "teaspoon", "teaspoons" } },
  { "|ss|", { "spiseskje", "spiseskjeer" }, { "spiseskei", "spiseskeier" }, { "tablespoon", "tablespoons" } },
  { "||", { "flaske", "flasker" }, { "flaske", "flasker" }, { "bottle", "bottles" } },
  { "||", { "tube", "tuber" }, { "tube", "tubar" }, { "tube", "tubes" } },
  { "||", { "beholder", "beholdere" }, { "behaldar", "behaldarar" }, { "container", "containers" } },
  { "||", { "patron", "patroner" }, { "patron", "patroner" }, { "cartridge", "cartridges" } },
  { "||", { "pakning", "pakninger" }, { "pakning", "pakningar" }, { "package", "packages" } },
  { "|stk.|stykk|stykker|", { "stk", "stk" }, { "stk", "stk" }, { "piece", "pieces" } },
};
/* clang-format on */

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static gboolean
is_spelling (const Unit *unit, const char *lower)
{
  gsize length = strlen (lower);

  for (const char *at = unit->spellings; (at = strstr (at, lower)) != NULL; at++)
    if (at > unit->spellings && at[-1] == '|' && at[length] == '|')
      return TRUE;
  return strcmp (unit->nb.one, lower) == 0 || strcmp (unit->nb.many, lower) == 0 || strcmp (unit->nn.one, lower) == 0
         || strcmp (unit->nn.many, lower) == 0;
}

static gboolean
is_english (const Unit *unit, const char *lower)
{
  return strcmp (unit->en.one, lower) == 0 || strcmp (unit->en.many, lower) == 0;
}

static const Unit *
find (const char *unit)
{
  if (unit == NULL || unit[0] == '\0')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++) /* what a reading says; no two units share it */
    if (units[i].nb.one[0] == unit[0] && strcmp (units[i].nb.one, unit) == 0)
      return &units[i];
  g_autofree char *lower = g_utf8_strdown (unit, -1);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (is_spelling (&units[i], lower))
      return &units[i];
  for (guint i = 0; i < G_N_ELEMENTS (units); i++) /* "puff" is a word of its own in Norwegian */
    if (is_english (&units[i], lower))
      return &units[i];
  return NULL;
}

/* --- for the room ------------------------------------------------------------------------------------------------- */

/* A total order of units in which spellings of one unit are equal. */
int
_smt_unit_compare (const char *a, const char *b)
{
  if (g_strcmp0 (a, b) == 0)
    return 0;
  const Unit *left = find (a);
  const Unit *right = find (b);
  return g_strcmp0 (left != NULL ? left->nb.one : a, right != NULL ? right->nb.one : b);
}

/* Whether two units are the same one, however they are spelt. Two units that are not said are alike: "1x3" and "2x3" on
 * one prescription count the same thing. */
gboolean
_smt_unit_same (const char *a, const char *b)
{
  return _smt_unit_compare (a, b) == 0;
}

/* How many @to one @from is; FALSE when the two do not measure the same thing ("tablett" and "mg"). */
gboolean
_smt_unit_convert (const char *from, const char *to, SmtRatio *factor)
{
  if (_smt_unit_same (from, to))
    {
      *factor = SMT_RATIO_INT (1);
      return TRUE;
    }
  const Unit *a = find (from);
  const Unit *b = find (to);
  if (a == NULL || b == NULL || a->quantity == QUANTITY_NONE || a->quantity != b->quantity)
    return FALSE;
  return smt_ratio_make (a->size, b->size, factor);
}

/* @unit in words; as it was written when the table does not know it. Borrows @unit or constant data. */
const char *
_smt_unit_word (const char *unit, gboolean plural, SmtLanguage language)
{
  const Unit *known = find (unit);

  if (known == NULL)
    return unit;
  const UnitWords *words = &known->nb;
  if (language == SMT_LANGUAGE_NN)
    words = &known->nn;
  else if (language == SMT_LANGUAGE_EN)
    words = &known->en;
  return plural ? words->many : words->one;
}
