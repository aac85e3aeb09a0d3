/**
 * The Kafka contract as code: Avro in Confluent framing, the schema registry, the topic catalogue,
 * access rights, and registering a business.
 */
@NullMarked
package io.sealpost.wire;

import org.jspecify.annotations.NullMarked;
