/** Tests from a record to its leaf, and of the appender on real parts. */
@NullMarked
package io.sealpost.audit.messaging;

import org.jspecify.annotations.NullMarked;
