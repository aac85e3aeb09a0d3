/**
 * What goes over Kafka: Avro in Confluent framing, the schema registry, the topic catalogue, and
 * how an operator registers a business.
 */
@NullMarked
package io.sealpost.wire;

import org.jspecify.annotations.NullMarked;
