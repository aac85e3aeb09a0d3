/** The tables, and the only SQL; every statement is set-based. */
@NullMarked
package io.sealpost.delivery.store;

import org.jspecify.annotations.NullMarked;
