package io.sealpost.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last line of {@code ./sealpost bench --json}; a phase that was not asked for has no figures.
 *
 * @param rssMiB resident memory (PSS) of all of Sealpost, broker and database, at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchResult(
        @JsonUnwrapped @Nullable Throughput throughput,
        @JsonUnwrapped @Nullable Latency latency,
        @JsonUnwrapped @Nullable Lanes lanes,
        long rssMiB) {

    /**
     * As fast as it goes.
     *
     * @param ratio of the medians of the rounds
     * @param platformCpuMicrosPerMsg all of Sealpost, broker and database; neither producer nor
     *     devices
     * @param recordBytes the mean of the pipeline's records, and the size of the relay's
     * @param perProcess CPU microseconds a message, by process
     */
    record Throughput(
            long pipelineMsgPerSec,
            long relayMsgPerSec,
            double ratio,
            long platformCpuMicrosPerMsg,
            long relayCpuMicrosPerMsg,
            int messages,
            int rounds,
            int recordBytes,
            Map<String, Long> perProcess) {}

    /**
     * At the fixed rate.
     *
     * @param p50Ms from ingest's decision to DELIVERED
     * @param stageP50Ms from the stage before to this one, the first from sending
     * @param perProcessAtRate CPU microseconds a message, by process
     * @param machine what the machine did to others meanwhile
     */
    record Latency(
            long p50Ms,
            long p99Ms,
            Map<String, Long> stageP50Ms,
            Map<String, Long> stageP99Ms,
            Map<String, Long> perProcessAtRate,
            Machine machine) {}

    /**
     * The machine under that load, asked by somebody who has nothing to do with Sealpost.
     *
     * @param busyCores on average, whatever for; 0 where the system does not tell
     * @param wakeP99Ms how late a thread woke
     * @param syncP99Ms how long a write of 4 KiB with its sync took, on the disk of the state
     */
    record Machine(
            double busyCores,
            int cores,
            double wakeP99Ms,
            double wakeMaxMs,
            double syncP99Ms,
            double syncMaxMs) {}

    /**
     * One-time codes with bulk messages queued.
     *
     * @param urgentP99Ms from sending to DELIVERED
     * @param urgentStageP99Ms from the stage before to this one, the first from sending
     * @param bulkQueued bulk messages not delivered when the last code was sent
     */
    record Lanes(
            long urgentP50Ms,
            long urgentP99Ms,
            Map<String, Long> urgentStageP99Ms,
            long bulkQueued) {}
}
