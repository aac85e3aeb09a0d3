/** Stored and digested formats. */
@NullMarked
package io.sealpost.consent.messaging;

import org.jspecify.annotations.NullMarked;
