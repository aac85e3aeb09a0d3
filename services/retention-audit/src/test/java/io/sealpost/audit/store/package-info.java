/** Access to the stored keys with any key-encryption key. */
@NullMarked
package io.sealpost.audit.store;

import org.jspecify.annotations.NullMarked;
