/** Records read, formats stored, heartbeats sent. */
@NullMarked
package io.sealpost.consent.messaging;

import org.jspecify.annotations.NullMarked;
