/** Topics in and out: records to domain types and back, and the hops. */
@NullMarked
package io.sealpost.encryption.messaging;

import org.jspecify.annotations.NullMarked;
