/** Tests of withdrawals. */
@NullMarked
package io.sealpost.delivery.withdrawals;

import org.jspecify.annotations.NullMarked;
