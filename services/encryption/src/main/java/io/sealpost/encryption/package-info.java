/** The encryption service: the directory of devices, the gateway's keys, and sealing. */
@NullMarked
package io.sealpost.encryption;

import org.jspecify.annotations.NullMarked;
