/** {@code consent-withdrawals}: withdrawn consents, recalls, and the heartbeats of consent. */
@NullMarked
package io.sealpost.delivery.withdrawals;

import org.jspecify.annotations.NullMarked;
