/** The sockets of devices that this replica holds, and what is in flight on each. */
@NullMarked
package io.sealpost.delivery.session;

import org.jspecify.annotations.NullMarked;
