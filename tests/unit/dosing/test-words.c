/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rhythm → words: what stands in the row is what a pharmacist would write. The left side is in the notation of
 * notation.c.
 */
#include "dosing/smt-words.h"

#include "notation.h"

typedef struct
{
  const char *rhythm;
  const char *words;
} Row;

static const Row bokmaal[] = {
  /* every day */
  { "1 tablett @1d", "1 tablett daglig" },
  { "3 tablett @1d", "3 tabletter daglig" },
  { "1 tablett x1 @1d", "1 tablett én gang daglig" },
  { "1 tablett x2 @1d", "1 tablett 2 ganger daglig" },
  { "1 tablett x3 @1d", "1 tablett 3 ganger daglig" },
  { "1 tablett x3-4 @1d", "1 tablett 3–4 ganger daglig" },
  { "1 tablett x<4 @1d", "1 tablett inntil 4 ganger daglig" },
  { "1-2 tablett x3 @1d", "1–2 tabletter 3 ganger daglig" },
  { "0.5 tablett @1d", "0,5 tablett daglig" },
  { "0.5-1 tablett x2 @1d", "0,5–1 tablett 2 ganger daglig" },
  { "1.5 tablett @1d", "1,5 tabletter daglig" },
  { "2.50 mg @1d", "2,5 milligram daglig" },
  { "100.0 mg @1d", "100 milligram daglig" },
  { "<2 tablett @1d", "inntil 2 tabletter daglig" },
  { "_ _ @1d", "daglig" },
  { "_ _ x3 @1d", "3 ganger daglig" },
  { "_ tablett x2 @1d", "tablett 2 ganger daglig" },
  { "1 _ @1d", "1 daglig" },
  { "1 _ x3 @1d", "1 × 3 daglig" },
  /* parts of the day */
  { "1 tablett p:M @1d", "1 tablett morgen daglig" },
  { "2 tablett p:E @1d", "2 tabletter kveld daglig" },
  { "1 tablett p:ME @1d", "1 tablett morgen og 1 tablett kveld daglig" },
  { "1 tablett p:MDE @1d", "1 tablett morgen, 1 tablett midt på dagen og 1 tablett kveld daglig" },
  { "1 tablett p:M @1d + 2 tablett p:E @1d", "1 tablett morgen og 2 tabletter kveld daglig" },
  { "2 tablett p:E @1d + 1 tablett p:M @1d", "1 tablett morgen og 2 tabletter kveld daglig" },
  { "1 tablett p:MFAE @1d", "1 tablett morgen, 1 tablett formiddag, 1 tablett ettermiddag og 1 tablett kveld daglig" },
  { "1 tablett p:N @1d", "1 tablett natt daglig" },
  { "1 tablett p:ME @1d + 2 tablett p:D @1d", "1 tablett morgen, 2 tabletter midt på dagen og 1 tablett kveld daglig" },
  { "2 tablett p:E", "2 tabletter kveld" },
  { "3 tablett p:M @mon", "3 tabletter morgen hver mandag" },
  { "70 mg p:M @1w", "70 milligram morgen én gang i uken" },
  /* the clock */
  { "1 tablett c:0800 @1d", "1 tablett kl. 08.00 daglig" },
  { "1 tablett c:0800,2000 @1d", "1 tablett kl. 08.00 og 1 tablett kl. 20.00 daglig" },
  { "2 tablett c:2000 @1d + 1 tablett c:0800 @1d", "1 tablett kl. 08.00 og 2 tabletter kl. 20.00 daglig" },
  { "1 plaster c:0930 @mon", "1 plaster kl. 09.30 hver mandag" },
  { "1 tablett p:M c:0800 @1d", "1 tablett morgen kl. 08.00 daglig" },
  /* every n days */
  { "1 tablett @2d", "1 tablett annenhver dag" },
  { "1 tablett @3d", "1 tablett hver 3. dag" },
  { "1 tablett @10d", "1 tablett hver 10. dag" },
  { "1 tablett @7d", "1 tablett hver 7. dag" },
  { "3 tablett @7d ^2026-11-02", "3 tabletter hver 7. dag" },
  { "1 tablett x2 @2d", "1 tablett 2 ganger om dagen annenhver dag" },
  { "1 tablett x2 @3d", "1 tablett 2 ganger om dagen hver 3. dag" },
  { "1 tablett x1 @2d", "1 tablett annenhver dag" },
  { "1 plaster @3-4d", "1 plaster hver 3.–4. dag" },
  { "1 dose @1.5d", "1 dose med 1,5 dagers mellomrom" },
  /* hours */
  { "1 plaster @72h", "1 plaster hver 72. time" },
  { "1 tablett @8h", "1 tablett hver 8. time" },
  { "1 tablett @4-6h", "1 tablett hver 4.–6. time" },
  { "1 inhalasjon @1h", "1 inhalasjon hver time" },
  /* weeks */
  { "1 tablett @1w", "1 tablett én gang i uken" },
  { "1 tablett x1 @1w", "1 tablett én gang i uken" },
  { "3 tablett @1w", "3 tabletter én gang i uken" },
  { "1 sprøyte @2w", "1 sprøyte hver 2. uke" },
  { "1 sprøyte @4w", "1 sprøyte hver 4. uke" },
  { "1 hetteglass @10-14w", "1 hetteglass hver 10.–14. uke" },
  { "2.5 mg x3 @1w", "2,5 milligram 3 ganger samme dag én gang i uken" },
  { "2.5 mg x3 g:12 @1w", "2,5 milligram 3 ganger samme dag med 12 timers mellomrom én gang i uken" },
  { "0.5 tablett @k2/1w", "0,5 tablett 2 ganger i uken" },
  { "1 tablett @k1/1w", "1 tablett én gang i uken" },
  { "1 tablett @k2-3/1w", "1 tablett 2–3 ganger i uken" },
  { "1 tablett @k<3/1w", "1 tablett inntil 3 ganger i uken" },
  { "1 tablett @k3/2w", "1 tablett 3 ganger i løpet av 2 uker" },
  { "1 tablett @k4/10d", "1 tablett 4 ganger i løpet av 10 dager" },
  { "1 tablett p:ME @k3/1w", "1 tablett morgen og 1 tablett kveld 3 dager i uken" },
  { "1 tablett p:E @k3/1w", "1 tablett kveld 3 ganger i uken" },
  { "1 tablett p:ME @k3/2w", "1 tablett morgen og 1 tablett kveld 3 dager per 2 uker" },
  { "1 sprøyte x2 @2w", "1 sprøyte 2 ganger samme dag hver 2. uke" },
  { "1 tablett x2 p:ME @2w", "1 tablett morgen og 1 tablett kveld samme dag hver 2. uke" },
  { "1 tablett x2 @k3/1w", "1 tablett 2 ganger om dagen 3 dager i uken" },
  /* weekdays */
  { "3 tablett @mon", "3 tabletter hver mandag" },
  { "1 tablett @tue", "1 tablett hver tirsdag" },
  { "1 tablett @wed", "1 tablett hver onsdag" },
  { "1 tablett @thu", "1 tablett hver torsdag" },
  { "1 tablett @fri", "1 tablett hver fredag" },
  { "1 tablett @sat", "1 tablett hver lørdag" },
  { "1 tablett @sun", "1 tablett hver søndag" },
  { "3 tablett x1 @mon", "3 tabletter hver mandag" },
  { "1 tablett x3 @mon", "1 tablett 3 ganger hver mandag" },
  { "1 tablett @mon,wed,fri", "1 tablett mandag, onsdag og fredag" },
  { "2 tablett p:ME @sat,sun", "2 tabletter morgen og 2 tabletter kveld lørdag og søndag" },
  { "1 mg @!mon,tue", "1 milligram alle dager unntatt mandag og tirsdag" },
  { "1 mg @!mon", "1 milligram alle dager unntatt mandag" },
  { "1 plaster @mon/2w", "1 plaster mandag hver 2. uke" },
  { "1 plaster @mon,thu/2w", "1 plaster mandag og torsdag hver 2. uke" },
  { "2 tablett @mon + 1 tablett @thu", "2 tabletter hver mandag og 1 tablett hver torsdag" },
  { "1 tablett @mon,wed + 2 tablett @fri", "1 tablett mandag og onsdag og 2 tabletter hver fredag" },
  /* months and years */
  { "1 ml @1m", "1 ml én gang i måneden" },
  { "1 ml @3m", "1 ml hver 3. måned" },
  { "1 ml @2-3m", "1 ml hver 2.–3. måned" },
  { "1 ml @k3-4/1y", "1 ml 3–4 ganger i året" },
  { "5 mg @1y", "5 milligram én gang i året" },
  { "1 implantat @3y", "1 implantat hvert 3. år" },
  { "1 tablett @k2/1m", "1 tablett 2 ganger i måneden" },
  /* cycles and lists */
  { "1 kapsel @c28:1-21", "1 kapsel dag 1–21 av hver 28-dagers syklus" },
  { "1 tablett x2 @c28:1-5,8-12", "1 tablett 2 ganger om dagen dag 1–5 og 8–12 av hver 28-dagers syklus" },
  { "1 tablett @c7:1", "1 tablett dag 1 av hver 7-dagers syklus" },
  { "1 tablett @c28:1,8,15", "1 tablett dag 1, 8 og 15 av hver 28-dagers syklus" },
  { "1 tablett @c28:1-2", "1 tablett dag 1 og 2 av hver 28-dagers syklus" },
  { "1 tablett @c21:1-14 r6", "1 tablett dag 1–14 av hver 21-dagers syklus, 6 sykluser" },
  { "1 tablett @l1", "1 tablett som engangsdose" },
  { "1 tablett @l1,2,8,9,15", "1 tablett som engangsdose dag 1, 2, 8, 9 og 15" },
  { "1 sprøyte p:M @l1", "1 sprøyte morgen som engangsdose" },
  { "1 tablett x2 @l1", "1 tablett 2 ganger som engangsdose" },
  { "1 tablett p:M @l1 + 2 tablett p:E @l1", "engangsdose: 1 tablett morgen og 2 tabletter kveld" },
  { "1 tablett p:ME @l1,8", "engangsdose dag 1 og 8: 1 tablett morgen og 1 tablett kveld" },
  { "1 dose @7d r2", "1 dose 2 ganger med 7 dagers mellomrom" },
  { "1 dose @1w r2", "1 dose 2 ganger med 1 ukes mellomrom" },
  { "1 dose @2-3m r2", "1 dose 2 ganger med 2–3 måneders mellomrom" },
  { "1 dose @1d r5", "1 dose daglig i 5 dager" },
  { "1 tablett @mon,thu r4", "1 tablett mandag og torsdag i 4 uker" },
  { "1 tablett @k2/1w r4", "1 tablett 2 ganger i uken i 4 uker" },
  /* totals */
  { "10 mg pd @1d", "10 milligram per døgn" },
  { "10 mg pd x2 @1d", "10 milligram per døgn fordelt på 2 doser" },
  { "4-6 mg /kg pd x2 @1d", "4–6 milligram per kilo per døgn fordelt på 2 doser" },
  { "100 mg /m2 @1d", "100 milligram per kvadratmeter daglig" },
  { "10 mg pd p:ME @1d", "10 milligram per døgn fordelt på morgen og kveld" },
  { "10 mg pd x2 @mon", "10 milligram per dosedag fordelt på 2 doser hver mandag" },
  { "75 mg pp @1m", "75 milligram per måned" },
  { "162 mg pp @1w", "162 milligram per uke" },
  { "263 mg pp @3m", "263 milligram per 3 måneder" },
  { "0.5 mg pp @k2/1w", "0,5 milligram per uke fordelt på 2 dager" },
  /* units in full */
  { "50 µg @1d", "50 mikrogram daglig" },
  { "50 ug @1d", "50 mikrogram daglig" },
  { "50 mikrog @1d", "50 mikrogram daglig" },
  { "1 g x3 @1d", "1 gram 3 ganger daglig" },
  { "20 E p:E @1d", "20 enheter kveld daglig" },
  { "400 IE @1d", "400 enheter daglig" },
  { "1 E @1d", "1 enhet daglig" },
  { "1000 mg @1d", "1000 milligram daglig" },
  { "20000 IE @1w", "20\302\240000 enheter én gang i uken" },
  { "1000000 IE @1w", "1\302\240000\302\240000 enheter én gang i uken" },
  { "12500.5 IE @1w", "12\302\240500,5 enheter én gang i uken" },
  { "10000-20000 IE @1m", "10\302\240000–20\302\240000 enheter én gang i måneden" },
  { "10 ml x4 @1d", "10 ml 4 ganger daglig" },
  { "2 kapsel @1d", "2 kapsler daglig" },
  { "2 sprøyte @1w", "2 sprøyter én gang i uken" },
  { "2 penn @1w", "2 penner én gang i uken" },
  { "2 plaster @72h", "2 plastre hver 72. time" },
  { "5 dråpe x3 @1d", "5 dråper 3 ganger daglig" },
  { "2 ampulle @1d", "2 ampuller daglig" },
  { "2 inhalasjon x2 @1d", "2 inhalasjoner 2 ganger daglig" },
  { "2 hetteglass @1d", "2 hetteglass daglig" },
  { "2 stikkpille @1d", "2 stikkpiller daglig" },
  { "2 pose @1d", "2 poser daglig" },
  { "2 måleskje x3 @1d", "2 måleskjeer 3 ganger daglig" },
  { "2 Tablett @1d", "2 tabletter daglig" },
  { "2 tbl @1d", "2 tabletter daglig" },
  { "2 klatt @1d", "2 klatt daglig" },
  /* as needed, limits */
  { "prn 1-2 tablett", "1–2 tabletter ved behov" },
  { "prn maxx:4 1-2 tablett", "1–2 tabletter ved behov, inntil 4 ganger daglig" },
  { "prn max:8 1-2 tablett", "1–2 tabletter ved behov, maks 8 tabletter per døgn" },
  { "prn maxx:4 max:8 1-2 tablett", "1–2 tabletter ved behov, inntil 4 ganger daglig, maks 8 tabletter per døgn" },
  { "prn 1-2 tablett x<4 @1d", "1–2 tabletter ved behov, inntil 4 ganger daglig" },
  { "prn maxx:1 1 tablett", "1 tablett ved behov, inntil én gang daglig" },
  { "prn max:4:g 1 tablett", "1 tablett ved behov, maks 4 gram per døgn" },
  { "prn mingap:6 1 tablett", "1 tablett ved behov, minst 6 timer mellom dosene" },
  { "prn mingap:1 1 tablett", "1 tablett ved behov, minst 1 time mellom dosene" },
  { "prn 1 tablett x<4", "1 tablett ved behov, inntil 4 ganger daglig" },
  { "prn 1 tablett p:E @1d", "1 tablett kveld daglig ved behov" },
  { "prn 1 tablett x3 @1d", "1 tablett 3 ganger daglig ved behov" },
  { "prn _ _", "ved behov" },
  { "max:8 2 tablett x3-4 @1d", "2 tabletter 3–4 ganger daglig, maks 8 tabletter per døgn" },
  /* steps */
  { "1 tablett x3 @1d [7d]", "1 tablett 3 ganger daglig i 7 dager" },
  { "1 tablett x3 @1d [1d]", "1 tablett 3 ganger daglig i 1 dag" },
  { "1 sprøyte @1w [4w]", "1 sprøyte én gang i uken i 4 uker" },
  { "1 ampulle @1d [1w]", "1 ampulle daglig i 1 uke" },
  { "1 tablett @1d [4-6w]", "1 tablett daglig i 4–6 uker" },
  { "1 tablett @1d [3m]", "1 tablett daglig i 3 måneder" },
  { "2 tablett @1d [7d] > 1 tablett @1d", "2 tabletter daglig i 7 dager, deretter 1 tablett daglig" },
  { "1 tablett @1d [7d] > pause [7d] > 1 tablett @1d [7d]",
    "1 tablett daglig i 7 dager, deretter ingen dosering i 7 dager, deretter 1 tablett daglig i 7 dager" },
  { "2 kapsel p:ME @1d from:2026-11-01 to:2026-12-05", "2 kapsler morgen og 2 kapsler kveld daglig i 34 dager" },
  { "1 tablett @1d from:2026-11-01", "1 tablett daglig" },
  { "1 tablett @1d to:2026-12-05", "1 tablett daglig til og med 4. desember 2026" },
  { "2 tablett @1d from:2026-11-02 to:2026-11-09 > 1 tablett @1d from:2026-11-09",
    "2 tabletter daglig i 7 dager, deretter 1 tablett daglig" },
  { "2 tablett @1d from:2026-11-02 > 1 tablett @1d from:2026-11-09",
    "2 tabletter daglig i 7 dager, deretter 1 tablett daglig" },
  { "2 tablett @1d from:2026-11-02 to:2026-11-05 > 1 tablett @1d from:2026-11-06",
    "2 tabletter daglig i 3 dager, deretter ingen dosering i 1 dag, deretter 1 tablett daglig" },
  { "1 dose @l1 from:2026-11-02 to:2026-11-03", "1 dose som engangsdose" },
  /* what is not said is not written */
  { "1 tablett", "1 tablett" },
  { "1 tablett x3", "1 tablett 3 ganger" },
  { "3 tablett p:M", "3 tabletter morgen" },
  { "_ _", "dosering ikke oppgitt" },
};

