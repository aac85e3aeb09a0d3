/** The only place that knows SQL. */
@NullMarked
package io.sealpost.encryption.store;

import org.jspecify.annotations.NullMarked;
