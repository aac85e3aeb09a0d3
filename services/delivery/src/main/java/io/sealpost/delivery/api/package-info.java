/** The socket of devices: greeting, pushing, acknowledging. */
@NullMarked
package io.sealpost.delivery.api;

import org.jspecify.annotations.NullMarked;
