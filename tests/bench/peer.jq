# SPDX-License-Identifier: GPL-3.0-or-later
# What somebody would write instead: the product of every daily dose looked up in a table. Usage: jq -rf peer.jq FILE
{"metotreksat": 7, "Methotrexate": 7, "Metex": 7, "Alendronat": 7, "Ozempic": 7} as $weekly
| .parameter[0].resource.entry[].resource
| select(.resourceType == "MedicationStatement" and .status == "active")
| $weekly[.medicationReference.display | split(" ")[0]] as $usual
| select($usual != null)
| .extension[] | select(.url | endswith("sfm-reseptamendment"))
| .extension[] | select(.url == "ereseptdosing")
| .extension[] | select(.url == "repeatingdosage")
| .extension[] | select(.url == "interval" and .valueQuantity.value < $usual) | "hit"
