/** Pushes the messages in the mailboxes to the sockets of this replica. */
@NullMarked
package io.sealpost.delivery.push;

import org.jspecify.annotations.NullMarked;
