/** The archive function: every record of the stream, as it came, with its provenance, to S3. */
@NullMarked
package io.trueup.archive;

import org.jspecify.annotations.NullMarked;
