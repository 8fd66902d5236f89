package io.trueup.event;

import io.trueup.definition.TimeForm;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the times of one form; null stands for what is none. */
record TimeReader(TimeForm form) {

  // The longest year and the finest fraction fit; nothing longer is looked at.
  private static final int LONGEST = 64;

  @Nullable Instant read(long number) {
    try {
      return form.fromNumber(number);
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Nullable Instant read(String text) {
    try {
      return text.length() > LONGEST ? null : form.fromText(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
