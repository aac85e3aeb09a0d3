/** Appends every step of every message to a verifiable log, and tells a message's life. */
@NullMarked
package io.sealpost.audit;

import org.jspecify.annotations.NullMarked;
