package io.sealpost.cli.bench;

/**
 * What a benchmark puts on the platform.
 *
 * @param messages a round, as fast as they go
 * @param rounds of relay and pipeline in turn
 * @param rate messages a second while latency is measured
 * @param seconds for so long
 */
record Load(int messages, int rounds, int rate, int seconds) {}
