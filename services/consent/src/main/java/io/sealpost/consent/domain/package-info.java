/**
 * The decisions, in plain Java: what a command changes in the ledger, and whether a message may be
 * sent.
 */
@NullMarked
package io.sealpost.consent.domain;

import org.jspecify.annotations.NullMarked;
