package io.sealpost.cli.bench;

import java.util.Map;

/**
 * The last line of {@code ./sealpost bench --json}.
 *
 * @param ratio of the medians of the rounds
 * @param platformCpuMicrosPerMsg all of Sealpost, broker and database; neither producer nor devices
 * @param p50Ms from ingest's decision to DELIVERED at the fixed rate
 * @param urgentP99Ms from sending to DELIVERED with bulk messages queued
 * @param perProcess CPU microseconds a message, by process
 */
record BenchResult(
        double pipelineMsgPerSec,
        double relayMsgPerSec,
        double ratio,
        double platformCpuMicrosPerMsg,
        double relayCpuMicrosPerMsg,
        long p50Ms,
        long p99Ms,
        long urgentP99Ms,
        int bulkQueued,
        long rssMiB,
        int messages,
        int rounds,
        int recordBytes,
        Map<String, Double> perProcess) {}
