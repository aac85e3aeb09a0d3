/** Reads the source topics of all steps and appends their leaves, batch by batch. */
@NullMarked
package io.sealpost.audit.messaging;

import org.jspecify.annotations.NullMarked;
