package io.sealpost.encryption.domain;

import io.sealpost.schemas.Reason;

/** What came of a directory command, and what is known after it. */
public record Ruling(Verdict verdict, Reason reason, Directory next) {

    /** The kinds of answer. */
    public enum Verdict {
        TICKET_ISSUED,
        ENROLLED,
        PREKEYS_PUBLISHED,
        REVOKED,
        REFUSED;

        /** Whether the answer is the newest device list. */
        public boolean tellsTheList() {
            return this == ENROLLED || this == REVOKED;
        }
    }

    static Ruling of(Verdict verdict, Directory next) {
        return new Ruling(verdict, Reason.NONE, next);
    }

    static Ruling refused(Reason reason, Directory unchanged) {
        return new Ruling(Verdict.REFUSED, reason, unchanged);
    }
}