static const Row nynorsk[] = {
  { "1 tablett @1d", "1 tablett dagleg" },
  { "2 tablett x3 @1d", "2 tablettar 3 gonger dagleg" },
  { "1 tablett x1 @1d", "1 tablett éin gong dagleg" },
  { "1 tablett p:ME @1d", "1 tablett morgon og 1 tablett kveld dagleg" },
  { "1 tablett @2d", "1 tablett annankvar dag" },
  { "1 tablett @3d", "1 tablett kvar 3. dag" },
  { "3 tablett @mon", "3 tablettar kvar måndag" },
  { "1 tablett @tue,sat,sun", "1 tablett tysdag, laurdag og søndag" },
  { "1 mg @!mon", "1 milligram alle dagar unnateke måndag" },
  { "1 sprøyte @1w", "1 sprøyte éin gong i veka" },
  { "1 sprøyte @2w", "1 sprøyte kvar 2. veke" },
  { "1 tablett @k2/1w", "1 tablett 2 gonger i veka" },
  { "1 ml @2-3m", "1 ml kvar 2.–3. månad" },
  { "5 mg @1y", "5 milligram éin gong i året" },
  { "1 kapsel @c28:1-21", "1 kapsel dag 1–21 av kvar 28-dagars syklus" },
  { "10 mg pd x2 @1d", "10 milligram per døgn fordelt på 2 dosar" },
  { "20 E @1d", "20 einingar dagleg" },
  { "prn maxx:4 max:8 1-2 tablett", "1–2 tablettar ved behov, inntil 4 gonger dagleg, maks 8 tablettar per døgn" },
  { "1 tablett @1d [7d] > pause [7d]", "1 tablett dagleg i 7 dagar, deretter inga dosering i 7 dagar" },
  { "1 tablett @l1", "1 tablett som eingongsdose" },
  { "1 tablett p:ME @l1", "eingongsdose: 1 tablett morgon og 1 tablett kveld" },
  { "1 plaster @72h", "1 plaster kvar 72. time" },
  { "1.5 tablett @1d", "1,5 tablettar dagleg" },
};

