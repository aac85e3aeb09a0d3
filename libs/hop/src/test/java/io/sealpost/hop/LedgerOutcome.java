package io.sealpost.hop;

import java.nio.ByteBuffer;

/** The test station's outcomes. */
sealed interface LedgerOutcome extends Outcome {

    /** The account after a deposit. */
    record Deposited(Account after) implements LedgerOutcome {
        @Override
        public String verdict() {
            return "DEPOSITED";
        }
    }

    /** A deposit of nothing: not stored. */
    record Ignored() implements LedgerOutcome {
        @Override
        public String verdict() {
            return "IGNORED";
        }
    }

    /** Stores a deposit as u64 balance ‖ u64 deposits. */
    final class Codec extends OutcomeCodec<LedgerOutcome> {
        Codec() {
            super(1);
        }

        @Override
        protected byte[] write(LedgerOutcome outcome) {
            return switch (outcome) {
                case Deposited(Account after) ->
                        ByteBuffer.allocate(16)
                                .putLong(after.balance())
                                .putLong(after.deposits())
                                .array();
                case Ignored() -> throw new IllegalArgumentException("never stored");
            };
        }

        @Override
        protected LedgerOutcome read(int version, byte[] fields) {
            ByteBuffer source = ByteBuffer.wrap(fields);
            return new Deposited(new Account(source.getLong(), source.getLong()));
        }
    }
}
