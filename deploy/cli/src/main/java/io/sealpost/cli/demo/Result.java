package io.sealpost.cli.demo;

/**
 * The last line of {@code ./sealpost demo --json}. Latencies are from ingest's decision to
 * DELIVERED.
 */
record Result(
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
