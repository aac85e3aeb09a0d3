/** Opening a producer's content and sealing it to each device; in memory only. */
@NullMarked
package io.sealpost.encryption.sealing;

import org.jspecify.annotations.NullMarked;
