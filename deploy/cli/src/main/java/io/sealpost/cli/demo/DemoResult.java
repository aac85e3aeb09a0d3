package io.sealpost.cli.demo;

/**
 * The line of JSON that {@code ./sealpost demo --json} prints last. Each count is of messages.
 *
 * @param accepted with an event ACCEPTED
 * @param rejected with an event REJECTED
 * @param refused with an event REFUSED
 * @param delivered with an event DELIVERED
 * @param decrypted opened by every device of their recipient, with the bytes that were sent
 * @param mismatched openings of other bytes, of an unknown message, or without consent
 * @param terminalDuplicates with several terminal events; and repeated events that differ
 * @param auditLeaves events whose leaf is in the audit log
 * @param auditVerified whether the whole audit log is what its key signed
 * @param seconds from the first message to the last event
 * @param p50Ms from ingest's decision to DELIVERED
 * @param p99Ms from ingest's decision to DELIVERED
 */
record DemoResult(
        int sent,
        long accepted,
        long rejected,
        long refused,
        long delivered,
        int decrypted,
        int mismatched,
        int terminalDuplicates,
        int auditLeaves,
        boolean auditVerified,
        double seconds,
        long p50Ms,
        long p99Ms) {}
