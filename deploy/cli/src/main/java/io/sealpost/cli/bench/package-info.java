/**
 * Measures the pipeline against a bare Kafka relay in one run: only the ratio means anything on a
 * machine that others share.
 */
@NullMarked
package io.sealpost.cli.bench;

import org.jspecify.annotations.NullMarked;