static const Row english[] = {
  { "1 tablett @1d", "1 tablet daily" },
  { "3 tablett x3 @1d", "3 tablets 3 times daily" },
  { "1 tablett p:M @1d + 2 tablett p:E @1d", "1 tablet in the morning and 2 tablets in the evening daily" },
  { "1 tablett @2d", "1 tablet every other day" },
  { "1 tablett @3d", "1 tablet every 3 days" },
  { "3 tablett @mon", "3 tablets every Monday" },
  { "1 tablett @mon,wed,fri", "1 tablet on Monday, Wednesday and Friday" },
  { "1 mg @!mon,tue", "1 milligram every day except Monday and Tuesday" },
  { "1 tablett @mon/2w", "1 tablet on Monday every 2 weeks" },
  { "1 sprøyte @1w", "1 syringe once a week" },
  { "1 penn @2w", "1 pen every 2 weeks" },
  { "1 tablett @k2-3/1w", "1 tablet 2–3 times a week" },
  { "1 plaster @72h", "1 patch every 72 hours" },
  { "1 ml @2-3m", "1 ml every 2–3 months" },
  { "2 tablett x2 @c28:1-5,8-12", "2 tablets 2 times a day on days 1–5 and 8–12 of every 28-day cycle" },
  { "2.5 mg @1d", "2.5 milligrams daily" },
  { "100 µg @1d", "100 micrograms daily" },
  { "20 E @1d", "20 units daily" },
  { "10 mg pd x2 @1d", "10 milligrams per day divided into 2 doses" },
  { "prn maxx:4 max:8 1-2 tablett", "1–2 tablets as needed, up to 4 times daily, max 8 tablets per day" },
  { "1 tablett @1d [7d] > pause [7d] > 1 tablett @1d",
    "1 tablet daily for 7 days, then no dose for 7 days, then 1 tablet daily" },
  { "1 tablett @l1", "1 tablet as a single dose" },
  { "1 tablett @l1,8", "1 tablet as a single dose on days 1 and 8" },
  { "1 tablett c:0800,2000 @1d", "1 tablet at 08:00 and 1 tablet at 20:00 daily" },
  { "1 tablett p:MFD @1d", "1 tablet in the morning, 1 tablet mid-morning and 1 tablet at midday daily" },
  { "1 tablett @k3/2w", "1 tablet 3 times within 2 weeks" },
  { "1 kapsel @c28:5", "1 capsule on day 5 of every 28-day cycle" },
  { "1 tablet @1d", "1 tablet daily" },
  { "2 tablet @1d", "2 tablets daily" },
  { "1 tablett @1d to:2026-12-05", "1 tablet daily until 4 December 2026 inclusive" },
};

