/**
 * Measures Sealpost against a relay that only copies records between Kafka topics, in the same run.
 * On a machine that other programs use, too, only the ratio of the two is comparable.
 */
@NullMarked
package io.sealpost.bench;

import org.jspecify.annotations.NullMarked;
