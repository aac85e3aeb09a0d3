/** Opens a producer's content and seals it to each device, in memory only. */
@NullMarked
package io.sealpost.encryption.sealing;

import org.jspecify.annotations.NullMarked;
