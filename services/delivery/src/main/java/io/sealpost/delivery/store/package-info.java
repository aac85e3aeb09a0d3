/**
 * The tables of delivery, and all of its SQL: one set-based statement for many rows. Depends on
 * {@code domain} only.
 */
@NullMarked
package io.sealpost.delivery.store;

import org.jspecify.annotations.NullMarked;
