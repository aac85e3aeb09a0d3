package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.consent.domain.Request;
import io.sealpost.consent.domain.Subject;

/** What a command's forms came to. */
sealed interface Reading {

    /** All in order: somebody's ledger is asked something. */
    record Asked(Subject subject, Request request) implements Reading {}

    /** A form was wrong, so that it is about nobody's ledger and is refused. */
    record Malformed(RefusalReason why) implements Reading {}
}
