/** The business's side: sealing and sending messages, consent commands, tickets, events. */
@NullMarked
package io.sealpost.client.producer;

import org.jspecify.annotations.NullMarked;
