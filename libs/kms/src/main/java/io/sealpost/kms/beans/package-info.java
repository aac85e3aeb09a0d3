/** How a Quarkus service gets its key-encryption key, and tells that it is away. */
@NullMarked
package io.sealpost.kms.beans;

import org.jspecify.annotations.NullMarked;
