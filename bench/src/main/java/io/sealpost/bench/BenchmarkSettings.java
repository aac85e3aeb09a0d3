package io.sealpost.bench;

/**
 * The load of a benchmark.
 *
 * @param messages per round of {@link BenchmarkPhase#THROUGHPUT}
 * @param rounds of relay and pipeline in turn
 * @param rate messages per second in {@link BenchmarkPhase#LATENCY}
 * @param seconds duration of the measurement at that rate
 */
public record BenchmarkSettings(int messages, int rounds, int rate, int seconds) {}
