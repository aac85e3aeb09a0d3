/**
 * The demo: it sends messages through the platform and verifies the result from outside, with the
 * files that producer and devices write and with what standard Kafka clients read. It uses no
 * figure that a service reports about itself.
 */
@NullMarked
package io.sealpost.cli.demo;

import org.jspecify.annotations.NullMarked;