static const Row tempi[] = {
  { "3 tablett @1d", "daglig" },
  { "1 tablett x3 @1d", "daglig" },
  { "1 tablett @8h", "daglig" },
  { "1 tablett @mon,tue,wed,thu,fri,sat,sun", "daglig" },
  { "1 tablett @k7/1w", "daglig" },
  { "1 tablett @2d", "annenhver dag" },
  { "1 tablett @48h", "annenhver dag" },
  { "1 tablett @3d", "hver 3. dag" },
  { "1 plaster @72h", "hver 3. dag" },
  { "1 plaster @36h", "hver 36. time" },
  { "3 tablett @1w", "ukentlig" },
  { "3 tablett @7d", "ukentlig" },
  { "3 tablett @7d ^2026-11-02", "ukentlig" },
  { "3 tablett @168h", "ukentlig" },
  { "3 tablett @k1/1w", "ukentlig" },
  { "3 tablett @mon", "ukentlig" },
  { "3 tablett @!mon,tue,wed,thu,fri,sat", "ukentlig" },
  { "3 tablett @c7:1", "ukentlig" },
  { "1 plaster @mon/2w", "hver 2. uke" },
  { "1 sprøyte @2w", "hver 2. uke" },
  { "1 sprøyte @14d", "hver 14. dag" },
  { "1 tablett @k2/1w", "2 ganger i uken" },
  { "1 tablett @mon,wed,fri", "mandag, onsdag og fredag" },
  { "2 tablett @mon + 1 tablett @thu", "mandag og torsdag" },
  { "2 tablett p:M @mon + 1 tablett p:E @mon", "ukentlig" },
  { "1 tablett @!mon,tue", "alle dager unntatt mandag og tirsdag" },
  { "1 ml @1m", "månedlig" },
  { "1 ml @2-3m", "hver 2.–3. måned" },
  { "1 ml @1y", "årlig" },
  { "1 kapsel @c28:1-21", "dag 1–21 av hver 28-dagers syklus" },
  { "1 dose @l1", "engangsdose" },
  { "1 dose @l1,8", "engangsdose dag 1 og 8" },
  { "prn 1 tablett", "ved behov" },
  { "prn 1 tablett @1d", "ved behov" },
  { "1 tablett", "ukjent intervall" },
  { "1 tablett x3", "ukjent intervall" },
  { "1 tablett @1d [7d] > 1 tablett @1w", "daglig, deretter ukentlig" },
  { "2 tablett @1d [7d] > 1 tablett @1d", "daglig" },
  { "1 tablett @1d [7d] > pause [7d] > 1 tablett @1d", "daglig, deretter ingen dosering, deretter daglig" },
};

