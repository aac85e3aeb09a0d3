/** From a record to its step. */
@NullMarked
package io.sealpost.audit.messaging;

import org.jspecify.annotations.NullMarked;
