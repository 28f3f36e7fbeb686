// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody would write instead: JSON.parse each line, and look the product of every daily dose up in a table.
// Usage: node peer.js FILE
"use strict";
const fs = require("node:fs");

const weekly = new Map([["metotreksat", 7], ["Methotrexate", 7], ["Metex", 7], ["Alendronat", 7], ["Ozempic", 7]]);
const extension = (element, name) => (element.extension ?? []).filter((e) => e.url.endsWith(name));
let hits = 0, documents = 0;

function check(line) {
  const entries = JSON.parse(line).parameter[0].resource.entry;
  documents++;
  for (const { resource } of entries) {
    if (resource.resourceType !== "MedicationStatement" || resource.status !== "active") continue;
    const usual = weekly.get(resource.medicationReference.display.split(" ", 1)[0]);
    if (usual === undefined) continue;
    for (const amendment of extension(resource, "sfm-reseptamendment"))
      for (const dosing of extension(amendment, "ereseptdosing"))
        for (const repeating of extension(dosing, "repeatingdosage"))
          for (const interval of extension(repeating, "interval")) if (interval.valueQuantity.value < usual) hits++;
  }
}

const file = fs.openSync(process.argv[2]);
const piece = Buffer.alloc(1 << 20);
let rest = Buffer.alloc(0);
for (let got; (got = fs.readSync(file, piece)) > 0;) {
  let text = Buffer.concat([rest, piece.subarray(0, got)]), start = 0;
  for (let end; (end = text.indexOf(10, start)) >= 0; start = end + 1) check(text.toString("utf8", start, end));
  rest = text.subarray(start);
}
console.log(`${documents} documents, ${hits} hits`);
