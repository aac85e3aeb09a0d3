/** Tests from wire records to decisions and back. */
@NullMarked
package io.sealpost.ingest.messaging;

import org.jspecify.annotations.NullMarked;
