/** From a record to its step. */
@NullMarked
package io.sealpost.audit.store;

import org.jspecify.annotations.NullMarked;
