/** The consent service: records what people agreed to, and clears or refuses each message by it. */
@NullMarked
package io.sealpost.consent;

import org.jspecify.annotations.NullMarked;
