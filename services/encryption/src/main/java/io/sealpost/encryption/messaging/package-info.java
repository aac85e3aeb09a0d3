/** Reads topics into domain types, writes outcomes to topics, and wires the hops. */
@NullMarked
package io.sealpost.encryption.messaging;

import org.jspecify.annotations.NullMarked;