static const Row patterns[] = {
  { "1 tablett p:ME @1d", "1–0–0–1" },
  { "1 tablett p:M @1d", "1–0–0–0" },
  { "2 tablett p:E @1d", "0–0–0–2" },
  { "1 tablett p:MFAE @1d", "1–1–1–1" },
  { "3 tablett p:M @1d + 2 tablett p:E @1d", "3–0–0–2" },
  { "0.5 tablett p:M @1d + 1 tablett p:A @1d", "0,5–0–1–0" },
  { "1 tablett p:MDE @1d", "1–1–1" },
  { "1 tablett p:D @1d", "0–1–0" },
  { "1 tablett p:MFD @1d", NULL },
  { "1 tablett p:EN @1d", NULL },
  { "1-2 tablett p:M @1d", NULL },
  { "_ tablett p:M @1d", NULL },
  { "1 tablett p:M @1w", NULL },
  { "1 tablett p:M @mon", NULL },
  { "1 tablett p:M", NULL },
  { "1 tablett x2 @1d", NULL },
  { "prn 1 tablett p:E @1d", NULL },
  { "1 tablett p:M @1d [7d] > 1 tablett p:E @1d", NULL },
  { "1 tablett p:M @1d + 5 ml p:E @1d", NULL },
  { "10 mg pd p:ME @1d", NULL },
  { "1 tablett p:M @1d + 1 tablett p:M @1d", NULL },
};

