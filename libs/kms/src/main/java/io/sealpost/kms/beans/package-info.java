/** CDI beans: the key-encryption key of a Quarkus service, and its health check. */
@NullMarked
package io.sealpost.kms.beans;

import org.jspecify.annotations.NullMarked;
