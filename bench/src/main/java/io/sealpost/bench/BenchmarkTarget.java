package io.sealpost.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The running platform that a benchmark measures.
 *
 * @param processIds of the platform's processes by name; the broker's name is {@value #BROKER}
 * @param administrator Kafka client settings of a user who may create topics and read every topic
 * @param state a folder for the devices' files; writes are timed on the disk it is on
 * @param memoryMiB resident memory of the platform's processes
 * @param progress receives a line of text for each step of the benchmark
 */
public record BenchmarkTarget(
        Map<String, Long> processIds,
        Map<String, Object> administrator,
        BenchmarkTenant tenant,
        Path state,
        LongSupplier memoryMiB,
        Consumer<String> progress) {
    static final String BROKER = "broker";
}
