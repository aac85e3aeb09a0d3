/**
 * {@code message-steps}: the hop that folds steps into the status of messages, and the commands
 * that delivery itself writes there.
 */
@NullMarked
package io.sealpost.delivery.steps;

import org.jspecify.annotations.NullMarked;
