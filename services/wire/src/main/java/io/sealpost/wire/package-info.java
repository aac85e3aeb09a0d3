/** What goes over Kafka: Avro in Confluent framing, the schema registry and the topic catalogue. */
@NullMarked
package io.sealpost.wire;

import org.jspecify.annotations.NullMarked;
