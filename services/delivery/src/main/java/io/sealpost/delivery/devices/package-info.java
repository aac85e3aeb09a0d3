/** {@code device-lists}: which devices may connect, and their keys. */
@NullMarked
package io.sealpost.delivery.devices;

import org.jspecify.annotations.NullMarked;