static void
check_rows (const Row *rows, gsize n, SmtLanguage language)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (rows[i].rhythm);
      g_autofree char *words = smt_rhythm_to_words (rhythm, language);
      g_assert_true (smt_rhythm_validate (rhythm));
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_bokmaal (void)
{
  check_rows (bokmaal, G_N_ELEMENTS (bokmaal), SMT_LANGUAGE_NB);
}

static void
test_nynorsk (void)
{
  check_rows (nynorsk, G_N_ELEMENTS (nynorsk), SMT_LANGUAGE_NN);
}

static void
test_english (void)
{
  check_rows (english, G_N_ELEMENTS (english), SMT_LANGUAGE_EN);
}

/* What is sent is bokmål; a language without words of its own must not end as something else. */
static void
test_other_languages (void)
{
  check_rows (bokmaal, G_N_ELEMENTS (bokmaal), SMT_LANGUAGE_SV);
  check_rows (bokmaal, G_N_ELEMENTS (bokmaal), SMT_LANGUAGE_DA);
}

static void
test_tempo (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tempi); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (tempi[i].rhythm);
      g_autofree char *words = smt_rhythm_tempo_words (rhythm, SMT_LANGUAGE_NB);
      g_assert_cmpstr (words, ==, tempi[i].words);
    }
}

static void
test_tempo_of_nothing (void)
{
  g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();
  g_autofree char *words = smt_rhythm_tempo_words (rhythm, SMT_LANGUAGE_NB);

  g_assert_cmpstr (words, ==, "ukjent intervall");
}

