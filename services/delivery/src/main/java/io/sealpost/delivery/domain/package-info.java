/**
 * What becomes of a message: a step in, the next status and its events out. Plain Java. {@code
 * DeliveryEventKind} and {@code Reason} are the enums of the Avro schemas, because enums of the
 * domain would have the same symbols one to one; all others are those of {@code io.sealpost.seal}.
 */
@NullMarked
package io.sealpost.delivery.domain;

import org.jspecify.annotations.NullMarked;
