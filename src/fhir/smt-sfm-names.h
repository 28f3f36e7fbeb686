/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What SFM calls things: addresses of extensions, code systems, identifier systems, parameter names. The one place.
 * Constants only.
 */
#pragma once

#define SMT_SFM_BASE "http://ehelse.no/fhir/StructureDefinition/"
#define SMT_SFM_CODES "http://ehelse.no/fhir/CodeSystem/"
#define SMT_VOLVEN "urn:oid:2.16.578.1.12.4.1.1."

/* profiles */
#define SMT_PROFILE_STATEMENT SMT_SFM_BASE "sfm-MedicationStatement"
#define SMT_PROFILE_MEDICATION SMT_SFM_BASE "sfm-Medication"
#define SMT_PROFILE_PATIENT SMT_SFM_BASE "sfm-Patient"
#define SMT_PROFILE_PRACTITIONER SMT_SFM_BASE "sfm-Practitioner"
#define SMT_PROFILE_PRACTITIONER_ROLE SMT_SFM_BASE "sfm-PractitionerRole"
#define SMT_PROFILE_ORGANIZATION SMT_SFM_BASE "sfm-Organization"
#define SMT_PROFILE_PLL_INFO SMT_SFM_BASE "sfm-PLL-info"

/* extensions of a MedicationStatement and its dosage; read by their last segment, written in full */
#define SMT_EXT_AMENDMENT SMT_SFM_BASE "sfm-reseptamendment"
#define SMT_EXT_REG_INFO SMT_SFM_BASE "sfm-regInfo"
#define SMT_EXT_DISCONTINUATION SMT_SFM_BASE "sfm-discontinuation"
#define SMT_EXT_DELIVERY SMT_SFM_BASE "sfm-deliverysummary"
#define SMT_EXT_ADMINISTRATION SMT_SFM_BASE "sfm-administration"
#define SMT_EXT_COMMENT SMT_SFM_BASE "sfm-libitemcomment"
#define SMT_EXT_EFFECTIVE "effectiveDateTime"
#define SMT_EXT_USE SMT_SFM_BASE "sfm-use"
#define SMT_EXT_SHORT_DOSAGE SMT_SFM_BASE "sfm-shortdosage"
#define SMT_EXT_APPLICATION_AREA SMT_SFM_BASE "sfm-application-area"
#define SMT_EXT_PLL_INFORMATION SMT_SFM_BASE "sfm-pllInformation"
#define SMT_PART_PAUSE "pauseinformation" /* of it: the whole list is paused; an assumed shape (docs/fhir.md) */
#define SMT_EXT_MEDICATION_DETAILS SMT_SFM_BASE "sfm-medicationdetails"
#define SMT_EXT_OTHER_PRODUCT SMT_SFM_BASE "sfm-reseptdocbanda"
#define SMT_EXT_MAGISTRAL_NAME SMT_SFM_BASE "sfm-name"
#define SMT_EXT_MIDDLE_NAME "http://hl7.no/fhir/StructureDefinition/no-basis-middlename"

/* code systems of SFM and others */
#define SMT_SYSTEM_FEST SMT_SFM_CODES "FEST"
#define SMT_SYSTEM_DMP "http://dmp.no/fhir/NamingSystem/" /* Legemiddelregisteret */
#define SMT_SYSTEM_SECTION SMT_SFM_CODES "sfm-section-types"
#define SMT_SYSTEM_MESSAGE SMT_SFM_CODES "sfm-message-type"
#define SMT_SYSTEM_RESULT SMT_SFM_CODES "sfm-kj-rf-error-code"
#define SMT_SYSTEM_REG_STATUS SMT_SFM_CODES "sfm-medicationstatement-registration-status"
#define SMT_SYSTEM_PERFORMER_ROLE SMT_SFM_CODES "sfm-performer-roles"
#define SMT_SYSTEM_FEST_TYPE SMT_SFM_CODES "sfm-festregistrationtype"
#define SMT_SYSTEM_ATC "http://www.whocc.no/atc"
#define SMT_SYSTEM_ATC_OID "urn:oid:2.16.840.1.113883.6.73" /* plain FHIR: patient summaries */
/* plain FHIR: that there is nothing, or that nobody knows */
#define SMT_SYSTEM_ABSENT_UNKNOWN "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
#define SMT_SYSTEM_SNOMED "http://snomed.info/sct"
#define SMT_SYSTEM_KJ_ATC "http://nhn.no/kj/fhir/CodeSystem/ATC"
#define SMT_SYSTEM_EMPTY_REASON "http://terminology.hl7.org/CodeSystem/list-empty-reason"
#define SMT_SYSTEM_FNR_TYPE "http://hl7.no/fhir/NamingSystem/FNR"
#define SMT_SYSTEM_DNR_TYPE "http://hl7.no/fhir/NamingSystem/DNR"
#define SMT_SYSTEM_HPR_TYPE "http://hl7.no/fhir/NamingSystem/HPR"

/* Volven code lists */
#define SMT_LIST_RF_STATUS SMT_VOLVEN "7408"
#define SMT_LIST_SHORT_DOSE SMT_VOLVEN "7478"
#define SMT_LIST_ROLE SMT_VOLVEN "7490"
#define SMT_ROLE_MULTIDOSE_DOCTOR "M" /* 7490 */
#define SMT_LIST_PRESCRIPTION_TYPE SMT_VOLVEN "7491"
#define SMT_LIST_STOP_REASON SMT_VOLVEN "7494"
#define SMT_LIST_RECALL SMT_VOLVEN "7500"
#define SMT_LIST_DAY_PART SMT_VOLVEN "8325"
#define SMT_LIST_TIME_UNIT SMT_VOLVEN "9088"
#define SMT_LIST_USE SMT_VOLVEN "9101"

/* identifier systems */
#define SMT_ID_FNR "urn:oid:2.16.578.1.12.4.1.4.1"
#define SMT_ID_DNR "urn:oid:2.16.578.1.12.4.1.4.2"
#define SMT_ID_HPR "urn:oid:2.16.578.1.12.4.1.4.4"
#define SMT_ID_HER "urn:oid:2.16.578.1.12.4.1.2"

/* identifier types of a statement; compared without case */
#define SMT_ID_TYPE_ENTRY "PLL"
#define SMT_ID_TYPE_PRESCRIPTION "ReseptId"

/* sections of the Composition */
#define SMT_SECTION_MEDICATION "sectionMedication"
#define SMT_SECTION_PLL_INFO "sectionPLLinfo"
#define SMT_SECTION_ALLERGIES "sectionAllergies"
#define SMT_SECTION_DISPENSE "sectionDispense"
#define SMT_SECTION_OTHER "sectionOtherPrescriptions"

/* message types of sfm-PLL-info */
#define SMT_MESSAGE_PLL "M25.1"
#define SMT_MESSAGE_QUESTIONS "M25.2"
#define SMT_MESSAGE_DELIVERED "M25.3"
#define SMT_MESSAGE_ON_PAPER "M9.12"

/* results of a lookup */
#define SMT_RESULT_OK "0"
#define SMT_RESULT_DOWN "1"
#define SMT_RESULT_KJ_NO_RIGHT "5"
/* assumed: no public list has codes for what the patient has closed */
#define SMT_RESULT_SPERRET "6"
#define SMT_RESULT_BLOKKERT "7"
#define SMT_RESULT_KJ_RESERVED "8"

/* the unit of an interval: the only one Reseptformidleren can show */
#define SMT_UNIT_DAYS "Døgn"
