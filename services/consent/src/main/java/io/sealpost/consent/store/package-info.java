/** The only place that knows SQL: ledger, contacts and keys. */
@NullMarked
package io.sealpost.consent.store;

import org.jspecify.annotations.NullMarked;
