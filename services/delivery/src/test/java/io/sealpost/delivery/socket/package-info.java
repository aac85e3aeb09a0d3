/** Tests of socket. */
@NullMarked
package io.sealpost.delivery.socket;

import org.jspecify.annotations.NullMarked;
