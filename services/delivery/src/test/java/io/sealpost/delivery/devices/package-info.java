/** Tests of devices. */
@NullMarked
package io.sealpost.delivery.devices;

import org.jspecify.annotations.NullMarked;
