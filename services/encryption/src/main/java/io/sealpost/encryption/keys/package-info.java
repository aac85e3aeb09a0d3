/** The gateway's own keys, wrapped at rest: one a business, one an epoch. */
@NullMarked
package io.sealpost.encryption.keys;

import org.jspecify.annotations.NullMarked;
