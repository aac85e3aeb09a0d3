/** The stored keys, and what another key-encryption key makes of them. */
@NullMarked
package io.sealpost.audit.store;

import org.jspecify.annotations.NullMarked;
