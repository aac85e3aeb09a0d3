/** From a record to its step. */
@NullMarked
package io.sealpost.audit.publishing;

import org.jspecify.annotations.NullMarked;
