/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-voice.h"

/**
 * smt_source_new:
 * @voice: whose source it is
 * @origin: the very place it was read from
 * @raw: what stood there, as received, or in words of the field
 * @reading: (transfer full): what was heard in it
 *
 * Returns: (transfer full): a source; prescription, date and defects may be set until it is let out
 */
SmtSource *
smt_source_new (SmtVoiceKind voice, SmtOrigin origin, const char *raw, SmtReading *reading)
{
  g_return_val_if_fail (raw != NULL, NULL);
  g_return_val_if_fail (reading != NULL, NULL);

  SmtSource *source = g_new0 (SmtSource, 1);
  g_atomic_ref_count_init (&source->ref_count);
  source->voice = voice;
  source->origin = origin;
  source->raw = g_strdup (raw);
  source->reading = reading;
  return source;
}

/**
 * smt_source_ref:
 * @source: a source
 *
 * Returns: (transfer full): the same source
 */
SmtSource *
smt_source_ref (const SmtSource *source)
{
  g_return_val_if_fail (source != NULL, NULL);

  SmtSource *self = (SmtSource *)source;
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_source_unref:
 * @source: (transfer full): a source
 */
void
smt_source_unref (SmtSource *source)
{
  g_return_if_fail (source != NULL);

  if (!g_atomic_ref_count_dec (&source->ref_count))
    return;
  g_free (source->raw);
  g_free (source->prescription_id);
  g_free (source->beside);
  g_free (source->handed_out);
  g_clear_pointer (&source->reading, smt_reading_unref);
  g_clear_pointer (&source->product, smt_product_unref);
  g_free (source);
}
