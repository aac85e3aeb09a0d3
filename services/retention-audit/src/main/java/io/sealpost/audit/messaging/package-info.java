/** Reads the source topic of each step and appends its leaf, batch by batch. */
@NullMarked
package io.sealpost.audit.messaging;

import org.jspecify.annotations.NullMarked;
