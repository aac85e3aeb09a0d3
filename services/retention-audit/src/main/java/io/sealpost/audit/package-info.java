/** Appends one leaf for every step of every message to a verifiable log, and serves timelines. */
@NullMarked
package io.sealpost.audit;

import org.jspecify.annotations.NullMarked;