/* What was dispensed lasted so long; on which days it was taken is not said. */
static void
test_supply (void)
{
  static const struct
  {
    const char *rhythm;
    SmtLanguage language;
    const char *words;
  } rows[] = {
    { "98 tablett pp @k1-98/98d", SMT_LANGUAGE_NB, "98 tabletter på 98 dager, i snitt 1 om dagen" },
    { "98 tablett pp @k1-90/90d", SMT_LANGUAGE_NB, "98 tabletter på 90 dager, i snitt omtrent 1,1 om dagen" },
    { "50 tablett pp @k1-100/100d", SMT_LANGUAGE_NB, "50 tabletter på 100 dager, i snitt 0,5 om dagen" },
    { "12 tablett pp @k1-84/84d", SMT_LANGUAGE_NB, "12 tabletter på 84 dager, i snitt 1 i uken" },
    { "100 tablett pp @k1-280/280d", SMT_LANGUAGE_NB, "100 tabletter på 280 dager, i snitt 2,5 i uken" },
    { "4 penn pp @k1-112/112d", SMT_LANGUAGE_NB, "4 penner på 112 dager, i snitt 1 hver 28. dag" },
    { "3 penn pp @k1-100/100d", SMT_LANGUAGE_NB, "3 penner på 100 dager, i snitt omtrent 1 hver 33. dag" },
    { "98 tablett pp @k1-98/98d", SMT_LANGUAGE_NN, "98 tablettar på 98 dagar, i snitt 1 om dagen" },
    { "12 tablett pp @k1-84/84d", SMT_LANGUAGE_EN, "12 tablets in 84 days, on average 1 a week" },
    { "1 tablett @1d", SMT_LANGUAGE_NB, "1 tablett daglig" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (rows[i].rhythm);
      g_autofree char *words = smt_supply_to_words (rhythm, rows[i].language);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_pattern (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (SmtRhythm) rhythm = notation_read (patterns[i].rhythm);
      g_autofree char *words = smt_rhythm_to_pattern (rhythm);
      g_assert_cmpstr (words, ==, patterns[i].words);
    }
}

static void
assert_bound (SmtRatio min, SmtRatio max, gint64 weekly_max, SmtDailyRule daily, const char *expected)
{
  SmtBound bound = { .min_days = min, .max_days = max, .weekly_max = SMT_DECIMAL_INT (weekly_max), .daily = daily };

  bound.weekly_max_unit = weekly_max > 0 ? "mg" : NULL;
  g_autofree char *words = smt_bound_to_words (&bound, SMT_LANGUAGE_NB);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_bound (void)
{
  SmtRatio none = SMT_RATIO_INT (0);

  assert_bound (SMT_RATIO_INT (7), none, 20, SMT_DAILY_NEVER, "én gang i uken, høyst 20 milligram i uken");
  assert_bound (SMT_RATIO_INT (7), SMT_RATIO_INT (7), 0, SMT_DAILY_NEVER, "én gang i uken");
  assert_bound (SMT_RATIO_INT (14), none, 0, SMT_DAILY_NEVER, "hver 2. uke");
  assert_bound (SMT_RATIO_INT (3), none, 0, SMT_DAILY_NEVER, "hver 3. dag");
  assert_bound (SMT_RATIO_INT (28), none, 0, SMT_DAILY_NEVER, "hver 4. uke");
  assert_bound (SMT_RATIO_INT (30), none, 0, SMT_DAILY_NEVER, "én gang i måneden");
  assert_bound (SMT_RATIO_INT (90), none, 0, SMT_DAILY_NEVER, "hver 3. måned");
  assert_bound (SMT_RATIO_INT (182), none, 0, SMT_DAILY_NEVER, "hver 6. måned");
  assert_bound (SMT_RATIO_INT (365), none, 0, SMT_DAILY_NEVER, "én gang i året");
  assert_bound (SMT_RATIO_INT (60), SMT_RATIO_INT (90), 0, SMT_DAILY_NEVER, "hver 2.–3. måned");
  assert_bound (SMT_RATIO_INT (70), SMT_RATIO_INT (98), 0, SMT_DAILY_NEVER, "hver 10.–14. uke");
  assert_bound (SMT_RATIO_INT (7), SMT_RATIO_INT (30), 0, SMT_DAILY_NEVER, "fra én gang i uken til én gang i måneden");
  assert_bound ((SmtRatio){ 7, 2 }, none, 0, SMT_DAILY_NEVER, "2 ganger i uken");
  assert_bound (SMT_RATIO_INT (1), none, 0, SMT_DAILY_ALLOWED, "kan tas daglig");
  assert_bound (SMT_RATIO_INT (7), none, 0, SMT_DAILY_ONCOLOGY, "én gang i uken, daglig bare i kreftbehandling");
  assert_bound (SMT_RATIO_INT (7), none, 0, SMT_DAILY_AT_FIRST, "én gang i uken, daglig bare ved oppstart");
  assert_bound (SMT_RATIO_INT (28), none, 0, SMT_DAILY_IN_CYCLE, "hver 4. uke, daglig bare i kurer med pause mellom");
}

static void
assert_bracket (SmtRange count, SmtRange period, SmtTimeUnit unit, SmtLanguage language, const char *expected)
{
  SmtBracket bracket = { .count = count, .period = period, .unit = unit };
  g_autofree char *words = smt_bracket_to_words (&bracket, language);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_bracket (void)
{
  SmtRange one = smt_range_exact_int (1);
  SmtRange two_three = smt_range_between (SMT_DECIMAL_INT (2), SMT_DECIMAL_INT (3));

  assert_bracket (one, one, SMT_TIME_UNIT_WEEK, SMT_LANGUAGE_NB, "én i uken");
  assert_bracket (two_three, one, SMT_TIME_UNIT_WEEK, SMT_LANGUAGE_NB, "2–3 i uken");
  assert_bracket (one, two_three, SMT_TIME_UNIT_MONTH, SMT_LANGUAGE_NB, "én hver 2.–3. måned");
  assert_bracket (one, smt_range_exact_int (2), SMT_TIME_UNIT_WEEK, SMT_LANGUAGE_NB, "én hver 2. uke");
  assert_bracket (smt_range_exact_int (20), smt_range_exact_int (28), SMT_TIME_UNIT_DAY, SMT_LANGUAGE_NB,
                  "20 i løpet av 28 dager");
  assert_bracket (smt_range_at_most (SMT_DECIMAL_INT (1)), one, SMT_TIME_UNIT_WEEK, SMT_LANGUAGE_NB, "høyst én i uken");
  assert_bracket (smt_range_at_most (SMT_DECIMAL_INT (2)), one, SMT_TIME_UNIT_WEEK, SMT_LANGUAGE_NB, "høyst 2 i uken");
  assert_bracket (SMT_RANGE_NONE, one, SMT_TIME_UNIT_WEEK, SMT_LANGUAGE_NB, "ukjent antall i uken");
  assert_bracket (smt_range_exact_int (5), SMT_RANGE_NONE, SMT_TIME_UNIT_DAY, SMT_LANGUAGE_NB, "5");
  assert_bracket (one, one, SMT_TIME_UNIT_WEEK, SMT_LANGUAGE_NN, "éin i veka");
  assert_bracket (one, two_three, SMT_TIME_UNIT_MONTH, SMT_LANGUAGE_EN, "one every 2–3 months");
}

static void
test_small_words (void)
{
  g_autofree char *date = smt_date_to_words (smt_date_new (2026, 11, 3), SMT_LANGUAGE_NB);
  g_autofree char *english_date = smt_date_to_words (smt_date_new (2026, 11, 3), SMT_LANGUAGE_EN);
  g_autofree char *unset = smt_date_to_words (SMT_DATE_UNSET, SMT_LANGUAGE_NB);
  g_autofree char *unit_only = smt_range_to_words (SMT_RANGE_NONE, "tablett", SMT_LANGUAGE_NB);
  g_autofree char *nothing = smt_range_to_words (SMT_RANGE_NONE, NULL, SMT_LANGUAGE_NB);

  g_assert_cmpstr (date, ==, "3. november 2026");
  g_assert_cmpstr (english_date, ==, "3 November 2026");
  g_assert_cmpstr (unset, ==, "");
  g_assert_cmpstr (unit_only, ==, "tablett");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (smt_weekday_name (SMT_TUESDAY, SMT_LANGUAGE_NN), ==, "tysdag");
  g_assert_cmpstr (smt_weekday_name (SMT_SATURDAY, SMT_LANGUAGE_NB), ==, "lørdag");
  g_assert_cmpstr (smt_weekday_initial (SMT_WEDNESDAY, SMT_LANGUAGE_NB), ==, "O");
  g_assert_cmpstr (smt_weekday_initial (SMT_WEDNESDAY, SMT_LANGUAGE_EN), ==, "W");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dosing/words/bokmaal", test_bokmaal);
  g_test_add_func ("/dosing/words/nynorsk", test_nynorsk);
  g_test_add_func ("/dosing/words/english", test_english);
  g_test_add_func ("/dosing/words/other-languages", test_other_languages);
  g_test_add_func ("/dosing/words/tempo", test_tempo);
  g_test_add_func ("/dosing/words/tempo-of-nothing", test_tempo_of_nothing);
  g_test_add_func ("/dosing/words/supply", test_supply);
  g_test_add_func ("/dosing/words/pattern", test_pattern);
  g_test_add_func ("/dosing/words/bound", test_bound);
  g_test_add_func ("/dosing/words/bracket", test_bracket);
  g_test_add_func ("/dosing/words/small-words", test_small_words);
  return g_test_run ();
}
