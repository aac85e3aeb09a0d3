package io.sealpost.cli.bench;

/** What a benchmark measures, in this order. */
enum Phase {
    /** Rounds of relay and pipeline in turn, each as fast as it goes. */
    THROUGHPUT,
    /** A fixed rate. */
    LATENCY,
    /** One-time codes behind bulk messages. */
    LANES
}
