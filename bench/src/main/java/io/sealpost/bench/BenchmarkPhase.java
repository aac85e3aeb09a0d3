package io.sealpost.bench;

/** A part of the benchmark; phases run in this order. */
public enum BenchmarkPhase {
    /** Rounds of relay and pipeline in turn, each at full speed. */
    THROUGHPUT,
    /** Messages at a fixed rate. */
    LATENCY,
    /** One-time codes sent while bulk messages are queued. */
    LANES
}
