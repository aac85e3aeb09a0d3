/** The only package with SQL: ledger, contacts, keys, heartbeat. */
@NullMarked
package io.sealpost.consent.store;

import org.jspecify.annotations.NullMarked;
