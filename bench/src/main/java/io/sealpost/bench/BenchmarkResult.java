package io.sealpost.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a benchmark, as the line of JSON that {@code ./sealpost bench --json} prints.
 * README.md explains each. A phase that did not run has no figures.
 *
 * @param rssMiB resident memory of the platform's processes at the end; shared pages are counted
 *     once (PSS)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchmarkResult(
        @JsonUnwrapped @Nullable Throughput throughput,
        @JsonUnwrapped @Nullable Latency latency,
        @JsonUnwrapped @Nullable Lanes lanes,
        long rssMiB) {

    /**
     * {@link BenchmarkPhase#THROUGHPUT}.
     *
     * @param ratio pipeline to relay; both are medians of the rounds
     * @param platformCpuMicrosPerMsg CPU time of the platform's processes per message; without
     *     producer and devices
     * @param relayCpuMicrosPerMsg CPU time of the broker and the relay per message
     * @param recordBytes mean size of the pipeline's records; the relay's records have this size
     * @param perProcess CPU microseconds per message, by process
     */
    public record Throughput(
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
     * {@link BenchmarkPhase#LATENCY}.
     *
     * @param p50Ms from ingest's decision to DELIVERED
     * @param p99Ms from ingest's decision to DELIVERED
     * @param stageP50Ms by stage, from the stage before it; the first stage is timed from sending
     * @param stageP99Ms by stage, from the stage before it; the first stage is timed from sending
     * @param perProcessAtRate CPU microseconds per message, by process
     * @param machine the machine during the measurement
     */
    public record Latency(
            long p50Ms,
            long p99Ms,
            Map<String, Long> stageP50Ms,
            Map<String, Long> stageP99Ms,
            Map<String, Long> perProcessAtRate,
            Machine machine) {}

    /**
     * The machine under that load, measured without using Sealpost.
     *
     * @param busyCores mean number of busy cores, other programs included; 0 where the system does
     *     not report it
     * @param wakeP99Ms how late a sleeping thread continued
     * @param wakeMaxMs how late a sleeping thread continued
     * @param syncP99Ms duration of a synced write of 4 KiB on the disk of the state folder
     * @param syncMaxMs duration of a synced write of 4 KiB on the disk of the state folder
     */
    public record Machine(
            double busyCores,
            int cores,
            double wakeP99Ms,
            double wakeMaxMs,
            double syncP99Ms,
            double syncMaxMs) {}

    /**
     * {@link BenchmarkPhase#LANES}.
     *
     * @param urgentP50Ms one-time codes, from sending to DELIVERED
     * @param urgentP99Ms one-time codes, from sending to DELIVERED
     * @param urgentStageP99Ms by stage, from the stage before it; the first stage is timed from
     *     sending
     * @param bulkQueued bulk messages not yet delivered when the last code was sent
     */
    public record Lanes(
            long urgentP50Ms,
            long urgentP99Ms,
            Map<String, Long> urgentStageP99Ms,
            long bulkQueued) {}
}
